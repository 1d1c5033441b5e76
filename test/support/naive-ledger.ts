/** One movement as the naive ledger keeps it. */
interface NaiveEntry {
  readonly id: string;
  readonly ledgerId: string;
  readonly day: string;
  readonly cents: bigint;
  readonly collectedOn: string;
  readonly reverses: string | undefined;
}

/**
 * A trust account kept the slow and obvious way, to compare the real rules with: a list, added up from the beginning
 * for each question and for each day, in BigInt. It shares no code with what it checks.
 */
export interface NaiveLedger {
  /** Posts money in (above zero) or out (below zero). */
  post(entry: { id: string; ledgerId: string; day: string; cents: number; collectedOn?: string | undefined }): void;
  /** Takes an entry back whole on `day`. Throws where there is none. */
  reverse(entryId: string, reversalId: string, day: string): void;
  /** Moves money from one ledger to another on `day`: two entries, `${id}-out` and `${id}-in`. */
  move(transfer: { id: string; fromLedgerId: string; toLedgerId: string; day: string; cents: number }): void;
  /** Holds so much of a ledger; below zero releases it. */
  hold(ledgerId: string, cents: number): void;
  held(ledgerId: string): number;
  balance(ledgerId: string): number;
  accountBalance(): number;
  /** The lowest collected balance at the end of `day` or any later day. */
  collected(ledgerId: string, day: string): number;
  /** The lowest balance at the end of any day, zero when it never was below. */
  lowest(ledgerId: string): number;
  ledgerIds(): readonly string[];
}

function lowestOf(amounts: readonly bigint[]): bigint {
  return [...amounts].sort((a, b) => (a < b ? -1 : 1))[0] ?? 0n;
}

/** Starts an empty naive ledger. */
export function createNaiveLedger(): NaiveLedger {
  const entries: NaiveEntry[] = [];
  const holds: { ledgerId: string; cents: bigint }[] = [];
  const sum = (chosen: readonly NaiveEntry[]): bigint => chosen.reduce((total, entry) => total + entry.cents, 0n);
  const of = (ledgerId: string): NaiveEntry[] => entries.filter((entry) => entry.ledgerId === ledgerId);

  const countsFrom = (entry: NaiveEntry): string => {
    const target = entries.find((other) => other.id === entry.reverses);
    if (!target || target.cents < 0n) return entry.collectedOn;
    return [target.collectedOn, entry.day].sort()[1] ?? entry.day;
  };

  return {
    post({ id, ledgerId, day, cents, collectedOn }) {
      entries.push({ id, ledgerId, day, cents: BigInt(cents), collectedOn: collectedOn ?? day, reverses: undefined });
    },
    reverse(entryId, reversalId, day) {
      const target = entries.find((entry) => entry.id === entryId);
      if (!target) throw new Error(`There is no entry ${entryId}.`);
      entries.push({
        id: reversalId,
        ledgerId: target.ledgerId,
        day,
        cents: -target.cents,
        collectedOn: day,
        reverses: entryId,
      });
    },
    move({ id, fromLedgerId, toLedgerId, day, cents }) {
      const side = { day, collectedOn: day, reverses: undefined };
      entries.push({ ...side, id: `${id}-out`, ledgerId: fromLedgerId, cents: -BigInt(cents) });
      entries.push({ ...side, id: `${id}-in`, ledgerId: toLedgerId, cents: BigInt(cents) });
    },
    hold(ledgerId, cents) {
      holds.push({ ledgerId, cents: BigInt(cents) });
    },
    held: (ledgerId) =>
      Number(holds.filter((hold) => hold.ledgerId === ledgerId).reduce((total, hold) => total + hold.cents, 0n)),
    balance: (ledgerId) => Number(sum(of(ledgerId))),
    accountBalance: () => Number(sum(entries)),
    collected(ledgerId, day) {
      const own = of(ledgerId);
      const days = [day, ...own.map(countsFrom).filter((later) => later > day)];
      const each = days.map((end) => sum(own.filter((entry) => countsFrom(entry) <= end)));
      return Number(lowestOf(each));
    },
    lowest(ledgerId) {
      const own = of(ledgerId);
      const each = own.map((last) => sum(own.filter((entry) => entry.day <= last.day)));
      return Number(lowestOf([0n, ...each]));
    },
    ledgerIds: () => [...new Set(entries.map((entry) => entry.ledgerId))],
  };
}
