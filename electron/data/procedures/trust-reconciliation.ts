import { accept, decline } from '../../../shared/domain/refusal.ts';
import { coverMonths } from '../../../shared/domain/trust/coverage.ts';
import { decideReopening, decideSignOff } from '../../../shared/domain/trust/sign-off.ts';
import { reconciliationReopened, reconciliationSigned } from '../../../shared/events/trust.ts';
import { notFound } from './found.ts';
import type { Implementer } from './implementer.ts';
import { newEvent } from './new-event.ts';
import { checkPassphraseAgain } from './passphrase-again.ts';
import { lastSigned, readAccount } from './trust-account-rows.ts';
import { gapOf, stateForPosting } from './trust-postings.ts';
import { draftReconciliation, reconciliationView } from './trust-reconciliation-input.ts';
import { trustRulePack } from './trust-rule-pack.ts';
import type { OpenFirm, Turn } from './turn.ts';

interface SignInput {
  accountId: string;
  statementOn: string;
  bankBalanceCents: number;
  clearedEntryIds: string[];
  preparedByMemberId?: string | undefined;
  note: string;
}

function decideSigning(turn: Turn, input: SignInput) {
  const account = readAccount(turn.rows, input.accountId);
  const gap = gapOf(turn, input.accountId);
  if (gap) return { ok: false, refusal: gap } as const;
  if (input.preparedByMemberId !== undefined && !isMember(turn, input.preparedByMemberId)) {
    return { ok: false, refusal: notFound('trust', 'person', 'preparedByMemberId') } as const;
  }
  const draft = draftReconciliation(turn.rows, account, input);
  const preparedByMemberId = input.preparedByMemberId ?? turn.me.memberId;
  const decision = decideSignOff(stateForPosting(turn, account), draft.result, {
    statementFrom: draft.statementFrom,
    statementOn: input.statementOn,
    today: turn.today,
    preparedByMemberId,
    signedByMemberId: turn.me.memberId,
  });
  if (!decision.ok) return decision;
  const reconciliationId = turn.newId();
  const head = {
    accountId: input.accountId,
    statementFrom: draft.statementFrom,
    statementOn: input.statementOn,
    bankBalanceCents: input.bankBalanceCents,
    clearedEntryIds: [...draft.cleared],
    adjustedBankCents: draft.result.adjustedBankCents,
    journalCents: draft.result.journalCents,
    ledgersCents: draft.result.ledgersCents,
    heads: turn.heads('trust'),
    custody: account.custody_event_id,
    preparedByMemberId,
  };
  const body = { statement: draft.result.sentence, note: input.note };
  const event = newEvent(reconciliationSigned, reconciliationId, head, body, {
    touches: [`account:${input.accountId}`],
  });
  return accept({ events: [event], answer: { id: reconciliationId } });
}

function isMember(turn: Turn, memberId: string): boolean {
  return turn.rows.get('SELECT 1 AS known FROM roster_member WHERE member_id = ?', [memberId]) !== undefined;
}

function decideReopen(turn: Turn, accountId: string, reason: string) {
  const account = readAccount(turn.rows, accountId);
  const last = lastSigned(turn.rows, accountId);
  if (last === undefined) {
    return decline('trust.not-signed', 'There is no signed reconciliation to open again.', ['accountId']);
  }
  const decision = decideReopening(stateForPosting(turn, account), last.statement_on, reason);
  if (!decision.ok) return decision;
  const event = newEvent(
    reconciliationReopened,
    last.reconciliation_id,
    { accountId, statementOn: last.statement_on, custody: account.custody_event_id },
    { reason: decision.value.reason },
    { touches: [`account:${accountId}`] },
  );
  return accept({ events: [event], answer: { id: last.reconciliation_id } });
}

interface ReconciliationSqlRow {
  reconciliation_id: string;
  statement_from: string;
  statement_on: string;
  bank_balance_cents: number;
  adjusted_bank_cents: number;
  journal_cents: number;
  ledgers_cents: number;
  member_id: string;
  at_ms: number;
  is_reopened: number;
  late: number;
}

/** Signed reconciliations, newest first, and the coverage of the months. */
export function listSigned(firm: OpenFirm, accountId: string) {
  const account = readAccount(firm.rows, accountId);
  const signed = firm.rows.all<ReconciliationSqlRow>(
    `SELECT r.*, (SELECT COUNT(*) FROM trust_late t WHERE t.reconciliation_id = r.reconciliation_id) AS late
     FROM trust_reconciliation r WHERE r.account_id = ? ORDER BY r.statement_on DESC, r.at_ms DESC`,
    [accountId],
  );
  const rules = trustRulePack(firm.rows, firm.today());
  const coverage = coverMonths({
    openedOn: account.opened_on,
    lockedThrough: lastSigned(firm.rows, accountId)?.statement_on,
    today: firm.today(),
    withinDays: rules.reconcileWithinDays.value,
    everyMonths: rules.reconcileEveryMonths.value,
  });
  return {
    rows: signed.map((row) => ({
      reconciliationId: row.reconciliation_id,
      statementFrom: row.statement_from,
      statementOn: row.statement_on,
      bankBalanceCents: row.bank_balance_cents,
      adjustedBankCents: row.adjusted_bank_cents,
      journalCents: row.journal_cents,
      ledgersCents: row.ledgers_cents,
      signedBy: firm.memberName(row.member_id),
      signedAtMs: row.at_ms,
      reopened: row.is_reopened === 1,
      lateEntries: row.late,
    })),
    coverage: [...coverage],
  };
}

/** Procedures of the three-way reconciliation. */
export function createTrustReconciliationProcedures(os: Implementer) {
  return {
    reconcile: os.trust.reconcile.handler(({ input, context }) => {
      const { rows } = context.firm();
      const account = readAccount(rows, input.accountId);
      return reconciliationView(account, input, draftReconciliation(rows, account, input));
    }),

    signReconciliation: os.trust.signReconciliation.handler(async ({ input, context }) => {
      const firm = context.firm();
      await checkPassphraseAgain(firm, input.passphrase);
      return firm.execute(input.commandId, (turn) => decideSigning(turn, input));
    }),

    reopenReconciliation: os.trust.reopenReconciliation.handler(async ({ input, context }) => {
      const firm = context.firm();
      await checkPassphraseAgain(firm, input.passphrase);
      return firm.execute(input.commandId, (turn) => decideReopen(turn, input.accountId, input.reason));
    }),

    listReconciliations: os.trust.listReconciliations.handler(({ input, context }) =>
      listSigned(context.firm(), input.accountId),
    ),
  };
}
