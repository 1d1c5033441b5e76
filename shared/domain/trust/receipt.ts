import { type Day, formatLongDay, isDay } from '../day.ts';
import { formatCents, sumCents } from '../money.ts';
import { accept, type Decision, decline } from '../refusal.ts';
import { type LedgerState, readLedger } from './available.ts';
import { declineNetted } from './deposit.ts';
import { firmLedgerId, type Instrument, type ReceiptKind, suspenseLedgerId, type TrustFlag } from './entry.ts';
import { type AccountState, declineDay, declineIncomplete, flagBackdating, type PostingInput } from './posting.ts';
import { collectedDay, type TrustRulePack } from './rule-pack.ts';

/** A receipt that somebody wants to post. `collectedOn` overrides the hold of the rule pack. */
export interface ReceiptInput extends PostingInput {
  readonly kind: ReceiptKind;
  readonly instrument: Instrument;
  readonly collectedOn?: Day | undefined;
  /** What the client paid, where a card or a processor stands between. */
  readonly grossCents?: number | undefined;
}

/** The answer: from when the money may be used, and what to look at. */
export interface ReceiptDecision {
  readonly collectedOn: Day;
  readonly flags: readonly TrustFlag[];
}

/** Decides a receipt [TR1] [TR2] [TR5] [TR6] [TR7] [TE6] [TE8]. Any device may post one: it raises what is available. */
export function decideReceipt(
  account: AccountState,
  ledger: LedgerState,
  input: ReceiptInput,
  pack: TrustRulePack,
): Decision<ReceiptDecision> {
  const refused =
    declineIncomplete(input, 'payor') ??
    declineNetted(input.amountCents, input.grossCents) ??
    declineDay(account, input.day, input.today) ??
    declineKind(account, ledger, input);
  if (refused) return refused;
  const usual = collectedDay(pack, input.instrument, input.day);
  const collectedOn = input.collectedOn ?? usual;
  if (!isDay(collectedOn) || collectedOn < input.day) {
    return decline(
      'trust.collected-before-receipt',
      'Money is not collected before it is received. Check both dates.',
      ['collectedOn'],
    );
  }
  const flags = flagBackdating(input.day, input.today, pack.backdatingFlagDays.value);
  if (collectedOn < usual) {
    flags.push({
      code: 'trust.hold-shortened',
      sentence: `The usual hold ends on ${formatLongDay(usual)}. Keep the bank's word that the money is collected.`,
    });
  }
  return accept({ collectedOn, flags });
}

function declineKind(account: AccountState, ledger: LedgerState, input: ReceiptInput): Decision<never> | undefined {
  const isFirmLedger = ledger.ledgerId === firmLedgerId;
  if (input.kind === 'interest' && account.kind === 'iolta') {
    return decline(
      'trust.interest-on-pooled-account',
      "The interest of a pooled account belongs to the state's program and is not posted. Post it on a separate account only.",
      ['kind'],
    );
  }
  if (isFirmLedger && input.kind !== 'firm funds') {
    return decline(
      'trust.client-money-on-firm-ledger',
      'Client money cannot be posted to the ledger of the firm. Choose the matter it is held for.',
      ['ledgerId'],
    );
  }
  if (!isFirmLedger && input.kind === 'firm funds') {
    return decline(
      'trust.firm-money-on-client-ledger',
      "The firm's own money stands on its own ledger only, to pay bank charges. Choose the ledger of the firm.",
      ['ledgerId'],
    );
  }
  if (ledger.ledgerId === suspenseLedgerId && input.kind !== 'other') {
    return decline(
      'trust.suspense-knows-no-kind',
      'What unidentified money is for is not known yet. Post it as other money.',
      ['kind'],
    );
  }
  if (!isFirmLedger) return undefined;
  const after = sumCents([readLedger(ledger, input.day).balanceCents, input.amountCents]);
  if (after <= account.firmFundsCeilingCents) return undefined;
  const room = Math.max(0, sumCents([account.firmFundsCeilingCents, input.amountCents, -after]));
  return decline(
    'trust.firm-funds-ceiling',
    `The firm may keep at most ${formatCents(account.firmFundsCeilingCents)} of its own money here, and this would make ${formatCents(after)}. Deposit ${formatCents(room)} or less.`,
    ['amountCents'],
  );
}
