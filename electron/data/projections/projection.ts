import type * as z from 'zod';
import type { Area } from '../../../shared/contract/firm.ts';
import type { EventDefinition, OpenedEvent } from '../../../shared/events/event.ts';

export type SqlValue = string | number | null;
export type SqlRow = Record<string, SqlValue>;

/** Reads rows of the projections file. Parameters are positional (`?`) or named (`@name`). */
export interface RowReader {
  all<Row extends object = SqlRow>(sql: string, parameters?: readonly SqlValue[] | Record<string, SqlValue>): Row[];
  get<Row extends object = SqlRow>(
    sql: string,
    parameters?: readonly SqlValue[] | Record<string, SqlValue>,
  ): Row | undefined;
}

/** Reads and writes rows; only folds get one. Statements are prepared once and kept. */
export interface RowWriter extends RowReader {
  run(sql: string, parameters?: readonly SqlValue[] | Record<string, SqlValue>): void;
}

export type Fold = (rows: RowWriter, event: OpenedEvent) => void;

/**
 * The tables of one area and how events become their rows.
 *
 * Every table has a column `aggregate`. A fold writes only rows whose `aggregate` is the event's own, and reads only
 * those: so an aggregate can be folded again alone, by deleting its rows and folding its events in order.
 * Whatever spans aggregates (balances, billed or unbilled, names) is joined by queries.
 */
export interface AreaProjection {
  readonly area: Area;
  /** Raised whenever `schema` or a fold changes its meaning: the file is then made anew. */
  readonly shapeVersion: number;
  /** Tables that `forget` clears by `aggregate`. */
  readonly tables: readonly string[];
  readonly schema: string;
  readonly folds: ReadonlyMap<string, Fold>;
  /** For what is not a plain table (full-text indexes): called before the tables' rows are deleted. */
  readonly forget?: (rows: RowWriter, aggregate: string) => void;
}

/** Ties a fold to an event type; the event's head and body are typed by the definition. */
export function on<Head extends z.ZodType, Body extends z.ZodType>(
  definition: EventDefinition<string, Head, Body>,
  fold: (rows: RowWriter, event: OpenedEvent<z.infer<Head>, z.infer<Body>>) => void,
): readonly [string, Fold] {
  return [definition.type, fold as Fold];
}
