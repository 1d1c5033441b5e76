import { describe, expect, it } from 'vitest';
import {
  declineReprint,
  declineReviewOwed,
  declineSigner,
  declineSpoiling,
} from '../../../../shared/domain/trust/check-register.ts';
import {
  type ClosingInput,
  closingSums,
  decideClosing,
  shareOf,
} from '../../../../shared/domain/trust/closing-statement.ts';
import { decideRequest } from '../../../../shared/domain/trust/request.ts';
import { account, ledger, pack, today, verdict } from './trust-fixtures.ts';

const fee = {
  kind: 'fee',
  payee: 'The firm',
  purpose: 'Contingent fee',
  amountCents: 3_333_333,
  shareBasisPoints: 3_333,
} as const;
const cost = { kind: 'cost', payee: 'Expert', purpose: 'Report', amountCents: 350_000, documentId: 'bill' } as const;
const lien = {
  kind: 'lien',
  payee: 'Clinic',
  purpose: 'Lien',
  amountCents: 800_000,
  holdId: 'h1',
  documentId: 'payoff',
} as const;
const statement: ClosingInput = {
  grossCents: 10_000_000,
  netCents: 10_000_000 - 3_333_000 - 350_000 - 800_000,
  lines: [{ ...fee, amountCents: 3_333_000 }, cost, lien],
  liens: [{ holdId: 'h1', claimant: 'Clinic', openCents: 1_000_000 }],
  balanceCents: 10_000_000,
  unpaidOf: (id) => (id === 'i1' ? 3_333_000 : undefined),
  isFiled: (id) => id === 'bill' || id === 'payoff',
};
const decide = (more: object) => verdict(decideClosing({ ...statement, ...more }));

describe('a closing statement', () => {
  it('[TE13] balances to zero', () => {
    expect(decide({})).toBe('accepted');
    expect(closingSums(statement)).toMatchObject({
      feeCents: 3_333_000,
      costCents: 350_000,
      lienCents: 800_000,
      leftCents: 0,
    });
    const over = decideClosing({ ...statement, netCents: statement.netCents - 1 });
    expect(over.ok ? '' : over.refusal.sentence).toContain('leave 0.01 over');
    expect(decide({ netCents: statement.netCents + 1 })).toBe('trust.closing-not-zero');
    expect(decide({ balanceCents: 9_999_999 })).toBe('trust.closing-above-balance');
  });

  it('[TE13] rests fees on an invoice or the agreed share to the cent', () => {
    const withFee = (line: object) => decide({ lines: [{ ...fee, amountCents: 3_333_000, ...line }, cost, lien] });
    expect(shareOf(9_999_999, 3_333)).toBe(3_333_000);
    expect(withFee({ shareBasisPoints: undefined })).toBe('trust.fee-without-basis');
    expect(withFee({ amountCents: 3_333_001 })).toBe('trust.fee-not-the-share');
    expect(withFee({ invoiceId: 'i1' })).toBe('accepted');
    expect(withFee({ invoiceId: 'i1', amountCents: 3_333_001 })).toBe('trust.above-unpaid');
    expect(withFee({ invoiceId: 'i2' })).toBe('trust.above-unpaid');
  });

  it('[TE13] wants costs supported and every open lien dealt with', () => {
    const lines = (...changed: object[]) => decide({ lines: [statement.lines[0], ...changed] });
    expect(lines({ ...cost, documentId: undefined }, lien)).toBe('trust.support-missing');
    expect(lines(cost, { ...lien, documentId: 'other' })).toBe('trust.support-missing');
    expect(lines(cost)).toBe('trust.lien-not-dealt-with');
    expect(lines(cost, { ...lien, holdId: 'h2' })).toBe('trust.lien-not-open');
    expect(lines(cost, { ...lien, amountCents: 1_000_001 })).toBe('trust.lien-above-hold');
    expect(lines(cost, lien, { kind: 'other', payee: 'X', purpose: 'y', amountCents: 0 })).toBe(
      'trust.amount-not-positive',
    );
  });
});

describe('checks, signers, reviews', () => {
  it('[TE15] accounts for a spoiled number once, within the stock, on the custodian', () => {
    const spoil = (number: number, before = false, state = account()) => {
      const refused = declineSpoiling(state, number, before, 1_042);
      return refused?.ok === false ? refused.refusal.code : 'accepted';
    };
    expect(spoil(1_043)).toBe('accepted');
    expect(spoil(1_041)).toBe('trust.check-number-used');
    expect(spoil(1_043, true)).toBe('trust.check-is-spoiled');
    expect(spoil(1_000)).toBe('trust.check-number-far');
    expect(spoil(9_999)).toBe('trust.check-number-far');
    expect(spoil(1_043, false, account({ isCustodianHere: false }))).toBe('trust.not-custodian');
  });

  it('[TE14] [TE16] [TE19] refuses a stranger’s signature, a silent reprint, and to go on unreviewed', () => {
    expect(declineSigner([], 'ada')).toBeUndefined();
    expect(declineSigner(['ada'], 'ada')).toBeUndefined();
    expect(declineSigner(['ada'], 'bo')?.ok).toBe(false);
    expect(declineReprint(0, '', 1_043)).toBeUndefined();
    expect(declineReprint(1, 'Jammed', 1_043)).toBeUndefined();
    expect(declineReprint(1, ' ', 1_043)?.ok).toBe(false);
    expect(declineReviewOwed({ payments: 0, days: 61 })).toBeUndefined();
    const owed = declineReviewOwed({ payments: 2, days: 61 });
    expect(owed?.ok === false && owed.refusal.sentence).toContain('2 payments that one person alone');
  });

  it('[TE18] lets a fee wait for an invoice that is named, and no other', () => {
    const funded = ledger([{ id: 'r1', day: '2026-02-02', effectCents: 100_000 }]);
    const wish = {
      day: today,
      today,
      amountCents: 10_000,
      name: 'The firm',
      purpose: 'Fee',
      kind: 'earned fee',
      instrument: 'transfer',
    } as const;
    expect(verdict(decideRequest(account(), funded, wish, pack))).toBe('trust.invoice-missing');
    const waits = decideRequest(account(), funded, { ...wish, mayWait: true }, pack);
    expect(waits.ok && waits.value.flags.map((flag) => flag.code)).toEqual(['trust.waits-for-invoice']);
    expect(verdict(decideRequest(account(), { ...funded, ledgerId: 'firm' }, { ...wish, mayWait: true }, pack))).toBe(
      'trust.fee-from-firm-ledger',
    );
  });
});
