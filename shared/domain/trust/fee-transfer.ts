import { addDays, type Day, formatLongDay } from '../day.ts';
import { type Cents, formatCents } from '../money.ts';
import { accept, type Decision, decline } from '../refusal.ts';
import { declineInsufficient, type LedgerState } from './available.ts';
import { formatMonth } from './coverage.ts';
import { declineInstrument, declineWithoutRequest, releaseRequest } from './disbursement.ts';
import { firmLedgerId, type Instrument, type TrustFlag } from './entry.ts';
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

/** The invoice that earned fees are taken for. `isIssued` is false for drafts and voided ones. */
export interface TransferInvoice {
  readonly number: string;
  readonly matterId: string;
  readonly isIssued: boolean;
  readonly issuedOn: Day;
  readonly unpaidCents: Cents;
}

/** A transfer of earned fees to the firm's operating account. `name` is the firm. */
export interface FeeTransferInput extends PostingInput {
  readonly instrument: Instrument;
  readonly checkNumber?: number | undefined;
  readonly mayApprove: boolean;
}

/** Decides the transfer of earned fees against an issued invoice [TR3] [TR8] [TR10] [TR11] [TR13]. */
export function decideFeeTransfer(
  account: AccountState,
  ledger: LedgerState,
  invoice: TransferInvoice | undefined,
  input: FeeTransferInput,
  pack: TrustRulePack,
  request?: RequestState,
): Decision<{ readonly flags: readonly TrustFlag[] }> {
  const refused =
    declineIncomplete(input, 'payee') ??
    declineInstrument(input.instrument) ??
    declineFeeInvoice(ledger.ledgerId, input, invoice, pack) ??
    declineDay(account, input.day, input.today) ??
    declineCustody(account) ??
    declineOverdue(account, pack) ??
    declineWithoutRequest(ledger.ledgerId, input, request) ??
    declineCheckNumber(account, input.instrument, input.checkNumber) ??
    declineInsufficient(releaseRequest(ledger, request), input.day, input.amountCents);
  if (refused) return refused;
  const flags = [
    ...flagBackdating(input.day, input.today, pack.backdatingFlagDays.value),
    ...flagCheckGap(account, input.checkNumber),
  ];
  if (input.amountCents % 10_000 === 0 && input.amountCents !== invoice?.unpaidCents) {
    flags.push({
      code: 'trust.round-transfer',
      sentence: 'A round amount that is not the whole invoice draws an auditor’s eye. Note why.',
    });
  }
  return accept({ flags });
}

/** Refuses earned fees while the account's reconciliation is late by more than the rules allow [TR40]. */
function declineOverdue(account: AccountState, pack: TrustRulePack): Decision<never> | undefined {
  const { overdue } = account;
  const allowed = pack.feeBlockLateDays.value;
  if (overdue === undefined || allowed === 0 || overdue.days <= allowed) return undefined;
  return decline(
    'trust.reconciliation-overdue',
    `${formatMonth(overdue.month)} is not reconciled, ${overdue.days} days after it was due, so no earned fees are taken from this account. Reconcile it first, or have an attorney change that rule.`,
    ['accountId'],
  );
}

/** Refuses earned fees without an issued invoice of the same matter that still has that much unpaid [TR13]. */
export function declineFeeInvoice(
  ledgerId: string,
  input: { readonly day: Day; readonly amountCents: Cents },
  invoice: TransferInvoice | undefined,
  pack: TrustRulePack,
): Decision<never> | undefined {
  if (ledgerId === firmLedgerId) {
    return decline(
      'trust.fee-from-firm-ledger',
      'Fees are not earned from the ledger of the firm. Choose the matter.',
      ['ledgerId'],
    );
  }
  if (!invoice) {
    return decline('trust.invoice-missing', 'Earned fees need an issued invoice. Issue the invoice first.', [
      'invoiceId',
    ]);
  }
  if (!invoice.isIssued) {
    return decline(
      'trust.invoice-not-issued',
      `Invoice ${invoice.number} is not issued, so nothing is earned on it yet. Issue it, or choose an issued one.`,
      ['invoiceId'],
    );
  }
  if (invoice.matterId !== ledgerId) {
    return decline(
      'trust.invoice-of-another-matter',
      `Invoice ${invoice.number} is for another matter. Choose an invoice of the matter whose ledger pays.`,
      ['invoiceId'],
    );
  }
  const from = addDays(invoice.issuedOn, pack.earnedFeeNoticeDays.value);
  if (input.day < from) {
    return decline(
      'trust.fee-before-notice',
      `Invoice ${invoice.number} was issued on ${formatLongDay(invoice.issuedOn)}; the fee can be taken from ${formatLongDay(from)}. Date the transfer on that day or later.`,
      ['day'],
    );
  }
  if (input.amountCents > invoice.unpaidCents) {
    return decline(
      'trust.above-unpaid',
      `Invoice ${invoice.number} has ${formatCents(invoice.unpaidCents)} unpaid. Transfer ${formatCents(invoice.unpaidCents)} or less.`,
      ['amountCents'],
    );
  }
  return undefined;
}
