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

/** Which rows of a report are asked for. */
export interface ReportPage {
  readonly offset: number;
  readonly limit: number;
}

/** A page of a report. Amounts in cents, hours in minutes, shares in thousandths. */
export interface ReportTable {
  readonly title: string;
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly Record<string, Cell>[];
  /** Rows in all. */
  readonly total: number;
  /** What stands at the foot: of all rows, not of the page. */
  readonly totals: Record<string, Cell>;
}

/** Makes one page of one kind of report. */
export type MakeReport = (firm: OpenFirm, input: ReportInput, page: ReportPage) => ReportTable;

type Rows = ReportTable['rows'];

/** The page of rows that were all read. */
export function pageOfRows(rows: Rows, { offset, limit }: ReportPage): Pick<ReportTable, 'rows' | 'total'> {
  return { rows: rows.slice(offset, offset + limit), total: rows.length };
}

/** One of several lists that a report shows one after the other. */
export interface ReportPart {
  readonly total: number;
  readonly read: (page: ReportPage) => Rows;
}

/** The page of lists one after the other: of each only what falls into it is read. */
export function pageOfParts(
  parts: readonly ReportPart[],
  { offset, limit }: ReportPage,
): Pick<ReportTable, 'rows' | 'total'> {
  const rows: Rows[number][] = [];
  let total = 0;
  for (const part of parts) {
    const skipped = Math.max(0, offset - total);
    const wanted = Math.min(limit - rows.length, part.total - skipped);
    if (wanted > 0) rows.push(...part.read({ offset: skipped, limit: wanted }));
    total += part.total;
  }
  return { rows, total };
}

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

/** "fee transfer" as a cell of its own begins: "Fee transfer". */
export function inWords(type: string): string {
  return `${type.charAt(0).toUpperCase()}${type.slice(1)}`;
}

/** "Ledger balances as of 11/30/2026" or "..., 01/01/2026 to 11/30/2026". */
export function titleOver(name: string, input: ReportInput, isPeriod: boolean): string {
  return isPeriod
    ? `${name}, ${formatDay(input.from)} to ${formatDay(input.to)}`
    : `${name} as of ${formatDay(input.to)}`;
}
