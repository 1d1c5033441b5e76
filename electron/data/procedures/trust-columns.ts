import type * as z from 'zod';
import type { NewEvent } from '../../../shared/events/event.ts';
import {
  balanceColumnsKept,
  balanceMappingSchema,
  csvMappingSchema,
  statementColumnsKept,
} from '../../../shared/events/trust-columns.ts';
import type { RowReader } from '../projections/projection.ts';
import { newEvent } from './new-event.ts';

type CsvColumns = z.output<typeof csvMappingSchema>;
type BalanceColumns = z.output<typeof balanceMappingSchema>;

function readKept<Schema extends z.ZodType>(rows: RowReader, keptFor: string, schema: Schema): z.output<Schema> | null {
  const row = rows.get<{ mapping: string }>(
    'SELECT mapping FROM trust_columns WHERE kept_for = ? ORDER BY clock DESC, event_id DESC LIMIT 1',
    [keptFor],
  );
  return row === undefined ? null : schema.parse(JSON.parse(row.mapping));
}

/** How the last CSV of the account's bank was read; null where none was imported [TB13]. */
export function keptStatementColumns(rows: RowReader, accountId: string): CsvColumns | null {
  return readKept(rows, accountId, csvMappingSchema);
}

/** How the last list of balances was read; null where none was kept [TB13]. */
export function keptBalanceColumns(rows: RowReader): BalanceColumns | null {
  return readKept(rows, 'balances', balanceMappingSchema);
}

const isSame = (kept: object | null, mapping: object): boolean => JSON.stringify(kept) === JSON.stringify(mapping);

/** The event that keeps how the account's CSV was read; none where it is kept so already. */
export function statementColumnsEvents(rows: RowReader, accountId: string, mapping: CsvColumns | null): NewEvent[] {
  if (mapping === null || isSame(keptStatementColumns(rows, accountId), csvMappingSchema.parse(mapping))) return [];
  return [newEvent(statementColumnsKept, accountId, { accountId }, { mapping })];
}

/** The event that keeps how a list of balances was read; none where it is kept so already. */
export function balanceColumnsEvents(rows: RowReader, mapping: BalanceColumns): NewEvent[] {
  if (isSame(keptBalanceColumns(rows), balanceMappingSchema.parse(mapping))) return [];
  return [newEvent(balanceColumnsKept, 'balances', {}, { mapping })];
}
