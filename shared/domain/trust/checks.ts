import { addDays, type Day, daysBetween, formatLongDay } from '../day.ts';
import { type Cents, formatCents, sumCents } from '../money.ts';
import { collectedAtEndOf, lowestBalance } from './available.ts';
import { formatCheckRanges, reviewCheckNumbers } from './check-numbers.ts';
import { firmLedgerId, type JournalEntry } from './entry.ts';
import { isForbiddenPayee } from './payees.ts';
import type { TrustRulePack } from './rule-pack.ts';

/** A read-only view of one trust account. */
export interface TrustView {
  readonly kind: 'iolta' | 'separate';
  readonly today: Day;
  readonly entries: readonly JournalEntry[];
  readonly firstCheckNumber: number;
  readonly firmFundsCeilingCents: Cents;
  readonly clearedEntryIds: ReadonlySet<string>;
  /** Days of the signed statements, with the entries that the signer had not seen though they are dated before. */
  readonly signed: readonly { readonly statementOn: Day; readonly lateEntryIds: readonly string[] }[];
  /** Issued invoices that transfers name, with what they bill. */
  readonly invoices: ReadonlyMap<
    string,
    { readonly number: string; readonly matterId: string; readonly totalCents: Cents }
  >;
  readonly ledgerNames: ReadonlyMap<string, string>;
}

/** What a check found. The key stays the same from run to run, so an explanation stays with it. */
export interface TrustFinding {
  readonly check: string;
  readonly key: string;
  readonly severity: 'exception' | 'flag';
  readonly sentence: string;
  readonly entryIds: readonly string[];
}

interface TrustCheck {
  readonly number: string;
  readonly title: string;
  readonly severity: 'exception' | 'flag';
  readonly find: (view: TrustView, pack: TrustRulePack) => readonly Omit<TrustFinding, 'check' | 'severity'>[];
}

function groupByLedger(entries: readonly JournalEntry[]): Map<string, JournalEntry[]> {
  const groups = new Map<string, JournalEntry[]>();
  for (const entry of entries) {
    const known = groups.get(entry.ledgerId);
    if (known) known.push(entry);
    else groups.set(entry.ledgerId, [entry]);
  }
  return groups;
}

function nameOf(view: TrustView, ledgerId: string): string {
  return view.ledgerNames.get(ledgerId) ?? ledgerId;
}

/** The numbered checks of a trust account. */
export const trustChecks: readonly TrustCheck[] = [
  {
    number: 'TC1',
    title: 'Every entry moves money the way of its type',
    severity: 'exception',
    find: (view) =>
      view.entries
        .filter((entry) => {
          if (entry.type === 'receipt') return entry.effectCents <= 0;
          if (entry.type === 'reversal' || entry.type === 'transfer') return entry.effectCents === 0;
          return entry.effectCents >= 0;
        })
        .map((entry) => ({
          key: `TC1/${entry.id}`,
          sentence: `A ${entry.type} of ${formatCents(entry.effectCents)} goes the wrong way.`,
          entryIds: [entry.id],
        })),
  },
  {
    number: 'TC2',
    title: 'No ledger is below zero on any day',
    severity: 'exception',
    find: (view) =>
      [...groupByLedger(view.entries)].flatMap(([ledgerId, entries]) => {
        const lowest = lowestBalance(entries);
        if (lowest.day === undefined) return [];
        const sentence = `${nameOf(view, ledgerId)} was ${formatCents(-lowest.cents)} below zero on ${formatLongDay(lowest.day)}.`;
        return [{ key: `TC2/${ledgerId}`, sentence, entryIds: [] }];
      }),
  },
  {
    number: 'TC3',
    title: 'Nothing is paid from money that is not collected',
    severity: 'exception',
    find: (view) =>
      [...groupByLedger(view.entries)].flatMap(([ledgerId, entries]) => {
        const short = entries
          // The bank takes back what it likes: that is a shortage [TC2], and nobody paid it out.
          .filter((entry) => entry.effectCents < 0 && entry.type !== 'returned item')
          .map((entry) => ({ entry, collectedCents: collectedAtEndOf(entries, entry.day) }))
          .filter(({ collectedCents }) => collectedCents < 0);
        const [first] = short;
        if (!first) return [];
        const sentence = `${nameOf(view, ledgerId)} paid out ${formatCents(-first.collectedCents)} more than was collected on ${formatLongDay(first.entry.day)}.`;
        return [{ key: `TC3/${ledgerId}`, sentence, entryIds: short.map(({ entry }) => entry.id) }];
      }),
  },
  {
    number: 'TC4',
    title: 'Each reversal takes back one existing entry, once and whole',
    severity: 'exception',
    find: (view) => {
      const byId = new Map(view.entries.map((entry) => [entry.id, entry]));
      const taken = new Set<string>();
      return view.entries
        .filter((entry) => entry.type === 'reversal' || entry.type === 'returned item')
        .flatMap((entry) => {
          const target = entry.reverses === undefined ? undefined : byId.get(entry.reverses);
          const isSound =
            target !== undefined &&
            target.type !== 'reversal' &&
            target.type !== 'returned item' &&
            target.ledgerId === entry.ledgerId &&
            target.effectCents === -entry.effectCents &&
            !taken.has(target.id);
          if (target) taken.add(target.id);
          if (isSound) return [];
          return [
            { key: `TC4/${entry.id}`, sentence: 'A reversal does not match the entry it names.', entryIds: [entry.id] },
          ];
        });
    },
  },
  {
    number: 'TC5',
    title: 'No check number is used twice',
    severity: 'exception',
    find: (view) => {
      const checks = view.entries.filter((entry) => entry.type !== 'reversal' && entry.checkNumber !== undefined);
      const numbers = checks.map((entry) => entry.checkNumber ?? 0);
      return reviewCheckNumbers(numbers, view.firstCheckNumber).duplicates.map((number) => ({
        key: `TC5/${number}`,
        sentence: `Check ${number} was posted more than once.`,
        entryIds: checks.filter((entry) => entry.checkNumber === number).map((entry) => entry.id),
      }));
    },
  },
  {
    number: 'TC6',
    title: 'No check number is missing',
    severity: 'flag',
    find: (view) => {
      const numbers = view.entries.flatMap((entry) => (entry.type === 'reversal' ? [] : (entry.checkNumber ?? [])));
      const { gaps } = reviewCheckNumbers(numbers, view.firstCheckNumber);
      if (gaps.length === 0) return [];
      const sentence = `Missing check numbers: ${formatCheckRanges(gaps)}. Account for them.`;
      return [{ key: `TC6/${formatCheckRanges(gaps)}`.slice(0, 120), sentence, entryIds: [] }];
    },
  },
  {
    number: 'TC7',
    title: "The firm's own money stays under its ceiling",
    severity: 'exception',
    find: (view) => {
      const own = view.entries.filter((entry) => entry.ledgerId === firmLedgerId).map((entry) => entry.effectCents);
      const over = sumCents([...own, -view.firmFundsCeilingCents]);
      if (over <= 0) return [];
      const sentence = `The firm's own money is ${formatCents(over)} above its ceiling. Take it out.`;
      return [{ key: 'TC7', sentence, entryIds: [] }];
    },
  },
  {
    number: 'TC8',
    title: 'Fee transfers stay within an issued invoice of the matter',
    severity: 'exception',
    find: (view) => {
      const reversed = new Set(view.entries.map((entry) => entry.reverses));
      const byInvoice = new Map<string, JournalEntry[]>();
      for (const entry of view.entries) {
        if (entry.type !== 'fee transfer' || reversed.has(entry.id)) continue;
        const key = entry.invoiceId ?? '';
        byInvoice.set(key, [...(byInvoice.get(key) ?? []), entry]);
      }
      return [...byInvoice].flatMap(([invoiceId, entries]) => {
        const invoice = view.invoices.get(invoiceId);
        const takenCents = -sumCents(entries.map((entry) => entry.effectCents));
        const entryIds = entries.map((entry) => entry.id);
        const key = `TC8/${invoiceId === '' ? (entryIds[0] ?? '') : invoiceId}`;
        if (!invoice) {
          return [
            { key, sentence: `Fees of ${formatCents(takenCents)} were taken without an issued invoice.`, entryIds },
          ];
        }
        if (entries.some((entry) => entry.ledgerId !== invoice.matterId)) {
          return [{ key, sentence: `Invoice ${invoice.number} was paid from another matter's ledger.`, entryIds }];
        }
        if (takenCents <= invoice.totalCents) return [];
        const over = formatCents(sumCents([takenCents, -invoice.totalCents]));
        return [{ key, sentence: `${over} more than invoice ${invoice.number} bills was taken.`, entryIds }];
      });
    },
  },
  {
    number: 'TC9',
    title: 'Nothing is dated into a signed period after the signature',
    severity: 'exception',
    find: (view) =>
      view.signed.flatMap(({ statementOn, lateEntryIds }) =>
        lateEntryIds.map((id) => ({
          key: `TC9/${id}`,
          sentence: `An entry came in after the period up to ${formatLongDay(statementOn)} was signed. Reopen it or explain the entry.`,
          entryIds: [id],
        })),
      ),
  },
  {
    number: 'TC10',
    title: 'Every payee is named, and none is cash',
    severity: 'exception',
    find: (view) =>
      view.entries
        .filter((entry) => entry.type === 'disbursement')
        .filter((entry) => entry.name !== '' && (isForbiddenPayee(entry.name) || entry.instrument === 'cash'))
        .map((entry) => ({
          key: `TC10/${entry.id}`,
          sentence: `${formatCents(-entry.effectCents)} was paid to "${entry.name}" by ${entry.instrument}.`,
          entryIds: [entry.id],
        })),
  },
  {
    number: 'TC11',
    title: 'No check is outstanding for too long',
    severity: 'flag',
    find: (view, pack) => {
      const reversed = new Set(view.entries.map((entry) => entry.reverses));
      return view.entries
        .filter((entry) => entry.checkNumber !== undefined && entry.effectCents < 0)
        .filter((entry) => !view.clearedEntryIds.has(entry.id) && !reversed.has(entry.id))
        .filter((entry) => daysBetween(entry.day, view.today) > pack.staleCheckDays.value)
        .map((entry) => ({
          key: `TC11/${entry.id}`,
          sentence: `Check ${entry.checkNumber ?? ''} of ${formatLongDay(entry.day)} is outstanding for ${daysBetween(entry.day, view.today)} days. Ask the payee.`,
          entryIds: [entry.id],
        }));
    },
  },
  {
    number: 'TC12',
    title: 'Every period is reconciled in time',
    severity: 'flag',
    find: (view, pack) => {
      const [first] = view.entries.map((entry) => entry.day).sort();
      const last =
        view.signed
          .map((one) => one.statementOn)
          .sort()
          .at(-1) ??
        (first && addDays(first, -1));
      if (last === undefined) return [];
      const allowed = 31 * pack.reconcileEveryMonths.value + pack.reconcileWithinDays.value;
      const waited = daysBetween(last, view.today);
      if (waited <= allowed) return [];
      const sentence = `The account is reconciled up to ${formatLongDay(last)}, ${waited} days ago. Reconcile the next statement.`;
      return [{ key: `TC12/${last}`, sentence, entryIds: [] }];
    },
  },
  {
    number: 'TC14',
    title: 'Both sides of a transfer between ledgers are there and equal',
    severity: 'exception',
    find: (view) => {
      const byId = new Map(view.entries.map((entry) => [entry.id, entry]));
      return view.entries
        .filter((entry) => entry.type === 'transfer')
        .filter((entry) => byId.get(entry.counterpart ?? '')?.effectCents !== -entry.effectCents)
        .map((entry) => ({
          key: `TC14/${entry.id}`,
          sentence: `A transfer of ${formatCents(entry.effectCents)} has no other side.`,
          entryIds: [entry.id],
        }));
    },
  },
];

/** Runs every check over an account. Exceptions come first; the order within is that of the numbers. */
export function runTrustChecks(view: TrustView, pack: TrustRulePack): readonly TrustFinding[] {
  const findings = trustChecks.flatMap((check) =>
    check.find(view, pack).map((finding) => ({ ...finding, check: check.number, severity: check.severity })),
  );
  return [
    ...findings.filter((finding) => finding.severity === 'exception'),
    ...findings.filter((finding) => finding.severity === 'flag'),
  ];
}
