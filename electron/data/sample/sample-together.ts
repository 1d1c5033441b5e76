import { addDays } from '../../../shared/domain/day.ts';
import { weekOf } from '../../../shared/domain/provider/workload.ts';
import { monthsBetween, plan, providerOf, type SampleWorld } from './sample-world.ts';

/** Plans figures and scorecards of the last months, meetings, a project that ended, and the forecast both sides plan by. */
export function planTogether(world: SampleWorld): void {
  const { moments } = world.words.provider;
  for (const [kind, daysAgo, title, people] of moments) {
    plan(world, addDays(world.lastDay, -daysAgo), 16 * 60, async () => {
      const { providerId } = providerOf(world);
      const next = kind === 'meeting' && daysAgo < 100 ? { nextOn: addDays(world.lastDay, 9) } : {};
      const on = world.today();
      await world.client.relationship.note({ commandId: world.id(), providerId, kind, on, title, people, ...next });
    });
  }
  for (const month of monthsBetween(addDays(world.lastDay, -125), addDays(world.lastDay, -25))) {
    const next = addDays(month, 32).slice(0, 7);
    plan(world, `${next}-03`, 11 * 60, () => recordMonth(world, month.slice(0, 7)));
    plan(world, `${next}-06`, 16 * 60 + 10, () => issueCard(world, month.slice(0, 7)));
  }
  for (const daysAgo of [84, 70, 56, 42, 28, 14, 4]) {
    plan(world, addDays(world.lastDay, -daysAgo), 9 * 60 + 20, () => shareForecast(world));
  }
  plan(world, addDays(world.lastDay, -30), 15 * 60, () => closeProject(world));
  plan(world, addDays(world.lastDay, -8), 15 * 60 + 30, () => openAction(world));
}

/** What Annex cannot count, from the telephone's report and the packets; and the provider's grades of the firm. */
async function recordMonth(world: SampleWorld, month: string): Promise<void> {
  const random = world.random.fork(`figures ${month}`);
  const { manager, providerId } = providerOf(world);
  const rang = random.int(380, 460);
  const figures = [
    {
      measureId: 'answer-time',
      numerator: Math.round((rang * random.int(860, 930)) / 1000),
      denominator: rang,
      source: 'Report of the telephone',
    },
    { measureId: 'abandoned', numerator: random.int(7, 15), denominator: rang, source: 'Report of the telephone' },
    { measureId: 'exceptions-explained', numerator: 4, denominator: 4, source: 'Reconciliation packets' },
  ];
  for (const figure of figures) {
    await manager.client.scorecard.recordFigure({ commandId: world.id(), providerId, month, ...figure });
  }
  const grades = { briefClarity: random.int(3, 5), responseTime: random.int(3, 4), payment: random.int(4, 5) };
  const note = grades.responseTime === 3 ? 'Questions waited for two days; a name for each matter would help.' : '';
  await manager.client.scorecard.rateFirm({ commandId: world.id(), providerId, month, ...grades, note });
}

async function issueCard(world: SampleWorld, month: string): Promise<void> {
  const { providerId } = providerOf(world);
  const note = 'Looked at together on the telephone.';
  await world.client.scorecard.issue({ commandId: world.id(), providerId, month, note });
}

/** The firm rates accepted work; where it was weak the provider answers with what it changes. */
export async function rateWork(
  world: SampleWorld,
  orderId: string,
  grades: readonly [number, number, number, number, number],
): Promise<void> {
  const { ratingNotes, replies, action } = world.words.provider;
  const [accuracy, completeness, timeliness, format, communication] = grades;
  const isWeak = accuracy < 4;
  await world.client.scorecard.rate({
    commandId: world.id(),
    orderId,
    grades: { accuracy, completeness, timeliness, format, communication },
    tags: isWeak ? ['error in figures', 'late'] : accuracy === 5 ? ['thorough', 'clear questions'] : [],
    note: ratingNotes[isWeak ? 2 : accuracy === 5 ? 0 : 3] ?? '',
  });
  const { manager, providerId } = providerOf(world);
  if (accuracy === 4) return;
  await manager.client.scorecard.reply({ commandId: world.id(), orderId, reply: replies[isWeak ? 0 : 1] ?? '' });
  if (!isWeak) return;
  const dueOn = addDays(world.today(), 10);
  const opened = { commandId: world.id(), providerId, orderId, dueOn, ...action };
  const { id: actionId } = await manager.client.scorecard.openAction(opened);
  plan(world, addDays(world.today(), 7), 10 * 60, async () => {
    const what = 'The export is in use; two months were compared.';
    await manager.client.scorecard.finishAction({ commandId: world.id(), actionId, what });
  });
  plan(world, addDays(world.today(), 9), 10 * 60, async () => {
    const note = 'No difference in the last packet.';
    await world.client.scorecard.verifyAction({ commandId: world.id(), actionId, isEffective: true, note });
  });
}

async function openAction(world: SampleWorld): Promise<void> {
  const { manager, providerId } = providerOf(world);
  const rootCause = 'Scans of poor quality had to be asked for again.';
  const fix = 'Scans at 300 dpi, looked at before they are filed.';
  const dueOn = addDays(world.lastDay, 6);
  await manager.client.scorecard.openAction({ commandId: world.id(), providerId, dueOn, rootCause, fix });
}

/** What the provider can take on, in minutes a week. */
const capacities = [
  ['reception-intake', 900],
  ['document-clerk', 600],
  ['billing-collections', 300],
  ['trust-accounting', 300],
  ['paralegal', 480],
  ['legal-research', 300],
  ['litigation-support', 600],
] as const;

/** The firm shares the forecast, and the provider says what it can take on. */
async function shareForecast(world: SampleWorld): Promise<void> {
  const { manager, providerId } = providerOf(world);
  await world.client.forecast.publish({ commandId: world.id(), providerId });
  if (addDays(world.today(), 10) < world.lastDay) return;
  const monday = weekOf(world.today());
  for (const [serviceLine, minutes] of capacities) {
    const weeks = Array.from({ length: 15 }, (_, week) => ({ weekOn: addDays(monday, 7 * week), minutes }));
    await manager.client.forecast.stateCapacity({ commandId: world.id(), providerId, serviceLine, weeks });
  }
}

async function closeProject(world: SampleWorld): Promise<void> {
  const { providerId, supervisor } = providerOf(world);
  const { rows } = await world.client.relationship.listProjectOrders({ providerId, limit: 200 });
  const orders = rows.filter((row) => row.title.startsWith('Exhibit') && ['invoiced', 'paid'].includes(row.state));
  if (orders.length === 0) return;
  await world.client.relationship.closeProject({
    commandId: world.id(),
    providerId,
    closedOn: world.today(),
    orderIds: orders.map(({ orderId }) => orderId),
    grade: 5,
    accessEndedOn: world.today(),
    title: 'Exhibits for the October hearing',
    delivered: 'Six binders and their index, on paper and as files.',
    lessons: 'Number the exhibits before they are copied.',
    openEnds: [{ text: 'Two exhibits are still with the court', toMemberId: supervisor.memberId }],
  });
}
