import { addDays, type Day } from '../../../shared/domain/day.ts';
import { accept, type Decision } from '../../../shared/domain/refusal.ts';
import { declineReviewOwed, declineSigner } from '../../../shared/domain/trust/check-register.ts';
import { paymentsReviewed } from '../../../shared/events/trust-check-register.ts';
import type { RowReader } from '../projections/projection.ts';
import { found } from './found.ts';
import type { Implementer } from './implementer.ts';
import { newEvent } from './new-event.ts';
import { ledgerTitleSql, readAccount } from './trust-account-rows.ts';
import { signerIds } from './trust-check-register.ts';
import { trustRulePack } from './trust-rule-pack.ts';
import type { OpenFirm, Turn } from './turn.ts';

const shownMax = 500;
const dayMs = 24 * 60 * 60_000;

/** Payments `e` that one person alone prepared and approved, and nobody reviewed. The bank's own fees are nobody's. */
export const unreviewedSql = `e.type IN ('disbursement', 'fee transfer') AND e.is_reversed = 0
  AND e.kind NOT IN ('bank fee', 'carried over')
  AND NOT EXISTS (SELECT 1 FROM trust_request r WHERE r.request_id = e.request_id AND r.member_id <> r.decided_by)
  AND NOT EXISTS (SELECT 1 FROM trust_reviewed_payment v WHERE v.entry_id = e.entry_id)`;

/** How long a payment by one person alone may wait for its review: until the period's reconciliation is due. */
function reviewWithinDays(rows: RowReader, today: Day): number {
  const pack = trustRulePack(rows, today);
  return 31 * pack.reconcileEveryMonths.value + pack.reconcileWithinDays.value;
}

/**
 * Refuses money out that somebody would approve who does not sign on the account, or who prepared it themselves while
 * older payments of one person alone wait for a review [TE14] [TE19].
 */
export function declineApprover(turn: Turn, accountId: string, isAlone: boolean): Decision<never> | undefined {
  const refused = declineSigner(signerIds(turn.rows, accountId), turn.me.memberId);
  if (refused || !isAlone) return refused;
  const days = reviewWithinDays(turn.rows, turn.today);
  const owed = turn.rows.get<{ n: number }>(
    `SELECT COUNT(*) AS n FROM trust_entry e WHERE e.account_id = ? AND e.at_ms < ? AND e.day >= ? AND ${unreviewedSql}`,
    [accountId, turn.nowMs - days * dayMs, addDays(turn.today, -365)],
  );
  return declineReviewOwed({ payments: owed?.n ?? 0, days });
}

interface PaymentSqlRow {
  entry_id: string;
  account_id: string;
  day: string;
  name: string | null;
  purpose: string | null;
  title: string;
  effect_cents: number;
  member_id: string;
  at_ms: number;
  cleared_on: string | null;
}

function listToReview(firm: OpenFirm, accountId: string | undefined) {
  const today = firm.today();
  const overdueBeforeMs = firm.nowMs() - reviewWithinDays(firm.rows, today) * dayMs;
  const rows = firm.rows.all<PaymentSqlRow>(
    `SELECT e.entry_id, e.account_id, e.day, e.name, e.purpose, ${ledgerTitleSql('e.ledger_id', 'm')} AS title,
       e.effect_cents, e.member_id, e.at_ms, e.cleared_on
     FROM trust_entry e LEFT JOIN office_matter m ON m.matter_id = e.ledger_id
     WHERE ${accountId === undefined ? '' : 'e.account_id = @account AND '}e.day >= @from AND ${unreviewedSql}
     ORDER BY e.day, e.clock, e.entry_id LIMIT ${shownMax + 1}`,
    { from: addDays(today, -365), ...(accountId === undefined ? {} : { account: accountId }) },
  );
  return {
    rows: rows.slice(0, shownMax).map((row) => ({
      entryId: row.entry_id,
      accountId: row.account_id,
      day: row.day,
      payee: row.name ?? 'Withheld',
      purpose: row.purpose ?? '',
      ledgerTitle: row.title,
      amountCents: row.effect_cents,
      by: firm.memberName(row.member_id),
      clearedOn: row.cleared_on,
      isOverdue: row.at_ms < overdueBeforeMs,
    })),
    more: rows.length > shownMax,
  };
}

/** Procedures on the second look at payments of one person alone [TE19]. */
export function createTrustReviewProcedures(os: Implementer) {
  return {
    listToReview: os.trust.listToReview.handler(({ input, context }) => listToReview(context.firm(), input.accountId)),

    reviewPayments: os.trust.reviewPayments.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        readAccount(turn.rows, input.accountId);
        for (const entryId of input.entryIds) {
          found(
            turn.rows.get('SELECT 1 AS known FROM trust_entry WHERE entry_id = ? AND account_id = ?', [
              entryId,
              input.accountId,
            ]),
            'trust',
            'payment',
            'entryIds',
          );
        }
        const id = turn.newId();
        const event = newEvent(
          paymentsReviewed,
          id,
          { accountId: input.accountId, entryIds: [...new Set(input.entryIds)] },
          { compared: input.compared },
          { touches: [`account:${input.accountId}`] },
        );
        return accept({ events: [event], answer: { id } });
      }),
    ),
  };
}
