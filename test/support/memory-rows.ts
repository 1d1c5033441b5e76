import Database from 'better-sqlite3-multiple-ciphers';
import { coreSchema } from '../../electron/data/projections/core-tables.ts';
import type { AreaProjection, Fold, RowWriter, SqlRow, SqlValue } from '../../electron/data/projections/projection.ts';
import type { OpenedEvent } from '../../shared/events/event.ts';

type Parameters = readonly SqlValue[] | Record<string, SqlValue>;

/** Projections in memory, without the event store: folds events that a test made up. */
export interface MemoryRows extends RowWriter {
  fold(event: OpenedEvent): void;
  /** Forgets an aggregate as the projector does, before it is folded again. */
  forget(aggregate: string): void;
  /** Every row of the named tables, sorted. */
  dump(tables: readonly string[]): Record<string, SqlRow[]>;
  close(): void;
}

/** Opens empty projections of some areas. */
export function openMemoryRows(areas: readonly AreaProjection[]): MemoryRows {
  const database = new Database(':memory:');
  database.exec(coreSchema);
  const folds = new Map<string, Fold>();
  for (const area of areas) {
    database.exec(area.schema);
    for (const [type, fold] of area.folds) folds.set(type, fold);
  }
  const statements = new Map<string, Database.Statement<unknown[], unknown>>();
  const prepare = (sql: string) => {
    const known = statements.get(sql) ?? database.prepare<unknown[], unknown>(sql);
    statements.set(sql, known);
    return known;
  };
  const rows: MemoryRows = {
    all: <Row extends object>(sql: string, parameters: Parameters = []) => prepare(sql).all(parameters) as Row[],
    get: <Row extends object>(sql: string, parameters: Parameters = []) =>
      prepare(sql).get(parameters) as Row | undefined,
    run: (sql, parameters = []) => {
      prepare(sql).run(parameters);
    },
    fold(event) {
      const fold = folds.get(event.type);
      if (fold === undefined) throw new Error(`Nothing folds ${event.type}.`);
      fold(rows, event);
    },
    forget(aggregate) {
      for (const area of areas) {
        area.forget?.(rows, aggregate);
        for (const table of area.tables) rows.run(`DELETE FROM ${table} WHERE aggregate = ?`, [aggregate]);
      }
    },
    dump: (tables) =>
      Object.fromEntries(
        tables.map((table) => {
          const found = rows.all<SqlRow>(`SELECT * FROM ${table}`);
          return [table, found.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))];
        }),
      ),
    close: () => database.close(),
  };
  return rows;
}
