import type { Day } from '../day.ts';
import { type Cents, sumCents } from '../money.ts';

/** A line of an invoice as figures. `sourceId` is the time entry or expense that it bills. */
export interface InvoiceLine {
  readonly sourceId: string;
  readonly kind: 'time' | 'expense';
  readonly day: Day;
  readonly timekeeperMemberId?: string | undefined;
  /** Tenths of an hour; zero for an expense. */
  readonly units: number;
  readonly rateCents: Cents;
  readonly amountCents: Cents;
  readonly taskCode?: string | undefined;
  readonly activityCode?: string | undefined;
  readonly expenseCode?: string | undefined;
}

/** The fees of one timekeeper on an invoice. */
export interface TimekeeperTotal {
  readonly timekeeperMemberId: string;
  readonly units: number;
  readonly amountCents: Cents;
}

/** Every total that an invoice shows. */
export interface InvoiceTotals {
  readonly feesCents: Cents;
  readonly discountCents: Cents;
  readonly expensesCents: Cents;
  readonly totalCents: Cents;
  readonly units: number;
  readonly timekeepers: readonly TimekeeperTotal[];
}

/** The totals of an invoice [BL10]. This is the one place where they are added. `discountCents` is zero or above. */
export function totalInvoice(lines: readonly InvoiceLine[], discountCents: Cents): InvoiceTotals {
  const time = lines.filter((line) => line.kind === 'time');
  const feesCents = sumCents(time.map((line) => line.amountCents));
  const expensesCents = sumCents(lines.filter((line) => line.kind === 'expense').map((line) => line.amountCents));
  return {
    feesCents,
    discountCents,
    expensesCents,
    totalCents: sumCents([feesCents, -discountCents, expensesCents]),
    units: time.reduce((sum, line) => sum + line.units, 0),
    timekeepers: totalTimekeepers(time),
  };
}

function totalTimekeepers(time: readonly InvoiceLine[]): TimekeeperTotal[] {
  const totals = new Map<string, TimekeeperTotal>();
  for (const { timekeeperMemberId = '', units, amountCents } of time) {
    const known = totals.get(timekeeperMemberId);
    totals.set(timekeeperMemberId, {
      timekeeperMemberId,
      units: (known?.units ?? 0) + units,
      amountCents: sumCents([known?.amountCents ?? 0, amountCents]),
    });
  }
  return [...totals.values()].sort((a, b) => (a.timekeeperMemberId < b.timekeeperMemberId ? -1 : 1));
}

/** Lines in the order in which an invoice prints them: time, then expenses, each by day, then by source. */
export function sortInvoiceLines<Line extends InvoiceLine>(lines: readonly Line[]): Line[] {
  const key = (line: Line): string => `${line.kind === 'time' ? 0 : 1}${line.day}${line.sourceId}`;
  return [...lines].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}
