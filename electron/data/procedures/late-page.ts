import type { PageRequest } from '../../../shared/contract/page.ts';
import type { RowReader, SqlValue } from '../projections/projection.ts';

/** One way to sort a list: columns, and what to join for them. */
interface LateSort {
  readonly by: string | readonly string[];
  /** The same order worded for the window alone, where `by` rests on a join that pays only over all rows. */
  readonly byInWindow?: string;
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
  /** Stops counting this far beyond the window: the total is then "at least". For lists that nobody reads to the end. */
  readonly countBeyond?: number;
  /** `where` worded for counting: a condition may be worded so that a sort's index is walked, and counted by another. */
  readonly countWhere?: readonly string[];
}

function conditions(where: readonly string[]): string {
  return where.length === 0 ? '' : `WHERE ${where.map((condition) => `(${condition})`).join(' AND ')}`;
}

function countRows(rows: RowReader, list: LateList, windowEnd: number): number {
  if (list.total !== undefined) return list.total;
  const from = `${list.base} ${conditions(list.countWhere ?? list.where)}`;
  const counted = rows.get<{ total: number }>(
    list.countBeyond === undefined
      ? `SELECT COUNT(*) AS total FROM ${from}`
      : `SELECT COUNT(*) AS total FROM (SELECT 1 FROM ${from} LIMIT @countMax)`,
    { ...list.parameters, countMax: windowEnd + (list.countBeyond ?? 0) },
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
  const orderBy = (by: LateSort['by']) =>
    [by, list.tieBreak]
      .flat()
      .map((column) => `${column} ${way}`)
      .join(', ');
  const keys = list.key.map((column, index) => `${column} AS key${index}`).join(', ');
  const joined = list.key.map((column, index) => `${column} = w.key${index}`).join(' AND ');
  const page = rows.all<Row>(
    `SELECT ${list.select} FROM (
       SELECT ${keys} FROM ${sort.base ?? list.base} ${sort.join ?? ''} ${conditions(list.where)}
       ORDER BY ${orderBy(sort.by)} LIMIT @limit OFFSET @offset) w
     CROSS JOIN ${list.base} ON ${joined} ${list.joins} ORDER BY ${orderBy(sort.byInWindow ?? sort.by)}`,
    { ...list.parameters, limit: request.limit, offset: request.offset },
  );
  return { rows: page, total: countRows(rows, list, request.offset + request.limit) };
}
