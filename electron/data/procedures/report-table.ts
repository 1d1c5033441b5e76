import type { reportKinds } from '../../../shared/contract/reports.ts';
import { type Day, formatDay } from '../../../shared/domain/day.ts';
import { sumCents } from '../../../shared/domain/money.ts';
import type { Cell, CellKind } from './csv.ts';
import type { OpenFirm } from './turn.ts';

export type ReportKind = (typeof reportKinds)[number];

export interface ReportColumn {
  readonly key: string;
  readonly title: string;
  readonly kind: CellKind;
}

export interface ReportInput {
  readonly kind: ReportKind;
  readonly from: Day;
  readonly to: Day;
  readonly accountId?: string | undefined;
  readonly ledgerId?: string | undefined;
  /** Trust reports as they were known at this instant; absent where it is all that is known today. */
  readonly knownOnMs?: number | undefined;
}

/** A report before it is cut to what was asked for. Amounts in cents, hours in minutes, shares in thousandths. */
export interface ReportTable {
  readonly title: string;
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly Record<string, Cell>[];
  readonly totals: Record<string, Cell>;
  /** True where `rows` is not all there is. */
  readonly truncated?: boolean;
}

/** Makes one kind of report with at most about `limit` rows. */
export type MakeReport = (firm: OpenFirm, input: ReportInput, limit: number) => ReportTable;

/** Sums the named columns over all rows. */
export function totalsOf(rows: readonly Record<string, Cell>[], keys: readonly string[]): Record<string, Cell> {
  return Object.fromEntries(
    keys.map((key) => [
      key,
      sumCents(
        rows.map((row) => {
          const cell = row[key];
          return typeof cell === 'number' ? cell : 0;
        }),
      ),
    ]),
  );
}

/** "Ledger balances as of 11/30/2026" or "..., 01/01/2026 to 11/30/2026". */
export function titleOver(name: string, input: ReportInput, isPeriod: boolean): string {
  return isPeriod
    ? `${name}, ${formatDay(input.from)} to ${formatDay(input.to)}`
    : `${name} as of ${formatDay(input.to)}`;
}
