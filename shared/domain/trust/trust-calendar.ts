import { addDays, type Day, endOfMonth, formatLongDay } from '../day.ts';
import { type Cents, formatCents } from '../money.ts';
import { formatMonth } from './coverage.ts';
import type { TrustRulePack } from './rule-pack.ts';

/** A dated duty of the trust calendar. `key` is the same whenever it is planned again. */
export interface PlannedDuty {
  readonly key: string;
  readonly title: string;
  readonly note: string;
  readonly dueOn: Day;
  readonly matterId?: string | undefined;
}

export interface CalendarFacts {
  readonly year: number;
  readonly today: Day;
  readonly accounts: readonly {
    readonly accountId: string;
    readonly name: string;
    readonly openedOn: Day;
    readonly lockedThrough?: Day | undefined;
    /** True where the bank was told who answers for the account. */
    readonly hasLicensee?: boolean | undefined;
  }[];
  /** Money received for clients whose notice may still be due. */
  readonly receipts: readonly {
    readonly entryId: string;
    readonly matterId: string;
    readonly day: Day;
    readonly amountCents: Cents;
    readonly ledgerName: string;
  }[];
}

/**
 * A year's dated duties of the rule pack [TR32]: reconciliations of each account, notices of receipts, accountings to
 * clients, certifications and the review of what need not be kept. Only what falls due today or later in the year.
 */
export function planTrustCalendar(pack: TrustRulePack, facts: CalendarFacts): readonly PlannedDuty[] {
  const duties = [
    ...planReconciliations(pack, facts),
    ...planNotices(pack, facts),
    ...planAccountings(pack, facts),
    ...planCertifications(pack, facts),
    ...planRetention(pack, facts),
    ...planLicensees(pack, facts),
  ];
  return duties.filter((duty) => duty.dueOn >= facts.today && duty.dueOn.startsWith(`${facts.year}-`));
}

/** The ends of the periods of so many months, from the year before to the end of the year. */
function periodEnds(year: number, everyMonths: number): Day[] {
  const ends: Day[] = [];
  for (const each of [year - 1, year]) {
    for (let month = everyMonths; month <= 12; month += everyMonths) {
      ends.push(endOfMonth(`${each}-${String(month).padStart(2, '0')}-01`));
    }
  }
  return ends;
}

function planReconciliations(pack: TrustRulePack, { year, accounts }: CalendarFacts): PlannedDuty[] {
  const ends = periodEnds(year, pack.reconcileEveryMonths.value);
  return accounts.flatMap((account) =>
    ends
      .filter(
        (end) => end >= account.openedOn && !(account.lockedThrough !== undefined && account.lockedThrough >= end),
      )
      .map((end) => ({
        key: `reconcile/${account.accountId}/${end}`,
        title: `Reconcile ${account.name} up to ${formatMonth(end.slice(0, 7))}`,
        note: pack.reconcileEveryMonths.citation,
        dueOn: addDays(end, pack.reconcileWithinDays.value),
      })),
  );
}

function planNotices(pack: TrustRulePack, { receipts }: CalendarFacts): PlannedDuty[] {
  return receipts.map((receipt) => ({
    key: `notice/${receipt.entryId}`,
    title: `Tell the client of ${formatCents(receipt.amountCents)} received for ${receipt.ledgerName}`,
    note: `Received on ${formatLongDay(receipt.day)}. ${pack.receiptNoticeDays.citation}`,
    dueOn: addDays(receipt.day, pack.receiptNoticeDays.value),
    matterId: receipt.matterId,
  }));
}

function planAccountings(pack: TrustRulePack, { year, accounts }: CalendarFacts): PlannedDuty[] {
  const everyMonths = pack.accountingEveryMonths.value;
  const ends = 12 % everyMonths === 0 ? periodEnds(year, everyMonths) : [`${year}-12-31`];
  return accounts.length === 0
    ? []
    : ends.map((end) => ({
        key: `accounting/${end}`,
        title: 'Account to every client whose money is held',
        note: pack.accountingEveryMonths.citation,
        dueOn: end,
      }));
}

function planCertifications(pack: TrustRulePack, { year }: CalendarFacts): PlannedDuty[] {
  return pack.certifications.map((certification, place) => {
    const dueOn = `${year}-${certification.due.value}`;
    const every = certification.everyYears === 1 ? '' : ` Every ${certification.everyYears} years; skip it in between.`;
    return {
      key: `certification/${pack.state}/${place}/${year}`,
      title: certification.name,
      note: `${certification.citation}.${every}`,
      // February 29 is asked for on the 28th of other years.
      dueOn: dueOn.endsWith('02-29') ? endOfMonth(`${year}-02-01`) : dueOn,
    };
  });
}

/** Somebody answers for each account where the state asks for it: the bank is told within the days of the pack. */
function planLicensees(pack: TrustRulePack, { accounts, today }: CalendarFacts): PlannedDuty[] {
  const days = pack.licenseeNoticeDays.value;
  if (days === 0) return [];
  return accounts
    .filter((account) => account.hasLicensee !== true)
    .map((account) => {
      const dueOn = addDays(account.openedOn, days);
      return {
        key: `licensee/${account.accountId}`,
        title: `Tell the bank who answers for ${account.name}`,
        note: pack.licenseeNoticeDays.citation,
        dueOn: dueOn < today ? today : dueOn,
      };
    });
}

function planRetention(pack: TrustRulePack, { year }: CalendarFacts): PlannedDuty[] {
  const years = pack.retentionYears.value;
  return [
    {
      key: `retention/${year}`,
      title: `Keep trust records of matters that ended in ${year - years} or later; review older ones`,
      note: `Kept for ${years} years. ${pack.retentionYears.citation}`,
      dueOn: `${year}-12-31`,
    },
  ];
}
