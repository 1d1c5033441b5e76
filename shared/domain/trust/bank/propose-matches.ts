import { type Day, daysBetween } from '../../day.ts';
import { type Cents, sumCents } from '../../money.ts';

/** A line of the bank's statement that is not matched yet. */
export interface OpenLine {
  readonly id: string;
  readonly day: Day;
  readonly amountCents: Cents;
  readonly checkNumber: number | null;
}

/** An entry of the journal that no statement has cleared and no line is matched with. */
export interface OpenEntry {
  readonly id: string;
  readonly day: Day;
  readonly amountCents: Cents;
  readonly checkNumber: number | null;
}

export const matchReasons = ['check number', 'amount and day', 'batch'] as const;
export type MatchReason = (typeof matchReasons)[number];

/** What a line may stand for. A person accepts it; nothing is matched by itself. */
export interface Proposal {
  readonly lineId: string;
  readonly entryIds: readonly string[];
  readonly reason: MatchReason;
}

const windowDays = 5;
const batchEntriesMax = 24;
const batchStepsMax = 20_000;

/**
 * Proposes what each line stands for [TB7], surest first: the same amount and check number; the same amount within five
 * days; several entries of five days that make the amount, where there is one way only. Each entry is proposed once.
 */
export function proposeMatches(lines: readonly OpenLine[], entries: readonly OpenEntry[]): Proposal[] {
  const proposals = new Map<string, Proposal>();
  const free = new Map(entries.map((entry) => [entry.id, entry]));
  const propose = (line: OpenLine, chosen: readonly OpenEntry[], reason: MatchReason): void => {
    for (const { id } of chosen) free.delete(id);
    proposals.set(line.id, {
      lineId: line.id,
      entryIds: chosen.map(({ id }) => id),
      reason,
    });
  };
  const byAmount = new Map<Cents, OpenEntry[]>();
  for (const entry of entries) byAmount.set(entry.amountCents, [...(byAmount.get(entry.amountCents) ?? []), entry]);
  const alike = (line: OpenLine): OpenEntry[] =>
    (byAmount.get(line.amountCents) ?? []).filter(({ id }) => free.has(id));
  for (const line of lines) {
    if (line.checkNumber === null) continue;
    const same = alike(line).find((entry) => entry.checkNumber === line.checkNumber);
    if (same) propose(line, [same], 'check number');
  }
  const near = lines
    .filter((line) => !proposals.has(line.id))
    .flatMap((line) => alike(line).flatMap((entry) => nearness(line, entry)))
    .sort((a, b) => a.days - b.days || compare(a.line, b.line) || compare(a.entry, b.entry));
  for (const { line, entry } of near) {
    if (!proposals.has(line.id) && free.has(entry.id)) propose(line, [entry], 'amount and day');
  }
  for (const line of lines) {
    if (proposals.has(line.id)) continue;
    const batch = findBatch(line, [...free.values()]);
    if (batch) propose(line, batch, 'batch');
  }
  return lines.flatMap((line) => proposals.get(line.id) ?? []);
}

function compare(a: { day: Day; id: string }, b: { day: Day; id: string }): number {
  if (a.day !== b.day) return a.day < b.day ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** A check with another number is another check, whatever its amount. */
function nearness(line: OpenLine, entry: OpenEntry): { line: OpenLine; entry: OpenEntry; days: number }[] {
  const isOther = line.checkNumber !== null && entry.checkNumber !== null && line.checkNumber !== entry.checkNumber;
  const days = Math.abs(daysBetween(entry.day, line.day));
  return isOther || days > windowDays ? [] : [{ line, entry, days }];
}

/** Two entries or more of the line's sign and days that make its amount; nothing where two ways lead there. */
function findBatch(line: OpenLine, entries: readonly OpenEntry[]): OpenEntry[] | null {
  if (line.checkNumber !== null) return null;
  const sign = Math.sign(line.amountCents);
  const wanted = Math.abs(line.amountCents);
  const usable = entries
    .filter((entry) => Math.sign(entry.amountCents) === sign && Math.abs(entry.amountCents) < wanted)
    .filter((entry) => Math.abs(daysBetween(entry.day, line.day)) <= windowDays)
    .sort((a, b) => Math.abs(b.amountCents) - Math.abs(a.amountCents) || compare(a, b));
  for (const day of new Set(usable.map((entry) => entry.day))) {
    const ofDay = usable.filter((entry) => entry.day === day);
    if (ofDay.length > 1 && sumCents(ofDay.map((entry) => entry.amountCents)) === line.amountCents) return ofDay;
  }
  if (usable.length < 2 || usable.length > batchEntriesMax) return null;
  return findOnlySum(usable, wanted);
}

/** The one subset that makes the amount, by depth-first search over amounts from the largest; null for none or several. */
function findOnlySum(entries: readonly OpenEntry[], wanted: Cents): OpenEntry[] | null {
  const amounts = entries.map((entry) => Math.abs(entry.amountCents));
  const rest = amounts.map((_amount, place) => sumCents(amounts.slice(place)));
  let found: number[] | null = null;
  let ways = 0;
  let steps = 0;
  const search = (place: number, left: Cents, chosen: readonly number[]): void => {
    steps += 1;
    if (left === 0) {
      ways += 1;
      found ??= [...chosen];
      return;
    }
    const amount = amounts[place];
    if (amount === undefined || ways > 1 || steps > batchStepsMax || (rest[place] ?? 0) < left) return;
    if (amount <= left) search(place + 1, left - amount, [...chosen, place]);
    search(place + 1, left, chosen);
  };
  search(0, wanted, []);
  if (ways !== 1 || steps > batchStepsMax) return null;
  const places: readonly number[] = found ?? [];
  return places.flatMap((place) => entries[place] ?? []);
}
