import { addDays } from '../../../shared/domain/day.ts';
import { engagedDaysAgo, plan, providerOf, type SampleWorld } from './sample-world.ts';

/** Somebody whom the sample firm pays: its provider, or one of those who work outside Annex. */
export const sampleContractors = ['provider', 'it', 'coach', 'cpa', 'recruiter'] as const;
export type SampleContractor = (typeof sampleContractors)[number];

interface Registered {
  readonly contractorId: string;
  readonly partyId: string;
}

const registered = new WeakMap<SampleWorld, Map<string, Registered>>();

/** The contractor in the register; throws before they are there. */
export function contractorOf(world: SampleWorld, who: SampleContractor): Registered {
  const found = registered.get(world)?.get(who);
  if (found === undefined) throw new Error(`The contractor ${who} is not registered yet.`);
  return found;
}

/** Plans the register of contractors: the provider at the start of its agreement, the others soon after. */
export function planContractors(world: SampleWorld): void {
  registered.set(world, new Map());
  const begun = addDays(world.lastDay, -engagedDaysAgo);
  plan(world, addDays(begun, 3), 9 * 60, () => registerProvider(world));
  for (const contractor of world.words.provider.contractors) {
    plan(world, addDays(begun, 4), 9 * 60, () => registerOther(world, contractor));
  }
}

async function registerProvider(world: SampleWorld): Promise<void> {
  const { providerId, manager, supervisor } = providerOf(world);
  const { id: contractorId } = await world.client.pay.registerContractor({
    commandId: world.id(),
    partyId: providerId,
    entity: 'partnership',
    state: 'OR',
    form: 'W-9',
    signedOn: world.today(),
    taxpayerNumber: '93-5550187',
    termDays: 15,
    interestBasisPoints: 900,
    memberIds: [manager.memberId, supervisor.memberId],
    note: 'Pays its own people, who are also on other firms’ work.',
  });
  registered.get(world)?.set('provider', { contractorId, partyId: providerId });
}

async function registerOther(
  world: SampleWorld,
  contractor: SampleWorld['words']['provider']['contractors'][number],
): Promise<void> {
  const { id, name, kind, address, form, taxpayerNumber, ...rest } = contractor;
  const party = { kind, name, addresses: [address] };
  const { id: partyId } = await world.client.office.recordParty({ commandId: world.id(), party });
  const { id: contractorId } = await world.client.pay.registerContractor({
    commandId: world.id(),
    partyId,
    ...rest,
    form,
    ...(form === 'none' ? {} : { signedOn: world.today() }),
    ...(taxpayerNumber === undefined ? {} : { taxpayerNumber }),
  });
  registered.get(world)?.set(id, { contractorId, partyId });
}
