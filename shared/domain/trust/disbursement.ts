import { formatCents, sumCents } from '../money.ts';
import { accept, type Decision, decline } from '../refusal.ts';
import { declineInsufficient, type LedgerState, readLedger } from './available.ts';
import { type CallBack, declineCallBack } from './call-back.ts';
import { type DisbursementKind, firmLedgerId, type Instrument, suspenseLedgerId, type TrustFlag } from './entry.ts';
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
  /** For a wire or an ACH payment: who confirmed its instructions, and how [TE10]. */
  readonly callBack?: CallBack | undefined;
  /** How often the owner of the ledger's money was looked for; wanted before it goes to the state [TE11]. */
  readonly searches?: number | undefined;
  /** Documents in the file that it rests on. */
  readonly documents?: number | undefined;
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
    declineUnclaimed(input.kind, input.searches) ??
    declineDay(account, input.day, input.today) ??
    declineCustody(account) ??
    declineWithoutRequest(ledger.ledgerId, input, request) ??
    declineCheckNumber(account, input.instrument, input.checkNumber) ??
    (input.kind === 'bank fee' ? undefined : declineCallBack(input)) ??
    declineInsufficient(releaseRequest(ledger, request), input.day, input.amountCents) ??
    declineCostWithoutBill(input, pack);
  if (refused) return refused;
  return accept({
    flags: [
      ...flagBackdating(input.day, input.today, pack.backdatingFlagDays.value),
      ...flagCheckGap(account, input.checkNumber),
    ],
  });
}

/**
 * Decides a fee that the bank has taken [TE9]: on the firm's own ledger, by the custodian, without anybody's approval,
 * for the money is gone. Where the firm's money does not cover it, the shortage is named and not refused.
 */
export function decideBankFee(
  account: AccountState,
  ledger: LedgerState,
  input: PostingInput,
  pack: TrustRulePack,
): Decision<{ readonly shortageCents: number; readonly flags: readonly TrustFlag[] }> {
  const refused =
    declineIncomplete(input, 'payee') ??
    declineLedgerKind(ledger.ledgerId, 'bank fee') ??
    declineDay(account, input.day, input.today) ??
    declineCustody(account);
  if (refused) return refused;
  const flags = flagBackdating(input.day, input.today, pack.backdatingFlagDays.value);
  const left = sumCents([readLedger(ledger, input.day).collectedCents, -input.amountCents]);
  const shortageCents = Math.min(input.amountCents, Math.max(0, -left));
  if (shortageCents > 0) {
    const short = formatCents(shortageCents);
    const sentence = `The bank took ${short} of its fee from the clients' money. Deposit ${short} of the firm's own today.`;
    flags.push({ code: 'trust.shortage', sentence });
  } else if (left < input.amountCents) {
    const sentence = `The firm has ${formatCents(left)} left here: too little for the same fee again. Deposit more before it comes.`;
    flags.push({ code: 'trust.firm-funds-low', sentence });
  }
  return accept({ shortageCents, flags });
}

/** Money goes to the state only after its owner was looked for [TE11]. */
export function declineUnclaimed(kind: DisbursementKind, searches: number | undefined): Decision<never> | undefined {
  if (kind !== 'unclaimed' || (searches ?? 0) > 0) return undefined;
  return decline(
    'trust.owner-not-searched',
    'Unclaimed money goes to the state only after its owner was looked for. Note on the ledger what was tried.',
    ['ledgerId'],
  );
}

/** A cost from the pack's amount on is paid only with its bill in the file [TE25]. */
export function declineCostWithoutBill(
  input: { readonly kind: string; readonly amountCents: number; readonly documents?: number | undefined },
  pack: TrustRulePack,
): Decision<never> | undefined {
  const from = pack.costBillFromCents.value;
  const isCovered = (input.documents ?? 0) > 0 || from === 0 || input.amountCents < from;
  if (input.kind !== 'cost' || isCovered) return undefined;
  return decline(
    'trust.cost-without-bill',
    `A cost of ${formatCents(from)} or more needs its bill or receipt in the file. File it and name it here, or have an attorney change that rule.`,
    ['documentIds'],
  );
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

/** Keeps bank fees on the firm's ledger, everything else but a refund off it, and suspense closed [TR6] [TE6]. */
export function declineLedgerKind(ledgerId: string, kind: DisbursementKind): Decision<never> | undefined {
  const isFirmLedger = ledgerId === firmLedgerId;
  if (kind === 'bank fee' && !isFirmLedger) {
    return decline(
      'trust.bank-fee-on-client-ledger',
      "Bank fees are paid from the firm's own money. Choose the ledger of the firm.",
      ['ledgerId'],
    );
  }
  if (ledgerId === suspenseLedgerId && kind !== 'refund' && kind !== 'unclaimed') {
    return decline(
      'trust.suspense-pays-nobody',
      'Money whose owner is not known goes back to its sender or to the state, or to the ledger of its owner. Nothing else is paid from it.',
      ['kind'],
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
