import { addDays, type Day } from '../../../shared/domain/day.ts';
import { sumCents } from '../../../shared/domain/money.ts';
import type { Match } from '../../../shared/domain/trust/bank/decide-match.ts';
import type { RowReader } from '../projections/projection.ts';
import { type AccountSqlRow, lastSigned } from './trust-account-rows.ts';

/** A movement of the bank's, once however often it was imported. */
export interface BankLine {
  readonly lineId: string;
  readonly day: Day;
  readonly amountCents: number;
  readonly checkNumber: number | null;
  readonly bankIdHash: string | null;
  readonly name: string;
  readonly memo: string;
}

/** A match that counts: its lines are open, its entries not cleared, both make the same amount, and it came first. */
export interface BankMatch extends Match {
  readonly matchId: string;
}

/** A mistake of the bank's that was noted. Signed as it changes the bank's balance. */
export interface BankErrorRow {
  readonly errorId: string;
  readonly day: Day;
  readonly amountCents: number;
  readonly what: string;
  readonly correctedOn: Day | null;
  readonly memberId: string;
}

/** What was imported for an account since its last signed statement. */
export interface BankSide {
  /** The day that is signed; the day before the account's opening where none is. */
  readonly signedOn: Day;
  readonly openingCents: number;
  readonly lines: readonly BankLine[];
  readonly matches: readonly BankMatch[];
  /** Lines that are a mistake of the bank's, or its correction: they stand for no entry. */
  readonly errorLineIds: ReadonlySet<string>;
  /** Last day that imports reach to without a gap; null where none follows the signed day. */
  readonly importedTo: Day | null;
}

interface LineSqlRow {
  line_id: string;
  day: string;
  amount_cents: number;
  check_number: number | null;
  bank_id_hash: string | null;
  name: string | null;
  memo: string | null;
}

/** Two devices that imported the same file have the same lines under two statements: each is read once. */
function readLines(rows: RowReader, accountId: string, after: Day): BankLine[] {
  return rows
    .all<LineSqlRow>(
      `SELECT l.line_id, l.day, l.amount_cents, l.check_number, l.bank_id_hash, l.name, l.memo FROM trust_statement_line l
       WHERE l.account_id = ? AND l.day > ? AND NOT EXISTS (
         SELECT 1 FROM trust_statement_line x WHERE x.line_id = l.line_id AND x.statement_id < l.statement_id)
       ORDER BY l.day, l.place, l.line_id`,
      [accountId, after],
    )
    .map((row) => ({
      lineId: row.line_id,
      day: row.day,
      amountCents: row.amount_cents,
      checkNumber: row.check_number,
      bankIdHash: row.bank_id_hash,
      name: row.name ?? 'Withheld',
      memo: row.memo ?? '',
    }));
}

interface ItemSqlRow {
  match_id: string;
  kind: 'line' | 'entry';
  item_id: string;
  effect_cents: number | null;
}

/** Of matches made apart on one line or entry the first in order counts; one that does not add up counts for nothing. */
function readMatches(
  rows: RowReader,
  accountId: string,
  after: Day,
  lines: readonly BankLine[],
  errorLineIds: ReadonlySet<string>,
): BankMatch[] {
  const items = rows.all<ItemSqlRow>(
    `SELECT m.match_id, i.kind, i.item_id, e.effect_cents FROM trust_match m JOIN trust_match_item i ON i.match_id = m.match_id
     LEFT JOIN trust_entry e ON i.kind = 'entry' AND e.entry_id = i.item_id AND e.account_id = m.account_id
       AND e.cleared_on IS NULL AND e.counterpart_entry_id IS NULL
     WHERE m.account_id = @account AND m.match_id IN (
       SELECT l.match_id FROM trust_statement_line s JOIN trust_match_item l ON l.item_id = s.line_id AND l.kind = 'line'
       WHERE s.account_id = @account AND s.day > @after)
     ORDER BY m.clock, m.match_id, i.kind, i.item_id`,
    { account: accountId, after },
  );
  const amounts = new Map(lines.map((line) => [line.lineId, line.amountCents]));
  const byMatch = new Map<string, ItemSqlRow[]>();
  for (const item of items) byMatch.set(item.match_id, [...(byMatch.get(item.match_id) ?? []), item]);
  const used = new Set([...errorLineIds].map((id) => `line ${id}`));
  const matches: BankMatch[] = [];
  for (const [matchId, parts] of byMatch) {
    const cents = parts.map((part) => {
      if (used.has(`${part.kind} ${part.item_id}`)) return null;
      return part.kind === 'line' ? negate(amounts.get(part.item_id)) : part.effect_cents;
    });
    if (cents.some((one) => one === null) || sumCents(cents.map((one) => one ?? 0)) !== 0) continue;
    for (const part of parts) used.add(`${part.kind} ${part.item_id}`);
    const idsOf = (kind: string): string[] => parts.filter((part) => part.kind === kind).map((part) => part.item_id);
    matches.push({ matchId, lineIds: idsOf('line'), entryIds: idsOf('entry') });
  }
  return matches;
}

function negate(cents: number | undefined): number | null {
  return cents === undefined ? null : 0 - cents;
}

function readErrorLines(rows: RowReader, accountId: string): ReadonlySet<string> {
  const found = rows.all<{ line_id: string }>(
    `SELECT l.line_id FROM trust_bank_error e JOIN trust_bank_error_line l ON l.error_id = e.error_id
     WHERE e.account_id = ? AND e.is_withdrawn = 0`,
    [accountId],
  );
  return new Set(found.map((row) => row.line_id));
}

interface BankErrorSqlRow {
  error_id: string;
  day: Day;
  amount_cents: number;
  what: string | null;
  corrected_on: string | null;
  member_id: string;
}

/** The bank's mistakes of an account that were not withdrawn, oldest first. */
export function readBankErrors(rows: RowReader, accountId: string): BankErrorRow[] {
  return rows
    .all<BankErrorSqlRow>(
      `SELECT error_id, day, amount_cents, what, corrected_on, member_id FROM trust_bank_error
       WHERE account_id = ? AND is_withdrawn = 0 ORDER BY day, clock, error_id`,
      [accountId],
    )
    .map((row) => ({
      errorId: row.error_id,
      day: row.day,
      amountCents: row.amount_cents,
      what: row.what ?? 'Withheld',
      correctedOn: row.corrected_on,
      memberId: row.member_id,
    }));
}

/** The mistakes that the bank had made and not corrected by the end of a day. */
export function bankErrorsOn(errors: readonly BankErrorRow[], on: Day): BankErrorRow[] {
  return errors.filter((error) => error.day <= on && (error.correctedOn === null || error.correctedOn > on));
}

/** True where a ledger of the account is of a matter that is kept from people outside: its names are the firm's alone. */
export function hasWithheldLedger(rows: RowReader, accountId: string): boolean {
  const row = rows.get(
    `SELECT 1 FROM trust_ledger l JOIN office_matter m ON m.matter_id = l.ledger_id
     WHERE l.account_id = ? AND m.withheld = 1 LIMIT 1`,
    [accountId],
  );
  return row !== undefined;
}

/** How far imports reach from the day after `signedOn` without a gap. */
function reachOf(rows: RowReader, accountId: string, signedOn: Day): Day | null {
  const periods = rows.all<{ period_from: string; period_to: string }>(
    `SELECT period_from, period_to FROM trust_statement WHERE account_id = ? AND period_to > ? AND is_withdrawn = 0
     ORDER BY period_from`,
    [accountId, signedOn],
  );
  let reached = signedOn;
  for (const period of periods) {
    if (period.period_from <= addDays(reached, 1) && period.period_to > reached) reached = period.period_to;
  }
  return reached === signedOn ? null : reached;
}

/** Reads what was imported for an account since its last signed statement. */
export function readBankSide(rows: RowReader, account: AccountSqlRow): BankSide {
  const accountId = account.account_id;
  const last = lastSigned(rows, accountId);
  const signedOn = last?.statement_on ?? addDays(account.opened_on, -1);
  const lines = readLines(rows, accountId, signedOn);
  const errorLineIds = readErrorLines(rows, accountId);
  return {
    signedOn,
    openingCents: last?.bank_balance_cents ?? 0,
    lines,
    matches: lines.length === 0 ? [] : readMatches(rows, accountId, signedOn, lines, errorLineIds),
    errorLineIds,
    importedTo: reachOf(rows, accountId, signedOn),
  };
}

/** The bank's balance on a day, where an import that ends there says it. */
export function closingOn(rows: RowReader, accountId: string, on: Day): number | null {
  const row = rows.get<{ closing_cents: number | null }>(
    `SELECT closing_cents FROM trust_statement WHERE account_id = ? AND period_to = ? AND is_withdrawn = 0
       AND closing_cents IS NOT NULL ORDER BY clock DESC, statement_id LIMIT 1`,
    [accountId, on],
  );
  return row?.closing_cents ?? null;
}

/** What a reconciliation at a statement takes from the imports. */
export interface StatementMatches {
  readonly clearedEntryIds: ReadonlySet<string>;
  readonly lines: readonly BankLine[];
  readonly matches: readonly BankMatch[];
  readonly errorLineIds: ReadonlySet<string>;
  readonly unmatched: readonly BankLine[];
  /** True where imports reach to the statement's day: then its lines are all of them. */
  readonly isWhole: boolean;
}

/** What of the imports belongs to a statement: a match counts once all of its lines and entries are of its days. */
export function matchesAt(bank: BankSide, statementOn: Day, candidates: ReadonlySet<string>): StatementMatches {
  const lines = bank.lines.filter((line) => line.day <= statementOn);
  const ids = new Set(lines.map((line) => line.lineId));
  const matches = bank.matches.filter(
    (match) => match.lineIds.every((id) => ids.has(id)) && match.entryIds.every((id) => candidates.has(id)),
  );
  const matched = new Set(matches.flatMap((match) => match.lineIds));
  return {
    clearedEntryIds: new Set(matches.flatMap((match) => match.entryIds)),
    lines,
    matches,
    errorLineIds: bank.errorLineIds,
    unmatched: lines.filter((line) => !matched.has(line.lineId) && !bank.errorLineIds.has(line.lineId)),
    isWhole: bank.importedTo !== null && bank.importedTo >= statementOn,
  };
}
