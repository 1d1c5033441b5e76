import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MatchedOrder, matchLine } from '../../../../shared/domain/provider/invoice-match.ts';
import type { ProviderInvoiceLine } from '../../../../shared/domain/provider/provider-invoice.ts';

const order: MatchedOrder = {
  orderId: 'o1',
  number: 'WO-2026-0001',
  isOfContractor: true,
  isWorkAccepted: true,
  acceptedOn: '2026-11-02',
  acceptedHundredths: 400,
  price: { basis: 'hourly', rateCents: 5_000, capCents: 25_000 },
  agreed: { basis: 'hourly', rateCents: 4_500, capCents: null },
  invoicedHundredths: 0,
  invoicedCents: 0,
};
const line: ProviderInvoiceLine = {
  kind: 'fee',
  orderId: 'o1',
  workedOn: '2026-11-01',
  hundredths: 400,
  rateCents: 5_000,
  amountCents: 20_000,
  description: 'Indexed 212 records',
};
const codes = (one: ProviderInvoiceLine, other: MatchedOrder | null) =>
  matchLine(one, other).differences.map(({ code }) => code);

describe('[PY10] a line of an invoice, held against its order, the acceptance and the price', () => {
  it('matches when units, rate and cap agree', () => {
    expect(matchLine(line, order)).toEqual({ differences: [], undisputedCents: 20_000 });
  });

  it('is owed nothing without an order, for somebody else’s order, or before the work is accepted', () => {
    expect(codes(line, null)).toEqual(['no order']);
    expect(codes(line, { ...order, isOfContractor: false })).toEqual(['other contractor']);
    expect(matchLine(line, { ...order, isWorkAccepted: false })).toMatchObject({
      differences: [{ code: 'not accepted' }],
      undisputedCents: 0,
    });
  });

  it('says more units, another rate, and wrong sums apart, and what part stands', () => {
    expect(matchLine({ ...line, hundredths: 500, amountCents: 25_000 }, order)).toMatchObject({
      differences: [{ code: 'more units' }],
      undisputedCents: 20_000,
    });
    expect(matchLine({ ...line, rateCents: 6_000, amountCents: 24_000 }, order)).toMatchObject({
      differences: [{ code: 'other rate', sentence: 'Invoiced at 60.00; agreed is 50.00.' }],
      undisputedCents: 20_000,
    });
    expect(codes({ ...line, amountCents: 19_900 }, order)).toEqual(['arithmetic']);
  });

  it('counts what was invoiced on the order before', () => {
    const before = { ...order, invoicedHundredths: 300, invoicedCents: 15_000 };
    expect(matchLine(line, before)).toMatchObject({ differences: [{ code: 'more units' }], undisputedCents: 5_000 });
  });

  it('keeps to the cap and to a fixed price', () => {
    const capped = { ...order, price: { basis: 'hourly' as const, rateCents: 5_000, capCents: 15_000 } };
    expect(matchLine(line, capped)).toMatchObject({ differences: [{ code: 'above cap' }], undisputedCents: 15_000 });
    const fixed = { ...order, price: { basis: 'fixed' as const, rateCents: 30_000, capCents: null } };
    expect(matchLine({ ...line, hundredths: 100, rateCents: 30_000, amountCents: 30_000 }, fixed).differences).toEqual(
      [],
    );
    expect(matchLine({ ...line, amountCents: 31_000 }, fixed).undisputedCents).toBe(30_000);
  });

  it('takes the agreed rate where the order has no price', () => {
    expect(codes({ ...line, rateCents: 4_500, amountCents: 18_000 }, { ...order, price: null })).toEqual([]);
    expect(codes(line, { ...order, price: null })).toEqual(['other rate']);
  });

  it('never leaves more undisputed than the line asks for, nor less than nothing', () => {
    fc.assert(
      fc.property(
        fc.record({
          hundredths: fc.integer({ min: 0, max: 5_000 }),
          rateCents: fc.integer({ min: 0, max: 50_000 }),
          amountCents: fc.integer({ min: 0, max: 5_000_000 }),
        }),
        fc.integer({ min: 0, max: 5_000 }),
        fc.option(fc.integer({ min: 0, max: 100_000 })),
        (asked, accepted, capCents) => {
          const held = {
            ...order,
            acceptedHundredths: accepted,
            price: { basis: 'hourly' as const, rateCents: 5_000, capCents },
          };
          const { undisputedCents, differences } = matchLine({ ...line, ...asked }, held);
          expect(undisputedCents).toBeGreaterThanOrEqual(0);
          expect(undisputedCents).toBeLessThanOrEqual(asked.amountCents);
          if (capCents !== null && differences.length > 0) expect(undisputedCents).toBeLessThanOrEqual(capCents);
        },
      ),
      { numRuns: 60 },
    );
  });
});
