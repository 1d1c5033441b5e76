import { addDays, type Day, daysBetween, formatLongDay } from '../day.ts';
import { type Cents, formatCents, sumCents } from '../money.ts';
import { firmLedgerId, type JournalEntry } from './entry.ts';

/** A mistake of the bank's that waits for its correction; signed as it corrects the balance. */
export interface BankError {
  readonly what: string;
  readonly amountCents: Cents;
}

/** Everything that a three-way reconciliation looks at. */
export interface ReconciliationInput {
  readonly statementFrom: Day;
  readonly statementOn: Day;
  readonly openingBalanceCents: Cents;
  readonly bankBalanceCents: Cents;
  /** Lines of the statement, signed as the bank's; absent where they were not entered. */
  readonly statementLineCents?: readonly Cents[] | undefined;
  /** Lines of the statement that stand for no entry of the journal; absent where none were entered. */
  readonly unmatchedLines?: { readonly count: number; readonly cents: Cents } | undefined;
  /** The last signed reconciliation, absent for the first. */
  readonly lastSigned?: { readonly statementOn: Day; readonly bankBalanceCents: Cents } | undefined;
  /** The whole journal of the account, in any order. */
  readonly entries: readonly JournalEntry[];
  /** Entries cleared on this statement. */
  readonly clearedEntryIds: ReadonlySet<string>;
  /** Entries cleared by earlier signed reconciliations. */
  readonly earlierClearedIds: ReadonlySet<string>;
  readonly bankErrors: readonly BankError[];
  readonly firmFundsCeilingCents: Cents;
  /** Names of the ledgers, for the sentences. */
  readonly ledgerNames: ReadonlyMap<string, string>;
}

/** An entry that the bank has not seen; `ageDays` at the statement's day. */
export interface OpenItem {
  readonly entry: JournalEntry;
  readonly amountCents: Cents;
  readonly ageDays: number;
}

export interface LedgerBalance {
  readonly ledgerId: string;
  readonly name: string;
  readonly balanceCents: Cents;
}

export const reconciliationTests = [
  'bank equals journal',
  'journal equals ledgers',
  'no ledger below zero',
  'no hidden shortage',
  'firm funds within ceiling',
  'statement is complete',
  'statement is in the books',
  'statement follows the last',
  'cleared entries are in the journal',
  'nothing cleared twice',
] as const;
export type ReconciliationTest = (typeof reconciliationTests)[number];

/** A test that failed, with a sentence that says by how much and where. */
export interface FailedTest {
  readonly test: ReconciliationTest;
  readonly sentence: string;
  readonly differenceCents: Cents;
}

/** All figures of a reconciliation. Nothing is left to be computed by a screen or a paper. */
export interface Reconciliation {
  readonly bankBalanceCents: Cents;
  readonly depositsInTransit: readonly OpenItem[];
  readonly depositsInTransitCents: Cents;
  readonly outstandingChecks: readonly OpenItem[];
  readonly outstandingChecksCents: Cents;
  readonly bankErrorsCents: Cents;
  readonly adjustedBankCents: Cents;
  readonly journalCents: Cents;
  readonly ledgers: readonly LedgerBalance[];
  readonly ledgersCents: Cents;
  readonly positiveLedgersCents: Cents;
  readonly negativeLedgersCents: Cents;
  readonly shortageCents: Cents;
  readonly firmFundsCents: Cents;
  readonly failures: readonly FailedTest[];
  readonly isBalanced: boolean;
  /** The traffic light in words. */
  readonly sentence: string;
}

/** The three-way reconciliation of one account at one statement [TR20] to [TR26]. Pure: it reads and adds. */
export function reconcile(input: ReconciliationInput): Reconciliation {
  const posted = input.entries.filter((entry) => entry.day <= input.statementOn);
  const cleared = new Set([...input.earlierClearedIds, ...input.clearedEntryIds]);
  const open = listOpenItems(posted, cleared, input.statementOn);
  const depositsInTransit = open.filter((item) => item.amountCents > 0);
  const outstandingChecks = open
    .filter((item) => item.amountCents < 0)
    .map((item) => ({ ...item, amountCents: -item.amountCents }));
  const depositsInTransitCents = sumCents(depositsInTransit.map((item) => item.amountCents));
  const outstandingChecksCents = sumCents(outstandingChecks.map((item) => item.amountCents));
  const bankErrorsCents = sumCents(input.bankErrors.map((error) => error.amountCents));
  const adjustedBankCents = sumCents([
    input.bankBalanceCents,
    depositsInTransitCents,
    -outstandingChecksCents,
    bankErrorsCents,
  ]);
  const ledgers = balanceLedgers(posted, input.ledgerNames);
  const balances = ledgers.map((ledger) => ledger.balanceCents);
  const positiveLedgersCents = sumCents(balances.filter((cents) => cents > 0));
  const figures = {
    bankBalanceCents: input.bankBalanceCents,
    depositsInTransit,
    depositsInTransitCents,
    outstandingChecks,
    outstandingChecksCents,
    bankErrorsCents,
    adjustedBankCents,
    journalCents: sumCents(posted.map((entry) => entry.effectCents)),
    ledgers,
    ledgersCents: sumCents(balances),
    positiveLedgersCents,
    negativeLedgersCents: sumCents(balances.filter((cents) => cents < 0)),
    shortageCents: Math.max(0, sumCents([positiveLedgersCents, -adjustedBankCents])),
    firmFundsCents: ledgers.find((ledger) => ledger.ledgerId === firmLedgerId)?.balanceCents ?? 0,
  };
  const failures = [...testFigures(figures, input.firmFundsCeilingCents), ...testStatement(input, posted)];
  const isBalanced = failures.length === 0;
  return { ...figures, failures, isBalanced, sentence: describe(figures.adjustedBankCents, failures) };
}

/** What the bank has not seen by the statement's day; an entry taken back before the bank saw it is left out [TR25]. */
function listOpenItems(posted: readonly JournalEntry[], cleared: ReadonlySet<string>, statementOn: Day): OpenItem[] {
  const open = new Map(posted.filter((entry) => !cleared.has(entry.id)).map((entry) => [entry.id, entry]));
  for (const entry of [...open.values()]) {
    if (entry.reverses === undefined || !open.has(entry.reverses)) continue;
    open.delete(entry.reverses);
    open.delete(entry.id);
  }
  for (const group of settledGroups([...open.values()])) for (const entry of group) open.delete(entry.id);
  return [...open.values()]
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : (a.checkNumber ?? 0) - (b.checkNumber ?? 0)))
    .map((entry) => ({ entry, amountCents: entry.effectCents, ageDays: daysBetween(entry.day, statementOn) }));
}

/**
 * Groups of open entries that make zero together, so that the bank never sees them: fees that were applied to another
 * invoice after the bank had paid them [TR25].
 */
export function settledGroups(open: readonly JournalEntry[]): JournalEntry[][] {
  const ids = new Set(open.map((entry) => entry.id));
  const groups = new Map<string, JournalEntry[]>();
  for (const entry of open) {
    if (entry.offsetGroup === undefined) continue;
    groups.set(entry.offsetGroup, [...(groups.get(entry.offsetGroup) ?? []), entry]);
  }
  return [...groups.values()].filter(
    (group) =>
      sumCents(group.map((entry) => entry.effectCents)) === 0 &&
      !group.some((entry) => entry.reverses !== undefined && ids.has(entry.reverses)),
  );
}

/** The balance of every ledger that was ever used, by name. */
function balanceLedgers(posted: readonly JournalEntry[], names: ReadonlyMap<string, string>): LedgerBalance[] {
  const effects = new Map<string, Cents[]>();
  for (const entry of posted) {
    const known = effects.get(entry.ledgerId);
    if (known) known.push(entry.effectCents);
    else effects.set(entry.ledgerId, [entry.effectCents]);
  }
  return [...effects]
    .map(([ledgerId, cents]) => ({ ledgerId, name: names.get(ledgerId) ?? ledgerId, balanceCents: sumCents(cents) }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.ledgerId < b.ledgerId ? -1 : 1));
}

type Figures = Omit<Reconciliation, 'failures' | 'isBalanced' | 'sentence'>;

/** [TR21] [TR22] [TR23] */
function testFigures(figures: Figures, ceilingCents: Cents): FailedTest[] {
  const failures: FailedTest[] = [];
  const bankToJournal = sumCents([figures.adjustedBankCents, -figures.journalCents]);
  if (bankToJournal !== 0) {
    const which = bankToJournal > 0 ? 'above' : 'below';
    failures.push({
      test: 'bank equals journal',
      sentence: `The adjusted bank balance ${formatCents(figures.adjustedBankCents)} is ${formatCents(Math.abs(bankToJournal))} ${which} the journal ${formatCents(figures.journalCents)}.`,
      differenceCents: bankToJournal,
    });
  }
  const journalToLedgers = sumCents([figures.journalCents, -figures.ledgersCents]);
  if (journalToLedgers !== 0) {
    failures.push({
      test: 'journal equals ledgers',
      sentence: `The journal ${formatCents(figures.journalCents)} and the ledgers ${formatCents(figures.ledgersCents)} differ by ${formatCents(Math.abs(journalToLedgers))}.`,
      differenceCents: journalToLedgers,
    });
  }
  for (const ledger of figures.ledgers.filter((one) => one.balanceCents < 0)) {
    failures.push({
      test: 'no ledger below zero',
      sentence: `${ledger.name} is ${formatCents(-ledger.balanceCents)} below zero.`,
      differenceCents: ledger.balanceCents,
    });
  }
  if (figures.shortageCents > 0) {
    failures.push({
      test: 'no hidden shortage',
      sentence: `Clients are owed ${formatCents(figures.positiveLedgersCents)}, and the bank has ${formatCents(figures.adjustedBankCents)}: ${formatCents(figures.shortageCents)} is missing.`,
      differenceCents: -figures.shortageCents,
    });
  }
  if (figures.firmFundsCents > ceilingCents) {
    const over = sumCents([figures.firmFundsCents, -ceilingCents]);
    failures.push({
      test: 'firm funds within ceiling',
      sentence: `The firm's own money is ${formatCents(over)} above its ceiling of ${formatCents(ceilingCents)}.`,
      differenceCents: over,
    });
  }
  return failures;
}

/** [TR24] [TR26] [TB10] */
function testStatement(input: ReconciliationInput, posted: readonly JournalEntry[]): FailedTest[] {
  const failures: FailedTest[] = [];
  if (input.statementLineCents) {
    const computed = sumCents([input.openingBalanceCents, ...input.statementLineCents]);
    const missing = sumCents([input.bankBalanceCents, -computed]);
    if (missing !== 0) {
      failures.push({
        test: 'statement is complete',
        sentence: `Opening balance and lines make ${formatCents(computed)}, the statement says ${formatCents(input.bankBalanceCents)}. A line is missing or wrong.`,
        differenceCents: missing,
      });
    }
  }
  const unmatched = input.unmatchedLines;
  if (unmatched && unmatched.count > 0) {
    const which =
      unmatched.count === 1 ? '1 line of the statement is' : `${unmatched.count} lines of the statement are`;
    failures.push({
      test: 'statement is in the books',
      sentence: `${which} matched with no entry, ${formatCents(unmatched.cents)} in all. Match or post what is missing.`,
      differenceCents: unmatched.cents,
    });
  }
  const last = input.lastSigned;
  if (last) {
    const gap = sumCents([input.openingBalanceCents, -last.bankBalanceCents]);
    if (gap !== 0) {
      failures.push({
        test: 'statement follows the last',
        sentence: `The statement opens with ${formatCents(input.openingBalanceCents)}, the last one closed with ${formatCents(last.bankBalanceCents)}.`,
        differenceCents: gap,
      });
    }
    if (input.statementFrom !== addDays(last.statementOn, 1)) {
      failures.push({
        test: 'statement follows the last',
        sentence: `The last statement ended on ${formatLongDay(last.statementOn)}; this one starts on ${formatLongDay(input.statementFrom)}. Enter the one for the day after.`,
        differenceCents: 0,
      });
    }
  }
  failures.push(...testCleared(input, posted));
  return failures;
}

/** [TR26] */
function testCleared(input: ReconciliationInput, posted: readonly JournalEntry[]): FailedTest[] {
  const known = new Set(posted.map((entry) => entry.id));
  const cleared = [...input.clearedEntryIds];
  const foreign = cleared.filter((id) => !known.has(id)).length;
  const twice = cleared.filter((id) => input.earlierClearedIds.has(id)).length;
  const failures: FailedTest[] = [];
  const count = (number: number): string => (number === 1 ? '1 cleared entry is' : `${number} cleared entries are`);
  if (foreign > 0) {
    failures.push({
      test: 'cleared entries are in the journal',
      sentence: `${count(foreign)} not in the journal by ${formatLongDay(input.statementOn)}.`,
      differenceCents: 0,
    });
  }
  if (twice > 0) {
    failures.push({
      test: 'nothing cleared twice',
      sentence: `${count(twice)} on an earlier statement already.`,
      differenceCents: 0,
    });
  }
  return failures;
}

function describe(adjustedBankCents: Cents, failures: readonly FailedTest[]): string {
  const [first] = failures;
  if (!first) return `Balanced: bank, journal and ledgers agree at ${formatCents(adjustedBankCents)}.`;
  if (failures.length === 1) return `Not balanced. ${first.sentence}`;
  return `Not balanced, ${failures.length} tests failed. ${first.sentence}`;
}
