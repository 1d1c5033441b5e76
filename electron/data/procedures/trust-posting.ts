import { accept } from '../../../shared/domain/refusal.ts';
import { decideDisbursement } from '../../../shared/domain/trust/disbursement.ts';
import { decideFeeTransfer } from '../../../shared/domain/trust/fee-transfer.ts';
import { declineFirmPayee } from '../../../shared/domain/trust/firm-payees.ts';
import { decideReceipt } from '../../../shared/domain/trust/receipt.ts';
import { decideReversal, type ReversalCause, type ReversibleEntry } from '../../../shared/domain/trust/reversal.ts';
import type { NewEvent } from '../../../shared/events/event.ts';
import { entryReversed } from '../../../shared/events/trust.ts';
import { carriedReversed } from '../../../shared/events/trust-cut-over.ts';
import { itemReturned } from '../../../shared/events/trust-special-entries.ts';
import { idOfAggregate } from '../projections/aggregate-id.ts';
import { otherSideOf, reversalIdOf } from '../projections/trust-entry-rows.ts';
import { found } from './found.ts';
import type { Implementer } from './implementer.ts';
import { newEvent } from './new-event.ts';
import { checkPassphraseAgain } from './passphrase-again.ts';
import { accountState, readAccount, readLedgerPlace } from './trust-account-rows.ts';
import { documentsOf } from './trust-documents.ts';
import { type EntrySqlRow, readEntry } from './trust-entries.ts';
import { firmPayees } from './trust-firm-payees.ts';
import { ledgerState, transferInvoice } from './trust-ledger-state.ts';
import {
  disbursementEvent,
  feeTransferEvents,
  gapOf,
  receiptEvent,
  stateForPosting,
  surroundingsOf,
  trustNotice,
} from './trust-postings.ts';
import { declineApprover } from './trust-reviews.ts';
import { trustRulePack } from './trust-rule-pack.ts';
import { countSearches } from './trust-unidentified.ts';
import type { Turn } from './turn.ts';

/** The firm's own name, the payee of its earned fees. */
export function firmPayee(rows: Turn['rows']): string {
  const firm = rows.get<{ name: string | null }>('SELECT name FROM office_firm LIMIT 1');
  return firm?.name ?? 'The firm';
}

/** An entry as the rules of reversal need it. */
function reversible(row: EntrySqlRow): ReversibleEntry {
  return {
    id: row.entry_id,
    ledgerId: row.ledger_id,
    day: row.day,
    type: row.type,
    instrument: row.instrument as ReversibleEntry['instrument'],
    effectCents: row.effect_cents,
    name: row.name ?? '',
    purpose: row.purpose ?? '',
    collectedOn: row.collected_on ?? undefined,
    isReversed: row.is_reversed === 1,
    isCleared: row.cleared_on !== null,
  };
}

/** A check that the bank has not paid is voided; anything else was an error, unless the person says otherwise. */
function causeOf(row: EntrySqlRow, given: ReversalCause | undefined): ReversalCause {
  if (given !== undefined) return given;
  return row.instrument === 'check' && row.effect_cents < 0 && row.cleared_on === null ? 'void' : 'error';
}

/** True for what came with the books of another system: it lives in the account. */
function isCarried(row: EntrySqlRow): boolean {
  return row.kind === 'carried over';
}

interface ReverseInput {
  entryId: string;
  day: string;
  reason: string;
  cause?: ReversalCause | undefined;
  reference?: string | undefined;
  documentIds?: string[] | undefined;
}

/** The entry to take back, and the side of it that lowers a ledger: a transfer is taken back from who received it. */
function readTakenBack(turn: Turn, entryId: string) {
  const row = found(readEntry(turn.rows, entryId), 'trust', 'entry', 'entryId');
  if (row.type !== 'transfer') return { row, lowered: row };
  const isPaying = row.effect_cents < 0;
  const other = readEntry(turn.rows, row.counterpart_entry_id ?? otherSideOf(entryId));
  const pair = found(other, 'trust', 'entry', 'entryId');
  return isPaying ? { row, lowered: pair } : { row: pair, lowered: row };
}

/** Decides to take an entry back, and answers what the rules found besides. */
export function decideReverse(turn: Turn, input: ReverseInput) {
  const { row, lowered } = readTakenBack(turn, input.entryId);
  const account = readAccount(turn.rows, row.account_id);
  const gap = gapOf(turn, row.account_id, row.ledger_id, row.invoice_id ?? undefined);
  if (gap) return { ok: false, refusal: gap } as const;
  const cause = causeOf(row, input.cause);
  const decision = decideReversal(
    stateForPosting(turn, account),
    ledgerState(turn.rows, lowered.account_id, lowered.ledger_id),
    reversible(lowered),
    { day: input.day, today: turn.today, cause, purpose: input.reason },
  );
  if (!decision.ok) return decision;
  const decided = decision.value;
  const place = readLedgerPlace(turn.rows, row.ledger_id);
  const effectCents = -row.effect_cents;
  const head = {
    accountId: row.account_id,
    ledgerId: row.ledger_id,
    day: input.day,
    amountCents: Math.abs(effectCents),
    entryId: row.entry_id,
    effectCents,
    custody: account.custody_event_id,
    ...documentsOf(turn.rows, input.documentIds),
  };
  const reference = input.reference ?? row.reference ?? '';
  const body = { name: row.name ?? 'Withheld', purpose: input.reason, reference };
  const surroundings = surroundingsOf(row.account_id, place, row.invoice_id);
  const { shortageCents } = decided;
  const aggregateId = idOfAggregate(row.aggregate);
  const events: NewEvent[] = [
    cause === 'bank return'
      ? newEvent(itemReturned, aggregateId, { ...head, shortageCents }, body, surroundings)
      : isCarried(row)
        ? newEvent(carriedReversed, aggregateId, head, body, surroundings)
        : newEvent(entryReversed, aggregateId, head, body, surroundings),
  ];
  if (row.invoice_id !== null) {
    const entryId = reversalIdOf(row.entry_id);
    events.push(
      trustNotice(place, { entryId, invoiceId: row.invoice_id, amountCents: -effectCents, paidOn: input.day }),
    );
  }
  return accept({ events, answer: { id: reversalIdOf(row.entry_id) }, decided });
}

/** Procedures that post entries. Whatever lowers money asks for the passphrase again, before the firm's queue. */
export function createTrustPostingProcedures(os: Implementer) {
  return {
    postReceipt: os.trust.postReceipt.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const account = readAccount(turn.rows, input.accountId);
        const place = readLedgerPlace(turn.rows, input.ledgerId);
        const decision = decideReceipt(
          accountState(turn.rows, turn.me, account, { hasGap: false }),
          ledgerState(turn.rows, input.accountId, input.ledgerId),
          { ...input, name: input.payor, today: turn.today },
          trustRulePack(turn.rows, turn.today),
        );
        if (!decision.ok) return decision;
        const entryId = turn.newId();
        const { collectedOn } = decision.value;
        const papers = documentsOf(turn.rows, input.documentIds);
        const event = receiptEvent(place, { ...input, ...papers, entryId, collectedOn });
        return accept({ events: [event], answer: { id: entryId, collectedOn } });
      }),
    ),

    postDisbursement: os.trust.postDisbursement.handler(async ({ input, context }) => {
      const firm = context.firm();
      await checkPassphraseAgain(firm, input.passphrase);
      return firm.execute(input.commandId, (turn) => {
        const account = readAccount(turn.rows, input.accountId);
        const place = readLedgerPlace(turn.rows, input.ledgerId);
        const gap = gapOf(turn, input.accountId, input.ledgerId);
        if (gap) return { ok: false, refusal: gap };
        const decision = decideDisbursement(
          stateForPosting(turn, account, input.checkNumber),
          ledgerState(turn.rows, input.accountId, input.ledgerId),
          {
            ...input,
            name: input.payee,
            today: turn.today,
            mayApprove: turn.holds('trust.approve'),
            documents: input.documentIds?.length,
            searches: countSearches(turn.rows, input.accountId, input.ledgerId),
          },
          trustRulePack(turn.rows, turn.today),
        );
        if (!decision.ok) return decision;
        const own = { ...input, name: input.payee, documents: input.documentIds?.length };
        const refused = declineFirmPayee(own, firmPayees(turn.rows)) ?? declineApprover(turn, input.accountId, true);
        if (refused) return refused;
        const entryId = turn.newId();
        const papers = documentsOf(turn.rows, input.documentIds);
        const event = disbursementEvent(account, place, { ...input, ...papers, name: input.payee, entryId });
        return accept({ events: [event], answer: { id: entryId } });
      });
    }),

    transferFee: os.trust.transferFee.handler(async ({ input, context }) => {
      const firm = context.firm();
      await checkPassphraseAgain(firm, input.passphrase);
      return firm.execute(input.commandId, (turn) => {
        const account = readAccount(turn.rows, input.accountId);
        const place = readLedgerPlace(turn.rows, input.ledgerId);
        const gap = gapOf(turn, input.accountId, input.ledgerId, input.invoiceId);
        if (gap) return { ok: false, refusal: gap };
        const invoice = transferInvoice(turn.rows, input.invoiceId);
        const words = { name: firmPayee(turn.rows), purpose: `Earned fees, invoice ${invoice?.number ?? ''}`.trim() };
        const decision = decideFeeTransfer(
          stateForPosting(turn, account, input.checkNumber),
          ledgerState(turn.rows, input.accountId, input.ledgerId),
          invoice,
          { ...input, ...words, today: turn.today, mayApprove: turn.holds('trust.approve') },
          trustRulePack(turn.rows, turn.today),
        );
        if (!decision.ok) return decision;
        const refused = declineApprover(turn, input.accountId, true);
        if (refused) return refused;
        const entryId = turn.newId();
        const reference = invoice?.number ?? '';
        return accept({
          events: feeTransferEvents(account, place, { ...input, ...words, reference, entryId }),
          answer: { id: entryId },
        });
      });
    }),

    reverseEntry: os.trust.reverseEntry.handler(async ({ input, context }) => {
      const firm = context.firm();
      await checkPassphraseAgain(firm, input.passphrase);
      return firm.execute(input.commandId, (turn) => decideReverse(turn, input));
    }),
  };
}
