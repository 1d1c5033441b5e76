import { type Cents, formatCents, scaleCents } from '../money.ts';
import { type Refusal, refuse } from '../refusal.ts';

/** What a work order is paid by. A retainer bucket is drawn on at the rate, by the hour. */
export const priceBases = ['hourly', 'per document', 'per call', 'fixed', 'retainer bucket'] as const;
export type PriceBasis = (typeof priceBases)[number];

/** Who bears the cost: the client at cost, the client as a legal service with the lawyer's review, or the firm. */
export const billingModes = ['client cost', 'legal service', 'overhead'] as const;

/** What somebody who works on the order may be given: names alone, redacted papers, the full file. */
export const confidentialityTiers = ['names only', 'redacted', 'full file'] as const;

/** What units of an order count. Kept in hundredths: 1.25 hours are 125. */
export const orderUnits = ['hour', 'document', 'call', 'item'] as const;

/** The basis that a unit is priced by; an item has a fixed price. */
export function basisOfUnit(unit: (typeof orderUnits)[number]): PriceBasis {
  const bases = { hour: 'hourly', document: 'per document', call: 'per call', item: 'fixed' } as const;
  return bases[unit];
}

/** The price of an order. `rateCents` is cents a unit, or the whole price where it is fixed; `capCents` may not be passed. */
export interface OrderPrice {
  readonly basis: PriceBasis;
  readonly rateCents: Cents;
  readonly capCents: Cents | null;
}

/** What `hundredths` of a unit cost, in cents, rounded half up [WO8]. A fixed price does not depend on them. */
export function priceOf(price: OrderPrice, hundredths: number): Cents {
  return price.basis === 'fixed' ? price.rateCents : scaleCents(price.rateCents, hundredths, 100);
}

/** A refusal where the units cost more than the cap [WO8]; null where they do not, or there is no cap. */
export function declineAboveCap(price: OrderPrice, hundredths: number, field: string): Refusal | null {
  const cents = priceOf(price, hundredths);
  if (price.capCents === null || cents <= price.capCents) return null;
  return refuse(
    'provider.above-cap',
    `${formatUnits(hundredths)} at ${formatCents(price.rateCents)} make ${formatCents(cents)}, above the cap of ${formatCents(
      price.capCents,
    )}. Give ${formatUnits(unitsWithinCap(price))} or less, or have the cap raised first.`,
    [field],
  );
}

/** The most hundredths of a unit that stay within the cap. */
function unitsWithinCap({ basis, rateCents, capCents }: OrderPrice): number {
  if (capCents === null || rateCents === 0 || basis === 'fixed') return 0;
  return Math.floor((capCents * 100) / rateCents);
}

/** "1.25", "300": units without noughts that say nothing. */
export function formatUnits(hundredths: number): string {
  return (hundredths / 100).toFixed(2).replace(/\.?0+$/, '');
}
