import { type Day, daysBetween } from '../day.ts';
import { type Cents, sumCents } from '../money.ts';

/** The buckets of a report by age, with the first and last day late of each [BL24]. */
export const agingBuckets = [
  { name: 'Current', from: Number.NEGATIVE_INFINITY, to: 0 },
  { name: '1-30', from: 1, to: 30 },
  { name: '31-60', from: 31, to: 60 },
  { name: '61-90', from: 61, to: 90 },
  { name: '91-120', from: 91, to: 120 },
  { name: 'Over 120', from: 121, to: Number.POSITIVE_INFINITY },
] as const;
export type AgingBucket = (typeof agingBuckets)[number]['name'];

/** The bucket of something due on `dueOn` as of a day [BL24]. On the due day itself it is current. */
export function findAgingBucket(dueOn: Day, asOf: Day): AgingBucket {
  const late = daysBetween(dueOn, asOf);
  for (const bucket of agingBuckets) if (late <= bucket.to) return bucket.name;
  return 'Over 120';
}

/** Something unpaid. */
export interface AgingItem {
  readonly dueOn: Day;
  readonly balanceCents: Cents;
}

/** Sums what is unpaid by age; every bucket is there, and they sum to `totalCents`. */
export function ageBalances(
  items: readonly AgingItem[],
  asOf: Day,
): { readonly buckets: Readonly<Record<AgingBucket, Cents>>; readonly totalCents: Cents } {
  const buckets: Record<AgingBucket, Cents> = {
    Current: 0,
    '1-30': 0,
    '31-60': 0,
    '61-90': 0,
    '91-120': 0,
    'Over 120': 0,
  };
  for (const item of items) {
    const bucket = findAgingBucket(item.dueOn, asOf);
    buckets[bucket] = sumCents([buckets[bucket], item.balanceCents]);
  }
  return { buckets, totalCents: sumCents(Object.values(buckets)) };
}
