import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { openPractice, type Practice, testPassphrase } from '../../support/practice.ts';
import { refusalOf } from '../../support/refusal-of.ts';

let firm: Practice;

beforeAll(async () => {
  firm = await openPractice('2026-02-02');
});
afterAll(() => firm.remove());

/** The checklist at the bank is a matter of its own. */
async function codes(): Promise<string[]> {
  const { rows, more } = await firm.client.trust.listLookAt({ accountId: firm.accountId });
  expect(more).toBe(false);
  return [...new Set(rows.map((row) => row.code))].filter((code) => code !== 'trust.setup-open').sort();
}

const payByCheck = (checkNumber: number, day: string) =>
  firm.client.trust.postDisbursement({
    commandId: createId(),
    accountId: firm.accountId,
    ledgerId: firm.matterId,
    day,
    amountCents: 10_000,
    kind: 'cost',
    instrument: 'check',
    payee: 'County clerk',
    purpose: 'Filing fee',
    checkNumber,
    passphrase: testPassphrase,
  });

describe('what to look at', () => {
  it('[TR34] is nothing in an account in order, and refuses an unknown one', async () => {
    await firm.deposit(100_000, '2026-02-02');
    expect(await codes()).toEqual([]);
    expect((await refusalOf(firm.client.trust.listLookAt({ accountId: 'nosuch' }))).code).toBe('trust.not-found');
  });

  it('[TR34] names one person’s payments and missing check numbers at once', async () => {
    await payByCheck(1_001, '2026-02-02');
    expect(await codes()).toEqual(['trust.same-person']);
    await payByCheck(1_004, '2026-02-02');
    const { rows } = await firm.client.trust.listLookAt({});
    expect(rows.find((row) => row.code === 'trust.check-gap')?.sentence).toBe(
      'Missing: 1002 to 1003. Account for each.',
    );
    expect(rows.find((row) => row.code === 'trust.same-person')).toMatchObject({ amountCents: -20_000 });
  });

  it('[TR34] names what was dated back', async () => {
    firm.setDay('2026-02-20');
    await firm.deposit(1_000, '2026-02-12');
    expect(await codes()).not.toContain('trust.backdated');
    await firm.deposit(1_100, '2026-02-10');
    const { rows } = await firm.client.trust.listLookAt({});
    expect(rows.filter((row) => row.code === 'trust.backdated')).toMatchObject([
      { day: '2026-02-10', amountCents: 1_100, ledgerId: firm.matterId },
    ]);
  });

  it('[TR34] names what waited too long: fees, checks, balances', async () => {
    const invoice = await firm.bill(10, '2026-02-20');
    firm.setDay('2026-03-22');
    expect(await codes()).not.toContain('trust.fees-left');
    firm.setDay('2026-03-23');
    const { rows } = await firm.client.trust.listLookAt({});
    expect(rows.find((row) => row.code === 'trust.fees-left')).toMatchObject({ amountCents: 30_000 });
    expect(rows.find((row) => row.code === 'trust.fees-left')?.sentence).toContain(invoice.number);
    firm.setDay('2026-05-14');
    expect(await codes()).toContain('trust.stale-check');
    firm.setDay('2026-09-01');
    const later = await firm.client.trust.listLookAt({});
    expect(later.rows.filter((row) => row.code === 'trust.stale-check').map((row) => row.title)).toEqual([
      'Stale check, escalated',
      'Stale check, escalated',
    ]);
    expect(later.rows.find((row) => row.code === 'trust.dormant-balance')?.sentence).toContain('821.00');
    expect((await codes()).includes('trust.same-person')).toBe(false);
  });
});
