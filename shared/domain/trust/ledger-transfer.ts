import type { Day } from '../day.ts';
import { type Cents, formatCents } from '../money.ts';
import { accept, type Decision, decline } from '../refusal.ts';
import { declineInsufficient, type LedgerState, readLedger } from './available.ts';
import { firmLedgerId, suspenseLedgerId, type TrustFlag } from './entry.ts';
import {
  type AccountState,
  declineCustody,
  declineDay,
  declineIncomplete,
  flagBackdating,
  type PostingInput,
} from './posting.ts';
import type { TrustRulePack } from './rule-pack.ts';

export const transferBases = ['same client', 'two clients', 'identified'] as const;
export type TransferBasis = (typeof transferBases)[number];

/** A receipt of unidentified money whose owner is found. */
export interface UnidentifiedReceipt {
  readonly id: string;
  readonly day: Day;
  readonly collectedOn: Day;
  /** What of it was neither identified nor taken back. */
  readonly leftCents: Cents;
}

/** Money that is to go from one ledger of the account to another. `name` says on whose word. */
export interface LedgerTransferInput extends PostingInput {
  /** Whose matters they are; equal for one client. */
  readonly fromClientId: string | undefined;
  readonly toClientId: string | undefined;
  /** How many documents of authority were named that are filed on either matter. */
  readonly fromAuthorities: number;
  readonly toAuthorities: number;
  readonly mayApprove: boolean;
  /** For money that leaves suspense. */
  readonly identifies?: UnidentifiedReceipt | undefined;
}

export interface LedgerTransferDecision {
  readonly basis: TransferBasis;
  readonly collectedOn?: Day | undefined;
  readonly flags: readonly TrustFlag[];
}

/**
 * Decides a transfer between two ledgers of one account [TE5] [TE6]. Between matters of one client it needs the word
 * of somebody with authority; between two clients the authority of both in the file, and an attorney.
 */
export function decideLedgerTransfer(
  account: AccountState,
  from: LedgerState,
  to: LedgerState,
  input: LedgerTransferInput,
  pack: TrustRulePack,
): Decision<LedgerTransferDecision> {
  const refused =
    declineLedgers(from.ledgerId, to.ledgerId) ??
    declineIncomplete(input, 'payee') ??
    declineDay(account, input.day, input.today) ??
    declineCustody(account);
  if (refused) return refused;
  const flags = flagBackdating(input.day, input.today, pack.backdatingFlagDays.value);
  if (from.ledgerId === suspenseLedgerId) return decideIdentification(from, input, flags);
  const isOneClient = input.fromClientId !== undefined && input.fromClientId === input.toClientId;
  const basis: TransferBasis = isOneClient ? 'same client' : 'two clients';
  const unauthorised = isOneClient ? undefined : declineTwoClients(input);
  if (unauthorised) return unauthorised;
  return declineInsufficient(from, input.day, input.amountCents) ?? accept({ basis, flags });
}

function declineLedgers(from: string, to: string): Decision<never> | undefined {
  if (from === to) {
    return decline('trust.transfer-to-itself', 'The money is on this ledger already. Choose another ledger.', [
      'toLedgerId',
    ]);
  }
  if (from === firmLedgerId || to === firmLedgerId) {
    return decline(
      'trust.transfer-with-firm-ledger',
      "The firm's own money and the clients' never change places by a transfer. Take fees by an invoice, make a shortage good by a deposit.",
      [from === firmLedgerId ? 'ledgerId' : 'toLedgerId'],
    );
  }
  if (to === suspenseLedgerId) {
    return decline(
      'trust.transfer-to-suspense',
      'Money of a known client does not become unidentified. Reverse the receipt, and post it as unidentified.',
      ['toLedgerId'],
    );
  }
  return undefined;
}

/** Money of one client pays nothing for another without both having said so, and an attorney with them [TE5]. */
function declineTwoClients(input: LedgerTransferInput): Decision<never> | undefined {
  if (!input.mayApprove) {
    return decline(
      'trust.transfer-needs-attorney',
      'Money goes from one client to another only with an attorney. Ask one to post it.',
      ['toLedgerId'],
    );
  }
  if (input.fromAuthorities > 0 && input.toAuthorities > 0) return undefined;
  const missing =
    input.fromAuthorities > 0
      ? 'that receives'
      : input.toAuthorities > 0
        ? 'that pays'
        : 'that pays and of the one that receives';
  return decline(
    'trust.transfer-needs-authority',
    `These are two clients: the written authority of the matter ${missing} is missing. File it there, and name it here.`,
    ['documentIds'],
  );
}

/** [TE6] Unidentified money goes to its owner receipt by receipt, collected or not. */
function decideIdentification(
  suspense: LedgerState,
  input: LedgerTransferInput,
  flags: readonly TrustFlag[],
): Decision<LedgerTransferDecision> {
  const receipt = input.identifies;
  if (receipt === undefined) {
    return decline(
      'trust.identify-a-receipt',
      'Money leaves the ledger of unidentified money receipt by receipt. Choose the receipt whose owner is found.',
      ['identifiesEntryId'],
    );
  }
  if (input.day < receipt.day) {
    return decline('trust.transfer-before-receipt', 'The money came in later than that. Choose a later day.', ['day']);
  }
  if (input.amountCents > receipt.leftCents) {
    return decline(
      'trust.above-unidentified',
      `${formatCents(receipt.leftCents)} of this receipt is not identified yet. Transfer that or less.`,
      ['amountCents'],
    );
  }
  const { collectedOn } = receipt;
  const isWaiting = collectedOn > input.day;
  const out = { id: 'out', day: input.day, effectCents: -input.amountCents, ...(isWaiting ? { collectedOn } : {}) };
  const after = readLedger({ ...suspense, entries: [...suspense.entries, out] }, input.day);
  if (after.availableCents < 0) {
    return declineInsufficient(suspense, input.day, input.amountCents) ?? noneLeft(suspense.name);
  }
  return accept({ basis: 'identified', ...(isWaiting ? { collectedOn } : {}), flags });
}

function noneLeft(name: string): Decision<never> {
  return decline('trust.insufficient-funds', `${name} has too little left. Look at what was paid from it.`, [
    'amountCents',
  ]);
}
