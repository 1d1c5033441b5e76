import { accept } from '../../../shared/domain/refusal.ts';
import { decideFeeReapplied } from '../../../shared/domain/trust/fee-reapplied.ts';
import type { TransferInvoice } from '../../../shared/domain/trust/fee-transfer.ts';
import type { NewEvent } from '../../../shared/events/event.ts';
import { feeReapplied } from '../../../shared/events/trust.ts';
import { idOfAggregate } from '../projections/aggregate-id.ts';
import { reversalIdOf } from '../projections/trust-entry-rows.ts';
import { reappliedIdOf } from '../projections/trust-fee-reapplied.ts';
import { found } from './found.ts';
import type { Implementer } from './implementer.ts';
import { newEvent } from './new-event.ts';
import { checkPassphraseAgain } from './passphrase-again.ts';
import { readAccount, readLedgerPlace } from './trust-account-rows.ts';
import { type EntrySqlRow, readEntry } from './trust-entries.ts';
import { transferInvoice } from './trust-ledger-state.ts';
import { gapOf, stateForPosting, surroundingsOf, trustNotice } from './trust-postings.ts';
import { trustRulePack } from './trust-rule-pack.ts';
import type { Turn } from './turn.ts';

interface ReapplyInput {
  readonly entryId: string;
  readonly parts: readonly { readonly invoiceId: string; readonly amountCents: number }[];
  readonly day: string;
  readonly reason: string;
}

/** The invoice without what the transfer itself paid on it: that comes back first. */
function invoiceWithout(turn: Turn, row: EntrySqlRow, invoiceId: string): TransferInvoice | undefined {
  const invoice = transferInvoice(turn.rows, invoiceId);
  if (invoice === undefined || invoiceId !== row.invoice_id) return invoice;
  const owed = turn.rows.get<{ owed_cents: number }>('SELECT owed_cents FROM billing_invoice WHERE invoice_id = ?', [
    invoiceId,
  ]);
  return { ...invoice, unpaidCents: Math.max(0, (owed?.owed_cents ?? 0) - row.effect_cents) };
}

function decideReapply(turn: Turn, input: ReapplyInput) {
  const row = found(readEntry(turn.rows, input.entryId), 'trust', 'entry', 'entryId');
  const account = readAccount(turn.rows, row.account_id);
  for (const invoiceId of [row.invoice_id ?? undefined, ...input.parts.map((part) => part.invoiceId)]) {
    const gap = gapOf(turn, row.account_id, row.ledger_id, invoiceId);
    if (gap) return { ok: false, refusal: gap } as const;
  }
  const taken = {
    ledgerId: row.ledger_id,
    day: row.day,
    type: row.type,
    amountCents: -row.effect_cents,
    isReversed: row.is_reversed === 1,
  };
  const parts = input.parts.map((part) => ({
    amountCents: part.amountCents,
    invoice: invoiceWithout(turn, row, part.invoiceId),
  }));
  const words = { day: input.day, today: turn.today, purpose: input.reason };
  const rules = trustRulePack(turn.rows, turn.today);
  const decision = decideFeeReapplied(stateForPosting(turn, account), taken, parts, words, rules);
  if (!decision.ok) return decision;
  return accept({
    events: reapplyEvents(turn, row, input),
    answer: { id: reversalIdOf(row.entry_id), returnedCents: decision.value.returnedCents },
  });
}

/** The fact in trust, and a notice in billing for each invoice whose payment changes. */
function reapplyEvents(turn: Turn, row: EntrySqlRow, input: ReapplyInput): NewEvent[] {
  const account = readAccount(turn.rows, row.account_id);
  const place = readLedgerPlace(turn.rows, row.ledger_id);
  const amountCents = -row.effect_cents;
  const around = surroundingsOf(row.account_id, place, row.invoice_id);
  const touches = [...new Set([...around.touches, ...input.parts.map((part) => `invoice:${part.invoiceId}`)])];
  const head = {
    accountId: row.account_id,
    ledgerId: row.ledger_id,
    day: input.day,
    amountCents,
    entryId: row.entry_id,
    parts: [...input.parts],
    custody: account.custody_event_id,
  };
  const body = { name: row.name ?? 'The firm', purpose: input.reason, reference: row.reference ?? '' };
  const notice = (entryId: string, invoiceId: string, cents: number) =>
    trustNotice(place, { entryId, invoiceId, amountCents: cents, paidOn: input.day });
  return [
    newEvent(feeReapplied, idOfAggregate(row.aggregate), head, body, { ...around, touches }),
    ...(row.invoice_id === null ? [] : [notice(reversalIdOf(row.entry_id), row.invoice_id, -amountCents)]),
    ...input.parts.map((part, at) => notice(reappliedIdOf(row.entry_id, at), part.invoiceId, part.amountCents)),
  ];
}

/** Procedures that apply fees taken for one invoice to others. */
export function createTrustFeeReappliedProcedures(os: Implementer) {
  return {
    reapplyFee: os.trust.reapplyFee.handler(async ({ input, context }) => {
      const firm = context.firm();
      await checkPassphraseAgain(firm, input.passphrase);
      return firm.execute(input.commandId, (turn) => decideReapply(turn, input));
    }),
  };
}
