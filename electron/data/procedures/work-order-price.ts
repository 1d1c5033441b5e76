import type { OrderPrice, PriceBasis } from '../../../shared/domain/provider/order-price.ts';
import type { RowReader } from '../projections/projection.ts';

/** The price of an order, and the event that set it. */
export interface SetPrice extends OrderPrice {
  readonly bucket: string;
  readonly eventId: string;
}

/** The order's price; null where none was set, or this device does not hold billing. */
export function readPrice(rows: RowReader, orderId: string): SetPrice | null {
  const row = rows.get<{
    basis: PriceBasis;
    rate_cents: number;
    cap_cents: number | null;
    bucket: string | null;
    event_id: string;
  }>('SELECT basis, rate_cents, cap_cents, bucket, event_id FROM provider_order_price WHERE order_id = ?', [orderId]);
  if (row === undefined) return null;
  return {
    basis: row.basis,
    rateCents: row.rate_cents,
    capCents: row.cap_cents,
    bucket: row.bucket ?? '',
    eventId: row.event_id,
  };
}
