import { declineBilled } from '../../../shared/domain/billing/time-entry.ts';
import { type Decision, decline } from '../../../shared/domain/refusal.ts';
import type { RowReader } from '../projections/projection.ts';

/** A time entry or expense, as far as changing it is concerned. */
export interface WorkState {
  readonly matterId: string;
  readonly withheld: boolean;
  readonly isRemoved: boolean;
  readonly state: 'unbilled' | 'drafted' | 'billed';
  readonly invoiceNumber: string | null;
}

interface WorkSqlRow {
  matter_id: string;
  withheld: number | null;
  is_removed: number;
  billed_state: WorkState['state'];
  number: string | null;
}

const tables = {
  time: 'billing_time w LEFT JOIN office_matter m ON m.matter_id = w.matter_id',
  expense: 'billing_expense w LEFT JOIN office_matter m ON m.matter_id = w.matter_id',
} as const;

/** Reads a time entry or expense; nothing where it is not known. */
export function readWork(rows: RowReader, kind: keyof typeof tables, id: string): WorkState | undefined {
  const row = rows.get<WorkSqlRow>(
    `SELECT w.matter_id, m.withheld, w.is_removed, w.billed_state, i.number
     FROM ${tables[kind]} LEFT JOIN billing_invoice i ON i.invoice_id = w.billed_by WHERE w.aggregate = ?`,
    [`${kind}:${id}`],
  );
  if (row === undefined) return undefined;
  return {
    matterId: row.matter_id,
    withheld: row.withheld === 1,
    isRemoved: row.is_removed === 1,
    state: row.billed_state,
    invoiceNumber: row.number,
  };
}

/** Refuses a change to what is billed, on a draft, or removed [BL6]. */
export function declineChange(work: WorkState): Decision<never> | undefined {
  if (work.state === 'billed') return declineBilled(work.invoiceNumber ?? '');
  if (work.state === 'drafted') {
    return decline(
      'billing.on-a-draft',
      'This is on a draft invoice. Discard the draft, change it, and make the draft anew.',
    );
  }
  if (work.isRemoved) {
    return decline('billing.removed-already', 'This was removed already. Record it anew if it is wanted.');
  }
  return undefined;
}
