import { type InvoiceLine, sortInvoiceLines, totalInvoice } from '../../../shared/domain/billing/invoice-totals.ts';
import { formatCents } from '../../../shared/domain/money.ts';
import { accept, decline } from '../../../shared/domain/refusal.ts';
import { invoiceDiscarded, invoiceDrafted } from '../../../shared/events/billing.ts';
import type { RowReader } from '../projections/projection.ts';
import { readInvoice } from './billing-invoice-rows.ts';
import { readBilledMatter } from './billing-matter.ts';
import { newEvent } from './new-event.ts';
import type { Turn } from './turn.ts';

const linesMax = 2_000;

interface WorkSqlRow {
  id: string;
  kind: 'time' | 'expense';
  day: string;
  member: string | null;
  units: number;
  rate_cents: number;
  amount_cents: number;
  task_code: string | null;
  activity_code: string | null;
  expense_code: string | null;
  words: string | null;
}

/** Billable work of a matter in a period that no invoice or draft bills. */
function readUnbilled(rows: RowReader, input: DraftInput): WorkSqlRow[] {
  return rows.all<WorkSqlRow>(
    `SELECT time_id AS id, 'time' AS kind, worked_on AS day, timekeeper_member_id AS member, units, rate_cents,
         amount_cents, task_code, activity_code, NULL AS expense_code, narrative AS words
       FROM billing_time WHERE matter_id = @matter AND billings = 0 AND is_removed = 0 AND is_billable = 1
         AND worked_on BETWEEN @from AND @to
     UNION ALL
     SELECT expense_id, 'expense', incurred_on, NULL, 0, 0, amount_cents, NULL, NULL, expense_code,
         CASE WHEN vendor IS NULL OR vendor = '' THEN description ELSE description || ', ' || vendor END
       FROM billing_expense WHERE matter_id = @matter AND billings = 0 AND is_removed = 0 AND is_billable = 1
         AND incurred_on BETWEEN @from AND @to`,
    { matter: input.matterId, from: input.periodFrom, to: input.periodTo },
  );
}

function lineOf(row: WorkSqlRow): InvoiceLine {
  return {
    sourceId: row.id,
    kind: row.kind,
    day: row.day,
    units: row.units,
    rateCents: row.rate_cents,
    amountCents: row.amount_cents,
    ...(row.member === null ? {} : { timekeeperMemberId: row.member }),
    ...(row.task_code === null ? {} : { taskCode: row.task_code }),
    ...(row.activity_code === null ? {} : { activityCode: row.activity_code }),
    ...(row.expense_code === null ? {} : { expenseCode: row.expense_code }),
  };
}

interface DraftInput {
  matterId: string;
  periodFrom: string;
  periodTo: string;
  discountCents: number;
  note: string;
}

/** Decides a draft of all unbilled work of a matter in a period [BL10] to [BL12]. */
export function decideDraft(turn: Turn, input: DraftInput) {
  if (input.periodFrom > input.periodTo) {
    return decline('billing.period-reversed', 'The period ends before it starts. Check both dates.', [
      'periodFrom',
      'periodTo',
    ]);
  }
  const matter = readBilledMatter(turn.rows, input.matterId);
  const work = readUnbilled(turn.rows, input);
  if (work.length === 0) {
    return decline(
      'billing.nothing-to-bill',
      'Nothing unbilled lies in this period. Record time or expenses, or choose another period.',
      ['periodFrom', 'periodTo'],
    );
  }
  if (work.length > linesMax) {
    return decline('billing.too-many-lines', `An invoice has at most ${linesMax} lines. Choose a shorter period.`, [
      'periodFrom',
      'periodTo',
    ]);
  }
  const lines = sortInvoiceLines(work.map(lineOf));
  const totals = totalInvoice(lines, input.discountCents);
  if (input.discountCents > totals.feesCents) {
    return decline(
      'billing.discount-above-fees',
      `The discount is above the fees of ${formatCents(totals.feesCents)}. Give ${formatCents(totals.feesCents)} or less.`,
      ['discountCents'],
    );
  }
  const invoiceId = turn.newId();
  const head = {
    matterId: input.matterId,
    clientId: matter.clientId,
    periodFrom: input.periodFrom,
    periodTo: input.periodTo,
    lines: [...lines],
    discountCents: input.discountCents,
    feesCents: totals.feesCents,
    expensesCents: totals.expensesCents,
    totalCents: totals.totalCents,
  };
  const narratives = Object.fromEntries(work.map((row) => [row.id, row.words ?? '']));
  const event = newEvent(
    invoiceDrafted,
    invoiceId,
    head,
    { narratives, note: input.note },
    { matterId: input.matterId, withheld: matter.withheld, touches: [`matter:${input.matterId}`] },
  );
  return accept({ events: [event], answer: { id: invoiceId } });
}

/** Decides the discard of a draft: its work is unbilled again. */
export function decideDiscard(turn: Turn, invoiceId: string, reason: string) {
  const invoice = readInvoice(turn.rows, invoiceId);
  if (invoice.state !== 'draft') {
    return decline('billing.not-a-draft', 'Only a draft is discarded. An issued invoice is voided.', ['invoiceId']);
  }
  const surroundings = { matterId: invoice.matter_id, withheld: invoice.withheld === 1 };
  const event = newEvent(invoiceDiscarded, invoiceId, {}, { reason }, surroundings);
  return accept({ events: [event], answer: { id: invoiceId } });
}
