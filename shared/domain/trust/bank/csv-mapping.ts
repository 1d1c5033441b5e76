import type { DayOrder } from './bank-day.ts';
import { type CsvRow, splitCsv } from './csv-rows.ts';

/** Which column of a bank's CSV is what, by the column's title; an empty title where the file has no such column. */
export interface CsvMapping {
  readonly dayOrder: DayOrder;
  readonly day: string;
  /** One signed column, or the two below. */
  readonly amount: string;
  readonly moneyOut: string;
  readonly moneyIn: string;
  /** The signed column has what leaves the account above zero. */
  readonly outIsPositive: boolean;
  readonly name: string;
  readonly memo: string;
  readonly checkNumber: string;
  readonly balance: string;
  readonly id: string;
}

/** Fields of a mapping that name no column. */
export const csvSettings: readonly string[] = ['dayOrder', 'outIsPositive'];

/** The titles of a CSV file and the rows below them. Rows above the titles (a bank's letterhead) are left out. */
export interface CsvTable {
  readonly columns: readonly string[];
  readonly rows: readonly CsvRow[];
  readonly openQuote: number | null;
}

const headSearchRows = 25;

/** Finds the row of titles: the first with a date among at least two other cells. Nothing is thrown on any text. */
export function readCsvTable(text: string): CsvTable {
  const { rows, openQuote } = splitCsv(text);
  const head = rows
    .slice(0, headSearchRows)
    .findIndex(({ cells }) => cells.length >= 3 && cells.some((cell) => /^[a-z .]*date\b/i.test(cell)));
  const at = Math.max(0, head);
  return {
    columns: nameColumns(rows[at]?.cells ?? []),
    rows: rows.slice(at + 1),
    openQuote,
  };
}

/** Titles, each once: a second "Amount" is "Amount (2)", an empty one "Column 3". */
function nameColumns(cells: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return cells.map((cell, place) => {
    const title = cell.slice(0, 80) || `Column ${place + 1}`;
    const count = (seen.get(title) ?? 0) + 1;
    seen.set(title, count);
    return count === 1 ? title : `${title} (${count})`;
  });
}

/** A mapping to begin with, by the titles that banks use. What is not found is left empty. */
export function suggestMapping({ columns, rows }: Pick<CsvTable, 'columns' | 'rows'>): CsvMapping {
  const find = (pattern: RegExp): string => columns.find((title) => pattern.test(title)) ?? '';
  const day = find(/^posting date|^posted date|^post date/i) || find(/date/i);
  const moneyOut = find(/debit|withdraw|money out|paid out/i);
  const moneyIn = find(/credit|deposit|money in|paid in/i);
  const hasTwo = moneyOut !== '' && moneyIn !== '' && moneyOut !== moneyIn;
  const place = columns.indexOf(day);
  return {
    dayOrder: guessOrder(rows.map(({ cells }) => cells[place] ?? '')),
    day,
    amount: hasTwo ? '' : find(/amount/i),
    moneyOut: hasTwo ? moneyOut : '',
    moneyIn: hasTwo ? moneyIn : '',
    outIsPositive: false,
    name: find(/^(description|payee|name|details)/i) || find(/description|payee|name/i),
    memo: find(/memo|note/i),
    checkNumber: find(/check|cheque|^number/i),
    balance: find(/balance/i),
    id: find(/transaction id|reference id|fitid|^id$/i),
  };
}

function guessOrder(days: readonly string[]): DayOrder {
  if (days.some((text) => /^\d{4}\D?\d{2}/.test(text))) return 'ymd';
  return days.some((text) => /^(1[3-9]|2\d|3[01])\D/.test(text)) ? 'dmy' : 'mdy';
}
