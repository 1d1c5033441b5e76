import type { Day } from '../day.ts';
import type { Cents } from '../money.ts';
import { accept, type Decision } from '../refusal.ts';
import type { LedgerState } from './available.ts';
import { decideDeposit } from './deposit.ts';
import type { AccountState } from './posting.ts';
import { decideReceipt, type ReceiptDecision, type ReceiptInput } from './receipt.ts';
import type { TrustRulePack } from './rule-pack.ts';

/** One receipt of a slip that is written down and deposited in one go. */
export interface BatchLine {
  readonly ledger: LedgerState;
  readonly input: ReceiptInput;
}

export interface BatchDepositInput {
  readonly day: Day;
  readonly today: Day;
  readonly lines: readonly BatchLine[];
  readonly countedCents: Cents;
  readonly lessCashCents: Cents;
}

export interface BatchDepositDecision {
  readonly totalCents: Cents;
  /** In the order of the lines. */
  readonly receipts: readonly ReceiptDecision[];
}

/**
 * Decides a deposit whose receipts are not written down yet [TE22]: each line as a receipt, after the lines above it,
 * and all of them as one slip [TE7]. One line that is refused refuses the whole; its number is in the sentence.
 */
export function decideBatchDeposit(
  account: AccountState,
  input: BatchDepositInput,
  pack: TrustRulePack,
): Decision<BatchDepositDecision> {
  const receipts: ReceiptDecision[] = [];
  for (const [at, line] of input.lines.entries()) {
    const decision = decideReceipt(account, withLinesAbove(input.lines, at), line.input, pack);
    if (!decision.ok) return namingLine(decision.refusal, at);
    receipts.push(decision.value);
  }
  const items = input.lines.map(({ input: one }, at) => ({
    id: String(at),
    day: one.day,
    instrument: one.instrument,
    amountCents: one.amountCents,
    isReversed: false,
    isDeposited: false,
  }));
  const slip = decideDeposit({ ...input, items });
  return slip.ok ? accept({ totalCents: slip.value.totalCents, receipts }) : slip;
}

/** The line's ledger as it is once the lines above are posted: the firm's own money has one ceiling for all of them. */
function withLinesAbove(lines: readonly BatchLine[], at: number): LedgerState {
  const { ledger } = lines[at] as BatchLine;
  const above = lines.slice(0, at).filter((line) => line.ledger.ledgerId === ledger.ledgerId);
  const entries = above.map(({ input }, place) => ({
    id: `line${place}`,
    day: input.day,
    effectCents: input.amountCents,
    collectedOn: input.collectedOn,
  }));
  return { ...ledger, entries: [...ledger.entries, ...entries] };
}

function namingLine(refusal: { code: string; sentence: string; fields: readonly string[] }, at: number) {
  const { code, sentence, fields } = refusal;
  return {
    ok: false,
    refusal: { code, sentence: `Line ${at + 1}: ${sentence}`, fields: fields.map((field) => `items.${at}.${field}`) },
  } as const;
}
