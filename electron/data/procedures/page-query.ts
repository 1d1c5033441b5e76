import type { PageRequest } from '../../../shared/contract/page.ts';
import type { RowReader, SqlValue } from '../projections/projection.ts';

/** A list as SQL. Nothing of it comes from a caller's text: sorts are chosen by name from `sorts`. */
export interface ListSql {
  readonly select: string;
  readonly from: string;
  readonly where: readonly string[];
  readonly parameters: Record<string, SqlValue>;
  /** What each sort of the contract orders by. */
  readonly sorts: Readonly<Record<string, string>>;
  /** Makes the order total, so that pages neither repeat nor lose a row. The last one is unique. */
  readonly tieBreak: string | readonly string[];
  /** A cheaper `from` for counting, where `from` only joins names on. */
  readonly countFrom?: string;
  /** Stops counting this far beyond the window: the total is then "at least". For lists that nobody reads to the end. */
  readonly countBeyond?: number;
}

function conditions(list: ListSql): string {
  return list.where.length === 0 ? '' : `WHERE ${list.where.map((condition) => `(${condition})`).join(' AND ')}`;
}

/** Reads one window of a list and counts the whole. Throws on a sort that the list does not know. */
export function readPage<Row extends object>(
  rows: RowReader,
  request: PageRequest,
  list: ListSql,
): { rows: Row[]; total: number } {
  const sort = list.sorts[request.sort];
  if (sort === undefined) throw new Error(`This list has no sort "${request.sort}".`);
  const direction = request.descending ? 'DESC' : 'ASC';
  const where = conditions(list);
  const order = [sort, ...[list.tieBreak].flat()].map((expression) => `${expression} ${direction}`).join(', ');
  const page = rows.all<Row>(
    `SELECT ${list.select} FROM ${list.from} ${where}
     ORDER BY ${order} LIMIT @limit OFFSET @offset`,
    { ...list.parameters, limit: request.limit, offset: request.offset },
  );
  const countFrom = `${list.countFrom ?? list.from} ${where}`;
  const counted = rows.get<{ total: number }>(
    list.countBeyond === undefined
      ? `SELECT COUNT(*) AS total FROM ${countFrom}`
      : `SELECT COUNT(*) AS total FROM (SELECT 1 FROM ${countFrom} LIMIT @countMax)`,
    { ...list.parameters, countMax: request.offset + request.limit + (list.countBeyond ?? 0) },
  );
  return { rows: page, total: counted?.total ?? 0 };
}

/**
 * What somebody typed as a full-text query that finds every word by its beginning; null when there is no word in it.
 * Words are quoted, so nothing in them is taken as an operator.
 */
export function prefixQuery(text: string): string | null {
  const words = searchWords(text);
  return words.length === 0 ? null : words.map((word) => `"${word}"*`).join(' ');
}

/** The words in a typed text, letters and digits alone, at most a dozen. */
export function searchWords(text: string): string[] {
  return (text.normalize('NFKC').match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, 12);
}

/** A text as a `LIKE` pattern for "contains"; use with `ESCAPE '\'`. */
export function containsPattern(text: string): string {
  return `%${text.trim().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
}
