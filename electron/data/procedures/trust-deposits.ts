import type * as z from 'zod';
import type { trustSpecialEntryContract } from '../../../shared/contract/trust-special-entries.ts';
import { accept } from '../../../shared/domain/refusal.ts';
import { decideBatchDeposit } from '../../../shared/domain/trust/batch-deposit.ts';
import { type DepositItem, decideDeposit, slipInstruments } from '../../../shared/domain/trust/deposit.ts';
import type { Instrument } from '../../../shared/domain/trust/entry.ts';
import { depositMade } from '../../../shared/events/trust-special-entries.ts';
import type { RowReader } from '../projections/projection.ts';
import { found } from './found.ts';
import type { Implementer } from './implementer.ts';
import { newEvent } from './new-event.ts';
import { readPage } from './page-query.ts';
import { accountState, ledgerTitleSql, readAccount, readLedgerPlace } from './trust-account-rows.ts';
import { documentsOf } from './trust-documents.ts';
import { ledgerState } from './trust-ledger-state.ts';
import { receiptEvent } from './trust-postings.ts';
import { trustRulePack } from './trust-rule-pack.ts';
import type { Turn } from './turn.ts';

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

function slipEvent(
  id: string,
  slip: { accountId: string; day: string; entryIds: string[]; totalCents: number; note: string },
) {
  const { accountId, day, entryIds, totalCents, note } = slip;
  const touches = [`account:${accountId}`];
  return newEvent(depositMade, id, { accountId, day, entryIds, totalCents }, { note }, { touches });
}

type ReceiveInput = z.output<(typeof trustSpecialEntryContract.receiveDeposit)['~orpc']['inputSchema'] & z.ZodType>;

/** Receipts and their slip in one durable write: where a line is refused, nothing of it is there [TE22]. */
function receiveDeposit(turn: Turn, input: ReceiveInput) {
  const { accountId } = input;
  const account = readAccount(turn.rows, accountId);
  const lines = input.items.map((item) => ({
    ledger: ledgerState(turn.rows, accountId, item.ledgerId),
    input: { ...item, day: item.day ?? input.day, name: item.payor, today: turn.today },
  }));
  const decision = decideBatchDeposit(
    accountState(turn.rows, turn.me, account, { hasGap: false }),
    { ...input, today: turn.today, lines },
    trustRulePack(turn.rows, turn.today),
  );
  if (!decision.ok) return decision;
  const { totalCents, receipts } = decision.value;
  const posted = input.items.map((item, at) => {
    const entryId = turn.newId();
    const { collectedOn, flags } = receipts[at] ?? { collectedOn: input.day, flags: [] };
    const papers = documentsOf(turn.rows, item.documentIds);
    const place = readLedgerPlace(turn.rows, item.ledgerId);
    const day = item.day ?? input.day;
    const event = receiptEvent(place, { ...item, ...papers, accountId, entryId, day, collectedOn });
    return { event, answer: { entryId, collectedOn, flags: flags.map((flag) => ({ ...flag })) } };
  });
  const id = turn.newId();
  const entryIds = posted.map(({ answer }) => answer.entryId);
  const slip = slipEvent(id, { ...input, entryIds, totalCents });
  return accept({
    events: [...posted.map(({ event }) => event), slip],
    answer: { id, totalCents, receipts: posted.map(({ answer }) => answer) },
  });
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
        const event = slipEvent(id, { ...input, entryIds, totalCents });
        return accept({ events: [event], answer: { id, totalCents } });
      }),
    ),

    receiveDeposit: os.trust.receiveDeposit.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => receiveDeposit(turn, input)),
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
