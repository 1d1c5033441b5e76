import { addDays } from '../../../shared/domain/day.ts';
import type { Random } from './random.ts';
import { planDocuments } from './sample-documents.ts';
import { planTasks } from './sample-office.ts';
import type { SamplePerson } from './sample-people.ts';
import { planTrust } from './sample-trust.ts';
import { fillIn, type MatterTemplate } from './sample-words.ts';
import { planClosing, planWork } from './sample-work.ts';
import { later, plan, type SampleWorld } from './sample-world.ts';

/** A matter that is open, as the steps of its life know it. */
export interface SampleMatter {
  readonly matterId: string;
  readonly clientId: string;
  readonly number: string;
  readonly title: string;
  readonly openedOn: string;
  /** The last day of work. */
  readonly endsOn: string;
  readonly template: MatterTemplate;
  readonly fee: ReturnType<typeof drawFee>;
  /** Place in the list of the firm's attorneys. */
  readonly responsible: number;
  readonly client: SamplePerson;
  readonly adverse: SamplePerson;
  /** Names for texts. */
  readonly names: Readonly<Record<string, string>>;
  readonly random: Random;
}

interface KnownClient {
  readonly clientId: string;
  readonly partyId: string;
  readonly person: SamplePerson;
}

const mattersAtSizeOne = 80;
const clientsReturnPerMille = 380;
const firstMonths = 700;

/**
 * Plans the firm's matters: most come as a call, become a lead, are checked for conflicts and then opened. Each opened one
 * goes into `opened`.
 */
export function planMatters(world: SampleWorld, opened: Map<string, SampleMatter>): void {
  const known: KnownClient[] = [];
  const templates = world.words.matters.flatMap((template) => Array.from({ length: template.share }, () => template));
  const count = Math.max(1, Math.round(mattersAtSizeOne * world.size));
  const random = world.random.fork('matters');
  for (let index = 0; index < count; index += 1) {
    const own = random.fork(String(index));
    const template = own.pick(templates);
    // A fifth of the matters were there when the firm began to use this; no new one in the last weeks.
    const startsOn = addDays(world.firstDay, index * 5 < count ? own.int(0, 25) : own.int(20, firstMonths - 25));
    plan(world, startsOn, own.int(9 * 60, 16 * 60), async () => {
      const returning = known.length > 5 && own.chance(clientsReturnPerMille) ? own.pick(known) : undefined;
      if (returning !== undefined && returning.person.kind === kindOf(template.client)) {
        const adverse = drawPerson(world, template.adverse);
        await openMatter(world, own, template, returning.person, adverse, { clientId: returning.clientId }, opened);
        return;
      }
      await takeCall(world, own, template, known, opened);
    });
  }
}

function kindOf(client: 'person' | 'company'): SamplePerson['kind'] {
  return client === 'person' ? 'person' : 'organisation';
}

function drawPerson(world: SampleWorld, kind: 'person' | 'company'): SamplePerson {
  return kind === 'person' ? world.people.person() : world.people.company();
}

async function takeCall(
  world: SampleWorld,
  random: Random,
  template: MatterTemplate,
  known: KnownClient[],
  matters: Map<string, SampleMatter>,
): Promise<void> {
  const { client: contract } = world;
  const [client, adverse] = [drawPerson(world, template.client), drawPerson(world, template.adverse)];
  const names = namesOf(client, adverse);
  const startedAtMs = world.clock.nowMs();
  const call = await contract.intake.logCall({
    commandId: world.id(),
    startedAtMs: startedAtMs - random.int(3, 12) * 60_000,
    endedAtMs: startedAtMs,
    callerName: client.name,
    callerNumber: client.phone,
    reason: `New matter: ${template.practiceArea.toLowerCase()}`,
    message: fillIn(template.summary, names),
    outcome: 'lead',
  });
  const lead = await contract.intake.openLead({
    commandId: world.id(),
    practiceArea: template.practiceArea,
    summary: fillIn(template.summary, names),
    source: random.pick(world.words.people.sources),
    nextAction: 'Check for conflicts, then book a consultation',
    callId: call.id,
    parties: [
      { ...typed(client), role: 'prospective client' },
      { ...typed(adverse), role: template.adverseRole },
    ],
  });
  const { prospectPartyId } = await contract.intake.getLead({ leadId: lead.id });
  const move = (
    stage: 'contacted' | 'screened' | 'consult booked' | 'consult held' | 'engagement sent' | 'signed and funded',
  ) => contract.intake.moveLead({ commandId: world.id(), leadId: lead.id, stage });
  const day = world.today();
  plan(world, addDays(day, 1), 10 * 60, async () => {
    await contract.intake.returnCall({ commandId: world.id(), callId: call.id, note: 'Consultation offered' });
    await move('contacted');
    await clearConflicts(world, lead.id);
    await move('consult booked');
  });
  plan(world, addDays(day, 4), 15 * 60, async () => {
    await move('consult held');
    await move('engagement sent');
  });
  plan(world, later(world, random, day, 7, 16), 11 * 60, async () => {
    await move('signed and funded');
    const opened = await openMatter(world, random, template, client, adverse, { leadId: lead.id }, matters);
    known.push({ clientId: opened, partyId: prospectPartyId, person: client });
  });
}

function typed(person: SamplePerson) {
  return { name: person.name, kind: person.kind, phone: person.phone, email: person.email };
}

/** Runs the conflict check of a lead and has the attorney decide it, hit by hit. */
export async function clearConflicts(world: SampleWorld, leadId: string): Promise<void> {
  const report = await world.client.intake.runConflictCheck({ commandId: world.id(), leadId });
  await world.client.intake.decideConflict({
    commandId: world.id(),
    conflictId: report.conflictId,
    result: 'clear',
    hits: report.hits.map(({ key }) => ({
      key,
      decision: 'not the same person',
      reason: 'Another person of a like name',
    })),
    reason: report.hits.length === 0 ? 'Nobody of these names is known to the firm.' : 'All hits are other people.',
  });
}

function namesOf(client: SamplePerson, adverse: SamplePerson): Record<string, string> {
  return { client: client.shortName, adverse: adverse.shortName };
}

/** The agreement by the kind of matter; figures in cents. */
function drawFee(template: MatterTemplate, random: Random, rateCents: number) {
  const depositCents = template.fee === 'contingency' ? 0 : random.int(6, 20) * 50_000;
  return {
    kind: template.fee,
    rateCents: template.fee === 'hourly' ? rateCents : 0,
    flatCents: template.fee === 'flat' ? random.int(12, 36) * 10_000 : 0,
    contingencyPercent: template.fee === 'contingency' ? 33 : 0,
    depositCents: template.fee === 'flat' ? 0 : depositCents,
    replenishBelowCents: template.fee === 'hourly' ? Math.round(depositCents / 3 / 100) * 100 : 0,
  };
}

type From = { readonly leadId: string } | { readonly clientId: string };

/** Opens the matter and plans its whole life. Answers the client's id. */
async function openMatter(
  world: SampleWorld,
  random: Random,
  template: MatterTemplate,
  client: SamplePerson,
  adverse: SamplePerson,
  from: From,
  matters: Map<string, SampleMatter>,
): Promise<string> {
  const responsible = random.int(0, world.staff.attorneys.length - 1);
  const attorney = world.staff.attorneys[responsible];
  if (attorney === undefined) throw new Error('The sample firm has no attorney.');
  const fee = drawFee(template, random, attorney.rateCents);
  const names = namesOf(client, adverse);
  const title = fillIn(random.pick(template.titles), names);
  const openedOn = world.today();
  const parties = 'leadId' in from ? [] : [{ partyId: await recordParty(world, adverse), role: template.adverseRole }];
  const opened = await world.client.office.openMatter({
    commandId: world.id(),
    ...from,
    title,
    description: fillIn(template.summary, names),
    practiceArea: template.practiceArea,
    openedOn,
    responsibleMemberId: attorney.memberId,
    fee: { ...fee, signedOn: openedOn },
    parties,
  });
  const [shortest, longest] = template.months;
  const matter: SampleMatter = {
    ...opened,
    title,
    openedOn,
    endsOn: addDays(openedOn, random.int(shortest * 30, longest * 30)),
    template,
    fee,
    responsible,
    client,
    adverse,
    names: { ...names, client: client.shortName, matter: title },
    random,
  };
  matters.set(matter.matterId, matter);
  planTrust(world, matter);
  planWork(world, matter);
  planDocuments(world, matter);
  planTasks(world, matter);
  planClosing(world, matter);
  return opened.clientId;
}

async function recordParty(world: SampleWorld, person: SamplePerson): Promise<string> {
  const { kind, name, phone, email, address, employer } = person;
  const party = { kind, name, phones: [phone], emails: [email], addresses: [address], employer };
  return (await world.client.office.recordParty({ commandId: world.id(), party })).id;
}
