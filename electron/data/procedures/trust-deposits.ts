import { accept } from '../../../shared/domain/refusal.ts';
import { type DepositItem, decideDeposit, slipInstruments } from '../../../shared/domain/trust/deposit.ts';
import type { Instrument } from '../../../shared/domain/trust/entry.ts';
import { depositMade } from '../../../shared/events/trust-special-entries.ts';
import type { RowReader } from '../projections/projection.ts';
import { found } from './found.ts';
import type { Implementer } from './implementer.ts';
import { newEvent } from './new-event.ts';
import { readPage } from './page-query.ts';
import { ledgerTitleSql, readAccount } from './trust-account-rows.ts';

interface ItemSqlRow {
  entry_id: string;
  day: string;
  instrument: Instrument;
  effect_cents: number;
  is_reversed: number;
  is_deposited: number;
}

function readItem(rows: RowReader, accountId: string, entryId: string): DepositItem {
  const row = rows.get<ItemSqlRow>(
    `SELECT e.entry_id, e.day, e.instrument, e.effect_cents, e.is_reversed,
       EXISTS (SELECT 1 FROM trust_deposit_item i WHERE i.entry_id = e.entry_id) AS is_deposited
     FROM trust_entry e WHERE e.entry_id = ? AND e.account_id = ? AND e.type = 'receipt'`,
    [entryId, accountId],
  );
  const item = found(row, 'trust', 'receipt', 'entryIds');
  return {
    id: item.entry_id,
    day: item.day,
    instrument: item.instrument,
    amountCents: item.effect_cents,
    isReversed: item.is_reversed === 1,
    isDeposited: item.is_deposited === 1,
  };
}

interface DepositableRow {
  entry_id: string;
  day: string;
  name: string | null;
  title: string;
  instrument: string;
  reference: string | null;
  effect_cents: number;
}

/** Checks and cash that lie on no slip and on no signed statement. */
function listDepositable(rows: RowReader, accountId: string) {
  const marks = slipInstruments.map(() => '?').join(', ');
  const open = rows.all<DepositableRow>(
    `SELECT e.entry_id, e.day, e.name, ${ledgerTitleSql('e.ledger_id', 'm')} AS title, e.instrument, e.reference,
       e.effect_cents FROM trust_entry e INDEXED BY trust_entry_uncleared
     LEFT JOIN office_matter m ON m.matter_id = e.ledger_id
     WHERE e.account_id = ? AND e.cleared_on IS NULL AND e.type = 'receipt' AND e.is_reversed = 0
       AND e.instrument IN (${marks}) AND NOT EXISTS (SELECT 1 FROM trust_deposit_item i WHERE i.entry_id = e.entry_id)
     ORDER BY e.day, e.clock, e.entry_id LIMIT 500`,
    [accountId, ...slipInstruments],
  );
  return open.map((row) => ({
    entryId: row.entry_id,
    day: row.day,
    payor: row.name ?? 'Withheld',
    ledgerTitle: row.title,
    instrument: row.instrument,
    reference: row.reference ?? '',
    amountCents: row.effect_cents,
  }));
}

interface DepositSqlRow {
  deposit_id: string;
  day: string;
  total_cents: number;
  items: number;
  note: string | null;
  member_id: string;
}

/** Procedures on deposit slips [TE7]. */
export function createTrustDepositProcedures(os: Implementer) {
  return {
    makeDeposit: os.trust.makeDeposit.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        readAccount(turn.rows, input.accountId);
        const entryIds = [...new Set(input.entryIds)];
        const decision = decideDeposit({
          ...input,
          today: turn.today,
          items: entryIds.map((entryId) => readItem(turn.rows, input.accountId, entryId)),
        });
        if (!decision.ok) return decision;
        const id = turn.newId();
        const { totalCents } = decision.value;
        const event = newEvent(
          depositMade,
          id,
          { accountId: input.accountId, day: input.day, entryIds, totalCents },
          { note: input.note },
          { touches: [`account:${input.accountId}`] },
        );
        return accept({ events: [event], answer: { id, totalCents } });
      }),
    ),

    listDeposits: os.trust.listDeposits.handler(({ input, context }) => {
      const firm = context.firm();
      const page = readPage<DepositSqlRow>(firm.rows, input, {
        select: 'd.deposit_id, d.day, d.total_cents, d.items, d.note, d.member_id',
        from: 'trust_deposit d',
        where: ['d.account_id = @account'],
        parameters: { account: input.accountId },
        sorts: { day: 'd.day', totalCents: 'd.total_cents' },
        tieBreak: 'd.deposit_id',
      });
      return {
        rows: page.rows.map((row) => ({
          depositId: row.deposit_id,
          day: row.day,
          totalCents: row.total_cents,
          items: row.items,
          note: row.note ?? '',
          madeBy: firm.memberName(row.member_id),
        })),
        total: page.total,
      };
    }),

    listDepositable: os.trust.listDepositable.handler(({ input, context }) => ({
      rows: listDepositable(context.firm().rows, input.accountId),
    })),
  };
}
