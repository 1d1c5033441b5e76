import { contract } from '../../shared/contract/contract.ts';
import { parseDuration } from '../../shared/domain/billing/duration.ts';
import { parseDay } from '../../shared/domain/calendar/parse-day.ts';
import { parseAmount } from '../../shared/domain/parse-amount.ts';
import type { Decision } from '../../shared/domain/refusal.ts';
import { checkInput } from './check-input.ts';
import type { FirmClient } from './connection.ts';
import type { CsvRecord } from './csv.ts';
import type { ImportKind, ReadLine } from './import.ts';
import { readPages } from './read-pages.ts';

const columnOfField: Readonly<Record<string, string>> = {
  matterId: 'matter',
  workedOn: 'day',
  minutes: 'time',
  timekeeperMemberId: 'timekeeper',
  rateCents: 'rate',
  taskCode: 'task_code',
  activityCode: 'activity_code',
};

/** What an export adds for the reader: taken along, and read by nobody. */
const shownOnly = ['hours_billed', 'amount', 'state', 'client', 'matter_title'];

interface Known {
  readonly today: string;
  readonly matters: ReadonlyMap<string, { matterId: string; isOpen: boolean }>;
  /** Active members by name in lower case; null where two share a name. */
  readonly members: ReadonlyMap<string, string | null>;
}

/** Time worked on each line: matter number, day, time as people type it, narrative. */
export const timeImport: ImportKind = {
  required: ['matter', 'day', 'time', 'narrative'],
  optional: ['timekeeper', 'billable', 'rate', 'task_code', 'activity_code', ...shownOnly],
  prepare: async (client) => {
    const known = await readKnown(client);
    return (record) => readTimeLine(client, known, record);
  },
};

async function readKnown(client: FirmClient): Promise<Known> {
  const { today } = await client.firm.status({});
  const matters = new Map<string, { matterId: string; isOpen: boolean }>();
  for await (const row of readPages((page) => client.office.listMatters({ ...page, state: 'all' }))) {
    matters.set(row.number.toLowerCase(), {
      matterId: row.matterId,
      isOpen: row.state === 'open',
    });
  }
  const members = new Map<string, string | null>();
  for (const { name, memberId, active } of (await client.office.listMembers({})).rows) {
    const key = name.toLowerCase();
    if (active) members.set(key, members.has(key) ? null : memberId);
  }
  return { today, matters, members };
}

function readTimeLine(client: FirmClient, known: Known, { cells }: CsvRecord): ReadLine {
  const problems: { column: string; sentence: string }[] = [];
  const say = (column: string, sentence: string): void => void problems.push({ column, sentence });
  const take = <T>(column: string, decision: Decision<T>): T | undefined => {
    if (decision.ok) return decision.value;
    say(column, decision.refusal.sentence);
    return undefined;
  };
  const cell = (name: string): string => (cells[name] ?? '').trim();

  const matter = known.matters.get(cell('matter').toLowerCase());
  if (matter === undefined) say('matter', `There is no matter with the number "${cell('matter')}".`);
  else if (!matter.isOpen) say('matter', `Matter ${cell('matter')} is closed. Open it again first.`);
  const timekeeper = known.members.get(cell('timekeeper').toLowerCase());
  if (cell('timekeeper') !== '' && timekeeper === undefined)
    say('timekeeper', `Nobody in the firm is called "${cell('timekeeper')}".`);
  if (timekeeper === null) say('timekeeper', `Two people are called "${cell('timekeeper')}". Enter this line by hand.`);
  const billable = readYes(cell('billable'));
  if (billable === undefined) say('billable', 'Write yes or no.');
  const input = {
    matterId: matter?.matterId,
    workedOn: take('day', parseDay(cell('day'), known.today, 'past')),
    minutes: take('time', parseDuration(cell('time'))),
    narrative: cells['narrative'] ?? '',
    billable,
    ...(typeof timekeeper === 'string' ? { timekeeperMemberId: timekeeper } : {}),
    ...(cell('rate') === '' ? {} : { rateCents: take('rate', parseAmount(cell('rate'))) }),
    ...(cell('task_code') === '' ? {} : { taskCode: cell('task_code') }),
    ...(cell('activity_code') === '' ? {} : { activityCode: cell('activity_code') }),
  };
  if (problems.length > 0) return { problems };
  const checked = checkInput(contract.billing.recordTime, input, (field) => columnOfField[field] ?? field);
  if ('problems' in checked) return checked;
  return {
    run: (commandId) => client.billing.recordTime({ ...checked.value, commandId }),
  };
}

function readYes(text: string): boolean | undefined {
  const word = text.toLowerCase();
  if (['', 'yes', 'y', 'true', '1'].includes(word)) return true;
  return ['no', 'n', 'false', '0'].includes(word) ? false : undefined;
}
