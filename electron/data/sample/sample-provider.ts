import { addDays } from '../../../shared/domain/day.ts';
import type { SampleMatter } from './sample-matters.ts';
import { planOrders } from './sample-orders.ts';
import { planPay } from './sample-pay.ts';
import { planSops } from './sample-sops.ts';
import { planTalk } from './sample-talk.ts';
import { planTogether } from './sample-together.ts';
import { engagedDaysAgo, plan, providerOf, type SampleWorld } from './sample-world.ts';

/** Plans everything that the firm and its provider do with each other, from the first day of their agreement on. */
export function planProvider(world: SampleWorld, matters: ReadonlyMap<string, SampleMatter>): void {
  plan(world, addDays(world.lastDay, -engagedDaysAgo), 9 * 60, () => engage(world));
  planAgreement(world);
  planSops(world);
  planOrders(world, matters);
  planPay(world);
  planTogether(world);
  planTalk(world, matters);
}

async function engage(world: SampleWorld): Promise<void> {
  const { company, people } = world.words.provider;
  const { name, address, ...about } = company;
  const party = { kind: 'organisation' as const, name, addresses: [address] };
  const { id: partyId } = await world.client.office.recordParty({ commandId: world.id(), party });
  const engagedOn = world.today();
  const { id: providerId } = await world.client.agreement.engage({
    commandId: world.id(),
    partyId,
    ...about,
    engagedOn,
  });
  const join = async (name: string, role: Parameters<SampleWorld['inviteColleague']>[0]['role']) => {
    const colleague = await world.inviteColleague({ name, role });
    const { memberId } = colleague;
    await world.client.agreement.linkMember({ commandId: world.id(), memberId, providerId });
    return colleague;
  };
  world.provider = {
    providerId,
    manager: await join(people.manager, 'provider-manager'),
    receptionist: await join(people.receptionist, 'provider-receptionist'),
    bookkeeper: await join(people.bookkeeper, 'provider-trust-bookkeeper'),
    clerk: await join(people.clerk, 'provider-clerk'),
    supervisor: await join(people.supervisor, 'provider-supervisor'),
  };
}

/** Three versions: the first, the one in force with higher prices, and one that the provider has just proposed. */
function planAgreement(world: SampleWorld): void {
  const day = (daysAgo: number) => addDays(world.lastDay, -daysAgo);
  const first = { startsOn: day(engagedDaysAgo - 8), endsOn: day(76), renewsOn: day(76), perMille: 920 };
  const second = { startsOn: day(75), renewsOn: day(-21), endsOn: day(-290), perMille: 1000 };
  const third = { startsOn: day(-45), endsOn: day(-410), renewsOn: day(-380), perMille: 1040 };
  plan(world, day(engagedDaysAgo - 1), 11 * 60, () => agree(world, first));
  plan(world, day(engagedDaysAgo - 2), 11 * 60, () => recordClauses(world));
  plan(world, day(83), 11 * 60, () => agree(world, second));
  plan(world, day(3), 11 * 60, async () => {
    await propose(world, third, 'Prices for next year, and coaching by the session.');
  });
}

interface SampleTerms {
  readonly startsOn: string;
  readonly endsOn: string;
  readonly renewsOn: string;
  /** Prices as a share of those of the list. */
  readonly perMille: number;
}

async function propose(world: SampleWorld, terms: SampleTerms, note = ''): Promise<string> {
  const { title, scope, goals, serviceLines, targets, rates } = world.words.provider.agreement;
  const { providerId, manager } = providerOf(world);
  const { perMille, ...days } = terms;
  const { id } = await manager.client.agreement.propose({
    commandId: world.id(),
    providerId,
    ...days,
    title,
    scope,
    goals,
    note,
    serviceLines,
    targets: targets.map(([measureId, limit, targetPerMille, weight]) => ({
      measureId,
      limit,
      targetPerMille,
      weight,
    })),
    rates: rates.map(([serviceLine, basis, cents]) => ({
      serviceLine,
      basis,
      rateCents: Math.round((cents * perMille) / 1000),
      from: days.startsOn,
    })),
  });
  return id;
}

async function agree(world: SampleWorld, terms: SampleTerms): Promise<void> {
  const versionId = await propose(world, terms);
  const agreed = { versionId, answer: 'agree' as const };
  await providerOf(world).manager.client.agreement.answer({ commandId: world.id(), ...agreed });
  await world.client.agreement.answer({ commandId: world.id(), ...agreed });
}

async function recordClauses(world: SampleWorld): Promise<void> {
  const { present, absent } = world.words.provider.clauses;
  const { providerId } = providerOf(world);
  const datedOn = world.today();
  for (const clauseId of [...present, ...absent]) {
    const isPresent = present.includes(clauseId);
    await world.client.agreement.recordClause({
      commandId: world.id(),
      providerId,
      clauseId,
      isPresent,
      ...(isPresent ? { datedOn } : { note: 'Left out on purpose; looked at again with the renewal.' }),
      ...(clauseId === 'insurance' ? { renewsOn: addDays(world.lastDay, 18), note: 'Certificate each year' } : {}),
    });
  }
}
