import { accept, decline } from '../../../shared/domain/refusal.ts';
import { expenseAmended, expenseRecorded, expenseRemoved } from '../../../shared/events/billing.ts';
import type { SqlValue } from '../projections/projection.ts';
import { typedFilter, wholeTotal } from './billing-filter.ts';
import { readBilledMatter } from './billing-matter.ts';
import { declineChange, readWork } from './billing-work.ts';
import { found } from './found.ts';
import type { Implementer } from './implementer.ts';
import { readLatePage } from './late-page.ts';
import { newEvent } from './new-event.ts';
import { matterTitleSql } from './shown-names.ts';
import type { Turn } from './turn.ts';

interface ExpenseSqlRow {
  expense_id: string;
  matter_id: string;
  matter_title: string;
  incurred_on: string;
  amount_cents: number;
  is_billable: number;
  description: string | null;
  vendor: string | null;
  expense_code: string | null;
  is_removed: number;
  billed_state: 'unbilled' | 'drafted' | 'billed';
}

function expenseView(row: ExpenseSqlRow) {
  return {
    expenseId: row.expense_id,
    matterId: row.matter_id,
    matterTitle: row.matter_title,
    incurredOn: row.incurred_on,
    amountCents: row.amount_cents,
    billable: row.is_billable === 1,
    description: row.description ?? 'Withheld',
    vendor: row.vendor ?? '',
    expenseCode: row.expense_code,
    state: row.billed_state === 'unbilled' && row.is_removed === 1 ? ('removed' as const) : row.billed_state,
  };
}

interface ExpenseInput {
  matterId: string;
  incurredOn: string;
  amountCents: number;
  description: string;
  vendor: string;
  billable: boolean;
  expenseCode?: string | undefined;
}

function decideExpense(turn: Turn, input: ExpenseInput) {
  const matter = readBilledMatter(turn.rows, input.matterId);
  if (!matter.isOpen) {
    return decline('billing.matter-closed', 'The matter is closed. Reopen it to record an expense on it.', [
      'matterId',
    ]);
  }
  if (input.incurredOn > turn.today) {
    return decline('billing.day-in-future', 'An expense is recorded once it was made, not in the future.', [
      'incurredOn',
    ]);
  }
  const head = {
    matterId: input.matterId,
    incurredOn: input.incurredOn,
    amountCents: input.amountCents,
    billable: input.billable,
    ...(input.expenseCode === undefined ? {} : { expenseCode: input.expenseCode }),
  };
  const body = { description: input.description, vendor: input.vendor };
  return accept({ head, body, surroundings: { matterId: input.matterId, withheld: matter.withheld } });
}

function decideRecord(turn: Turn, input: ExpenseInput) {
  const decision = decideExpense(turn, input);
  if (!decision.ok) return decision;
  const { head, body, surroundings } = decision.value;
  const id = turn.newId();
  return accept({ events: [newEvent(expenseRecorded, id, head, body, surroundings)], answer: { id } });
}

function decideAmend(turn: Turn, input: ExpenseInput & { expenseId: string }) {
  const work = found(readWork(turn.rows, 'expense', input.expenseId), 'billing', 'expense', 'expenseId');
  const refused = declineChange(work);
  if (refused) return refused;
  const decision = decideExpense(turn, input);
  if (!decision.ok) return decision;
  const { head, body, surroundings } = decision.value;
  const event = newEvent(expenseAmended, input.expenseId, head, body, surroundings);
  return accept({ events: [event], answer: { id: input.expenseId } });
}

function decideRemove(turn: Turn, expenseId: string, reason: string) {
  const work = found(readWork(turn.rows, 'expense', expenseId), 'billing', 'expense', 'expenseId');
  const refused = declineChange(work);
  if (refused) return refused;
  const surroundings = { matterId: work.matterId, withheld: work.withheld };
  const event = newEvent(expenseRemoved, expenseId, {}, { reason }, surroundings);
  return accept({ events: [event], answer: { id: expenseId } });
}

/** Procedures on expenses. */
export function createExpenseProcedures(os: Implementer) {
  return {
    listExpenses: os.billing.listExpenses.handler(({ input, context }) => {
      const { rows } = context.firm();
      const where: string[] = [];
      const parameters: Record<string, SqlValue> = {};
      if (input.state === 'unbilled') where.push('x.billings = 0 AND x.is_removed = 0 AND x.is_billable = 1');
      if (input.matterId !== undefined) {
        where.push('x.matter_id = @matter');
        parameters.matter = input.matterId;
      }
      where.push(...typedFilter(rows, input.filter, 'expense', parameters));
      const page = readLatePage<ExpenseSqlRow>(rows, input, {
        select: `x.expense_id, x.matter_id, ${matterTitleSql('m')} AS matter_title, x.incurred_on, x.amount_cents,
          x.is_billable, x.description, x.vendor, x.expense_code, x.is_removed, x.billed_state`,
        base: 'billing_expense x',
        key: ['x.rowid'],
        joins: 'LEFT JOIN office_matter m ON m.matter_id = x.matter_id',
        ...wholeTotal(rows, 'expense', where),
        where,
        parameters,
        sorts: {
          incurredOn: { by: 'x.incurred_on' },
          matterTitle: {
            by: ['m.title COLLATE NOCASE', 'x.incurred_on'],
            base: 'office_matter m CROSS JOIN billing_expense x ON x.matter_id = m.matter_id',
          },
          amountCents: { by: 'x.amount_cents' },
        },
        tieBreak: 'x.clock',
      });
      return { rows: page.rows.map(expenseView), total: page.total };
    }),

    recordExpense: os.billing.recordExpense.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => decideRecord(turn, input)),
    ),

    amendExpense: os.billing.amendExpense.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => decideAmend(turn, input)),
    ),

    removeExpense: os.billing.removeExpense.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => decideRemove(turn, input.expenseId, input.reason)),
    ),
  };
}
