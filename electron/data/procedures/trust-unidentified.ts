import { businessDaysBetween } from '../../../shared/domain/calendar/business-days.ts';
import { accept, decline } from '../../../shared/domain/refusal.ts';
import { firmLedgerId, suspenseLedgerId } from '../../../shared/domain/trust/entry.ts';
import type { UnidentifiedReceipt } from '../../../shared/domain/trust/ledger-transfer.ts';
import { ownerSearched } from '../../../shared/events/trust-special-entries.ts';
import type { RowReader } from '../projections/projection.ts';
import type { Implementer } from './implementer.ts';
import { newEvent } from './new-event.ts';
import { readAccount, readLedgerPlace } from './trust-account-rows.ts';
import { surroundingsOf } from './trust-postings.ts';

/** Unidentified money is looked into within a week of work [TE6]. */
const identifyWithinBusinessDays = 5;

interface ReceiptSqlRow {
  entry_id: string;
  account_id: string;
  day: string;
  collected_on: string;
  name: string | null;
  reference: string | null;
  effect_cents: number;
  left_cents: number;
}

/** What of a receipt was neither identified nor taken back. Transfers that were reversed identify nothing. */
const leftSql = `e.effect_cents + COALESCE((SELECT SUM(x.effect_cents) FROM trust_entry x
  WHERE x.identifies_entry_id = e.entry_id AND x.is_reversed = 0), 0)`;

const unidentifiedSql = `SELECT e.entry_id, e.account_id, e.day, COALESCE(e.collected_on, e.day) AS collected_on, e.name,
  e.reference, e.effect_cents, ${leftSql} AS left_cents FROM trust_entry e
  WHERE e.ledger_id = '${suspenseLedgerId}' AND e.type = 'receipt' AND e.is_reversed = 0`;

/** A receipt of unidentified money; nothing where it is none. */
export function readUnidentified(
  rows: RowReader,
  accountId: string,
  entryId: string | undefined,
): UnidentifiedReceipt | undefined {
  if (entryId === undefined) return undefined;
  const row = rows.get<ReceiptSqlRow>(`${unidentifiedSql} AND e.account_id = ? AND e.entry_id = ?`, [
    accountId,
    entryId,
  ]);
  if (row === undefined) return undefined;
  return { id: row.entry_id, day: row.day, collectedOn: row.collected_on, leftCents: row.left_cents };
}

/** Receipts whose owner is not known yet, oldest first, of all accounts or of one. */
export function listUnidentified(rows: RowReader, today: string, accountId?: string | undefined) {
  const found = rows.all<ReceiptSqlRow>(
    `SELECT * FROM (${unidentifiedSql} AND (@account = '' OR e.account_id = @account)) WHERE left_cents > 0
     ORDER BY day, entry_id LIMIT 500`,
    { account: accountId ?? '' },
  );
  return found.map((row) => {
    const waitedBusinessDays = businessDaysBetween(row.day, today);
    return {
      entryId: row.entry_id,
      accountId: row.account_id,
      day: row.day,
      payor: row.name ?? 'Withheld',
      reference: row.reference ?? '',
      amountCents: row.effect_cents,
      leftCents: row.left_cents,
      waitedBusinessDays,
      isOverdue: waitedBusinessDays > identifyWithinBusinessDays,
    };
  });
}

/** How often somebody looked for the owner of a ledger's money [TE11]. */
export function countSearches(rows: RowReader, accountId: string, ledgerId: string): number {
  const row = rows.get<{ n: number }>(
    'SELECT COUNT(*) AS n FROM trust_owner_search WHERE account_id = ? AND ledger_id = ?',
    [accountId, ledgerId],
  );
  return row?.n ?? 0;
}

/** Procedures on money whose owner is not known or not found [TE6] [TE11]. */
export function createTrustUnidentifiedProcedures(os: Implementer) {
  return {
    listUnidentified: os.trust.listUnidentified.handler(({ input, context }) => {
      const firm = context.firm();
      return { rows: listUnidentified(firm.rows, firm.today(), input.accountId) };
    }),

    noteOwnerSearch: os.trust.noteOwnerSearch.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        readAccount(turn.rows, input.accountId);
        const place = readLedgerPlace(turn.rows, input.ledgerId);
        if (input.ledgerId === firmLedgerId) {
          return decline('trust.owner-is-known', "The firm's own money has no owner to look for.", ['ledgerId']);
        }
        if (input.day > turn.today) {
          return decline('trust.day-in-future', 'A search cannot be dated in the future. Date it today or earlier.', [
            'day',
          ]);
        }
        const id = turn.newId();
        const { accountId, ledgerId, day, tried, outcome } = input;
        const event = newEvent(
          ownerSearched,
          id,
          { accountId, ledgerId, day },
          { tried, outcome },
          surroundingsOf(accountId, place),
        );
        return accept({ events: [event], answer: { id } });
      }),
    ),

    listOwnerSearches: os.trust.listOwnerSearches.handler(({ input, context }) => {
      const firm = context.firm();
      const found = firm.rows.all<{
        search_id: string;
        day: string;
        tried: string | null;
        outcome: string | null;
        member_id: string;
      }>(
        `SELECT search_id, day, tried, outcome, member_id FROM trust_owner_search
         WHERE account_id = ? AND ledger_id = ? ORDER BY day DESC, at_ms DESC, search_id LIMIT 500`,
        [input.accountId, input.ledgerId],
      );
      return {
        rows: found.map((row) => ({
          searchId: row.search_id,
          day: row.day,
          tried: row.tried ?? 'Withheld',
          outcome: row.outcome ?? '',
          by: firm.memberName(row.member_id),
        })),
      };
    }),
  };
}
