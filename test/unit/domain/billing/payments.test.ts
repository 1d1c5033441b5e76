import { describe, expect, it } from 'vitest';
import { ageBalances, findAgingBucket } from '../../../../shared/domain/billing/aging.ts';
import {
  decideAllocation,
  type PayableInvoice,
  proposeAllocation,
  proposeTrustApplication,
  splitByShares,
} from '../../../../shared/domain/billing/allocation.ts';
import { computeEvergreen, type EvergreenInput } from '../../../../shared/domain/billing/evergreen.ts';
import {
  collectedBeforeDue,
  computeBillingFigures,
  formatShare,
  shareOf,
} from '../../../../shared/domain/billing/figures.ts';

const invoice = (invoiceId: string, dueOn: string, balanceCents: number): PayableInvoice => ({
  invoiceId,
  number: invoiceId.toUpperCase(),
  clientId: 'c1',
  issuedOn: '2026-01-01',
  dueOn,
  balanceCents,
});
const open = [invoice('i2', '2026-03-01', 500), invoice('i1', '2026-02-01', 300), invoice('i3', '2026-02-01', 200)];

describe('payments', () => {
  it('[BL21] pay the oldest first', () => {
    expect(proposeAllocation(450, open)).toEqual({
      allocations: [
        { invoiceId: 'i1', amountCents: 300 },
        { invoiceId: 'i3', amountCents: 150 },
      ],
      unappliedCents: 0,
    });
    expect(proposeAllocation(1_200, open).unappliedCents).toBe(200);
    expect(proposeAllocation(10, []).unappliedCents).toBe(10);
  });

  it('[BL20] are applied to what the client owes', () => {
    const code = (parts: { invoiceId: string; amountCents: number }[], amountCents = 500, clientId = 'c1') => {
      const answer = decideAllocation(clientId, amountCents, parts, open);
      return answer.ok ? answer.value.unappliedCents : answer.refusal.code;
    };
    expect(code([{ invoiceId: 'i1', amountCents: 300 }])).toBe(200);
    expect(code([])).toBe(500);
    expect(code([{ invoiceId: 'i1', amountCents: 301 }])).toBe('billing.above-balance');
    expect(code([{ invoiceId: 'i1', amountCents: 0 }])).toBe('billing.above-balance');
    expect(code([{ invoiceId: 'nope', amountCents: 1 }])).toBe('billing.invoice-not-payable');
    expect(code([{ invoiceId: 'i1', amountCents: 1 }], 500, 'c2')).toBe('billing.invoice-not-payable');
    expect(code([{ invoiceId: 'i2', amountCents: 500 }], 499)).toBe('billing.above-payment');
    const twice = { invoiceId: 'i1', amountCents: 100 };
    expect(code([twice, twice])).toBe('billing.invoice-twice');
  });

  it('[BL22] split to the cent', () => {
    const thirds = splitByShares(10_000, [3_333, 3_333, 3_334]);
    expect(thirds.ok && thirds.value).toEqual([3_333, 3_333, 3_334]);
    const odd = splitByShares(1_001, [5_000, 5_000]);
    expect(odd.ok && odd.value).toEqual([501, 500]);
    const wrong = splitByShares(100, [5_000, 4_999]);
    expect(wrong.ok ? '' : wrong.refusal.sentence).toBe('The shares make 99.99 percent. They have to make 100.00.');
    expect(splitByShares(100, [11_000, -1_000]).ok).toBe(false);
  });

  it('[BL23] propose what trust has, never less than nothing', () => {
    expect(proposeTrustApplication(500, 300)).toBe(300);
    expect(proposeTrustApplication(200, 300)).toBe(200);
    expect(proposeTrustApplication(-5, 300)).toBe(0);
    expect(proposeTrustApplication(500, 0)).toBe(0);
  });
});

describe('aging', () => {
  it('[BL24] counts from the due day', () => {
    const day = '2026-06-30';
    const due = [
      '2026-07-01',
      '2026-06-30',
      '2026-06-29',
      '2026-05-31',
      '2026-05-30',
      '2026-05-01',
      '2026-04-30',
      '2026-04-01',
      '2026-03-31',
      '2026-03-02',
      '2026-03-01',
    ];
    expect(due.map((one) => findAgingBucket(one, day))).toEqual([
      'Current',
      'Current',
      '1-30',
      '1-30',
      '31-60',
      '31-60',
      '61-90',
      '61-90',
      '91-120',
      '91-120',
      'Over 120',
    ]);
    const aged = ageBalances(
      [
        { dueOn: '2026-06-29', balanceCents: 5 },
        { dueOn: '2026-06-28', balanceCents: 7 },
      ],
      day,
    );
    expect(aged).toEqual({
      buckets: { Current: 0, '1-30': 12, '31-60': 0, '61-90': 0, '91-120': 0, 'Over 120': 0 },
      totalCents: 12,
    });
  });
});

describe('evergreen', () => {
  const input: EvergreenInput = {
    trustAvailableCents: 290_000,
    unbilledCents: 130_000,
    unpaidCents: 0,
    thresholdCents: 200_000,
    targetCents: 500_000,
    mode: 'projected',
    hasOpenRequest: false,
  };
  const ask = (changes: Partial<EvergreenInput>) => computeEvergreen({ ...input, ...changes }).requestCents;

  it('[BL25] asks for what brings the deposit to its target', () => {
    expect(computeEvergreen(input)).toEqual({ projectedCents: 160_000, requestCents: 340_000 });
    expect(ask({ mode: 'balance' })).toBe(0);
    expect(ask({ mode: 'balance', trustAvailableCents: 199_999 })).toBe(305_000);
    expect(ask({ unbilledCents: 90_000 })).toBe(0);
    expect(ask({ unbilledCents: 90_001 })).toBe(305_000);
    expect(ask({ hasOpenRequest: true })).toBe(0);
    expect(ask({ thresholdCents: 0 })).toBe(0);
  });
});

describe('figures', () => {
  it('[BL30] do not divide by nothing', () => {
    expect(formatShare(shareOf(5, 0))).toBe('n/a');
    expect(formatShare(shareOf(2, 3))).toBe('66.7%');
    expect(formatShare(shareOf(-1, 200))).toBe('-0.5%');
  });

  it('[BL31] show how much was collected before it was due', () => {
    const share = collectedBeforeDue(
      [
        {
          dueOn: '2026-03-10',
          totalCents: 1_000,
          payments: [
            { paidOn: '2026-03-10', amountCents: 600 },
            { paidOn: '2026-03-11', amountCents: 400 },
          ],
        },
        { dueOn: '2026-03-20', totalCents: 1_000, payments: [] },
        { dueOn: '2026-04-01', totalCents: 9_000, payments: [{ paidOn: '2026-03-01', amountCents: 9_000 }] },
      ],
      '2026-03-01',
      '2026-03-31',
    );
    expect(share).toEqual({ numerator: 600, denominator: 2_000, perMille: 300 });
  });

  it('[BL32] follow their formulas', () => {
    const figures = computeBillingFigures({
      billableMinutes: 6_000,
      availableMinutes: 9_600,
      standardCents: 3_000_000,
      billedCents: 2_700_000,
      collectedCents: 2_400_000,
      feesCollectedCents: 2_300_000,
      wipCents: 500_000,
      receivableCents: 800_000,
      yearBilledCents: 36_500_000,
    });
    expect(formatShare(figures.utilization)).toBe('62.5%');
    expect(formatShare(figures.realization)).toBe('90.0%');
    expect(formatShare(figures.collection)).toBe('88.9%');
    expect(formatShare(figures.overallRealization)).toBe('80.0%');
    expect(figures).toMatchObject({ effectiveRateCents: 23_000, wipDays: 5, receivableDays: 8, lockupDays: 13 });
    const none = computeBillingFigures({
      billableMinutes: 0,
      availableMinutes: 0,
      standardCents: 0,
      billedCents: 0,
      collectedCents: 0,
      feesCollectedCents: 0,
      wipCents: 0,
      receivableCents: 0,
      yearBilledCents: 0,
    });
    expect(none).toMatchObject({ effectiveRateCents: null, lockupDays: null });
  });
});
