import { describe, expect, it } from 'vitest';
import { readLedger } from '../../../../shared/domain/trust/available.ts';
import { type DisbursementInput, decideDisbursement } from '../../../../shared/domain/trust/disbursement.ts';
import { decideFeeTransfer, type FeeTransferInput } from '../../../../shared/domain/trust/fee-transfer.ts';
import { decideReceipt, type ReceiptInput } from '../../../../shared/domain/trust/receipt.ts';
import { decideApproval, decideRejection, decideRequest } from '../../../../shared/domain/trust/request.ts';
import { decideReversal, type ReversibleEntry } from '../../../../shared/domain/trust/reversal.ts';
import { account, ledger, pack, request, today, verdict } from './trust-fixtures.ts';

const receipt: ReceiptInput = {
  day: today,
  today,
  amountCents: 100_000,
  name: 'Jane Alder',
  purpose: 'Advance fee deposit',
  kind: 'advance fee',
  instrument: 'wire',
};
const disbursement: DisbursementInput = {
  day: today,
  today,
  amountCents: 10_000,
  name: 'County Clerk',
  purpose: 'Filing fee',
  kind: 'third party',
  instrument: 'check',
  checkNumber: 1043,
  mayApprove: true,
};
const deposit = { id: 'r1', day: '2026-02-02', effectCents: 125_000, collectedOn: '2026-02-02' };
const uncollected = { id: 'r2', day: '2026-03-02', effectCents: 80_000, collectedOn: '2026-03-11' };
const funded = ledger([deposit]);

describe('receipts', () => {
  const decide = (changes: Partial<ReceiptInput>, state = account(), book = ledger()) =>
    decideReceipt(state, book, { ...receipt, ...changes }, pack);

  it('[TR1] wants an amount, a payor and a purpose', () => {
    expect(verdict(decide({ amountCents: 0 }))).toBe('trust.amount-not-positive');
    expect(verdict(decide({ amountCents: 0.5 }))).toBe('trust.amount-not-positive');
    expect(verdict(decide({ name: ' ' }))).toBe('trust.payor-missing');
    expect(verdict(decide({ purpose: '' }))).toBe('trust.purpose-missing');
  });

  it('[TR2] wants an open day', () => {
    expect(verdict(decide({ day: '2026-03-05' }))).toBe('trust.day-in-future');
    expect(verdict(decide({ day: '2026-02-30' }))).toBe('trust.day-not-valid');
    expect(verdict(decide({ day: '2024-12-31' }))).toBe('trust.day-before-opening');
    const locked = account({ lockedThrough: '2026-02-28' });
    expect(verdict(decide({ day: '2026-03-01' }, locked))).toBe('accepted');
    const refused = decide({ day: '2026-02-28' }, locked);
    expect(refused.ok ? '' : refused.refusal.sentence).toBe(
      'The period up to Feb 28, 2026 is reconciled and signed. Date the entry Mar 1, 2026 or later, or have an attorney reopen the reconciliation.',
    );
    const old = decide({ day: '2026-02-24' });
    expect(old.ok && old.value.flags.map((flag) => flag.code)).toEqual(['trust.backdated']);
  });

  it('[TR5] holds the money by its instrument', () => {
    const byCheck = decide({ instrument: 'check' });
    expect(byCheck.ok && byCheck.value.collectedOn).toBe('2026-03-13');
    const early = decide({ instrument: 'check', collectedOn: '2026-03-06' });
    expect(early.ok && early.value).toEqual({
      collectedOn: '2026-03-06',
      flags: [expect.objectContaining({ code: 'trust.hold-shortened' })],
    });
    expect(verdict(decide({ collectedOn: '2026-03-03' }))).toBe('trust.collected-before-receipt');
  });

  it("[TR6] keeps the firm's own money apart and under its ceiling", () => {
    const firm = ledger([{ id: 'f1', day: '2026-01-05', effectCents: 40_000 }], {
      ledgerId: 'firm',
      name: 'Firm funds',
    });
    expect(verdict(decide({ kind: 'firm funds' }))).toBe('trust.firm-money-on-client-ledger');
    expect(verdict(decide({}, account(), firm))).toBe('trust.client-money-on-firm-ledger');
    expect(verdict(decide({ kind: 'firm funds', amountCents: 10_000 }, account(), firm))).toBe('accepted');
    const refused = decide({ kind: 'firm funds', amountCents: 10_001 }, account(), firm);
    expect(refused.ok ? '' : refused.refusal.sentence).toBe(
      'The firm may keep at most 500.00 of its own money here, and this would make 500.01. Deposit 100.00 or less.',
    );
  });

  it('[TR7] posts interest to separate accounts only', () => {
    expect(verdict(decide({ kind: 'interest' }))).toBe('trust.interest-on-pooled-account');
    expect(verdict(decide({ kind: 'interest' }, account({ kind: 'separate' })))).toBe('accepted');
  });
});

describe('disbursements', () => {
  const decide = (changes: Partial<DisbursementInput>, book = funded, state = account()) =>
    decideDisbursement(state, book, { ...disbursement, ...changes }, pack);

  it('[TR3] gives out every cent, and not one more', () => {
    expect(verdict(decide({ amountCents: 125_000 }))).toBe('accepted');
    expect(verdict(decide({ amountCents: 125_001 }))).toBe('trust.insufficient-funds');
  });

  it('[TR3] says why and what to do', () => {
    const refused = decide({ amountCents: 125_001 }, ledger([deposit, uncollected]));
    expect(refused.ok ? '' : refused.refusal.sentence).toBe(
      'Not enough collected funds: Alder, J. has 1,250.00 available; 800.00 of the balance is on hold until Mar 11. Post 1,250.00 or less, or wait for the hold to clear.',
    );
    const empty = decide({ amountCents: 1 }, ledger());
    expect(empty.ok ? '' : empty.refusal.sentence).toBe(
      'Not enough collected funds: Alder, J. has 0.00 available. Post a receipt first.',
    );
  });

  it('[TR4] counts requests, holds and quarantine', () => {
    const book = ledger([deposit], { pendingCents: 20_000, holdsCents: 30_000, quarantinedCents: 5_000 });
    expect(readLedger(book, today)).toEqual({
      balanceCents: 125_000,
      collectedCents: 125_000,
      availableCents: 70_000,
      uncollectedCents: 0,
    });
    expect(verdict(decide({ amountCents: 70_000 }, book))).toBe('accepted');
    const refused = decide({ amountCents: 70_001 }, book);
    expect(refused.ok ? '' : refused.refusal.sentence).toContain(
      '200.00 is asked for by open requests; 300.00 is held for a dispute or a lien; 50.00 waits in quarantine',
    );
  });

  it('[TR4] looks at every later day when dated back', () => {
    const book = ledger([
      { id: 'a', day: '2026-02-02', effectCents: 10_000 },
      { id: 'b', day: '2026-02-10', effectCents: 5_000 },
      { id: 'c', day: '2026-02-20', effectCents: -9_000 },
    ]);
    expect(readLedger(book, '2026-02-05').availableCents).toBe(6_000);
    expect(readLedger(book, '2026-02-01').availableCents).toBe(0);
    const spentLater = ledger([
      { id: 'a', day: '2026-02-02', effectCents: 10_000 },
      { id: 'c', day: '2026-02-20', effectCents: -9_500 },
      { id: 'b', day: '2026-02-25', effectCents: 5_000 },
    ]);
    expect(readLedger(spentLater, '2026-02-05').availableCents).toBe(500);
  });

  it('[TR4] a returned deposit that was never collected takes nothing away', () => {
    const book = ledger([deposit, uncollected, { id: 'x', day: '2026-03-03', effectCents: -80_000, reverses: 'r2' }]);
    expect(readLedger(book, today)).toMatchObject({ balanceCents: 125_000, availableCents: 125_000 });
    expect(readLedger(book, '2026-03-20').availableCents).toBe(125_000);
  });

  it("[TR6] pays bank fees from the firm's own money alone", () => {
    const firm = ledger([deposit], { ledgerId: 'firm', name: 'Firm funds' });
    expect(verdict(decide({ kind: 'bank fee' }))).toBe('trust.bank-fee-on-client-ledger');
    expect(verdict(decide({ kind: 'cost' }, firm))).toBe('trust.firm-ledger-for-bank-fees');
    const fee = { kind: 'bank fee', instrument: 'ach', checkNumber: undefined } as const;
    expect(verdict(decide(fee, firm))).toBe('accepted');
  });

  it('[TR8] is the work of the custodian, without a gap', () => {
    const elsewhere = decide({}, funded, account({ isCustodianHere: false }));
    expect(elsewhere.ok ? '' : elsewhere.refusal.sentence).toContain('"Front desk laptop"');
    expect(verdict(decide({}, funded, account({ gaps: 2 })))).toBe('trust.account-has-gap');
  });

  it('[TR9] names a real payee and never pays cash', () => {
    for (const name of [
      'Cash',
      ' CASH ',
      'cash or bearer',
      'Pay to the order of cash',
      'Bearer',
      'ATM',
      'petty-cash',
      'the bearer',
      'Debit card',
    ]) {
      expect(verdict(decide({ name }))).toBe('trust.payee-forbidden');
    }
    for (const name of ['Johnny Cash', 'Cash America Inc.', 'Atmos Energy', 'Cashmere & Co.']) {
      expect(verdict(decide({ name }))).toBe('accepted');
    }
    expect(verdict(decide({ name: '' }))).toBe('trust.payee-missing');
    expect(verdict(decide({ instrument: 'cash', checkNumber: undefined }))).toBe('trust.cash-disbursement');
    expect(verdict(decide({ instrument: 'card', checkNumber: undefined }))).toBe('trust.card-disbursement');
  });

  it('[TE25] wants the bill of a large cost in the file', () => {
    const large = { kind: 'cost' as const, amountCents: 100_000 };
    expect(verdict(decide(large))).toBe('trust.cost-without-bill');
    expect(verdict(decide({ ...large, documents: 1 }))).not.toBe('trust.cost-without-bill');
    expect(verdict(decide({ ...large, amountCents: 99_999 }))).not.toBe('trust.cost-without-bill');
  });

  it('[TR10] numbers checks once', () => {
    expect(verdict(decide({ checkNumber: 1042 }))).toBe('trust.check-number-used');
    expect(verdict(decide({ checkNumber: undefined }))).toBe('trust.check-number-missing');
    expect(verdict(decide({ instrument: 'wire' }))).toBe('trust.check-number-not-wanted');
    const skipped = decide({ checkNumber: 1046 });
    expect(skipped.ok && skipped.value.flags.map((flag) => flag.sentence)).toEqual([
      'This skips checks 1043 to 1045. Account for what was skipped.',
    ]);
  });

  it('[TR11] posts what was approved', () => {
    const book = ledger([deposit], { pendingCents: 125_000 });
    const post = (changes: Partial<DisbursementInput>, asked = request({ amountCents: 125_000 })) =>
      verdict(decideDisbursement(account(), book, { ...disbursement, amountCents: 125_000, ...changes }, pack, asked));
    expect(verdict(decide({ mayApprove: false }))).toBe('trust.request-missing');
    expect(post({ mayApprove: false })).toBe('accepted');
    expect(post({ mayApprove: false, name: ' county clerk ' })).toBe('accepted');
    expect(post({ amountCents: 124_999 })).toBe('trust.request-differs');
    expect(post({ name: 'Somebody else' })).toBe('trust.request-differs');
    expect(post({ mayApprove: false }, request({ amountCents: 125_000, status: 'open' }))).toBe(
      'trust.request-not-approved',
    );
    expect(post({}, request({ amountCents: 125_000, status: 'open' }))).toBe('accepted');
    expect(post({}, request({ amountCents: 125_000, status: 'posted' }))).toBe('trust.request-closed');
    expect(post({}, request({ amountCents: 125_000, ledgerId: 'matter2' }))).toBe('trust.request-differs');
  });
});

describe('requests', () => {
  const input = { ...disbursement, kind: 'third party' as const };

  it('[TR11] can be made on any device, for what is available', () => {
    const elsewhere = account({ isCustodianHere: false, gaps: 1 });
    expect(verdict(decideRequest(elsewhere, funded, input, pack))).toBe('accepted');
    expect(verdict(decideRequest(elsewhere, funded, { ...input, amountCents: 125_001 }, pack))).toBe(
      'trust.insufficient-funds',
    );
    expect(verdict(decideRequest(elsewhere, funded, { ...input, kind: 'earned fee' }, pack))).toBe(
      'trust.invoice-missing',
    );
    expect(verdict(decideRequest(elsewhere, funded, { ...input, kind: 'bank fee' }, pack))).toBe(
      'trust.bank-fee-on-client-ledger',
    );
  });

  it('[TR12] flags that the same person prepared and approved', () => {
    const own = decideApproval(request({ status: 'open' }), 'member1');
    expect(own.ok && own.value.flags.map((flag) => flag.code)).toEqual(['trust.same-person']);
    const other = decideApproval(request({ status: 'open' }), 'member2');
    expect(other.ok && other.value.flags).toEqual([]);
    expect(verdict(decideApproval(request({ status: 'declined' }), 'member2'))).toBe('trust.request-closed');
    expect(verdict(decideRejection(request({ status: 'posted' }), 'no'))).toBe('trust.request-closed');
    expect(verdict(decideRejection(request({ status: 'approved' }), ' '))).toBe('trust.reason-missing');
    expect(verdict(decideRejection(request({ status: 'open' }), 'Wrong payee'))).toBe('accepted');
  });
});

describe('fee transfers', () => {
  const invoice = {
    number: 'A-0007',
    matterId: 'matter1',
    isIssued: true,
    issuedOn: '2026-03-02',
    unpaidCents: 90_000,
  };
  const input: FeeTransferInput = {
    day: today,
    today,
    amountCents: 90_000,
    name: 'Wren Law',
    purpose: 'Invoice A-0007',
    instrument: 'transfer',
    mayApprove: true,
  };
  const decide = (changes: Partial<FeeTransferInput> = {}, bill: Partial<typeof invoice> | null = {}, book = funded) =>
    decideFeeTransfer(
      account(),
      book,
      bill === null ? undefined : { ...invoice, ...bill },
      { ...input, ...changes },
      pack,
    );

  it('[TR13] takes what an issued invoice of the matter leaves unpaid', () => {
    expect(verdict(decide())).toBe('accepted');
    expect(verdict(decide({ amountCents: 90_001 }))).toBe('trust.above-unpaid');
    expect(verdict(decide({}, null))).toBe('trust.invoice-missing');
    expect(verdict(decide({}, { isIssued: false }))).toBe('trust.invoice-not-issued');
    expect(verdict(decide({}, { matterId: 'matter2' }))).toBe('trust.invoice-of-another-matter');
    expect(verdict(decide({}, { issuedOn: '2026-03-05' }))).toBe('trust.fee-before-notice');
    const firm = ledger([deposit], { ledgerId: 'firm' });
    expect(verdict(decide({}, {}, firm))).toBe('trust.fee-from-firm-ledger');
  });

  it('[TR3] [TR13] takes no more than is available', () => {
    expect(verdict(decide({ amountCents: 130_000 }, { unpaidCents: 200_000 }))).toBe('trust.insufficient-funds');
  });

  it('[TR13] flags a round amount that is not the invoice', () => {
    const round = decide({ amountCents: 50_000 });
    expect(round.ok && round.value.flags.map((flag) => flag.code)).toEqual(['trust.round-transfer']);
    const whole = decide();
    expect(whole.ok && whole.value.flags).toEqual([]);
  });
});

describe('reversals', () => {
  const check: ReversibleEntry = {
    id: 'c1',
    day: '2026-02-20',
    ledgerId: 'matter1',
    effectCents: -30_000,
    type: 'disbursement',
    instrument: 'check',
    checkNumber: 1041,
    name: 'County Clerk',
    purpose: 'Filing fee',
    isReversed: false,
    isCleared: false,
  };
  const paidIn: ReversibleEntry = { ...check, ...deposit, type: 'receipt', instrument: 'wire' };
  const input = { day: today, today, cause: 'error', purpose: 'Wrong matter' } as const;
  const spent = ledger([deposit, { id: 'c1', day: '2026-02-20', effectCents: -30_000 }]);

  it('[TR14] takes an entry back once', () => {
    const decided = decideReversal(account(), spent, check, input);
    expect(decided.ok && decided.value).toEqual({ effectCents: 30_000, shortageCents: 0, flags: [] });
    expect(verdict(decideReversal(account(), spent, { ...check, isReversed: true }, input))).toBe(
      'trust.already-reversed',
    );
    expect(verdict(decideReversal(account(), spent, { ...check, type: 'reversal' }, input))).toBe(
      'trust.reversal-is-final',
    );
    expect(verdict(decideReversal(account(), spent, undefined, input))).toBe('trust.entry-not-found');
    expect(verdict(decideReversal(account(), spent, check, { ...input, day: '2026-02-19' }))).toBe(
      'trust.reversal-before-entry',
    );
    expect(verdict(decideReversal(account(), spent, check, { ...input, purpose: '' }))).toBe('trust.reason-missing');
    expect(verdict(decideReversal(account({ lockedThrough: today }), spent, check, input))).toBe('trust.period-locked');
    expect(verdict(decideReversal(account({ isCustodianHere: false }), spent, check, input))).toBe(
      'trust.not-custodian',
    );
  });

  it('[TR15] does not take back money that is gone', () => {
    const refused = decideReversal(account(), spent, paidIn, input);
    expect(refused.ok ? '' : refused.refusal.sentence).toContain('would leave 300.00 too little');
    expect(verdict(decideReversal(account(), funded, paidIn, input))).toBe('accepted');
  });

  it('[TR15] posts what the bank returned, and names the shortage', () => {
    const returned = decideReversal(account(), spent, paidIn, { ...input, cause: 'bank return' });
    expect(returned.ok && returned.value).toMatchObject({
      effectCents: -125_000,
      shortageCents: 30_000,
      flags: [{ code: 'trust.shortage' }],
    });
    expect(verdict(decideReversal(account(), spent, check, { ...input, cause: 'bank return' }))).toBe(
      'trust.return-is-for-receipts',
    );
  });

  it('[TR16] voids a check that has not cleared', () => {
    const cause = 'void' as const;
    expect(verdict(decideReversal(account(), spent, check, { ...input, cause }))).toBe('accepted');
    expect(verdict(decideReversal(account(), spent, { ...check, isCleared: true }, { ...input, cause }))).toBe(
      'trust.check-has-cleared',
    );
    expect(verdict(decideReversal(account(), spent, paidIn, { ...input, cause }))).toBe('trust.void-is-for-checks');
  });
});
