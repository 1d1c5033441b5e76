import { parseAmount } from '../parse-amount.ts';
import { splitCsv } from './bank/csv-rows.ts';
import { fitsColumns } from './bank/kept-columns.ts';

/** Which column of a list of balances is what, by title; empty where there is none. */
export interface BalanceMapping {
  /** Number or title of the matter. */
  readonly ledger: string;
  readonly client: string;
  readonly balance: string;
}

export interface BalanceRow {
  readonly line: number;
  readonly ledger: string;
  readonly client: string;
  readonly balanceCents: number | null;
  readonly problem: string;
}

/** A mapping to begin with, by common titles. What is not found is left empty. */
export function suggestBalanceMapping(columns: readonly string[]): BalanceMapping {
  const find = (pattern: RegExp): string => columns.find((title) => pattern.test(title)) ?? '';
  return {
    ledger: find(/matter|file|case|ledger/i) || find(/account/i),
    client: find(/client|customer|name/i),
    balance: find(/balance|trust|amount/i),
  };
}

export interface BalanceList {
  readonly columns: readonly string[];
  readonly mapping: BalanceMapping;
  readonly mappedBy: 'given' | 'kept' | 'guess';
  readonly rows: readonly BalanceRow[];
}

/**
 * Reads a list of ledger balances [TE12] by the mapping that is given, else by the kept one where the list has its
 * columns [TB13], else by common titles. Nothing in a text makes it throw: what is wrong is said by line.
 */
export function readBalanceList(text: string, given?: BalanceMapping, kept?: BalanceMapping | null): BalanceList {
  const { rows, openQuote } = splitCsv(text.replace(/^\uFEFF/, ''));
  const columns = (rows[0]?.cells ?? []).map((title, place) => title.slice(0, 80) || `Column ${place + 1}`);
  const fitting = kept && fitsColumns(kept, columns) ? kept : undefined;
  const mapping = given ?? fitting ?? suggestBalanceMapping(columns);
  const mappedBy = given ? 'given' : fitting ? 'kept' : 'guess';
  const cellOf = (cells: readonly string[], title: string): string =>
    title === '' ? '' : (cells[columns.indexOf(title)] ?? '').trim();
  const read = rows.slice(1).map(({ line, cells }) => {
    const ledger = cellOf(cells, mapping.ledger);
    const client = cellOf(cells, mapping.client);
    const amount = parseAmount(cellOf(cells, mapping.balance).replace(/^\((.*)\)$/, '-$1'), true);
    const problem =
      openQuote === line
        ? 'A quotation mark on this line is never closed.'
        : ledger === '' && client === ''
          ? 'This line names neither matter nor client.'
          : amount.ok
            ? ''
            : amount.refusal.sentence;
    return { line, ledger, client, balanceCents: amount.ok ? amount.value : null, problem };
  });
  return { columns, mapping, mappedBy, rows: read };
}
