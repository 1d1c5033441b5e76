import { addDays } from '../../../shared/domain/day.ts';
import { engagedDaysAgo, plan, providerOf, type SampleColleague, type SampleWorld } from './sample-world.ts';

type Sop = SampleWorld['words']['provider']['sops'][number];
interface WrittenSop {
  readonly sopId: string;
  /** The version in force. */
  versionId: string;
  readonly sop: Sop;
}

const written = new WeakMap<SampleWorld, Map<string, WrittenSop>>();

/** An SOP that was written, by its id in the vocabulary. */
export function sopOf(world: SampleWorld, id: string): WrittenSop {
  const found = written.get(world)?.get(id);
  if (found === undefined) throw new Error(`The SOP ${id} is not written yet.`);
  return found;
}

/** Plans the SOPs: written, approved and read at the start; one changed of late, and one change waiting for the firm. */
export function planSops(world: SampleWorld): void {
  const { sopChange, sopProposal, sops } = world.words.provider;
  written.set(world, new Map());
  const begun = addDays(world.lastDay, -engagedDaysAgo);
  for (const sop of sops) plan(world, addDays(begun, 2), 13 * 60, () => writeSop(world, sop));
  plan(world, addDays(world.lastDay, -100), 13 * 60, () => reviewSops(world));
  plan(world, addDays(world.lastDay, -6), 13 * 60, async () => {
    const version = await proposeChange(world, sopChange);
    await approve(world, version, addDays(world.today(), 364));
    await acknowledge(world, version, [providerOf(world).manager, providerOf(world).supervisor]);
  });
  plan(world, addDays(world.lastDay, -1), 14 * 60, async () => {
    await proposeChange(world, sopProposal);
  });
}

function peopleOf(world: SampleWorld, sop: Sop): SampleColleague[] {
  const { manager, receptionist, bookkeeper, clerk, supervisor } = providerOf(world);
  const byRole = {
    'provider-manager': manager,
    'provider-receptionist': receptionist,
    'provider-trust-bookkeeper': bookkeeper,
    'provider-clerk': clerk,
    'provider-supervisor': supervisor,
  };
  return Object.entries(byRole).flatMap(([role, person]) => (sop.roles.some((name) => name === role) ? [person] : []));
}

async function writeSop(world: SampleWorld, sop: Sop): Promise<void> {
  const { serviceLine, roles, content } = sop;
  const { supervisor } = providerOf(world);
  const proposed = await supervisor.client.sops.proposeSop({ commandId: world.id(), serviceLine, roles, content });
  const version = { sopId: proposed.id, versionId: proposed.versionId, sop };
  written.get(world)?.set(sop.id, version);
  await approve(world, version, addDays(world.today(), 364));
  await acknowledge(world, version, peopleOf(world, sop));
}

async function approve(world: SampleWorld, { sopId, versionId }: WrittenSop, reviewBy: string): Promise<void> {
  const effectiveOn = world.today();
  await world.client.sops.approveSop({ commandId: world.id(), sopId, versionId, effectiveOn, reviewBy });
}

async function acknowledge(world: SampleWorld, written: WrittenSop, people: readonly SampleColleague[]): Promise<void> {
  const { sopId, versionId, sop } = written;
  const answers = sop.content.quiz.map(({ answer }) => answer);
  for (const { client } of people) {
    await client.sops.acknowledgeSop({ commandId: world.id(), sopId, versionId, answers });
  }
}

/** Looked at once a year; for one of them the next look is near. */
async function reviewSops(world: SampleWorld): Promise<void> {
  for (const [id, { sopId }] of written.get(world) ?? []) {
    const reviewBy = id === 'bank' ? addDays(world.lastDay, 12) : addDays(world.today(), 350);
    await world.client.sops.reviewSop({ commandId: world.id(), sopId, reviewBy, note: 'Read with the provider' });
  }
}

async function proposeChange(
  world: SampleWorld,
  change: SampleWorld['words']['provider']['sopChange'],
): Promise<WrittenSop> {
  const known = sopOf(world, change.id);
  const { serviceLine, roles, content } = known.sop;
  const steps = [...content.steps, change.step];
  const { versionId } = await providerOf(world).supervisor.client.sops.proposeSop({
    commandId: world.id(),
    sopId: known.sopId,
    serviceLine,
    roles,
    content: { ...content, steps },
    changes: change.changes,
  });
  return { ...known, versionId };
}
