import { type Cents, formatCents, sumCents } from '../../money.ts';
import { accept, type Decision, decline } from '../../refusal.ts';

/** Bank lines that stand for entries. Usually one for one; a batch deposit is one for many. */
export interface Match {
  readonly lineIds: readonly string[];
  readonly entryIds: readonly string[];
}

/** What may still be matched: open lines and entries by id, with their signed amounts. */
export interface Matchable {
  readonly lines: ReadonlyMap<string, Cents>;
  readonly entries: ReadonlyMap<string, Cents>;
}

/**
 * Decides matches [TB9]: each line and entry is open and used once, and both sides make the same amount to the cent.
 * Lines without an entry cancel each other out: a mistake of the bank's and its correction.
 */
export function decideMatches(open: Matchable, matches: readonly Match[]): Decision<readonly Match[]> {
  const used = new Set<string>();
  for (const { lineIds, entryIds } of matches) {
    const lines = lineIds.map((id) => open.lines.get(id));
    const entries = entryIds.map((id) => open.entries.get(id));
    if (lineIds.length === 0 || lines.some((cents) => cents === undefined)) {
      return decline(
        'trust.line-not-open',
        'This line of the statement is matched already, signed, or not known here. Look at the list again.',
        ['lineIds'],
      );
    }
    if (entries.some((cents) => cents === undefined)) {
      return decline(
        'trust.entry-not-open',
        'This entry has cleared already, is matched with another line, or is not of this account.',
        ['entryIds'],
      );
    }
    for (const key of [...lineIds.map((id) => `line ${id}`), ...entryIds.map((id) => `entry ${id}`)]) {
      if (used.has(key)) {
        return decline('trust.match-twice', 'A line or entry is named twice. Match each once.', ['matches']);
      }
      used.add(key);
    }
    const bank = sumCents(lines.map((cents) => cents ?? 0));
    const books = sumCents(entries.map((cents) => cents ?? 0));
    if (bank !== books) {
      return decline(
        'trust.match-amount',
        `The bank says ${formatCents(bank)}, the books ${formatCents(books)}. They have to be the same to the cent.`,
        ['entryIds'],
      );
    }
  }
  return accept(matches);
}
