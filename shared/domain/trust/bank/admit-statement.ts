import { addDays, type Day, formatLongDay } from '../../day.ts';
import { type Cents, formatCents, sumCents } from '../../money.ts';
import { accept, type Decision, decline } from '../../refusal.ts';
import type { FileLine, FileStatement } from './statement-file.ts';

/** A bank line that was imported before. `id` is what the caller compares bank ids by, the same for file and books. */
export interface KnownLine {
  readonly id: string | null;
  readonly day: Day;
  readonly amountCents: Cents;
  readonly checkNumber: number | null;
}

/** What an import is held against. */
export interface StatementFacts {
  readonly lastFour: string;
  readonly openedOn: Day;
  /** Last signed statement; absent before the first. */
  readonly signed?: { readonly on: Day; readonly balanceCents: Cents } | undefined;
  /** The bank's balance before the first line that is not signed. */
  readonly openingCents: Cents;
  /** Last day that earlier imports reach to without a gap; absent where there are none since the signed one. */
  readonly importedTo?: Day | undefined;
  /** Distinct lines of earlier imports, of days that are not signed. */
  readonly known: readonly KnownLine[];
  readonly today: Day;
}

/** What the person says in place of the file, or where it says nothing. */
export interface StatementClaims {
  readonly from?: Day | undefined;
  readonly to?: Day | undefined;
  readonly closingCents?: Cents | undefined;
}

/** What is taken of a statement. */
export interface AdmittedStatement {
  readonly from: Day;
  readonly to: Day;
  readonly closingCents: Cents | null;
  /** Lines that are new, oldest first, with how many equal ones there are before each. */
  readonly lines: readonly {
    readonly line: FileLine;
    readonly repeat: number;
  }[];
  /** Lines left out: imported before, or of a period that is signed. */
  readonly repeated: number;
  readonly signedBefore: number;
  /** Sentences to show that stop nothing. */
  readonly notes: readonly string[];
}

/** Decides what of a statement is taken [TB3] to [TB6]. */
export function admitStatement(
  statement: FileStatement,
  facts: StatementFacts,
  claims: StatementClaims,
): Decision<AdmittedStatement> {
  const wrong = declineAccount(statement, facts);
  if (wrong) return wrong;
  const next = addDays(coveredTo(facts), 1);
  const days = statement.lines.map((line) => line.day).sort();
  const to = claims.to ?? periodEnd(statement, days, facts.today);
  if (to === undefined) {
    return decline('trust.statement-empty', 'The file has no movements. Give the last day of the statement.', ['to']);
  }
  const from = claims.from ?? statement.from ?? next;
  const refused = declinePeriod(statement, facts, { from, to, next });
  if (refused) return refused;
  const chosen = chooseLines(statement, facts);
  if (!chosen.ok) return chosen;
  const openFrom = facts.signed && from <= facts.signed.on ? addDays(facts.signed.on, 1) : from;
  const closing = closingOf(statement, to, claims);
  const missing = closing === null ? 0 : missingCents(facts, chosen.value.lines, to, closing);
  if (missing !== 0) return declineIncomplete(facts, missing, closing ?? 0);
  const notes = noteOverlap(facts, { from: openFrom, next }, chosen.value);
  if (statement.lastFour === null) {
    notes.push(`The file does not say which account it is of. Check that it is the one ending ${facts.lastFour}.`);
  }
  if (closing === null) notes.push('The file has no balance of that day. Type the ending balance from the statement.');
  return accept({
    from: openFrom,
    to,
    closingCents: closing,
    ...chosen.value,
    notes,
  });
}

/** The last day that nothing has to be brought for any more. */
function coveredTo(facts: StatementFacts): Day {
  const signed = facts.signed?.on ?? addDays(facts.openedOn, -1);
  return facts.importedTo !== undefined && facts.importedTo > signed ? facts.importedTo : signed;
}

/** [TB3] */
function declineAccount(statement: FileStatement, facts: StatementFacts): Decision<never> | undefined {
  if (statement.currency !== null && statement.currency !== 'USD') {
    const currency = statement.currency.slice(0, 10);
    return decline(
      'trust.statement-currency',
      `The statement is in ${currency}. A trust account is kept in US dollars: choose the file of the right account.`,
    );
  }
  if (statement.lastFour !== null && statement.lastFour !== facts.lastFour) {
    return decline(
      'trust.statement-other-account',
      `The file is of an account ending ${statement.lastFour}, and this one ends ${facts.lastFour}. Choose the file of this account.`,
    );
  }
  return undefined;
}

/** A bank that ends the period in the future, or after its balance's day, means the last day of its lines or balance. */
function periodEnd(statement: FileStatement, days: readonly Day[], today: Day): Day | undefined {
  const lastLine = days.at(-1);
  const { to, balance } = statement;
  if (to === null) return lastLine !== undefined && balance && balance.on > lastLine ? balance.on : lastLine;
  if (balance && balance.on < to && (lastLine ?? '') <= balance.on) return balance.on;
  return to > today && (lastLine ?? '') <= today ? today : to;
}

/** [TB4] */
function declinePeriod(
  statement: FileStatement,
  facts: StatementFacts,
  { from, to, next }: { readonly from: Day; readonly to: Day; readonly next: Day },
): Decision<never> | undefined {
  if (from > to) {
    return decline('trust.statement-dates', 'The statement has to end after it starts. Check the dates.', [
      'from',
      'to',
    ]);
  }
  if (to > facts.today) {
    return decline('trust.statement-dates', 'The statement cannot end in the future. Check the dates.', ['to']);
  }
  if (facts.signed && to <= facts.signed.on) {
    return decline(
      'trust.statement-signed',
      `The account is reconciled and signed up to ${formatLongDay(facts.signed.on)}. Choose the statement that follows, or have an attorney open that reconciliation again.`,
      ['to'],
    );
  }
  if (from > next) {
    const last = addDays(from, -1);
    const span = next === last ? formatLongDay(next) : `${formatLongDay(next)} to ${formatLongDay(last)}`;
    return decline(
      'trust.statement-gap',
      `The statement starts on ${formatLongDay(from)}, and ${span} is missing. Import that first; if nothing moved then, say that this one covers it from ${formatLongDay(next)}.`,
      ['from'],
    );
  }
  const outside = statement.lines.find((line) => line.day > to || line.day < from);
  if (outside) {
    return decline(
      'trust.statement-line-outside',
      `Line ${outside.line} is of ${formatLongDay(outside.day)}, and the statement covers ${formatLongDay(from)} to ${formatLongDay(to)}. Check the dates.`,
      ['from', 'to'],
    );
  }
  return undefined;
}

function contentOf(line: Pick<KnownLine, 'day' | 'amountCents' | 'checkNumber'>): string {
  return `${line.day} ${line.amountCents} ${line.checkNumber ?? ''}`;
}

type Chosen = Pick<AdmittedStatement, 'lines' | 'repeated' | 'signedBefore'>;

/** Leaves out what was imported before: by the bank's id, else by day, amount and check number, each as often as known [TB5]. */
function chooseLines(statement: FileStatement, facts: StatementFacts): Decision<Chosen> {
  const byId = new Map(
    facts.known.flatMap((line): [string, KnownLine][] => (line.id === null ? [] : [[line.id, line]])),
  );
  const idsOfFile = new Set(statement.lines.flatMap(({ id }) => (id === null ? [] : [id])));
  const spare = new Map<string, number>();
  const repeats = new Map<string, number>();
  for (const line of facts.known) {
    const content = contentOf(line);
    repeats.set(content, (repeats.get(content) ?? 0) + 1);
    if (line.id === null || !idsOfFile.has(line.id)) spare.set(content, (spare.get(content) ?? 0) + 1);
  }
  const lines: { line: FileLine; repeat: number }[] = [];
  let repeated = 0;
  let signedBefore = 0;
  for (const line of [...statement.lines].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.line - b.line))) {
    const content = contentOf(line);
    const same = line.id === null ? undefined : byId.get(line.id);
    if (facts.signed && line.day <= facts.signed.on) signedBefore += 1;
    else if (same) {
      if (contentOf(same) !== content) return declineChanged(line, same);
      repeated += 1;
    } else if (isSpare(line, spare, facts.known)) {
      spare.set(content, (spare.get(content) ?? 0) - 1);
      repeated += 1;
    } else {
      if (line.id !== null) byId.set(line.id, line);
      const repeat = repeats.get(content) ?? 0;
      repeats.set(content, repeat + 1);
      lines.push({ line, repeat });
    }
  }
  return accept({ lines, repeated, signedBefore });
}

/** Two lines with different ids of the bank are two movements, however alike they are. */
function isSpare(line: FileLine, spare: ReadonlyMap<string, number>, known: readonly KnownLine[]): boolean {
  const content = contentOf(line);
  if ((spare.get(content) ?? 0) <= 0) return false;
  return line.id === null || known.some((one) => one.id === null && contentOf(one) === content);
}

function declineChanged(line: FileLine, known: KnownLine): Decision<never> {
  return decline(
    'trust.statement-line-changed',
    `Line ${line.line} says ${formatCents(line.amountCents)} on ${formatLongDay(line.day)}; the bank gave the same movement as ${formatCents(known.amountCents)} on ${formatLongDay(known.day)} before. Ask the bank which is right.`,
  );
}

/** The balance on the statement's last day: what the person says, else the file's where it is of that day. */
function closingOf(statement: FileStatement, to: Day, claims: StatementClaims): Cents | null {
  if (claims.closingCents !== undefined) return claims.closingCents;
  const { balance } = statement;
  if (balance === null) return null;
  const isLast = balance.on === to || (balance.on < to && !statement.lines.some((line) => line.day > balance.on));
  return isLast ? balance.cents : null;
}

/** What opening balance and lines lack of the closing balance; zero for a whole statement [TB6]. */
function missingCents(facts: StatementFacts, lines: Chosen['lines'], to: Day, closing: Cents): Cents {
  const known = facts.known.filter((line) => line.day <= to).map((line) => line.amountCents);
  const added = lines.map(({ line }) => line.amountCents);
  return sumCents([closing, -sumCents([facts.openingCents, ...known, ...added])]);
}

function declineIncomplete(facts: StatementFacts, missing: Cents, closing: Cents): Decision<never> {
  const opening = formatCents(facts.openingCents);
  return decline(
    'trust.statement-incomplete',
    `From ${opening} the movements lead to ${formatCents(sumCents([closing, -missing]))}, and the statement closes with ${formatCents(closing)}: ${formatCents(Math.abs(missing))} is missing or too much. Check the period and the balance, and that the file is whole.`,
    ['closingCents', 'from', 'to'],
  );
}

function noteOverlap(
  facts: StatementFacts,
  { from, next }: { readonly from: Day; readonly next: Day },
  { repeated, signedBefore }: Chosen,
): string[] {
  const notes: string[] = [];
  const count = (number: number): string => (number === 1 ? '1 movement' : `${number} movements`);
  if (signedBefore > 0 && facts.signed) {
    notes.push(`${count(signedBefore)} up to ${formatLongDay(facts.signed.on)} left out: that period is signed.`);
  }
  if (repeated > 0) notes.push(`${count(repeated)} left out: imported before.`);
  if (facts.importedTo !== undefined && from < next) {
    notes.push(`It overlaps what was imported from ${formatLongDay(from)} to ${formatLongDay(addDays(next, -1))}.`);
  }
  return notes;
}
