import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { openPractice, type Practice, testPassphrase } from '../../support/practice.ts';
import { refusalOf } from '../../support/refusal-of.ts';

let firm: Practice;

beforeAll(async () => {
  firm = await openPractice('2026-06-30');
});
afterAll(() => firm.remove());

const again = { passphrase: testPassphrase };

function disbursement(more: object = {}) {
  return {
    commandId: createId(),
    accountId: firm.accountId,
    ledgerId: firm.matterId,
    day: '2026-06-30',
    amountCents: 10_000,
    kind: 'cost' as const,
    instrument: 'check' as const,
    checkNumber: 1_001,
    payee: 'King County Superior Court',
    purpose: 'Filing fee',
    ...again,
    ...more,
  };
}

const ledger = () => firm.client.trust.getLedger({ accountId: firm.accountId, ledgerId: firm.matterId });
const account = () => firm.client.trust.getAccount({ accountId: firm.accountId });

describe('accounts', () => {
  it('opens one with this device as its custodian and nothing in it', async () => {
    expect(await account()).toMatchObject({
      name: 'Client trust',
      journalCents: 0,
      ledgersCents: 0,
      bankCents: null,
      custodyIsHere: true,
      custodianDeviceName: 'Laptop',
      nextCheckNumber: 1_001,
      light: { colour: 'amber' },
    });
    expect((await firm.client.trust.listAccounts({})).rows).toHaveLength(1);
  });

  it('refuses an account that is there, an opening in the future and an unknown one', async () => {
    const input = { name: 'Again', bank: 'first bank', lastFour: '4242', openedOn: '2026-06-01' };
    const open = (more: object) => firm.client.trust.openAccount({ commandId: createId(), ...input, ...more });
    expect(await refusalOf(open({}))).toMatchObject({ code: 'trust.account-exists', fields: ['lastFour'] });
    expect(await refusalOf(open({ lastFour: '1', openedOn: '2026-07-01' }))).toMatchObject({ code: 'input.invalid' });
    expect(await refusalOf(open({ lastFour: '1111', openedOn: '2026-07-01' }))).toMatchObject({
      code: 'trust.opening-in-future',
    });
    expect(await refusalOf(firm.client.trust.getAccount({ accountId: 'nowhere' }))).toMatchObject({
      code: 'trust.not-found',
    });
  });
});

describe('receipts and disbursements', () => {
  it('[TR5] posts a receipt, and holds the money of a check until it is collected', async () => {
    await firm.deposit(100_000, '2026-06-01');
    const check = await firm.client.trust.postReceipt({
      commandId: createId(),
      accountId: firm.accountId,
      ledgerId: firm.matterId,
      day: '2026-06-29',
      amountCents: 50_000,
      kind: 'advance fee',
      instrument: 'check',
      payor: 'Carla Cole',
      purpose: 'Advance fee deposit',
    });
    expect(check.collectedOn).toBe('2026-07-09');
    expect(await ledger()).toMatchObject({ balanceCents: 150_000, availableCents: 100_000, uncollectedCents: 50_000 });
  });

  it('refuses receipts that the rules refuse', async () => {
    const receipt = {
      accountId: firm.accountId,
      ledgerId: firm.matterId,
      day: '2026-06-30',
      amountCents: 1_000,
      kind: 'advance fee' as const,
      instrument: 'wire' as const,
      payor: 'Carla Cole',
      purpose: 'Deposit',
    };
    const code = async (more: object) =>
      (await refusalOf(firm.client.trust.postReceipt({ commandId: createId(), ...receipt, ...more }))).code;
    expect(await code({ day: '2026-07-01' })).toBe('trust.day-in-future');
    expect(await code({ day: '2026-01-01' })).toBe('trust.day-before-opening');
    expect(await code({ kind: 'interest' })).toBe('trust.interest-on-pooled-account');
    expect(await code({ ledgerId: 'firm' })).toBe('trust.client-money-on-firm-ledger');
    expect(await code({ ledgerId: 'firm', kind: 'firm funds', amountCents: 20_001 })).toBe('trust.firm-funds-ceiling');
    expect(await code({ kind: 'firm funds' })).toBe('trust.firm-money-on-client-ledger');
    expect(await code({ collectedOn: '2026-06-29' })).toBe('trust.collected-before-receipt');
    expect(await code({ ledgerId: 'nosuch' })).toBe('trust.not-found');
    expect(await code({ amountCents: 0 })).toBe('input.invalid');
  });

  it('[TR3] refuses one cent more than is available, and says why', async () => {
    const refused = await refusalOf(firm.client.trust.postDisbursement(disbursement({ amountCents: 100_001 })));
    expect(refused).toEqual({
      code: 'trust.insufficient-funds',
      sentence:
        'Not enough collected funds: Cole v. Dunn has 1,000.00 available; 500.00 of the balance is on hold until Jul 9. Post 1,000.00 or less, or wait for the hold to clear.',
      fields: ['amountCents'],
    });
  });

  it('posts a disbursement under the passphrase; twice with one command id is once', async () => {
    const input = disbursement();
    const first = await firm.client.trust.postDisbursement(input);
    expect(await firm.client.trust.postDisbursement(input)).toEqual(first);
    expect(await ledger()).toMatchObject({ balanceCents: 140_000, availableCents: 90_000 });
    expect(await account()).toMatchObject({ nextCheckNumber: 1_002, journalCents: 140_000, ledgersCents: 140_000 });
  });

  it('refuses disbursements that the rules refuse', async () => {
    const code = async (more: object) =>
      (await refusalOf(firm.client.trust.postDisbursement(disbursement({ checkNumber: 1_002, ...more })))).code;
    expect(await code({ passphrase: 'another one' })).toBe('trust.wrong-passphrase');
    firm.waitMinute();
    expect(await code({ checkNumber: 1_001 })).toBe('trust.check-number-used');
    expect(await code({ checkNumber: undefined })).toBe('trust.check-number-missing');
    expect(await code({ instrument: 'wire' })).toBe('trust.check-number-not-wanted');
    expect(await code({ payee: 'Cash' })).toBe('trust.payee-forbidden');
    expect(await code({ instrument: 'cash', checkNumber: undefined })).toBe('trust.cash-disbursement');
    expect(await code({ kind: 'bank fee' })).toBe('trust.bank-fee-on-client-ledger');
    expect(await code({ day: '2026-07-01' })).toBe('trust.day-in-future');
  });

  it('[TR8] decides two disbursements sent in the same tick one after the other', async () => {
    const both = await Promise.allSettled([
      firm.client.trust.postDisbursement(disbursement({ amountCents: 60_000, checkNumber: 1_002 })),
      firm.client.trust.postDisbursement(disbursement({ amountCents: 60_000, checkNumber: 1_003 })),
    ]);
    expect(both.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect(await ledger()).toMatchObject({ balanceCents: 80_000, availableCents: 30_000 });
  });
});

describe('reversals', () => {
  it('[TR14] takes an entry back once and whole, and says so on both', async () => {
    const journal = await firm.client.trust.journal({ accountId: firm.accountId });
    const check = journal.rows.find((row) => row.amountCents === -60_000);
    const reverse = (more: object) =>
      firm.client.trust.reverseEntry({
        commandId: createId(),
        entryId: check?.entryId ?? '',
        day: '2026-06-30',
        reason: 'Written for the wrong court',
        ...again,
        ...more,
      });
    expect((await refusalOf(reverse({ day: '2026-06-29' }))).code).toBe('trust.reversal-before-entry');
    expect((await refusalOf(reverse({ cause: 'bank return' }))).code).toBe('trust.return-is-for-receipts');
    const { id } = await reverse({});
    expect((await refusalOf(reverse({}))).code).toBe('trust.already-reversed');
    expect((await refusalOf(reverse({ entryId: id }))).code).toBe('trust.reversal-is-final');
    expect((await refusalOf(reverse({ entryId: 'nosuch' }))).code).toBe('trust.not-found');
    expect((await refusalOf(reverse({ passphrase: 'no' }))).code).toBe('trust.wrong-passphrase');
    firm.waitMinute();
    expect(await ledger()).toMatchObject({ balanceCents: 140_000, availableCents: 90_000 });
    const card = await firm.client.trust.ledgerCard({ accountId: firm.accountId, ledgerId: firm.matterId });
    expect(card.rows.map((row) => row.amountCents)).toEqual([100_000, 50_000, -10_000, -60_000, 60_000]);
    expect(card.rows.map((row) => row.balanceCents)).toEqual([100_000, 150_000, 140_000, 80_000, 140_000]);
    expect(card.rows.map((row) => row.reversed)).toEqual([false, false, false, true, false]);
    expect(card.total).toBe(5);
  });

  it('[TR15] refuses to take back a receipt whose money is gone, except where the bank returned it', async () => {
    const receiptId = await firm.deposit(
      20_000,
      '2026-06-30',
      (await firm.openMatter('Elm v. Fox', 'Eli Elm')).matterId,
    );
    const [entry] = (await firm.client.trust.journal({ accountId: firm.accountId, limit: 1 })).rows;
    await firm.client.trust.postDisbursement(
      disbursement({ ledgerId: entry?.ledgerId, amountCents: 15_000, checkNumber: 1_003 }),
    );
    const reverse = (more: object) =>
      firm.client.trust.reverseEntry({
        commandId: createId(),
        entryId: receiptId,
        day: '2026-06-30',
        reason: 'Returned',
        ...again,
        ...more,
      });
    expect((await refusalOf(reverse({}))).code).toBe('trust.reversal-overdraws');
    await reverse({ cause: 'bank return' });
    expect(await account()).toMatchObject({
      light: { colour: 'red', sentence: 'Elm v. Fox is 150.00 below zero. Make it good today.' },
    });
    const { rows } = await firm.client.trust.listExceptions({});
    expect(rows).toMatchObject([{ code: 'trust.ledger-below-zero', amountCents: -15_000 }]);
    const key = rows[0]?.key ?? '';
    const resolve = () =>
      firm.client.trust.resolveException({ commandId: createId(), key, explanation: 'The firm made it good' });
    await resolve();
    expect((await refusalOf(resolve())).code).toBe('trust.exception-is-answered');
    expect(
      (await refusalOf(firm.client.trust.resolveException({ commandId: createId(), key: 'x', explanation: 'y' }))).code,
    ).toBe('trust.not-found');
    expect((await firm.client.trust.listExceptions({})).rows).toEqual([]);
    expect((await firm.client.trust.listExceptions({ state: 'all' })).rows).toMatchObject([
      { resolvedBy: 'Ada Alder', explanation: 'The firm made it good' },
    ]);
  });
});

describe('the journal', () => {
  it('pages both ways with the same balance beside each entry', async () => {
    const whole = await firm.client.trust.journal({ accountId: firm.accountId, descending: false });
    let running = 0;
    for (const row of whole.rows) {
      running += row.amountCents;
      expect(row.balanceCents).toBe(running);
    }
    const pages = [];
    for (let offset = 0; offset < whole.total; offset += 3) {
      pages.push(...(await firm.client.trust.journal({ accountId: firm.accountId, offset, limit: 3 })).rows);
    }
    expect(pages.reverse()).toEqual(whole.rows);
    const june30 = await firm.client.trust.journal({ accountId: firm.accountId, from: '2026-06-30', to: '2026-06-30' });
    expect(june30.rows[0]?.balanceCents).toBe(running);
    expect(june30.total).toBe(whole.rows.filter((row) => row.day === '2026-06-30').length);
  });

  it('answers balances as of a day, and as known at an instant', async () => {
    const asOf = (more: object) =>
      firm.client.trust.balancesAsOf({ accountId: firm.accountId, asOf: '2026-06-28', ...more });
    expect(await asOf({})).toMatchObject({ totalCents: 100_000, journalCents: 100_000 });
    expect((await asOf({ asOf: '2026-05-31' })).totalCents).toBe(0);
    expect((await asOf({ asOf: '2026-06-30', knownOnMs: 1 })).totalCents).toBe(0);
    const known = await asOf({ asOf: '2026-06-30', knownOnMs: Date.parse('2030-01-01') });
    expect(known.totalCents).toBe((await account()).journalCents);
  });
});
