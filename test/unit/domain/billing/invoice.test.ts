import { describe, expect, it } from 'vitest';
import {
  type BillableSource,
  decideIssue,
  decideVoid,
  type InvoiceDraft,
  reviewInvoice,
} from '../../../../shared/domain/billing/invoice-review.ts';
import { deriveInvoiceStatus } from '../../../../shared/domain/billing/invoice-status.ts';
import { type InvoiceLine, sortInvoiceLines, totalInvoice } from '../../../../shared/domain/billing/invoice-totals.ts';
import {
  findNumberGaps,
  formatInvoiceNumber,
  invoiceSeries,
  nextInvoiceNumber,
  readInvoiceNumber,
} from '../../../../shared/domain/billing/number-series.ts';

const fee: InvoiceLine = {
  sourceId: 'time1',
  kind: 'time',
  day: '2026-07-08',
  timekeeperMemberId: 'wren',
  units: 24,
  rateCents: 30_000,
  amountCents: 72_000,
};
const clerk: InvoiceLine = {
  ...fee,
  sourceId: 'time2',
  timekeeperMemberId: 'boone',
  units: 15,
  rateCents: 12_000,
  amountCents: 18_000,
};
const filing: InvoiceLine = {
  sourceId: 'cost1',
  kind: 'expense',
  day: '2026-07-21',
  units: 0,
  rateCents: 0,
  amountCents: 7_500,
};

const draft: InvoiceDraft = {
  matterId: 'm1',
  periodFrom: '2026-07-01',
  periodTo: '2026-07-31',
  issuedOn: '2026-08-03',
  dueOn: '2026-09-02',
  lines: [fee, clerk, filing],
  narratives: { time1: 'Drafted interrogatories', time2: 'Indexed records', cost1: 'Filing fees' },
  discountCents: 12_200,
  feesCents: 90_000,
  expensesCents: 7_500,
  totalCents: 85_300,
};
const sources = new Map<string, BillableSource>(
  draft.lines.map((line) => [
    line.sourceId,
    { matterId: 'm1', amountCents: line.amountCents, isBillable: true, isRemoved: false },
  ]),
);

function review(changes: Partial<InvoiceDraft>, source: Partial<BillableSource> = {}): string[] {
  const known = new Map(sources);
  const first = known.get('time1');
  if (first) known.set('time1', { ...first, ...source });
  return reviewInvoice({ ...draft, ...changes }, known).map((one) => `${one.rule} ${one.severity}`);
}

describe('totals', () => {
  it('[BL10] adds the known example', () => {
    expect(totalInvoice(draft.lines, 12_200)).toEqual({
      feesCents: 90_000,
      discountCents: 12_200,
      expensesCents: 7_500,
      totalCents: 85_300,
      units: 39,
      timekeepers: [
        { timekeeperMemberId: 'boone', units: 15, amountCents: 18_000 },
        { timekeeperMemberId: 'wren', units: 24, amountCents: 72_000 },
      ],
    });
    expect(totalInvoice([], 0).totalCents).toBe(0);
  });

  it('prints time first, each by day', () => {
    const early = { ...clerk, day: '2026-07-02' };
    expect(sortInvoiceLines([filing, fee, early]).map((line) => line.sourceId)).toEqual(['time2', 'time1', 'cost1']);
  });
});

describe('review before issue', () => {
  it('[BL16] finds nothing wrong with a good draft', () => {
    expect(review({})).toEqual([]);
  });

  it('[BL10] [BL11] checks totals and discount', () => {
    expect(review({ totalCents: 80_300 })).toEqual(['BL10 blocking']);
    expect(review({ feesCents: 90_001 })).toEqual(['BL10 blocking']);
    expect(review({ discountCents: 90_001, totalCents: 7_499 })).toEqual(['BL11 blocking']);
    expect(review({ discountCents: -1, totalCents: 97_501 })).toEqual(['BL11 blocking']);
    expect(review({}, { amountCents: 71_999 })).toEqual(['BL10 blocking']);
  });

  it('[BL12] checks each line', () => {
    expect(review({}, { matterId: 'm2' })).toEqual(['BL12 blocking']);
    expect(review({}, { billedOn: 'A-0001' })).toEqual(['BL12 blocking']);
    expect(review({}, { isBillable: false })).toEqual(['BL12 blocking']);
    expect(review({}, { isRemoved: true })).toEqual(['BL12 blocking']);
    expect(review({ periodTo: '2026-07-20' })).toEqual(['BL12 blocking']);
    expect(review({ lines: [fee, fee, clerk, filing], feesCents: 162_000, totalCents: 157_300 })).toEqual([
      'BL12 blocking',
    ]);
  });

  it('[BL16] [BL17] checks dates, emptiness and words', () => {
    expect(review({ dueOn: '2026-08-02' })).toEqual(['BL16 blocking']);
    expect(review({ lines: [], discountCents: 0, feesCents: 0, expensesCents: 0, totalCents: 0 })).toEqual([
      'BL16 blocking',
    ]);
    expect(review({ narratives: { ...draft.narratives, time2: '' } })).toEqual(['BL16 warning']);
  });

  it('[BL13] issues once per number', () => {
    const bad = reviewInvoice({ ...draft, totalCents: 1, dueOn: '2026-01-01' }, sources);
    const refused = decideIssue(bad, 'A-0002', new Set());
    expect(refused.ok ? '' : refused.refusal.sentence).toBe(
      'The invoice is due before it is issued. Check the due date. 1 more to look at.',
    );
    expect(decideIssue([], 'A-0002', new Set(['A-0001']))).toEqual({ ok: true, value: { number: 'A-0002' } });
    expect(decideIssue([], 'A-0001', new Set(['A-0001'])).ok).toBe(false);
  });
});

describe('states', () => {
  const facts = {
    isIssued: true,
    isDiscarded: false,
    isVoid: false,
    totalCents: 85_300,
    paidCents: 0,
    dueOn: '2026-09-02',
  };
  const status = (changes: object, asOf = '2026-08-10') => {
    const standing = deriveInvoiceStatus({ ...facts, ...changes }, asOf);
    return `${standing.status} ${standing.balanceCents}${standing.isOverdue ? ' overdue' : ''}`;
  };

  it('[BL15] follow from what happened', () => {
    expect(status({ isIssued: false })).toBe('draft 0');
    expect(status({ isIssued: false, isDiscarded: true })).toBe('discarded 0');
    expect(status({})).toBe('issued 85300');
    expect(status({ paidCents: 1 })).toBe('partly paid 85299');
    expect(status({ paidCents: 85_300 })).toBe('paid 0');
    expect(status({ isVoid: true, paidCents: 0 })).toBe('void 0');
    expect(status({}, '2026-09-02')).toBe('issued 85300');
    expect(status({ paidCents: 1 }, '2026-09-03')).toBe('partly paid 85299 overdue');
    expect(status({ paidCents: 85_300 }, '2026-09-03')).toBe('paid 0');
    expect(status({ totalCents: 0 })).toBe('paid 0');
  });

  it('[BL14] voids what nobody has paid', () => {
    const invoice = { number: 'A-0001', isIssued: true, isVoid: false, paidCents: 0 };
    const code = (changes: object, reason = 'Wrong client') => {
      const answer = decideVoid({ ...invoice, ...changes }, reason);
      return answer.ok ? 'accepted' : answer.refusal.code;
    };
    expect(code({})).toBe('accepted');
    expect(code({ isIssued: false })).toBe('billing.not-issued');
    expect(code({ isVoid: true })).toBe('billing.already-void');
    expect(code({ paidCents: 1 })).toBe('billing.money-applied');
    expect(code({}, ' ')).toBe('billing.reason-missing');
  });
});

describe('number series', () => {
  it('[BL13] gives each device letters of its own', () => {
    expect([1, 2, 26, 27, 52, 53, 702, 703].map(invoiceSeries)).toEqual(['A', 'B', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
    expect(() => invoiceSeries(0)).toThrow();
  });

  it('[BL13] counts within a series', () => {
    expect(formatInvoiceNumber('A', 7)).toBe('A-0007');
    expect(formatInvoiceNumber('AB', 12_345)).toBe('AB-12345');
    expect(readInvoiceNumber('AB-12345')).toEqual({ series: 'AB', n: 12_345 });
    expect(readInvoiceNumber('2026-0142')).toBeUndefined();
    expect(nextInvoiceNumber('A', ['A-0001', 'B-0009', 'A-0003', '2026-0142'])).toBe('A-0004');
    expect(nextInvoiceNumber('C', [])).toBe('C-0001');
    expect(findNumberGaps(['A-0001', 'A-0004', 'B-0001'])).toEqual(['A-0002', 'A-0003']);
    expect(() => formatInvoiceNumber('a', 1)).toThrow();
    expect(() => formatInvoiceNumber('A', 0)).toThrow();
  });
});
