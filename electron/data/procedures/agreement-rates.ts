import type { Day } from '../../../shared/domain/day.ts';
import { findRate, type Rate } from '../../../shared/domain/provider/agreement.ts';
import type { PriceBasis } from '../../../shared/domain/provider/order-price.ts';
import type { RowReader } from '../projections/projection.ts';
import { findInForce, readRates } from './agreement-rows.ts';

/**
 * The price in force on a day for a provider's service line [AG5]: of the version that holds on that day. Null where no
 * version holds, it has no such price, or this device does not hold billing.
 */
export function readRateOn(
  rows: RowReader,
  wanted: {
    readonly providerId: string;
    readonly serviceLine: string;
    readonly day: Day;
    readonly basis?: PriceBasis | undefined;
  },
): (Rate & { readonly versionId: string }) | null {
  const versionId = findInForce(rows, wanted.providerId, wanted.day);
  if (versionId === null) return null;
  const rate = findRate(readRates(rows, versionId), wanted.serviceLine, wanted.day, wanted.basis);
  return rate === undefined ? null : { ...rate, versionId };
}
