import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { fileDocument } from '../../support/file-document.ts';
import { openPractice, type Practice, testPassphrase } from '../../support/practice.ts';
import { refusalOf } from '../../support/refusal-of.ts';

let firm: Practice;
let otherMatterId: string;

beforeAll(async () => {
  firm = await openPractice('2026-06-30');
  otherMatterId = (await firm.openMatter('Elm v. Fox', 'Eli Elm')).matterId;
  await firm.deposit(100_000, '2026-06-01');
});
afterAll(() => firm.remove());

const today = '2026-06-30';
const ledger = (ledgerId = firm.matterId) => firm.client.trust.getLedger({ accountId: firm.accountId, ledgerId });
const place = (more: object = {}) =>
  firm.client.trust.placeHold({
    commandId: createId(),
    accountId: firm.accountId,
    ledgerId: firm.matterId,
    day: today,
    amountCents: 30_000,
    kind: 'lien',
    claimant: 'Saltwater Clinic',
    reason: 'Medical lien, file 4410',
    ...more,
  });
const release = (holdId: string, more: object = {}) =>
  firm.client.trust.releaseHold({ commandId: createId(), holdId, day: today, ...more });

describe('holds on a ledger', () => {
  it('[TE1] [TE2] keep money out of reach until a document of the matter releases them', async () => {
    const { id, flags } = await place();
    expect(flags).toEqual([]);
    expect(await ledger()).toMatchObject({ balanceCents: 100_000, availableCents: 70_000, holdsCents: 30_000 });
    const matter = await firm.client.office.getMatter({ matterId: firm.matterId });
    expect(matter.trustAvailableCents).toBe(70_000);
    const pay = firm.client.trust.postDisbursement({
      commandId: createId(),
      accountId: firm.accountId,
      ledgerId: firm.matterId,
      day: today,
      amountCents: 70_001,
      kind: 'client',
      instrument: 'check',
      checkNumber: 1_001,
      payee: 'Carla Cole',
      purpose: 'Share',
      passphrase: testPassphrase,
    });
    expect((await refusalOf(pay)).code).toBe('trust.insufficient-funds');
    expect((await refusalOf(release(id))).code).toBe('trust.release-needs-document');
    const elsewhere = await fileDocument(firm, 'Release of another', otherMatterId);
    expect((await refusalOf(release(id, { documentId: elsewhere }))).code).toBe('trust.release-needs-document');
    const documentId = await fileDocument(firm, 'Lien release');
    expect((await refusalOf(release(id, { documentId, amountCents: 30_001 }))).code).toBe('trust.release-above-hold');
    expect(await release(id, { documentId, amountCents: 10_000 })).toEqual({ id, leftCents: 20_000 });
    expect(await ledger()).toMatchObject({ availableCents: 80_000, holdsCents: 20_000 });
    expect(await release(id, { documentId })).toEqual({ id, leftCents: 0 });
    expect((await refusalOf(release(id, { documentId }))).code).toBe('trust.hold-is-released');
    expect(await ledger()).toMatchObject({ availableCents: 100_000, holdsCents: 0 });
    const list = await firm.client.trust.listHolds({ accountId: firm.accountId, state: 'all' });
    expect(list).toMatchObject({
      total: 1,
      rows: [{ openCents: 0, claimant: 'Saltwater Clinic', releases: [{ documentTitle: 'Lien release' }, {}] }],
    });
    expect((await firm.client.trust.listHolds({ filter: 'nobody' })).total).toBe(0);
  });

  it('[TE1] stand on a ledger before its money comes', async () => {
    const { flags } = await place({ ledgerId: otherMatterId, kind: 'dispute', claimant: 'Fox' });
    expect(flags.map((flag) => flag.code)).toEqual(['trust.hold-above-balance']);
    expect(await ledger(otherMatterId)).toMatchObject({ balanceCents: 0, availableCents: -30_000 });
    await firm.deposit(50_000, today, otherMatterId);
    expect(await ledger(otherMatterId)).toMatchObject({ balanceCents: 50_000, availableCents: 20_000 });
  });

  it('refuses what the rules refuse', async () => {
    const code = async (more: object) => (await refusalOf(place(more))).code;
    expect(await code({ amountCents: 0 })).toBe('input.invalid');
    expect(await code({ claimant: '' })).toBe('input.invalid');
    expect(await code({ ledgerId: 'firm' })).toBe('trust.hold-on-firm-ledger');
    expect(await code({ ledgerId: 'nosuch' })).toBe('trust.not-found');
    expect(await code({ day: '2026-07-01' })).toBe('trust.hold-day');
    expect((await refusalOf(release('nosuch'))).code).toBe('trust.not-found');
  });
});
