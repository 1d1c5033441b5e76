import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ageBalances } from '../../../../shared/domain/billing/aging.ts';
import { decideAllocation, proposeAllocation, splitByShares } from '../../../../shared/domain/billing/allocation.ts';
import { formatMinutes, formatUnits, parseDuration } from '../../../../shared/domain/billing/duration.ts';
import { totalInvoice } from '../../../../shared/domain/billing/invoice-totals.ts';
import {
  formatInvoiceNumber,
  invoiceSeries,
  readInvoiceNumber,
} from '../../../../shared/domain/billing/number-series.ts';
import { priceTime, roundTime } from '../../../../shared/domain/billing/time-rounding.ts';
import { addDays } from '../../../../shared/domain/day.ts';

const cents = fc.integer({ min: 0, max: 100_000_000 });

describe('billing', () => {
  it('[BL2] rounding up never bills less than was worked, nor an increment more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_440 }), fc.constantFrom(6, 12, 30, 60), (minutes, incrementMinutes) => {
        const { billedMinutes, units } = roundTime(minutes, { mode: 'up', incrementMinutes, minimumMinutes: 0 });
        expect(billedMinutes).toBeGreaterThanOrEqual(minutes);
        expect(billedMinutes).toBeLessThan(minutes + incrementMinutes);
        expect(units * 6).toBe(billedMinutes);
        expect(roundTime(billedMinutes, { mode: 'up', incrementMinutes, minimumMinutes: 0 }).billedMinutes).toBe(
          billedMinutes,
        );
      }),
    );
  });

  it('[BL3] an amount is within half a cent of its exact value', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_440 }), cents, (minutes, rateCents) => {
        const twiceOff = 2n * (BigInt(priceTime(minutes, rateCents)) * 60n - BigInt(minutes) * BigInt(rateCents));
        expect(twiceOff > -60n && twiceOff <= 60n).toBe(true);
      }),
    );
  });

  it('[BL5] a written duration is read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_440 }), (minutes) => {
        expect(parseDuration(formatMinutes(minutes))).toEqual({ ok: true, value: minutes });
        expect(parseDuration(`${minutes}m`)).toEqual({ ok: true, value: minutes });
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 240 }), (units) => {
        expect(parseDuration(formatUnits(units))).toEqual({ ok: true, value: units * 6 });
      }),
    );
  });

  it('[BL10] the timekeepers of an invoice sum to its fees', () => {
    const line = fc.record({
      sourceId: fc.string(),
      kind: fc.constantFrom('time' as const, 'expense' as const),
      day: fc.constant('2026-01-01'),
      timekeeperMemberId: fc.constantFrom('a', 'b', 'c'),
      units: fc.nat(240),
      rateCents: cents,
      amountCents: cents,
    });
    fc.assert(
      fc.property(fc.array(line), fc.nat(1_000), (lines, discountCents) => {
        const totals = totalInvoice(lines, discountCents);
        const fees = totals.timekeepers.reduce((sum, one) => sum + one.amountCents, 0);
        expect(fees).toBe(totals.feesCents);
        expect(totals.totalCents).toBe(lines.reduce((sum, one) => sum + one.amountCents, 0) - discountCents);
      }),
    );
  });

  it('[BL13] letters and numbers are read back and never collide', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 18_278 }), fc.integer({ min: 1, max: 99_999 }), (index, n) => {
        const series = invoiceSeries(index);
        expect(readInvoiceNumber(formatInvoiceNumber(series, n))).toEqual({ series, n });
      }),
    );
    expect(new Set(Array.from({ length: 18_278 }, (_, index) => invoiceSeries(index + 1))).size).toBe(18_278);
  });

  it('[BL20] [BL21] a proposal is always accepted and never loses a cent', () => {
    const invoice = fc.record({ dueIn: fc.integer({ min: -200, max: 60 }), balanceCents: cents });
    fc.assert(
      fc.property(cents, fc.array(invoice, { maxLength: 20 }), (amountCents, some) => {
        const invoices = some.map(({ dueIn, balanceCents }, index) => ({
          invoiceId: `i${index}`,
          number: `A-${index}`,
          clientId: 'c1',
          issuedOn: '2026-01-01',
          dueOn: addDays('2026-06-01', dueIn),
          balanceCents,
        }));
        const { allocations, unappliedCents } = proposeAllocation(amountCents, invoices);
        expect(allocations.reduce((sum, part) => sum + part.amountCents, unappliedCents)).toBe(amountCents);
        expect(decideAllocation('c1', amountCents, allocations, invoices)).toEqual({
          ok: true,
          value: { unappliedCents },
        });
        if (unappliedCents > 0) expect(allocations.length).toBe(invoices.filter((one) => one.balanceCents > 0).length);
      }),
    );
  });

  it('[BL22] shares sum to the whole', () => {
    fc.assert(
      fc.property(
        cents,
        fc.array(fc.integer({ min: 1, max: 2_000 }), { minLength: 1, maxLength: 5 }),
        (total, some) => {
          const shares = [...some, 10_000 - some.reduce((sum, share) => sum + share, 0)];
          const split = splitByShares(total, shares);
          expect(split.ok && split.value.reduce((sum, part) => sum + part, 0)).toBe(total);
        },
      ),
    );
  });

  it('[BL24] no cent falls between the buckets', () => {
    const item = fc.record({
      late: fc.integer({ min: -400, max: 400 }),
      balanceCents: fc.integer({ min: -100, max: 1_000_000 }),
    });
    fc.assert(
      fc.property(fc.array(item), (items) => {
        const aged = ageBalances(
          items.map(({ late, balanceCents }) => ({ dueOn: addDays('2026-06-30', -late), balanceCents })),
          '2026-06-30',
        );
        expect(aged.totalCents).toBe(items.reduce((sum, one) => sum + one.balanceCents, 0));
      }),
    );
  });
});
