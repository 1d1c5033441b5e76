import type { RowWriter } from './projection.ts';

/**
 * Indexes of large tables that no fold and no trigger looks into, in no order that events come in: keeping them row by
 * row costs a rebuild more than making them at its end. What screens open first (the newest time, calls, tasks and
 * documents) keeps its index, so reading goes on meanwhile.
 */
export const lateIndexes: readonly string[] = [
  'event_by_matter',
  'billing_time_matter',
  'billing_time_person',
  'billing_time_amount',
  'billing_time_unbilled',
  'billing_time_unbilled_day',
  'billing_expense_matter',
  'billing_expense_amount',
  'billing_expense_unbilled',
  'documents_document_title',
  'documents_document_type',
  'documents_document_size',
  'documents_document_received',
  'documents_document_matter',
  'intake_call_caller',
  'intake_call_outcome',
  'intake_call_party',
  'intake_call_matter',
  'office_task_title',
  'office_task_matter',
  'office_party_kind',
  'office_party_name',
];

const noted = 'late indexes';

/** True where indexes were put off and not made yet: a rebuild that did not come to its end. */
export function areIndexesLate(rows: RowWriter): boolean {
  return rows.get('SELECT 1 AS yes FROM meta WHERE name = ?', [noted]) !== undefined;
}

/** Drops them, and notes in the file how they are made. One transaction of the caller's. */
export function putIndexesOff(rows: RowWriter): void {
  const places = lateIndexes.map(() => '?').join(', ');
  const found = rows.all<{ name: string; sql: string }>(
    `SELECT name, sql FROM sqlite_master WHERE type = 'index' AND name IN (${places})`,
    lateIndexes,
  );
  rows.run('INSERT INTO meta (name, value) VALUES (?, ?)', [noted, JSON.stringify(found.map((index) => index.sql))]);
  for (const { name } of found) rows.run(`DROP INDEX ${name}`);
}

/** Makes what was put off, one after the other. `transact` runs a work durably before the next begins. */
export function makeLateIndexes(rows: RowWriter, transact: (work: () => void) => void): void {
  for (;;) {
    const left = readLate(rows);
    const [next, ...later] = left;
    if (next === undefined) return;
    transact(() => {
      rows.run(next);
      if (later.length === 0) rows.run('DELETE FROM meta WHERE name = ?', [noted]);
      else rows.run('UPDATE meta SET value = ? WHERE name = ?', [JSON.stringify(later), noted]);
    });
  }
}

function readLate(rows: RowWriter): string[] {
  const row = rows.get<{ value: string }>('SELECT value FROM meta WHERE name = ?', [noted]);
  const found: unknown = row === undefined ? [] : JSON.parse(row.value);
  return Array.isArray(found) ? found.map(String) : [];
}
