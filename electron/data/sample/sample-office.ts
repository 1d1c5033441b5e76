import { isBusinessDay } from '../../../shared/domain/calendar/business-days.ts';
import { addDays, daysBetween } from '../../../shared/domain/day.ts';
import type { SampleMatter } from './sample-matters.ts';
import { clearConflicts } from './sample-matters.ts';
import { fillIn } from './sample-words.ts';
import { later, plan, type SampleWorld } from './sample-world.ts';

const callsPerMille = 800;
const deadLeads = 45;
const liveLeads = 8;

/** Plans what a matter leaves to do; most of it is done in time. */
export function planTasks(world: SampleWorld, matter: SampleMatter): void {
  const random = matter.random.fork('tasks');
  const days = Math.max(2, daysBetween(matter.openedOn, matter.endsOn));
  for (let task = 0; task < 3; task += 1) {
    plan(world, addDays(matter.openedOn, random.int(1, days)), 9 * 60 + task, async () => {
      const [kind, title] = random.pick(world.words.desk.tasks);
      const day = world.today();
      const dueOn = addDays(day, random.int(4, 35));
      const { id } = await world.client.office.addTask({
        commandId: world.id(),
        title: fillIn(title, matter.names),
        kind,
        dueOn,
        urgent: random.chance(120),
        assigneeMemberId: random.pick([
          world.staff.attorneys[matter.responsible]?.memberId ?? '',
          world.staff.receptionist,
        ]),
        matterId: matter.matterId,
      });
      if (random.chance(30)) return;
      plan(world, later(world, random, day, 2, Math.max(3, daysBetween(day, dueOn))), 16 * 60 + 30, async () => {
        await world.client.office.completeTask({ commandId: world.id(), taskId: id, completedOn: world.today() });
      });
    });
  }
}

/** Plans the calls of every working day, and the leads of which nothing comes or which are still on their way. */
export function planReception(world: SampleWorld): void {
  const random = world.random.fork('reception');
  for (let day = world.firstDay; day <= world.lastDay; day = addDays(day, 1)) {
    if (!isBusinessDay(day)) continue;
    const perMille = Math.round(callsPerMille * world.size);
    const calls = Math.floor(perMille / 1000) + (random.chance(perMille % 1000) ? 1 : 0);
    for (let call = 0; call < calls; call += 1) plan(world, day, random.int(9 * 60, 17 * 60), () => takeMessage(world));
  }
  const days = daysBetween(world.firstDay, world.lastDay);
  for (let lead = 0; lead < Math.round(deadLeads * world.size); lead += 1) {
    plan(world, addDays(world.firstDay, random.int(10, days - 30)), random.int(9 * 60, 16 * 60), () =>
      takeLead(world, 'dead'),
    );
  }
  for (let lead = 0; lead < Math.max(1, Math.round(liveLeads * world.size)); lead += 1) {
    plan(world, addDays(world.lastDay, -random.int(3, 18)), random.int(9 * 60, 16 * 60), () =>
      takeLead(world, lead === 0 ? 'against a client' : 'live'),
    );
  }
}

/** The minute of an instant's day where this machine is. */
function minuteOfDay(atMs: number): number {
  const at = new Date(atMs);
  return at.getHours() * 60 + at.getMinutes();
}

async function takeMessage(world: SampleWorld): Promise<void> {
  const { random } = world;
  const caller = world.people.person();
  const [reason, message] = random.pick(world.words.desk.calls);
  const endedAtMs = world.clock.nowMs();
  const outcome = random.pick(['message', 'message', 'message', 'transferred', 'booked', 'spam'] as const);
  const isMessage = outcome === 'message';
  // Once there is a provider its receptionist answers; until then it is the firm's own.
  const { intake } = world.provider?.receptionist.client ?? world.client;
  const { id } = await intake.logCall({
    commandId: world.id(),
    startedAtMs: endedAtMs - random.int(1, 9) * 60_000,
    endedAtMs,
    callerName: caller.name,
    callerNumber: caller.phone,
    reason: outcome === 'spam' ? 'Sales call' : reason,
    message: isMessage ? message : '',
    outcome,
    urgency: isMessage && random.chance(100) ? 'urgent' : 'normal',
    ...(isMessage
      ? { forMemberId: random.pick(world.staff.attorneys).memberId, callbackByMs: endedAtMs + 4 * 3_600_000 }
      : {}),
  });
  if (!isMessage) return;
  const isLate = random.chance(120);
  const day = isLate ? later(world, random, world.today(), 1, 2) : world.today();
  const minute = isLate ? 17 * 60 + 20 : minuteOfDay(endedAtMs) + random.int(15, 220);
  plan(world, day, minute, async () => {
    await world.client.intake.returnCall({ commandId: world.id(), callId: id, note: 'Reached, answered' });
  });
}

/** A client of the firm, as somebody who is angry with them would call them: with an initial in the middle. */
async function nameClient(world: SampleWorld): Promise<string | undefined> {
  const { rows } = await world.client.office.listClients({ limit: 50 });
  const words = rows.map(({ name }) => name.split(' ')).find(({ length }) => length === 2);
  return words?.join(' J. ');
}

async function takeLead(world: SampleWorld, kind: 'dead' | 'live' | 'against a client'): Promise<void> {
  const { random } = world;
  const isDead = kind === 'dead';
  const [practiceArea, summary] = random.pick(world.words.desk.deadLeads);
  const [prospect, other] = [world.people.person(), world.people.person()];
  const typed = ({ name, phone, email }: typeof prospect) => ({ name, phone, email });
  const known = kind === 'against a client' ? await nameClient(world) : undefined;
  const { id: leadId } = await world.client.intake.openLead({
    commandId: world.id(),
    practiceArea,
    summary,
    source: random.pick(world.words.people.sources),
    nextAction: 'Call back',
    nextActionOn: addDays(world.today(), random.int(1, 12)),
    parties: [
      { ...typed(prospect), role: 'prospective client' },
      { ...typed(other), ...(known === undefined ? {} : { name: known }), role: 'adverse' },
    ],
  });
  const move = (
    stage: 'contacted' | 'consult booked' | 'declined' | 'no response' | 'lost' | 'referred out',
    reason = '',
  ) => world.client.intake.moveLead({ commandId: world.id(), leadId, stage, reason });
  plan(world, addDays(world.today(), 1), 11 * 60, async () => {
    await move('contacted');
    if (known === undefined && !random.chance(600)) return;
    // Of the leads that are still alive some checks wait for the attorney.
    if (known !== undefined || (!isDead && random.chance(500))) {
      await world.client.intake.runConflictCheck({ commandId: world.id(), leadId });
      return;
    }
    await clearConflicts(world, leadId);
    if (!isDead) await move('consult booked');
  });
  if (!isDead) return;
  plan(world, later(world, random, world.today(), 3, 20), 15 * 60, async () => {
    const stage = random.pick(['declined', 'no response', 'lost', 'referred out'] as const);
    await move(
      stage,
      stage === 'declined' ? 'Outside what the firm does' : stage === 'lost' ? 'Chose another firm' : '',
    );
  });
}
