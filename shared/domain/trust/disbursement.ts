import { sumCents } from '../money.ts';
import { accept, type Decision, decline } from '../refusal.ts';
import { declineInsufficient, type LedgerState } from './available.ts';
import { type DisbursementKind, firmLedgerId, type Instrument, type TrustFlag } from './entry.ts';
import { declinePayee } from './payees.ts';
import {
  type AccountState,
  declineCheckNumber,
  declineCustody,
  declineDay,
  declineIncomplete,
  flagBackdating,
  flagCheckGap,
  type PostingInput,
} from './posting.ts';
import type { RequestState } from './request.ts';
import type { TrustRulePack } from './rule-pack.ts';

/** A disbursement that somebody wants to post. */
export interface DisbursementInput extends PostingInput {
  readonly kind: DisbursementKind;
  readonly instrument: Instrument;
  readonly checkNumber?: number | undefined;
  /** True when the person may approve: then no request is needed [TR11]. */
  readonly mayApprove: boolean;
}

/** Decides a disbursement [TR1] to [TR4], [TR6], [TR8] to [TR11]. `request` is the one that it answers, if any. */
export function decideDisbursement(
  account: AccountState,
  ledger: LedgerState,
  input: DisbursementInput,
  pack: TrustRulePack,
  request?: RequestState,
): Decision<{ readonly flags: readonly TrustFlag[] }> {
  const refused =
    declinePayee(input.name) ??
    declineIncomplete(input, 'payee') ??
    declineInstrument(input.instrument) ??
    declineLedgerKind(ledger.ledgerId, input.kind) ??
    declineDay(account, input.day, input.today) ??
    declineCustody(account) ??
    declineWithoutRequest(ledger.ledgerId, input, request) ??
    declineCheckNumber(account, input.instrument, input.checkNumber) ??
    declineInsufficient(releaseRequest(ledger, request), input.day, input.amountCents);
  if (refused) return refused;
  return accept({
    flags: [
      ...flagBackdating(input.day, input.today, pack.backdatingFlagDays.value),
      ...flagCheckGap(account, input.checkNumber),
    ],
  });
}

/** Refuses instruments that do not name a payee [TR9]. */
export function declineInstrument(instrument: Instrument): Decision<never> | undefined {
  if (instrument === 'cash') {
    return decline('trust.cash-disbursement', 'Trust money is never paid out in cash. Choose a check or a transfer.', [
      'instrument',
    ]);
  }
  if (instrument === 'card') {
    return decline('trust.card-disbursement', 'Trust money is never paid by card. Choose a check or a transfer.', [
      'instrument',
    ]);
  }
  return undefined;
}

/** Keeps bank fees on the firm's ledger, and everything else but a refund off it [TR6]. */
export function declineLedgerKind(ledgerId: string, kind: DisbursementKind): Decision<never> | undefined {
  const isFirmLedger = ledgerId === firmLedgerId;
  if (kind === 'bank fee' && !isFirmLedger) {
    return decline(
      'trust.bank-fee-on-client-ledger',
      "Bank fees are paid from the firm's own money. Choose the ledger of the firm.",
      ['ledgerId'],
    );
  }
  if (isFirmLedger && kind !== 'bank fee' && kind !== 'refund') {
    return decline(
      'trust.firm-ledger-for-bank-fees',
      'The ledger of the firm pays bank fees only. Choose the matter that this is paid for.',
      ['ledgerId'],
    );
  }
  return undefined;
}

/** [TR11] */
export function declineWithoutRequest(
  ledgerId: string,
  input: { readonly amountCents: number; readonly name: string; readonly mayApprove: boolean },
  request: RequestState | undefined,
): Decision<never> | undefined {
  if (!request) {
    if (input.mayApprove) return undefined;
    return decline(
      'trust.request-missing',
      'Somebody who may approve has to approve this first. Make a request and post it once it is approved.',
    );
  }
  if (request.status === 'posted' || request.status === 'declined') {
    return decline('trust.request-closed', `The request was ${request.status} already. Make a new one.`);
  }
  if (request.status === 'open' && !input.mayApprove) {
    return decline('trust.request-not-approved', 'The request is not approved yet. Post it once it is.');
  }
  const same = (text: string): string => text.trim().toLowerCase();
  if (
    request.ledgerId !== ledgerId ||
    request.amountCents !== input.amountCents ||
    same(request.name) !== same(input.name)
  ) {
    return decline(
      'trust.request-differs',
      'Ledger, amount or payee differ from what was approved. Post what was approved, or make a new request.',
      ['ledgerId', 'amountCents', 'name'],
    );
  }
  return undefined;
}

/** The ledger without the request that is being posted: its own money is not in its own way [TR11]. */
export function releaseRequest(ledger: LedgerState, request: RequestState | undefined): LedgerState {
  if (!request || (request.status !== 'open' && request.status !== 'approved')) return ledger;
  return { ...ledger, pendingCents: Math.max(0, sumCents([ledger.pendingCents, -request.amountCents])) };
}
