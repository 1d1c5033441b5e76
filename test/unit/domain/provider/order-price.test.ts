import { describe, expect, it } from 'vitest';
import { declineAboveCap, formatUnits, priceOf } from '../../../../shared/domain/provider/order-price.ts';

describe('the price of a work order', () => {
  it('[WO8] is the rate times the units, or fixed', () => {
    expect(priceOf({ basis: 'hourly', rateCents: 4_500, capCents: null }, 125)).toBe(5_625);
    expect(priceOf({ basis: 'per document', rateCents: 33, capCents: null }, 150)).toBe(50);
    expect(priceOf({ basis: 'fixed', rateCents: 60_000, capCents: null }, 0)).toBe(60_000);
  });

  it('[WO8] does not pass the cap, and says how far it may go', () => {
    const price = { basis: 'per document', rateCents: 200, capCents: 50_000 } as const;
    expect(declineAboveCap(price, 25_000, 'hundredths')).toBeNull();
    expect(declineAboveCap(price, 30_000, 'hundredths')).toEqual({
      code: 'provider.above-cap',
      sentence: '300 at 2.00 make 600.00, above the cap of 500.00. Give 250 or less, or have the cap raised first.',
      fields: ['hundredths'],
    });
    expect(declineAboveCap({ ...price, capCents: null }, 9_999_900, 'hundredths')).toBeNull();
  });

  it('shows units without noughts', () => {
    expect([125, 100, 150, 0, 30_000].map(formatUnits)).toEqual(['1.25', '1', '1.5', '0', '300']);
  });
});
