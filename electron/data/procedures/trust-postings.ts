import type { Day } from '../../../shared/domain/day.ts';
import type { Refusal } from '../../../shared/domain/refusal.ts';
import type { CallBack } from '../../../shared/domain/trust/call-back.ts';
import { findOverdue } from '../../../shared/domain/trust/coverage.ts';
import type { DisbursementKind, Instrument, ReceiptKind } from '../../../shared/domain/trust/entry.ts';
import type { AccountState } from '../../../shared/domain/trust/posting.ts';
import { invoicePaidFromTrust } from '../../../shared/events/billing.ts';
import type { NewEvent } from '../../../shared/events/event.ts';
import { disbursementPosted, feeTransferred, receiptPosted } from '../../../shared/events/trust.ts';
import { newEvent } from './new-event.ts';
import { type AccountSqlRow, accountState, type LedgerPlace } from './trust-account-rows.ts';
import { coverageFacts } from './trust-coverage.ts';
import type { Turn } from './turn.ts';

/** The account for a posting that lowers money: with its gaps, and the check number that is wanted. */
export function stateForPosting(
  turn: Pick<Turn, 'rows' | 'me' | 'today'>,
  account: AccountSqlRow,
  checkNumber?: number | undefined,
): AccountState {
  const state = accountState(turn.rows, turn.me, account, { hasGap: false, checkNumber });
  return { ...state, overdue: findOverdue(coverageFacts(turn.rows, account, turn.today)) };
}

/** A gap in what this device could fold: refuses whatever lowers the account or pays the invoice [TR8]. */
export function gapOf(turn: Turn, accountId: string, ledgerId?: string, invoiceId?: string): Refusal | null {
  const trust = [`account:${accountId}`];
  if (ledgerId !== undefined) trust.push(`ledger:${accountId}/${ledgerId}`);
  const gap = turn.gap('trust', trust);
  if (gap !== null || invoiceId === undefined) return gap;
  return turn.gap('billing', [`invoice:${invoiceId}`]);
}

/** What a money event touches besides its own aggregate, and whose matter it belongs to. */
export function surroundingsOf(accountId: string, place: LedgerPlace, invoiceId?: string | null) {
  const touches = [`account:${accountId}`, `ledger:${accountId}/${place.ledgerId}`];
  if (place.matterId !== undefined) touches.push(`matter:${place.matterId}`);
  if (invoiceId) touches.push(`invoice:${invoiceId}`);
  return { touches, matterId: place.matterId, withheld: place.withheld };
}

interface OutBase {
  readonly entryId: string;
  readonly day: Day;
  readonly amountCents: number;
  readonly instrument: Instrument;
  readonly checkNumber?: number | undefined;
  readonly requestId?: string | undefined;
  readonly name: string;
  readonly purpose: string;
  readonly reference: string;
  readonly documentIds?: string[] | undefined;
  readonly transferEnd?: { institution: string; accountEnding: string; authorisedBy: string } | undefined;
  readonly callBack?: CallBack | undefined;
}

function outHead(account: AccountSqlRow, place: LedgerPlace, out: OutBase) {
  return {
    accountId: account.account_id,
    ledgerId: place.ledgerId,
    day: out.day,
    amountCents: out.amountCents,
    instrument: out.instrument,
    custody: account.custody_event_id,
    ...(out.checkNumber === undefined ? {} : { checkNumber: out.checkNumber }),
    ...(out.requestId === undefined ? {} : { requestId: out.requestId }),
    ...(out.documentIds === undefined ? {} : { documentIds: out.documentIds }),
  };
}

/** The body of money out; of a wire or an ACH payment also where it goes and who confirmed that. */
export function outBody(out: Pick<OutBase, 'name' | 'purpose' | 'reference' | 'transferEnd' | 'callBack'>) {
  const { name, purpose, reference, transferEnd, callBack } = out;
  return {
    name,
    purpose,
    reference,
    ...(transferEnd === undefined ? {} : { transferEnd }),
    ...(callBack === undefined ? {} : { callBack }),
  };
}

/** The event of a receipt. */
export function receiptEvent(
  place: LedgerPlace,
  receipt: {
    readonly accountId: string;
    readonly entryId: string;
    readonly day: Day;
    readonly amountCents: number;
    readonly kind: ReceiptKind;
    readonly instrument: Instrument;
    readonly collectedOn: Day;
    readonly payor: string;
    readonly purpose: string;
    readonly reference: string;
    readonly documentIds?: string[] | undefined;
    readonly transferEnd?: OutBase['transferEnd'];
  },
): NewEvent {
  const { accountId, day, amountCents, kind, instrument, collectedOn, documentIds } = receipt;
  const papers = documentIds === undefined ? {} : { documentIds };
  const head = { accountId, ledgerId: place.ledgerId, day, amountCents, kind, instrument, collectedOn, ...papers };
  const { payor, purpose, reference, transferEnd } = receipt;
  const body = { name: payor, purpose, reference, ...(transferEnd === undefined ? {} : { transferEnd }) };
  return newEvent(receiptPosted, receipt.entryId, head, body, surroundingsOf(accountId, place));
}

/** The event of a disbursement. */
export function disbursementEvent(
  account: AccountSqlRow,
  place: LedgerPlace,
  out: OutBase & { readonly kind: DisbursementKind },
): NewEvent {
  const head = { ...outHead(account, place, out), kind: out.kind };
  return newEvent(disbursementPosted, out.entryId, head, outBody(out), surroundingsOf(account.account_id, place));
}

/** The notice in billing of what trust paid on an invoice; below zero when it was taken back. */
export function trustNotice(
  place: LedgerPlace,
  paid: { entryId: string; invoiceId: string; amountCents: number; paidOn: Day },
): NewEvent {
  return newEvent(
    invoicePaidFromTrust,
    paid.entryId,
    paid,
    {},
    {
      matterId: place.matterId,
      touches: [`invoice:${paid.invoiceId}`],
    },
  );
}

/** The events of a fee transfer: the fact in trust, and its notice for those who see billing only. */
export function feeTransferEvents(
  account: AccountSqlRow,
  place: LedgerPlace,
  out: OutBase & { readonly invoiceId: string },
): NewEvent[] {
  const { entryId, invoiceId, amountCents } = out;
  const head = { ...outHead(account, place, out), invoiceId };
  return [
    newEvent(feeTransferred, entryId, head, outBody(out), surroundingsOf(account.account_id, place, invoiceId)),
    trustNotice(place, { entryId, invoiceId, amountCents, paidOn: out.day }),
  ];
}
