import type { AbstractIteratorOptions } from 'abstract-leveldown';
import type Database from 'better-sqlite3-multiple-ciphers';

/** A key or a value: text is kept as UTF-8. */
export type Bytes = Buffer | string;

/** A row of a page; without `v` when only keys were asked for. */
export interface Row {
  k: Buffer;
  v?: Bytes;
}

/** One end of a range. */
export interface Bound {
  key: Buffer;
  isInclusive: boolean;
}

/** Keys between two bounds in the order of their bytes; a missing bound is open. */
export interface KeyRange {
  lower: Bound | null;
  upper: Bound | null;
  isReverse: boolean;
}

/** Prepared reads by the shape of their range. */
export type RangeStatements = Map<string, Database.Statement<(Buffer | number)[], Row>>;

/** The bytes that a key is stored and compared by. */
export function toKey(key: Bytes): Buffer {
  return typeof key === 'string' ? Buffer.from(key, 'utf8') : key;
}

/** A stored value in the form asked for: bytes unless `asBuffer` is false. */
export function toWanted(value: Bytes, asBuffer: boolean | undefined): Bytes {
  if (asBuffer === false) return typeof value === 'string' ? value : value.toString('utf8');
  return typeof value === 'string' ? Buffer.from(value, 'utf8') : value;
}

/** The range that iterator options name. A null or empty bound is none, as in LevelDB. */
export function selectRange(options: AbstractIteratorOptions<Bytes | null>): KeyRange {
  return {
    lower: toBound(options.gte, true) ?? toBound(options.gt, false),
    upper: toBound(options.lte, true) ?? toBound(options.lt, false),
    isReverse: options.reverse === true,
  };
}

/** True when the key lies between both bounds. */
export function isWithin(range: KeyRange, key: Buffer): boolean {
  const { lower, upper } = range;
  const fromLower = lower ? Buffer.compare(key, lower.key) : 1;
  const fromUpper = upper ? Buffer.compare(key, upper.key) : -1;
  if (fromLower < 0 || (fromLower === 0 && !lower?.isInclusive)) return false;
  return !(fromUpper > 0 || (fromUpper === 0 && !upper?.isInclusive));
}

/** The same range with its near end (in walking order) moved to `bound`. The end is replaced, never narrowed twice. */
export function startAt(range: KeyRange, bound: Bound): KeyRange {
  return range.isReverse ? { ...range, upper: bound } : { ...range, lower: bound };
}

/** Up to `limit` rows of a range (all when negative), in walking order. */
export function readRange(
  database: Database.Database,
  statements: RangeStatements,
  range: KeyRange,
  limit: number,
  withValues: boolean,
): Row[] {
  const { lower, upper, isReverse } = range;
  const conditions: string[] = [];
  const values: (Buffer | number)[] = [];
  if (lower) {
    conditions.push(lower.isInclusive ? 'k >= ?' : 'k > ?');
    values.push(lower.key);
  }
  if (upper) {
    conditions.push(upper.isInclusive ? 'k <= ?' : 'k < ?');
    values.push(upper.key);
  }
  const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
  const sql = `SELECT ${withValues ? 'k, v' : 'k'} FROM kv ${where} ORDER BY k ${isReverse ? 'DESC' : 'ASC'} LIMIT ?`;
  let statement = statements.get(sql);
  if (!statement) {
    statement = database.prepare<(Buffer | number)[], Row>(sql);
    statements.set(sql, statement);
  }
  return statement.all(...values, limit);
}

function toBound(value: unknown, isInclusive: boolean): Bound | null {
  if (value === undefined || value === null || value === '') return null;
  const key = Buffer.isBuffer(value) ? value : Buffer.from(String(value), 'utf8');
  return key.length > 0 ? { key, isInclusive } : null;
}
