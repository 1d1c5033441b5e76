import type { Day } from '../../../shared/domain/day.ts';
import { accept, decline } from '../../../shared/domain/refusal.ts';
import { decideMatches, type Match } from '../../../shared/domain/trust/bank/decide-match.ts';
import { proposeMatches } from '../../../shared/domain/trust/bank/propose-matches.ts';
import { suggestEntry } from '../../../shared/domain/trust/bank/suggest-entry.ts';
import { matchMade, matchUndone } from '../../../shared/events/trust-bank.ts';
import type { RowReader } from '../projections/projection.ts';
import { found } from './found.ts';
import type { Implementer } from './implementer.ts';
import { newEvent } from './new-event.ts';
import { type AccountSqlRow, readAccount } from './trust-account-rows.ts';
import { type BankSide, closingOn, readBankSide } from './trust-bank-rows.ts';
import type { Turn } from './turn.ts';

interface EntrySqlRow {
  entry_id: string;
  day: string;
  effect_cents: number;
  check_number: number | null;
  is_taken_back: number;
}

/** Entries that no statement has cleared and no line is matched with. */
function readOpenEntries(rows: RowReader, accountId: string, bank: BankSide): EntrySqlRow[] {
  const matched = new Set(bank.matches.flatMap((match) => match.entryIds));
  return rows
    .all<EntrySqlRow>(
      `SELECT entry_id, day, effect_cents, check_number,
         is_reversed = 1 OR reverses_entry_id IS NOT NULL AS is_taken_back
       FROM trust_entry INDEXED BY trust_entry_uncleared WHERE account_id = ? AND cleared_on IS NULL AND counterpart_entry_id IS NULL ORDER BY day, clock, entry_id`,
      [accountId],
    )
    .filter((entry) => !matched.has(entry.entry_id));
}

/** The lines of a statement, with what each is matched with, or what is proposed for it. */
function proposeFor(rows: RowReader, account: AccountSqlRow, statementOn: Day) {
  const bank = readBankSide(rows, account);
  const lines = bank.lines.filter((line) => line.day <= statementOn);
  const matchOf = new Map(bank.matches.flatMap((match) => match.lineIds.map((id) => [id, match] as const)));
  const isError = (lineId: string) => bank.errorLineIds.has(lineId);
  const open = lines.filter((line) => !matchOf.has(line.lineId) && !isError(line.lineId));
  const entries = readOpenEntries(rows, account.account_id, bank)
    .filter((entry) => entry.day <= statementOn && entry.is_taken_back === 0)
    .map((entry) => ({
      id: entry.entry_id,
      day: entry.day,
      amountCents: entry.effect_cents,
      checkNumber: entry.check_number,
    }));
  const proposals = new Map(
    proposeMatches(
      open.map(({ lineId, day, amountCents, checkNumber }) => ({ id: lineId, day, amountCents, checkNumber })),
      entries,
    ).map((proposal) => [proposal.lineId, proposal]),
  );
  return {
    closingCents: closingOn(rows, account.account_id, statementOn),
    importedTo: bank.importedTo,
    lines: lines.map(({ bankIdHash: _hash, ...line }) => {
      const match = matchOf.get(line.lineId);
      const proposal = proposals.get(line.lineId);
      return {
        ...line,
        isBankError: isError(line.lineId),
        matchId: match?.matchId ?? null,
        entryIds: [...(match?.entryIds ?? [])],
        proposal: proposal === undefined ? null : { reason: proposal.reason, entryIds: [...proposal.entryIds] },
        suggestion: match || proposal || isError(line.lineId) ? null : suggestEntry(line, account.kind),
      };
    }),
  };
}

function matchLines(turn: Turn, accountId: string, matches: readonly Match[]) {
  const account = readAccount(turn.rows, accountId);
  const bank = readBankSide(turn.rows, account);
  const taken = new Set([...bank.errorLineIds, ...bank.matches.flatMap((match) => match.lineIds)]);
  const decision = decideMatches(
    {
      lines: new Map(
        bank.lines.filter((line) => !taken.has(line.lineId)).map((line) => [line.lineId, line.amountCents]),
      ),
      entries: new Map(
        readOpenEntries(turn.rows, accountId, bank).map((entry) => [entry.entry_id, entry.effect_cents]),
      ),
    },
    matches,
  );
  if (!decision.ok) return decision;
  const made = matches.map((match) => ({ matchId: turn.newId(), ...match }));
  const events = made.map(({ matchId, lineIds, entryIds }) =>
    newEvent(matchMade, matchId, { accountId, lineIds: [...lineIds], entryIds: [...entryIds] }, {}),
  );
  return accept({ events, answer: { matchIds: made.map(({ matchId }) => matchId) } });
}

function undoMatch(turn: Turn, matchId: string) {
  const row = turn.rows.get<{ account_id: string }>('SELECT account_id FROM trust_match WHERE match_id = ?', [matchId]);
  const { account_id: accountId } = found(row, 'trust', 'match', 'matchId');
  const { signedOn } = readBankSide(turn.rows, readAccount(turn.rows, accountId));
  const signed = turn.rows.get(
    `SELECT 1 FROM trust_match_item i JOIN trust_statement_line l ON l.line_id = i.item_id
     WHERE i.match_id = ? AND i.kind = 'line' AND l.day <= ? LIMIT 1`,
    [matchId, signedOn],
  );
  if (signed !== undefined) {
    return decline(
      'trust.match-signed',
      'A signed reconciliation rests on this match. An attorney has to open that again first.',
      ['matchId'],
    );
  }
  return accept({ events: [newEvent(matchUndone, matchId, { accountId }, {})], answer: { id: matchId } });
}

/** Procedures that match a bank's lines with the journal. */
export function createTrustBankMatchingProcedures(os: Implementer) {
  return {
    proposeMatches: os.trust.proposeMatches.handler(({ input, context }) => {
      const { rows } = context.firm();
      return proposeFor(rows, readAccount(rows, input.accountId), input.statementOn);
    }),

    matchLines: os.trust.matchLines.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => matchLines(turn, input.accountId, input.matches)),
    ),

    undoMatch: os.trust.undoMatch.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => undoMatch(turn, input.matchId)),
    ),
  };
}
