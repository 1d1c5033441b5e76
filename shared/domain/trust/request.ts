import type { Cents } from '../money.ts';
import { accept, type Decision, decline } from '../refusal.ts';
import { declineInsufficient, type LedgerState } from './available.ts';
import { declineCostWithoutBill, declineInstrument, declineLedgerKind, declineUnclaimed } from './disbursement.ts';
import { type DisbursementKind, firmLedgerId, type Instrument, type TrustFlag } from './entry.ts';
import { declineFeeInvoice, type TransferInvoice } from './fee-transfer.ts';
import { declinePayee } from './payees.ts';
import { type AccountState, declineDay, declineIncomplete, type PostingInput } from './posting.ts';
import type { TrustRulePack } from './rule-pack.ts';

export const requestStatuses = ['open', 'approved', 'declined', 'posted'] as const;
export type RequestStatus = (typeof requestStatuses)[number];

/** A request to disburse, as the rules need it. */
export interface RequestState {
  readonly id: string;
  readonly status: RequestStatus;
  readonly ledgerId: string;
  readonly amountCents: Cents;
  readonly name: string;
  readonly preparedByMemberId: string;
}

/** A request that somebody wants to make. */
export interface RequestInput extends PostingInput {
  readonly kind: DisbursementKind | 'earned fee';
  readonly instrument: Instrument;
  /** True where an invoice is named that may not have arrived yet: the request waits for it [TE18]. */
  readonly mayWait?: boolean | undefined;
  /** How often the owner of the ledger's money was looked for [TE11]. */
  readonly searches?: number | undefined;
  /** Documents in the file that it rests on. */
  readonly documents?: number | undefined;
}

/**
 * Decides a request to disburse [TR11]. It may be made on any device, and lowers available at once. `invoice` is the
 * one that an earned fee is taken for.
 */
export function decideRequest(
  account: AccountState,
  ledger: LedgerState,
  input: RequestInput,
  pack: TrustRulePack,
  invoice?: TransferInvoice,
): Decision<{ readonly flags: readonly TrustFlag[] }> {
  const refused =
    declinePayee(input.name) ??
    declineIncomplete(input, 'payee') ??
    declineInstrument(input.instrument) ??
    (input.kind === 'earned fee'
      ? declineFee(ledger.ledgerId, input, invoice, pack)
      : (declineLedgerKind(ledger.ledgerId, input.kind) ?? declineUnclaimed(input.kind, input.searches))) ??
    declineDay(account, input.day, input.today) ??
    declineInsufficient(ledger, input.day, input.amountCents) ??
    declineCostWithoutBill(input, pack);
  if (refused) return refused;
  const isWaiting = input.kind === 'earned fee' && invoice === undefined;
  const sentence = 'The invoice has not arrived on this device: the request waits for it.';
  return accept({ flags: isWaiting ? [{ code: 'trust.waits-for-invoice', sentence }] : [] });
}

/** A fee whose invoice is not here yet waits for it; on the firm's own ledger it never may. */
function declineFee(
  ledgerId: string,
  input: RequestInput,
  invoice: TransferInvoice | undefined,
  pack: TrustRulePack,
): Decision<never> | undefined {
  if (invoice === undefined && input.mayWait === true && ledgerId !== firmLedgerId) return undefined;
  return declineFeeInvoice(ledgerId, input, invoice, pack);
}

/**
 * Decides the approval of a request [TR12]. Who may approve is a matter of rights; here it is whether there is anything
 * to approve, and whether the same person prepared it.
 */
export function decideApproval(
  request: RequestState,
  approverMemberId: string,
): Decision<{ readonly flags: readonly TrustFlag[] }> {
  if (request.status !== 'open') {
    return decline('trust.request-closed', `The request was ${request.status} already. Nothing is left to approve.`);
  }
  const flags: TrustFlag[] = [];
  if (request.preparedByMemberId === approverMemberId) {
    flags.push({
      code: 'trust.same-person',
      sentence: 'The same person prepared and approved this. Look at the bank statement before you sign.',
    });
  }
  return accept({ flags });
}

/** Decides the refusal of a request by somebody who may approve; a reason is wanted. */
export function decideRejection(request: RequestState, reason: string): Decision<{ readonly reason: string }> {
  if (request.status === 'posted' || request.status === 'declined') {
    return decline('trust.request-closed', `The request was ${request.status} already. Nothing is left to decline.`);
  }
  if (reason.trim() === '') {
    return decline('trust.reason-missing', 'Say why the request is declined, so that it can be put right.', ['reason']);
  }
  return accept({ reason: reason.trim() });
}
