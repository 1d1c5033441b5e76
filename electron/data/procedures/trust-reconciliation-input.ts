import { addDays, type Day, daysBetween, formatShortDay } from '../../../shared/domain/day.ts';
import { explainDifference } from '../../../shared/domain/trust/difference.ts';
import type { Instrument, JournalEntry } from '../../../shared/domain/trust/entry.ts';
import {
  type OpenItem,
  type Reconciliation,
  reconcile,
  settledGroups,
} from '../../../shared/domain/trust/reconcile.ts';
import type { RowReader } from '../projections/projection.ts';
import { refuseNow } from './found.ts';
import { type AccountSqlRow, lastSigned, openFrom } from './trust-account-rows.ts';
import { balancesAsOf } from './trust-balances.ts';
import {
  type BankErrorRow,
  bankErrorsOn,
  matchesAt,
  readBankErrors,
  readBankSide,
  type StatementMatches,
} from './trust-bank-rows.ts';

interface UnclearedSqlRow {
  entry_id: string;
  ledger_id: string;
  day: string;
  type: JournalEntry['type'];
  kind: string;
  instrument: string;
  check_number: number | null;
  effect_cents: number;
  reverses_entry_id: string | null;
  offset_group: string | null;
  name: string | null;
  purpose: string | null;
}

function readUncleared(rows: RowReader, accountId: string, on: Day): UnclearedSqlRow[] {
  return rows.all<UnclearedSqlRow>(
    `SELECT entry_id, ledger_id, day, type, kind, instrument, check_number, effect_cents, reverses_entry_id, offset_group,
       name, purpose
     FROM trust_entry INDEXED BY trust_entry_uncleared
     WHERE account_id = ? AND day <= ? AND cleared_on IS NULL AND counterpart_entry_id IS NULL
     ORDER BY day, clock, entry_id`,
    [accountId, on],
  );
}

function journalEntry(row: UnclearedSqlRow): JournalEntry {
  return {
    id: row.entry_id,
    ledgerId: row.ledger_id,
    day: row.day,
    type: row.type,
    instrument: row.instrument as Instrument,
    name: row.name ?? 'Withheld',
    purpose: row.purpose ?? '',
    effectCents: row.effect_cents,
    checkNumber: row.check_number ?? undefined,
    reverses: row.reverses_entry_id ?? undefined,
    offsetGroup: row.offset_group ?? undefined,
  };
}

/**
 * What earlier statements cleared, as one entry for each ledger: the rules add it up and look at nothing else of it, so
 * an account of many years is reconciled as fast as a new one.
 */
function clearedEntry(accountOpenedOn: Day, ledgerId: string, effectCents: number): JournalEntry {
  return {
    id: `cleared of ${ledgerId}`,
    ledgerId,
    day: accountOpenedOn,
    type: 'receipt',
    instrument: 'transfer',
    name: '',
    purpose: '',
    effectCents,
  };
}

export interface StatementInput {
  readonly statementOn: Day;
  readonly bankBalanceCents: number;
  readonly clearedEntryIds: readonly string[];
}

/** A reconciliation with what is needed to show and to sign it. */
export interface ReconciliationDraft {
  readonly statementFrom: Day;
  readonly openingBankCents: number;
  readonly result: Reconciliation;
  readonly candidates: readonly JournalEntry[];
  /** What was marked, and what lines of the imported statement are matched with. */
  readonly cleared: ReadonlySet<string>;
  readonly bank: StatementMatches;
  /** The bank's mistakes that wait for correction on the statement's day. */
  readonly bankErrors: readonly BankErrorRow[];
  readonly hints: readonly string[];
}

/** Refuses ids that are not entries of this account, or are cleared on a signed statement already. */
function checkCleared(
  rows: RowReader,
  accountId: string,
  ids: readonly string[],
  candidates: ReadonlySet<string>,
): void {
  for (const entryId of ids) {
    if (candidates.has(entryId)) continue;
    const entry = rows.get<{ account_id: string; cleared_on: string | null }>(
      'SELECT account_id, cleared_on FROM trust_entry WHERE entry_id = ?',
      [entryId],
    );
    if (entry === undefined || entry.account_id !== accountId) {
      refuseNow('trust.cleared-unknown', 'An entry marked as cleared is not on this account. Take the mark off.', [
        'clearedEntryIds',
      ]);
    }
    if (entry.cleared_on !== null) {
      refuseNow(
        'trust.cleared-before',
        'An entry marked as cleared is on an earlier signed statement. Take the mark off.',
        ['clearedEntryIds'],
      );
    }
  }
}

/** Reconciles an account at a statement with these entries cleared. Throws a refusal on marks that cannot be. */
export function draftReconciliation(
  rows: RowReader,
  account: AccountSqlRow,
  input: StatementInput,
): ReconciliationDraft {
  const accountId = account.account_id;
  const last = lastSigned(rows, accountId);
  const candidates = readUncleared(rows, accountId, input.statementOn).map(journalEntry);
  const candidateIds = new Set(candidates.map((entry) => entry.id));
  checkCleared(rows, accountId, input.clearedEntryIds, candidateIds);
  const bank = matchesAt(readBankSide(rows, account), input.statementOn, candidateIds);
  const moved = settledGroups(candidates).flatMap((group) => group.map((entry) => entry.id));
  const cleared = new Set([...input.clearedEntryIds, ...bank.clearedEntryIds, ...moved]);
  const balances = balancesAsOf(rows, accountId, input.statementOn);
  const uncleared = new Map<string, number>();
  for (const entry of candidates) {
    uncleared.set(entry.ledgerId, (uncleared.get(entry.ledgerId) ?? 0) + entry.effectCents);
  }
  const before = balances.rows.map((ledger) =>
    clearedEntry(account.opened_on, ledger.ledgerId, ledger.balanceCents - (uncleared.get(ledger.ledgerId) ?? 0)),
  );
  const bankErrors = bankErrorsOn(readBankErrors(rows, accountId), input.statementOn);
  const statementFrom = openFrom(rows, account, (day) => addDays(day, 1));
  const openingBankCents = last?.bank_balance_cents ?? 0;
  const result = reconcile({
    statementFrom,
    statementOn: input.statementOn,
    openingBalanceCents: openingBankCents,
    bankBalanceCents: input.bankBalanceCents,
    lastSigned:
      last === undefined ? undefined : { statementOn: last.statement_on, bankBalanceCents: last.bank_balance_cents },
    entries: [...before, ...candidates],
    ...(bank.isWhole ? { statementLineCents: bank.lines.map((line) => line.amountCents) } : {}),
    unmatchedLines: {
      count: bank.unmatched.length,
      cents: bank.unmatched.reduce((sum, line) => sum + line.amountCents, 0),
    },
    clearedEntryIds: cleared,
    earlierClearedIds: new Set(before.map((entry) => entry.id)),
    bankErrors,
    firmFundsCeilingCents: account.firm_funds_ceiling_cents,
    ledgerNames: new Map(balances.rows.map((ledger) => [ledger.ledgerId, ledger.title])),
  });
  return {
    statementFrom,
    openingBankCents,
    result,
    candidates,
    cleared,
    bank,
    bankErrors,
    hints: hintsFor(result, candidates, bank),
  };
}

function hintsFor(result: Reconciliation, candidates: readonly JournalEntry[], bank: StatementMatches): string[] {
  const difference = result.adjustedBankCents - result.journalCents;
  const items = candidates.map((entry) => ({
    id: entry.id,
    label: entry.checkNumber === undefined ? entry.name : `Check ${entry.checkNumber} to ${entry.name}`,
    amountCents: entry.effectCents,
  }));
  const lines = bank.unmatched.map((line) => ({
    id: line.lineId,
    label: `The bank's ${line.name || 'line'} of ${formatShortDay(line.day)}`,
    amountCents: line.amountCents,
  }));
  return explainDifference(difference, [...items, ...lines]).map((hint) => hint.sentence);
}

/** An open item as the contract shows it. */
export function itemView({ entry, amountCents, ageDays }: OpenItem) {
  return {
    entryId: entry.id,
    day: entry.day,
    name: entry.name,
    checkNumber: entry.checkNumber ?? null,
    amountCents,
    ageDays,
  };
}

/** A reconciliation as the contract shows it, not signed. */
export function reconciliationView(account: AccountSqlRow, input: StatementInput, draft: ReconciliationDraft) {
  const { result } = draft;
  return {
    accountId: account.account_id,
    statementFrom: draft.statementFrom,
    statementOn: input.statementOn,
    bankBalanceCents: input.bankBalanceCents,
    openingBankCents: draft.openingBankCents,
    clearedCents: draft.candidates
      .filter((entry) => draft.cleared.has(entry.id))
      .reduce((sum, entry) => sum + entry.effectCents, 0),
    outstandingChecks: result.outstandingChecks.map(itemView),
    depositsInTransit: result.depositsInTransit.map(itemView),
    outstandingCents: result.outstandingChecksCents,
    inTransitCents: result.depositsInTransitCents,
    adjustedBankCents: result.adjustedBankCents,
    journalCents: result.journalCents,
    ledgersCents: result.ledgersCents,
    positiveLedgersCents: result.positiveLedgersCents,
    ledgers: result.ledgers.map((ledger) => ({
      ledgerId: ledger.ledgerId,
      title: ledger.name,
      balanceCents: ledger.balanceCents,
    })),
    candidates: draft.candidates.map((entry) => ({
      ...itemView({ entry, amountCents: entry.effectCents, ageDays: daysBetween(entry.day, input.statementOn) }),
      type: entry.type,
      cleared: draft.cleared.has(entry.id),
      matched: draft.bank.clearedEntryIds.has(entry.id),
    })),
    bankErrors: draft.bankErrors.map(({ errorId, day, what, amountCents }) => ({ errorId, day, what, amountCents })),
    bankErrorsCents: result.bankErrorsCents,
    statementLines: { total: draft.bank.lines.length, unmatched: draft.bank.unmatched.length },
    balanced: result.isBalanced,
    failures: result.failures.map((failure) => ({
      code: `trust.${failure.test.replaceAll(' ', '-')}`,
      sentence: failure.sentence,
    })),
    hints: [...draft.hints],
    signedBy: null,
    signedAtMs: null,
  };
}
