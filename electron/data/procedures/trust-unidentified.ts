import { accept, decline } from '../../../shared/domain/refusal.ts';
import { firmLedgerId } from '../../../shared/domain/trust/entry.ts';
import type { UnidentifiedReceipt } from '../../../shared/domain/trust/ledger-transfer.ts';
import { suspenseClock } from '../../../shared/domain/trust/unidentified.ts';
import { ownerSearched } from '../../../shared/events/trust-special-entries.ts';
import type { RowReader } from '../projections/projection.ts';
import type { Implementer } from './implementer.ts';
import { newEvent } from './new-event.ts';
import { readAccount, readLedgerPlace } from './trust-account-rows.ts';
import { surroundingsOf } from './trust-postings.ts';
import { trustRulePack } from './trust-rule-pack.ts';
import { readUnidentifiedOn } from './trust-suspense-rows.ts';

const shownMax = 500;
/** Everything that is posted, whatever its day. */
const lastDay = '9999-12-31';

/** A receipt of unidentified money; nothing where it is none, or nothing of it is left. */
export function readUnidentified(
  rows: RowReader,
  accountId: string,
  entryId: string | undefined,
): UnidentifiedReceipt | undefined {
  if (entryId === undefined) return undefined;
  const row = readUnidentifiedOn(rows, accountId, lastDay).find((receipt) => receipt.entryId === entryId);
  return row && { id: row.entryId, day: row.day, collectedOn: row.collectedOn, leftCents: row.leftCents };
}

/** Receipts whose owner is not known yet, oldest first, of all accounts or of one, with their clock. */
export function listUnidentified(rows: RowReader, today: string, accountId?: string | undefined) {
  const days = trustRulePack(rows, today).suspenseBusinessDays.value;
  return readUnidentifiedOn(rows, accountId ?? '', lastDay)
    .slice(0, shownMax)
    .map(({ collectedOn: _collected, ...row }) => ({ ...row, ...suspenseClock(row.day, today, days) }));
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
