import { formatCents } from '../money.ts';
import { accept, type Decision, decline } from '../refusal.ts';
import { type LedgerState, lowestBalance, readLedger } from './available.ts';
import { firmLedgerId, type Instrument } from './entry.ts';
import { type AccountState, declineDay, declineIncomplete, flagBackdating, type PostingInput } from './posting.ts';
import type { ReceiptDecision } from './receipt.ts';
import { collectedDay, type TrustRulePack } from './rule-pack.ts';

export const cureInstruments = ['check', 'wire', 'ach', 'certified check', 'transfer'] as const satisfies Instrument[];

/** Money of the firm that makes a shortage good, with the record of what happened. */
export interface ShortageCureInput extends PostingInput {
  readonly instrument: (typeof cureInstruments)[number];
  readonly incident: string;
}

/** What is missing on a ledger now; zero where it is not below zero. */
export function shortageOf(ledger: LedgerState): number {
  return Math.max(0, -readLedger(ledger, '9999-12-31').balanceCents);
}

/**
 * Decides a deposit of the firm's own money that makes a client's ledger whole again [TE4]: up to the exact shortage,
 * with an incident record. Any device may post it. FL Rule 5-1.1(a)(1)(B) and its like in other states.
 */
export function decideShortageCure(
  account: AccountState,
  ledger: LedgerState,
  input: ShortageCureInput,
  pack: TrustRulePack,
): Decision<ReceiptDecision> {
  const refused = declineIncomplete(input, 'payor') ?? declineDay(account, input.day, input.today);
  if (refused) return refused;
  if (ledger.ledgerId === firmLedgerId) {
    return decline(
      'trust.cure-on-firm-ledger',
      "The firm's own ledger is topped up with a receipt of firm funds. Choose the client's ledger that is short.",
      ['ledgerId'],
    );
  }
  if (input.incident.trim() === '') {
    return decline(
      'trust.incident-missing',
      'A shortage needs a record: say what happened, how it was found, and what keeps it from happening again.',
      ['incident'],
    );
  }
  const shortage = shortageOf(ledger);
  if (shortage === 0) {
    const past = lowestBalance(ledger.entries).cents < 0 ? ' It was below zero before; answer the exception.' : '';
    return decline(
      'trust.no-shortage',
      `${ledger.name} is not below zero, so the firm's money has no place on it.${past}`,
      ['ledgerId'],
    );
  }
  if (input.amountCents > shortage) {
    return decline(
      'trust.cure-above-shortage',
      `${ledger.name} is ${formatCents(shortage)} short. Deposit ${formatCents(shortage)} or less: more would mix the firm's money with the clients'.`,
      ['amountCents'],
    );
  }
  return accept({
    collectedOn: collectedDay(pack, input.instrument, input.day),
    flags: flagBackdating(input.day, input.today, pack.backdatingFlagDays.value),
  });
}
