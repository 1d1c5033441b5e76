import { addDays, daysBetween } from '../../../shared/domain/day.ts';
import { settleInvoice } from './sample-billing.ts';
import type { SampleMatter } from './sample-matters.ts';
import { fillIn } from './sample-words.ts';
import { plan, type SampleWorld, unlessRefused } from './sample-world.ts';

const entriesPerMatter = 101;

/** Plans the time and the expenses of a matter over its months. */
export function planWork(world: SampleWorld, matter: SampleMatter): void {
  const random = matter.random.fork('work');
  const days = Math.max(1, daysBetween(matter.openedOn, matter.endsOn));
  const months = days / 30;
  // Long matters have more work, and some have far more than others.
  const count = Math.round(((entriesPerMatter * months) / 9) * (random.int(50, 150) / 100));
  for (let entry = 0; entry < count; entry += 1) {
    const day = addDays(matter.openedOn, random.int(1, days));
    plan(world, day, random.int(9 * 60, 17 * 60), () => recordTime(world, matter));
  }
  for (let expense = 0; expense < Math.ceil(count / 15); expense += 1) {
    plan(world, addDays(matter.openedOn, random.int(3, days)), random.int(10 * 60, 16 * 60), () =>
      recordExpense(world, matter),
    );
  }
}

async function recordTime(world: SampleWorld, matter: SampleMatter): Promise<void> {
  const { random, fee } = matter;
  const attorneys = world.staff.attorneys;
  const helper = random.int(0, attorneys.length - 1);
  const keeper = attorneys[random.chance(700) ? matter.responsible : helper];
  if (keeper === undefined) return;
  await world.client.billing.recordTime({
    commandId: world.id(),
    matterId: matter.matterId,
    workedOn: world.today(),
    minutes: random.pick([6, 12, 12, 18, 18, 24, 30, 36, 48, 60, 75, 90, 120, 150]),
    narrative: fillIn(random.pick(matter.template.narratives), matter.names),
    billable: fee.kind === 'hourly' && !random.chance(40),
    timekeeperMemberId: keeper.memberId,
    ...(fee.kind === 'hourly' ? { rateCents: keeper.rateCents } : {}),
  });
}

async function recordExpense(world: SampleWorld, matter: SampleMatter): Promise<void> {
  const [expenseCode, description, vendor, low, high] = matter.random.pick(world.words.desk.expenses);
  await world.client.billing.recordExpense({
    commandId: world.id(),
    matterId: matter.matterId,
    incurredOn: world.today(),
    amountCents: matter.random.int(low / 100, high / 100) * 100 + matter.random.pick([0, 0, 25, 50]),
    description,
    vendor,
    expenseCode,
  });
}

/** Plans the end of a matter: the last invoice, what is left in trust back to the client, and the closing. */
export function planClosing(world: SampleWorld, matter: SampleMatter): void {
  const { endsOn } = matter;
  plan(world, addDays(endsOn, 1), 9 * 60, () => recordAgreedFee(world, matter));
  plan(world, addDays(endsOn, 2), 10 * 60, async () => {
    const drafted = await unlessRefused(
      world.client.billing.draftInvoice({
        commandId: world.id(),
        matterId: matter.matterId,
        periodFrom: matter.openedOn,
        periodTo: world.today(),
        note: 'Final invoice',
      }),
    );
    if (drafted !== null) await settleInvoice(world, matter, drafted.id);
  });
  for (const days of [75, 120, 180]) plan(world, addDays(endsOn, days), 16 * 60, () => closeMatter(world, matter));
}

/** The flat fee that was agreed, as one line of the last invoice. */
async function recordAgreedFee(world: SampleWorld, matter: SampleMatter): Promise<void> {
  if (matter.fee.kind !== 'flat') return;
  await world.client.billing.recordTime({
    commandId: world.id(),
    matterId: matter.matterId,
    workedOn: world.today(),
    minutes: 60,
    narrative: 'Flat fee as agreed in the engagement letter',
    timekeeperMemberId: world.staff.attorneys[matter.responsible]?.memberId ?? world.staff.owner,
    rateCents: matter.fee.flatCents,
  });
}

/** Closes the matter where nothing stands against it; otherwise it stays open, as it would. */
async function closeMatter(world: SampleWorld, matter: SampleMatter): Promise<void> {
  const { state } = await world.client.office.getMatter({ matterId: matter.matterId });
  if (state === 'closed') return;
  await unlessRefused(
    world.client.office.closeMatter({
      commandId: world.id(),
      matterId: matter.matterId,
      closedOn: world.today(),
      reason: 'Concluded',
    }),
  );
}
