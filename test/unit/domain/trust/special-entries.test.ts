import { describe, expect, it } from 'vitest';
import { declineCallBack } from '../../../../shared/domain/trust/call-back.ts';
import { type ExaminedEntry, examineEntry } from '../../../../shared/domain/trust/completeness.ts';
import { type DepositItem, decideDeposit, declineNetted } from '../../../../shared/domain/trust/deposit.ts';
import { decideBankFee, decideDisbursement } from '../../../../shared/domain/trust/disbursement.ts';
import { decideLedgerTransfer, type LedgerTransferInput } from '../../../../shared/domain/trust/ledger-transfer.ts';
import { decideReceipt } from '../../../../shared/domain/trust/receipt.ts';
import { decideReversal, type ReversibleEntry } from '../../../../shared/domain/trust/reversal.ts';
import { decideShortageCure } from '../../../../shared/domain/trust/shortage-cure.ts';
import { account, ledger, pack, today, verdict } from './trust-fixtures.ts';

const paidIn = { id: 'r1', day: '2026-02-02', effectCents: 100_000, collectedOn: '2026-02-02' };
const entry = { day: today, today, amountCents: 10_000, name: 'Jane Alder', purpose: 'Test' };
const codes = (decision: { ok: boolean; value?: { flags: readonly { code: string }[] } }): string[] =>
  decision.value?.flags.map((flag) => flag.code) ?? [];

describe('returned items and shortages', () => {
  const receipt: ReversibleEntry = {
    ...paidIn,
    ledgerId: 'matter1',
    type: 'receipt',
    instrument: 'check',
    name: 'Jane Alder',
    purpose: 'Deposit',
    isReversed: false,
    isCleared: true,
  };
  const back = { day: today, today, cause: 'bank return', purpose: 'NSF' } as const;

  it('[TE3] names as short only what was paid out: requests and holds took nothing', () => {
    const spent = ledger([paidIn, { id: 'd1', day: '2026-02-20', effectCents: -30_000 }], {
      pendingCents: 20_000,
      holdsCents: 10_000,
    });
    const decided = decideReversal(account(), spent, receipt, back);
    expect(decided.ok && decided.value).toMatchObject({ effectCents: -100_000, shortageCents: 30_000 });
    const untouched = decideReversal(account(), ledger([paidIn], { holdsCents: 50_000 }), receipt, back);
    expect(untouched.ok && untouched.value).toMatchObject({ shortageCents: 0, flags: [] });
    expect(verdict(decideReversal(account(), spent, { ...receipt, type: 'returned item' }, back))).toBe(
      'trust.reversal-is-final',
    );
  });

  it('[TE4] takes the firm’s money up to the exact shortage, with a record', () => {
    const short = ledger([{ id: 'd1', day: '2026-02-20', effectCents: -30_000 }]);
    const cure = { ...entry, amountCents: 30_000, instrument: 'check', incident: 'A check was returned' } as const;
    const decide = (more: object, on = short) => decideShortageCure(account(), on, { ...cure, ...more }, pack);
    expect(verdict(decide({}))).toBe('accepted');
    const above = decide({ amountCents: 30_001 });
    expect(above.ok ? '' : above.refusal.sentence).toContain('is 300.00 short. Deposit 300.00 or less');
    expect(verdict(decide({ incident: ' ' }))).toBe('trust.incident-missing');
    expect(verdict(decide({}, ledger([paidIn])))).toBe('trust.no-shortage');
    expect(verdict(decide({}, ledger([], { ledgerId: 'firm' })))).toBe('trust.cure-on-firm-ledger');
    expect(verdict(decide({ amountCents: 0 }))).toBe('trust.amount-not-positive');
  });
});

describe('bank fees', () => {
  const firm = ledger([{ id: 'f1', day: '2026-01-05', effectCents: 2_000 }], { ledgerId: 'firm', name: 'Firm funds' });

  it('[TE9] posts what the bank has taken, covered or not, and warns before it runs low', () => {
    const fee = (amountCents: number) => decideBankFee(account(), firm, { ...entry, amountCents }, pack);
    expect(codes(fee(500))).toEqual([]);
    expect(codes(fee(1_500))).toEqual(['trust.firm-funds-low']);
    const short = fee(2_500);
    expect(short.ok && short.value.shortageCents).toBe(500);
    expect(codes(short)).toEqual(['trust.shortage']);
  });

  it('[TE9] refuses it on a client ledger and on another device', () => {
    expect(verdict(decideBankFee(account(), ledger([paidIn]), entry, pack))).toBe('trust.bank-fee-on-client-ledger');
    expect(verdict(decideBankFee(account({ isCustodianHere: false }), firm, entry, pack))).toBe('trust.not-custodian');
  });
});

describe('transfers between ledgers', () => {
  const from = ledger([paidIn]);
  const to = ledger([], { ledgerId: 'matter2', name: 'Alder, J. (lease)' });
  const wish: LedgerTransferInput = {
    ...entry,
    fromClientId: 'c1',
    toClientId: 'c1',
    fromAuthorities: 0,
    toAuthorities: 0,
    mayApprove: false,
  };
  const decide = (more: object, a = from, b = to) => decideLedgerTransfer(account(), a, b, { ...wish, ...more }, pack);

  it('[TE5] goes between matters of one client on somebody’s word', () => {
    expect(decide({})).toMatchObject({ ok: true, value: { basis: 'same client' } });
    expect(verdict(decide({ name: ' ' }))).toBe('trust.payee-missing');
    expect(verdict(decide({ amountCents: 100_001 }))).toBe('trust.insufficient-funds');
    expect(verdict(decide({}, from, from))).toBe('trust.transfer-to-itself');
    expect(verdict(decide({}, from, ledger([], { ledgerId: 'firm' })))).toBe('trust.transfer-with-firm-ledger');
    expect(verdict(decide({}, from, ledger([], { ledgerId: 'suspense' })))).toBe('trust.transfer-to-suspense');
  });

  it('[TE5] between two clients needs an attorney and the authority of both', () => {
    const two = { toClientId: 'c2' };
    expect(verdict(decide(two))).toBe('trust.transfer-needs-attorney');
    const attorney = { ...two, mayApprove: true };
    const refused = decide({ ...attorney, fromAuthorities: 1 });
    expect(refused.ok ? '' : refused.refusal.sentence).toContain('the matter that receives is missing');
    expect(verdict(decide(attorney))).toBe('trust.transfer-needs-authority');
    expect(decide({ ...attorney, fromAuthorities: 1, toAuthorities: 1 })).toMatchObject({
      ok: true,
      value: { basis: 'two clients' },
    });
    expect(verdict(decide({ fromClientId: undefined, toClientId: undefined }))).toBe('trust.transfer-needs-attorney');
  });

  it('[TE6] lets unidentified money out receipt by receipt, collected or not', () => {
    const waiting = { id: 's1', day: today, effectCents: 50_000, collectedOn: '2026-03-13' };
    const suspense = ledger([waiting], { ledgerId: 'suspense', name: 'Unidentified money' });
    const identifies = { id: 's1', day: today, collectedOn: '2026-03-13', leftCents: 50_000 };
    const identify = (more: object) => decide({ amountCents: 50_000, identifies, ...more }, suspense);
    expect(identify({})).toMatchObject({ ok: true, value: { basis: 'identified', collectedOn: '2026-03-13' } });
    expect(verdict(identify({ identifies: undefined }))).toBe('trust.identify-a-receipt');
    expect(verdict(identify({ identifies: { ...identifies, leftCents: 49_999 } }))).toBe('trust.above-unidentified');
    expect(verdict(identify({ day: '2026-03-03' }))).toBe('trust.transfer-before-receipt');
    const paid = ledger([waiting, { id: 'x', day: today, effectCents: -10_000 }], { ledgerId: 'suspense' });
    expect(verdict(decide({ amountCents: 50_000, identifies }, paid))).toBe('trust.insufficient-funds');
  });
});

describe('unidentified and unclaimed money', () => {
  const suspense = ledger([{ ...paidIn, id: 's1' }], { ledgerId: 'suspense' });
  const out = { ...entry, instrument: 'check', checkNumber: 1043, mayApprove: true } as const;

  it('[TE6] takes other money in, and pays nobody but its sender or the state', () => {
    const receipt = { ...entry, kind: 'advance fee', instrument: 'check' } as const;
    expect(verdict(decideReceipt(account(), suspense, receipt, pack))).toBe('trust.suspense-knows-no-kind');
    expect(verdict(decideReceipt(account(), suspense, { ...receipt, kind: 'other' }, pack))).toBe('accepted');
    expect(verdict(decideDisbursement(account(), suspense, { ...out, kind: 'client' }, pack))).toBe(
      'trust.suspense-pays-nobody',
    );
    expect(verdict(decideDisbursement(account(), suspense, { ...out, kind: 'refund' }, pack))).toBe('accepted');
  });

  it('[TE11] goes to the state only after its owner was looked for', () => {
    const decide = (searches: number) =>
      verdict(decideDisbursement(account(), suspense, { ...out, kind: 'unclaimed', searches }, pack));
    expect(decide(0)).toBe('trust.owner-not-searched');
    expect(decide(1)).toBe('accepted');
  });
});

describe('deposits', () => {
  const item: DepositItem = {
    id: 'r1',
    day: today,
    instrument: 'check',
    amountCents: 10_000,
    isReversed: false,
    isDeposited: false,
  };
  const slip = {
    day: today,
    today,
    items: [item, { ...item, id: 'r2', instrument: 'cash' as const }],
    countedCents: 20_000,
    lessCashCents: 0,
  };
  const decide = (more: object) => verdict(decideDeposit({ ...slip, ...more }));

  it('[TE7] goes in whole, every item once, as it was counted', () => {
    expect(decideDeposit(slip)).toEqual({ ok: true, value: { totalCents: 20_000 } });
    expect(decide({ lessCashCents: 2_000 })).toBe('trust.less-cash');
    expect(decide({ countedCents: 18_000 })).toBe('trust.deposit-differs');
    expect(decide({ items: [] })).toBe('trust.deposit-empty');
    expect(decide({ items: [{ ...item, isDeposited: true }] })).toBe('trust.deposited-before');
    expect(decide({ items: [{ ...item, isReversed: true }] })).toBe('trust.deposit-reversed');
    expect(decide({ items: [{ ...item, instrument: 'wire' }] })).toBe('trust.not-on-a-slip');
    expect(decide({ day: '2026-03-03' })).toBe('trust.deposit-before-receipt');
    expect(decide({ day: '2026-03-05' })).toBe('trust.day-in-future');
  });

  it('[TE8] refuses a card settlement that came in net of fees', () => {
    expect(declineNetted(9_700, undefined)).toBeUndefined();
    expect(declineNetted(10_000, 10_000)).toBeUndefined();
    const refused = declineNetted(9_700, 10_000);
    expect(refused?.ok === false && refused.refusal.sentence).toContain('3.00 less came in');
    expect(declineNetted(10_001, 10_000)?.ok).toBe(false);
  });
});

describe('wires', () => {
  const callBack = { calledOn: today, person: 'Ann Dunn', number: '206-555-0100', calledBy: 'Bo' };

  it('[TE10] go out only once somebody was called', () => {
    const decide = (more: object) => {
      const refused = declineCallBack({ instrument: 'wire', today, ...more });
      return refused?.ok === false ? refused.refusal.code : 'accepted';
    };
    expect(decide({ callBack })).toBe('accepted');
    expect(decide({})).toBe('trust.call-back-missing');
    expect(decide({ instrument: 'ach' })).toBe('trust.call-back-missing');
    expect(decide({ instrument: 'check' })).toBe('accepted');
    expect(decide({ callBack: { ...callBack, person: ' ' } })).toBe('trust.call-back-missing');
    expect(decide({ callBack: { ...callBack, calledOn: '2026-03-05' } })).toBe('trust.call-back-day');
  });
});

describe('completeness', () => {
  const check: ExaminedEntry = {
    type: 'disbursement',
    kind: 'cost',
    instrument: 'check',
    name: 'County Clerk',
    purpose: 'Filing fee',
    reference: '',
    checkNumber: 1041,
    documents: 1,
    approvedBy: 'Ada Alder',
    invoiceId: null,
    transferEnd: null,
    callBack: null,
  };

  it('[TE20] says what an examiner would miss', () => {
    expect(examineEntry(check)).toEqual({ missing: [], percent: 100 });
    expect(examineEntry({ ...check, documents: 0 }).missing).toEqual(['bill, letter or receipt in the file']);
    const wire = examineEntry({ ...check, instrument: 'wire', checkNumber: null });
    expect(wire.missing).toEqual([
      'other institution',
      'last digits of the other account',
      'call that confirmed the instructions',
    ]);
    expect(wire.percent).toBe(63);
    expect(
      examineEntry({ ...check, kind: 'bank fee', instrument: 'transfer', documents: 0, approvedBy: '' }).percent,
    ).toBe(100);
  });
});
