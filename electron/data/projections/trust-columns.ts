import { balanceColumnsKept, statementColumnsKept } from '../../../shared/events/trust-columns.ts';
import { on, type RowWriter } from './projection.ts';

/** How files are read, by what they are for: an account's id, or `balances`. Every one that was kept; the newest holds. */
export const trustColumnsSchema = `
CREATE TABLE trust_columns (
  event_id TEXT PRIMARY KEY,
  aggregate TEXT NOT NULL,
  clock TEXT NOT NULL,
  kept_for TEXT NOT NULL,
  mapping TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX trust_columns_aggregate ON trust_columns(aggregate);
CREATE INDEX trust_columns_for ON trust_columns(kept_for, clock);
`;

/** Tables that are cleared by `aggregate`. */
export const trustColumnsTables = ['trust_columns'] as const;

interface Kept {
  readonly id: string;
  readonly aggregate: string;
  readonly clock: string;
  readonly body: { readonly mapping: object } | null;
}

function keep(rows: RowWriter, event: Kept, keptFor: string): void {
  if (event.body === null) return;
  rows.run('INSERT INTO trust_columns VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING', [
    event.id,
    event.aggregate,
    event.clock,
    keptFor,
    JSON.stringify(event.body.mapping),
  ]);
}

const foldStatementColumns = on(statementColumnsKept, (rows, event) => keep(rows, event, event.head.accountId));
const foldBalanceColumns = on(balanceColumnsKept, (rows, event) => keep(rows, event, 'balances'));

export const trustColumnsFolds = [foldStatementColumns, foldBalanceColumns] as const;
