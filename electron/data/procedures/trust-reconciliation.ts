import { accept, decline } from '../../../shared/domain/refusal.ts';
import { coverMonths } from '../../../shared/domain/trust/coverage.ts';
import { decideReopening } from '../../../shared/domain/trust/sign-off.ts';
import { reconciliationReopened } from '../../../shared/events/trust.ts';
import type { Implementer } from './implementer.ts';
import { newEvent } from './new-event.ts';
import { checkPassphraseAgain } from './passphrase-again.ts';
import { lastSigned, readAccount } from './trust-account-rows.ts';
import { coverageFacts } from './trust-coverage.ts';
import { stateForPosting } from './trust-postings.ts';
import { draftReconciliation, reconciliationView } from './trust-reconciliation-input.ts';
import { signReconciliation } from './trust-signing.ts';
import type { OpenFirm, Turn } from './turn.ts';

function decideReopen(turn: Turn, accountId: string, reason: string) {
  const account = readAccount(turn.rows, accountId);
  const last = lastSigned(turn.rows, accountId);
  if (last === undefined) {
    return decline('trust.not-signed', 'There is no signed reconciliation to open again.', ['accountId']);
  }
  if (last.is_cut_over === 1) {
    return decline(
      'trust.cut-over-is-first',
      'The books begin with what was taken over, so that is not opened again. Reverse what is wrong, and post it right.',
      ['accountId'],
    );
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
  reopen_reason: string | null;
  sha256: string | null;
  late: number;
  is_cut_over: number;
  document_id: string | null;
}

/** Signed reconciliations, newest first, and the coverage of the months. */
export function listSigned(firm: OpenFirm, accountId: string) {
  const account = readAccount(firm.rows, accountId);
  const signed = firm.rows.all<ReconciliationSqlRow>(
    `SELECT r.*, f.sha256, (SELECT COUNT(*) FROM trust_late t JOIN trust_entry e ON e.entry_id = t.entry_id
         WHERE t.reconciliation_id = r.reconciliation_id AND e.day >= r.statement_from) AS late
     FROM trust_reconciliation r LEFT JOIN trust_file f ON f.owner_id = r.reconciliation_id WHERE r.account_id = ? ORDER BY r.statement_on DESC, r.at_ms DESC`,
    [accountId],
  );
  const coverage = coverMonths(coverageFacts(firm.rows, account, firm.today()));
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
      reopenReason: row.is_reopened === 1 ? (row.reopen_reason ?? 'Withheld') : '',
      lateEntries: row.late,
      packetSha256: row.sha256 ?? '',
      cutOver: row.is_cut_over === 1,
      documentId: row.document_id,
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
      return signReconciliation(firm, input);
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
