import type { PageRequest } from '../../../shared/contract/page.ts';
import type { RowReader, SqlValue } from '../projections/projection.ts';

/** One way to sort a list: columns, and what to join for them. */
interface LateSort {
  readonly by: string | readonly string[];
  readonly join?: string;
  /** Takes the place of `base` where the sort walks another table first, so that nothing has to be sorted. */
  readonly base?: string;
}

/** A list over a large table: the window is found on narrow rows, and everything else is joined to that window alone. */
export interface LateList {
  readonly select: string;
  /** The large table with its alias, and the columns that name a row of it. */
  readonly base: string;
  readonly key: readonly string[];
  readonly joins: string;
  readonly where: readonly string[];
  readonly parameters: Record<string, SqlValue>;
  readonly sorts: Readonly<Record<string, LateSort>>;
  readonly tieBreak: string;
  /** How many rows there are, where that is known without counting. */
  readonly total?: number;
  /** `where` worded for counting: a condition may be worded so that a sort's index is walked, and counted by another. */
  readonly countWhere?: readonly string[];
}

function conditions(where: readonly string[]): string {
  return where.length === 0 ? '' : `WHERE ${where.map((condition) => `(${condition})`).join(' AND ')}`;
}

function countRows(rows: RowReader, list: LateList): number {
  if (list.total !== undefined) return list.total;
  const counted = rows.get<{ total: number }>(
    `SELECT COUNT(*) AS total FROM ${list.base} ${conditions(list.countWhere ?? list.where)}`,
    list.parameters,
  );
  return counted?.total ?? 0;
}

/** Reads one window of a list and how many rows there are in all. Throws on a sort that the list does not know. */
export function readLatePage<Row extends object>(
  rows: RowReader,
  request: PageRequest,
  list: LateList,
): { rows: Row[]; total: number } {
  const sort = list.sorts[request.sort];
  if (sort === undefined) throw new Error(`This list has no sort "${request.sort}".`);
  const way = request.descending ? 'DESC' : 'ASC';
  const order = [sort.by, list.tieBreak]
    .flat()
    .map((column) => `${column} ${way}`)
    .join(', ');
  const keys = list.key.map((column, index) => `${column} AS key${index}`).join(', ');
  const joined = list.key.map((column, index) => `${column} = w.key${index}`).join(' AND ');
  const page = rows.all<Row>(
    `SELECT ${list.select} FROM (
       SELECT ${keys} FROM ${sort.base ?? list.base} ${sort.join ?? ''} ${conditions(list.where)}
       ORDER BY ${order} LIMIT @limit OFFSET @offset) w
     CROSS JOIN ${list.base} ON ${joined} ${list.joins} ORDER BY ${order}`,
    { ...list.parameters, limit: request.limit, offset: request.offset },
  );
  return { rows: page, total: countRows(rows, list) };
}
