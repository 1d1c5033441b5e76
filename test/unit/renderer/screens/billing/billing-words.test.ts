import { describe, expect, it } from 'vitest';
import {
  describeInvoice,
  describeWork,
  formatPerMille,
  nameInvoice,
} from '../../../../../renderer/screens/billing/billing-words.ts';
import { measureBars } from '../../../../../renderer/screens/billing/collected-chart.tsx';

describe('the state of an invoice', () => {
  it('says the days overdue while something is owed', () => {
    expect(describeInvoice({ state: 'issued', overdueDays: 39, owedCents: 1 })).toEqual({
      tone: 'danger',
      word: '39 days overdue',
    });
    expect(describeInvoice({ state: 'partly paid', overdueDays: 1, owedCents: 1 }).word).toBe('1 day overdue');
  });

  it.each(['paid', 'void', 'draft', 'discarded'] as const)('is never overdue when %s', (state) => {
    expect(describeInvoice({ state, overdueDays: 10, owedCents: 100 }).tone).not.toBe('danger');
  });

  it('names a draft as one', () => {
    expect(nameInvoice({ number: '', state: 'draft' })).toBe('Draft');
    expect(nameInvoice({ number: '', state: 'discarded' })).toBe('Discarded draft');
    expect(nameInvoice({ number: 'A-0007', state: 'issued' })).toBe('A-0007');
  });
});

describe('the state of work', () => {
  it('tells work that is never billed from work that waits', () => {
    expect(describeWork({ state: 'unbilled', billable: true }).word).toBe('Unbilled');
    expect(describeWork({ state: 'unbilled', billable: false }).word).toBe('Not billable');
  });
});

describe('a share in thousandths', () => {
  it.each([
    [null, '–'],
    [0, '0.0%'],
    [528, '52.8%'],
    [1_000, '100.0%'],
  ])('%s is %s', (perMille, text) => {
    expect(formatPerMille(perMille)).toBe(text);
  });
});

describe('the bars of what was collected', () => {
  const month = (name: string, collectedCents: number, beforeDueCents: number) => ({
    month: name,
    billedCents: 0,
    collectedCents,
    beforeDueCents,
  });

  it('begin at zero and are measured by the largest month', () => {
    const bars = measureBars([month('2026-09', 100_000, 100_000), month('2026-10', 50_000, 20_000)]);
    const [first, second] = bars;
    expect((first?.earlyPercent ?? 0) + (first?.latePercent ?? 0)).toBeCloseTo(
      2 * ((second?.earlyPercent ?? 0) + (second?.latePercent ?? 0)),
    );
    expect(first).toMatchObject({ label: 'Sep', share: '100%', latePercent: 0, amount: '1.0k' });
    expect(second).toMatchObject({ share: '40%', amount: '500' });
    expect(second?.sentence).toBe('Oct 2026: 500.00 collected, 200.00 (40%) before it was due');
  });

  it('are empty for a month in which nothing, or less than nothing, came', () => {
    for (const cents of [0, -500]) {
      expect(measureBars([month('2026-01', cents, 0)])[0]).toMatchObject({
        label: 'Jan ’26',
        share: '',
        amount: '–',
        earlyPercent: 0,
        latePercent: 0,
      });
    }
  });

  it('never show more before due than was collected', () => {
    expect(measureBars([month('2026-02', 1_000, 2_000)])[0]?.latePercent).toBe(0);
  });
});
