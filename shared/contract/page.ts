import * as z from 'zod';

/** How a list is asked for: a window of rows, sorted and filtered by the data process. */
export function pageInput<const Columns extends readonly [string, ...string[]]>(columns: Columns) {
  return z.object({
    offset: z.number().int().min(0).default(0),
    limit: z.number().int().min(1).max(500).default(100),
    sort: z.enum(columns).default(columns[0]),
    descending: z.boolean().default(false),
    filter: z.string().max(200).default(''),
  });
}

/** A window of rows and how many there are in all. */
export function pageOf<Row extends z.ZodType>(row: Row) {
  return z.object({ rows: z.array(row), total: z.number().int() });
}

/** The window that every list shares; each list adds its own filters. */
export interface PageRequest {
  readonly offset: number;
  readonly limit: number;
  readonly sort: string;
  readonly descending: boolean;
  readonly filter: string;
}
