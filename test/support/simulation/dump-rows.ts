import { areaProjections } from '../../../electron/data/projections/areas.ts';
import type { RowReader, SqlRow } from '../../../electron/data/projections/projection.ts';

/** Columns that say when this device came to know of something, or that only spare a look. */
const localColumns: Readonly<Record<string, readonly string[]>> = {
  event: ['known_ms'],
  trust_ledger: ['is_uneven'],
  office_search: ['search_id'],
  intake_search: ['search_id'],
  documents_text: ['text_id'],
};
const coreTables = [
  'event',
  'set_aside',
  'chain_head',
  'missing',
  'fork',
  'inverted',
  'concurrent',
  'bodiless',
  'refold',
  'rejudge',
  'command',
  'adoption',
  'batch',
  'batch_event',
  'custody_grant',
  'custody_use',
  'sharing_fact',
  'veil',
  'inside_body',
  'shown_body',
  'roster_member',
  'roster_device',
];

function areaTables(): string[] {
  const schema = areaProjections.map((area) => area.schema).join('\n');
  return [...schema.matchAll(/CREATE TABLE (?:IF NOT EXISTS )?(\w+)/g)].flatMap((match) => match[1] ?? []);
}

/** Every row that devices with the same events must have alike, table by table, as sorted text. */
export function dumpRows(rows: RowReader): Map<string, string[]> {
  return new Map(
    [...coreTables, ...areaTables()].map((table) => {
      const left = localColumns[table] ?? [];
      const texts = rows.all<SqlRow>(`SELECT * FROM ${table}`).map((row) => {
        for (const column of left) delete row[column];
        return JSON.stringify(row);
      });
      return [table, texts.sort()];
    }),
  );
}

/** What two dumps do not have in common, shortened; empty when they are alike. */
export function compareDumps(one: ReadonlyMap<string, string[]>, other: ReadonlyMap<string, string[]>): string[] {
  const differences: string[] = [];
  for (const [table, rows] of one) {
    const others = other.get(table) ?? [];
    const [mine, theirs] = [new Set(rows), new Set(others)];
    for (const row of rows) if (!theirs.has(row)) differences.push(`${table} only first: ${row.slice(0, 700)}`);
    for (const row of others) if (!mine.has(row)) differences.push(`${table} only second: ${row.slice(0, 700)}`);
  }
  return differences;
}
