import type { RowReader, SqlValue } from '../projections/projection.ts';
import { containsPattern } from './page-query.ts';

const searched = {
  time: { key: 't.rowid', table: 'billing_time', text: ['narrative'] },
  expense: { key: 'x.rowid', table: 'billing_expense', text: ['description', 'vendor'] },
  invoice: { key: 'i.rowid', table: 'billing_invoice', text: ['number'] },
} as const;

/** SQL of the ids of matters whose title, number or client has what was typed (`@filter`). */
export const filteredMattersSql = `SELECT m.matter_id FROM office_matter m LEFT JOIN office_client c ON c.client_id = m.client_id
  LEFT JOIN office_party p ON p.party_id = c.party_id
  WHERE m.title LIKE @filter ESCAPE '\\' OR m.number LIKE @filter ESCAPE '\\' OR p.name LIKE @filter ESCAPE '\\'`;

/**
 * Conditions for a typed filter over work or invoices: their matter (title, number, client) or their own words. The rows
 * are found once, for the window and the count, and then sorted. Adds its parameter; empty where nothing was typed.
 */
export function typedFilter(
  rows: RowReader,
  filter: string,
  kind: keyof typeof searched,
  parameters: Record<string, SqlValue>,
): string[] {
  if (filter.trim() === '') return [];
  const { key, table, text } = searched[kind];
  const words = text.map((column) => `${column} LIKE @filter ESCAPE '\\'`).join(' OR ');
  const found = rows.all<{ id: number }>(
    `SELECT w.rowid AS id FROM ${table} w WHERE w.matter_id IN (${filteredMattersSql})
     UNION SELECT rowid FROM ${table} WHERE ${words}`,
    { filter: containsPattern(filter) },
  );
  parameters.found = JSON.stringify(found.map((row) => row.id));
  return [`${key} IN (SELECT value FROM json_each(@found))`];
}

/** How many rows there are of a kind, kept beside the rows. Nothing where conditions narrow them down. */
export function wholeTotal(
  rows: RowReader,
  kind: 'time' | 'expense' | 'invoice',
  where: readonly string[],
): { total?: number } {
  if (where.length > 0) return {};
  return { total: rows.get<{ n: number }>('SELECT n FROM billing_tally WHERE kind = ?', [kind])?.n ?? 0 };
}
