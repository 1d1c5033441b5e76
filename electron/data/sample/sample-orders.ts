import { Temporal } from 'temporal-polyfill';
import { addBusinessDays } from '../../../shared/domain/calendar/business-days.ts';
import { addDays } from '../../../shared/domain/day.ts';
import { listServiceLines } from '../procedures/service-lines.ts';
import { contractorOf, type SampleContractor } from './sample-contractors.ts';
import type { SampleMatter } from './sample-matters.ts';
import { sopOf } from './sample-sops.ts';
import { rateWork } from './sample-together.ts';
import {
  engagedDaysAgo,
  monthsBetween,
  plan,
  providerOf,
  type SampleClient,
  type SampleWorld,
} from './sample-world.ts';

type Worker = 'manager' | 'receptionist' | 'bookkeeper' | 'clerk' | 'supervisor';
type Template = ReturnType<typeof listServiceLines>[number]['templates'][number];

/** An order of the sample firm: of which template, whose it is, how far it gets. */
interface SampleOrder {
  readonly line: string;
  readonly template: string;
  readonly to: Worker | Exclude<SampleContractor, 'provider'>;
  readonly until:
    | 'draft'
    | 'offered'
    | 'declined'
    | 'cancelled'
    | 'accepted'
    | 'in progress'
    | 'waiting'
    | 'delivered'
    | 'in review'
    | 'rework'
    | 'done';
  /** Cents a unit where the agreement has no price. */
  readonly rateCents?: number;
  readonly onMatter?: boolean;
  readonly sop?: string;
  /** Grades from 1 to 5, in the order of the rating; absent where nobody rated it. */
  readonly grades?: readonly [number, number, number, number, number];
  readonly isLate?: boolean;
  /** False where no invoice has come for it. */
  readonly isInvoiced?: boolean;
  readonly wasReturned?: boolean;
}

/** Work that was accepted and waits for an invoice. */
export interface DoneOrder {
  readonly orderId: string;
  readonly title: string;
  readonly acceptedOn: string;
  readonly hundredths: number;
  readonly rateCents: number;
  readonly isFixed: boolean;
  readonly isClientCost: boolean;
}

/** An order and how many days before the last one it was given. */
const recent: readonly (SampleOrder & { readonly daysAgo: number })[] = [
  { daysAgo: 130, line: 'it-consulting', template: 'security-review', to: 'it', until: 'done', rateCents: 95_000 },
  { daysAgo: 96, line: 'coaching', template: 'workflow-review', to: 'coach', until: 'done', rateCents: 160_000 },
  { daysAgo: 88, line: 'cpa', template: 'year-end-package', to: 'cpa', until: 'done', rateCents: 240_000 },
  {
    daysAgo: 68,
    line: 'litigation-support',
    template: 'exhibit-binder',
    to: 'clerk',
    until: 'done',
    onMatter: true,
    sop: 'mail',
    grades: [5, 5, 4, 5, 5],
  },
  {
    daysAgo: 60,
    line: 'legal-research',
    template: 'public-records',
    to: 'supervisor',
    until: 'done',
    onMatter: true,
    grades: [4, 4, 5, 4, 4],
  },
  {
    daysAgo: 52,
    line: 'legal-research',
    template: 'research-memo',
    to: 'supervisor',
    until: 'done',
    onMatter: true,
    grades: [5, 4, 5, 5, 5],
  },
  {
    daysAgo: 47,
    line: 'paralegal',
    template: 'draft-pleading',
    to: 'supervisor',
    until: 'done',
    onMatter: true,
    grades: [3, 4, 3, 4, 4],
    isLate: true,
    wasReturned: true,
  },
  { daysAgo: 40, line: 'legal-research', template: 'public-records', to: 'supervisor', until: 'done', onMatter: true },
  {
    daysAgo: 36,
    line: 'litigation-support',
    template: 'chronology',
    to: 'supervisor',
    until: 'cancelled',
    onMatter: true,
  },
  {
    daysAgo: 35,
    line: 'compliance',
    template: 'supervision-file',
    to: 'supervisor',
    until: 'done',
    grades: [5, 5, 5, 4, 5],
  },
  { daysAgo: 24, line: 'it-consulting', template: 'migration', to: 'it', until: 'in progress', rateCents: 380_000 },
  { daysAgo: 21, line: 'recruiting', template: 'background-check', to: 'recruiter', until: 'done', rateCents: 18_000 },
  { daysAgo: 20, line: 'paralegal', template: 'draft-pleading', to: 'supervisor', until: 'done', onMatter: true },
  {
    daysAgo: 20,
    line: 'litigation-support',
    template: 'chronology',
    to: 'supervisor',
    until: 'rework',
    onMatter: true,
  },
  { daysAgo: 12, line: 'paralegal', template: 'draft-pleading', to: 'supervisor', until: 'done', onMatter: true },
  {
    daysAgo: 16,
    line: 'paralegal',
    template: 'deadline-calendar',
    to: 'supervisor',
    until: 'done',
    onMatter: true,
    isInvoiced: false,
  },
  {
    daysAgo: 9,
    line: 'legal-research',
    template: 'research-memo',
    to: 'supervisor',
    until: 'declined',
    onMatter: true,
  },
  { daysAgo: 12, line: 'paralegal', template: 'draft-pleading', to: 'supervisor', until: 'in review', onMatter: true },
  {
    daysAgo: 14,
    line: 'legal-research',
    template: 'research-memo',
    to: 'supervisor',
    until: 'delivered',
    onMatter: true,
  },
  { daysAgo: 6, line: 'document-clerk', template: 'file-closing', to: 'clerk', until: 'waiting', onMatter: true },
  {
    daysAgo: 3,
    line: 'compliance',
    template: 'policy-review',
    to: 'supervisor',
    until: 'in progress',
    rateCents: 6_800,
  },
  {
    daysAgo: 2,
    line: 'litigation-support',
    template: 'exhibit-binder',
    to: 'clerk',
    until: 'accepted',
    onMatter: true,
    sop: 'mail',
  },
  { daysAgo: 2, line: 'marketing', template: 'referral-report', to: 'manager', until: 'offered', rateCents: 24_000 },
  {
    daysAgo: 1,
    line: 'recruiting',
    template: 'candidate-shortlist',
    to: 'recruiter',
    until: 'offered',
    rateCents: 120_000,
  },
  { daysAgo: 1, line: 'cpa', template: 'payee-forms', to: 'cpa', until: 'draft', rateCents: 1_200 },
];

const accepted = new WeakMap<SampleWorld, Map<string, DoneOrder[]>>();

/** Work of a contractor that was accepted before a day and not taken for an invoice yet; it is now. */
export function takeAccepted(world: SampleWorld, who: SampleContractor, before: string): DoneOrder[] {
  const all = accepted.get(world)?.get(who) ?? [];
  const taken = all.filter((order) => order.acceptedOn < before);
  accepted.get(world)?.set(
    who,
    all.filter((order) => order.acceptedOn >= before),
  );
  return taken;
}

/** Plans the work that the firm orders: what comes again every month, and single pieces of the last months in every state. */
export function planOrders(world: SampleWorld, matters: ReadonlyMap<string, SampleMatter>): void {
  accepted.set(world, new Map());
  const begun = addDays(world.lastDay, -engagedDaysAgo + 12);
  for (const month of monthsBetween(begun, world.lastDay)) {
    if (month < begun) continue;
    const again = (dayOfMonth: number, order: SampleOrder) =>
      plan(world, addDays(month, dayOfMonth - 1), 9 * 60 + 40, () => giveOrder(world, matters, order));
    again(1, { line: 'billing-collections', template: 'month-pre-bills', to: 'supervisor', until: 'done' });
    again(2, {
      line: 'trust-accounting',
      template: 'three-way-reconciliation',
      to: 'bookkeeper',
      until: 'done',
      sop: 'bank',
    });
    again(10, { line: 'document-clerk', template: 'filing-batch', to: 'clerk', until: 'done', sop: 'mail' });
  }
  for (const { daysAgo, ...order } of recent) {
    plan(world, addDays(world.lastDay, -daysAgo), 9 * 60 + 30, () => giveOrder(world, matters, order));
  }
}

/** The order on its way: whose steps are taken by whom. */
interface Given {
  readonly world: SampleWorld;
  readonly order: SampleOrder;
  readonly template: Template;
  readonly orderId: string;
  readonly rateCents: number;
  readonly dueOn: string;
  readonly matterId: string | undefined;
  /** The contract as whoever does the work calls it; the firm's own where they work outside Annex. */
  readonly doing: SampleClient;
}

function isOurs(to: SampleOrder['to']): to is Worker {
  return ['manager', 'receptionist', 'bookkeeper', 'clerk', 'supervisor'].includes(to);
}

function findMatter(world: SampleWorld, matters: ReadonlyMap<string, SampleMatter>): SampleMatter | undefined {
  const open = [...matters.values()].filter((matter) => matter.endsOn > addDays(world.today(), 20));
  return open.length === 0 ? undefined : open[world.random.fork(world.today()).int(0, open.length - 1)];
}

async function giveOrder(
  world: SampleWorld,
  matters: ReadonlyMap<string, SampleMatter>,
  order: SampleOrder,
): Promise<void> {
  const { to } = order;
  const template = listServiceLines()
    .find((line) => line.id === order.line)
    ?.templates.find((one) => one.id === order.template);
  if (template === undefined) throw new Error(`No template ${order.template} of ${order.line}.`);
  const { id: templateId, dueInDays, basis, ...terms } = template;
  const { providerId } = providerOf(world);
  const wanted = { providerId, serviceLine: order.line, day: world.today(), basis };
  const { rate } = await world.client.agreement.rateOn(wanted);
  const rateCents = order.rateCents ?? rate?.rateCents ?? 0;
  const matterId = order.onMatter === true ? findMatter(world, matters)?.matterId : undefined;
  const dueOn = addBusinessDays(world.today(), dueInDays);
  const most = basis === 'fixed' ? rateCents : Math.ceil((rateCents * terms.estimatedHundredths * 12) / 1000);
  const { id: orderId } = await world.client.work.draftOrder({
    commandId: world.id(),
    ...terms,
    ...(matterId === undefined ? {} : { matterId }),
    serviceLine: order.line,
    templateId,
    dueLocal: `${dueOn}T17:00`,
    dueZone: Temporal.Now.timeZoneId(),
    sopVersionIds: order.sop === undefined ? [] : [sopOf(world, order.sop).versionId],
    price: { basis, rateCents, capCents: most },
  });
  if (order.until === 'draft') return;
  const offeree = isOurs(to)
    ? { toMemberId: providerOf(world)[to].memberId, answerByMs: world.clock.nowMs() + 24 * 3_600_000 }
    : { providerPartyId: contractorOf(world, to).partyId };
  await world.client.work.offerOrder({ commandId: world.id(), orderId, ...offeree });
  if (order.until === 'offered') return;
  const doing = isOurs(to) ? providerOf(world)[to].client : world.client;
  const given: Given = { world, order, template, orderId, rateCents, dueOn, matterId, doing };
  plan(world, world.today(), 10 * 60 + 15, () => answer(given));
}

async function answer(given: Given): Promise<void> {
  const { world, order, orderId, doing } = given;
  const command = () => ({ commandId: world.id(), orderId });
  if (order.until === 'declined') {
    const note = 'Both of our researchers are on a trial until the end of the month.';
    await doing.work.declineOrder({ ...command(), reason: 'capacity', note });
    return;
  }
  await doing.work.acceptOrder({ ...command(), note: isOurs(order.to) ? '' : 'By telephone' });
  if (order.until === 'accepted') return;
  plan(world, addBusinessDays(world.today(), 1), 9 * 60 + 5, () => start(given));
}

async function start(given: Given): Promise<void> {
  const { world, order, orderId, doing, dueOn } = given;
  const command = () => ({ commandId: world.id(), orderId });
  await doing.work.startOrder(command());
  if (order.until === 'cancelled') {
    plan(world, addBusinessDays(world.today(), 2), 11 * 60, async () => {
      await world.client.work.cancelOrder({ ...command(), reason: 'The parties have settled.' });
    });
    return;
  }
  if (order.until === 'waiting') {
    await doing.work.stopClock({ ...command(), question: 'Which folder do the medical bills go to?' });
    return;
  }
  if (order.until === 'in progress') {
    const { checklist } = await doing.work.getOrder({ orderId });
    const [item] = checklist;
    if (item !== undefined) await doing.work.checkItem({ ...command(), itemId: item.itemId, done: true });
    return;
  }
  const handedIn = order.isLate === true ? addBusinessDays(dueOn, 1) : addBusinessDays(dueOn, -1);
  plan(world, handedIn <= world.today() ? dueOn : handedIn, 11 * 60, () => deliver(given));
}

/** As much as was estimated, or a little less: in whole quarters of a unit. */
function worked(given: Given): number {
  const { template, world } = given;
  if (template.basis === 'fixed') return template.estimatedHundredths;
  const percent = world.random.fork(`${given.order.template}${world.today()}`).int(78, 108);
  return Math.round((template.estimatedHundredths * percent) / 100 / 25) * 25;
}

async function deliver(given: Given, isAgain = false): Promise<void> {
  const { world, order, orderId, doing, matterId } = given;
  const command = () => ({ commandId: world.id(), orderId });
  if (order.grades !== undefined && !isAgain) {
    const { checklist } = await doing.work.getOrder({ orderId });
    for (const { itemId } of checklist) await doing.work.checkItem({ ...command(), itemId, done: true });
  }
  const found = matterId === undefined ? [] : (await world.client.documents.listDocuments({ matterId, limit: 2 })).rows;
  await doing.work.deliverWork({
    ...command(),
    hundredths: worked(given),
    documentIds: found.map(({ documentId }) => documentId),
    note: world.random.fork(`${world.today()}${order.template}`).pick(world.words.provider.delivered),
    sources: order.line === 'legal-research' ? 'Annotated code and the state digest, read to the day before.' : '',
  });
  if (order.until !== 'delivered') {
    plan(world, addBusinessDays(world.today(), isAgain ? 1 : 2), 10 * 60, () => review(given, isAgain));
  }
}

async function review(given: Given, isAgain: boolean): Promise<void> {
  const { world, order, orderId } = given;
  const command = () => ({ commandId: world.id(), orderId });
  const { work } = world.client;
  const { lastDeliveryId, deliveredHundredths, title, billingMode } = await work.getOrder({ orderId });
  const delivery = { ...command(), deliveryId: lastDeliveryId ?? '' };
  if (order.until === 'in review') {
    await work.startReview(command());
    return;
  }
  if (order.until === 'rework' || (order.wasReturned === true && !isAgain)) {
    const note = 'The dates on page two are those of the draft order. Take them from the signed one.';
    await work.returnWork({ ...delivery, reason: 'inaccurate', note });
    if (order.until !== 'rework') plan(world, addBusinessDays(world.today(), 1), 11 * 60, () => deliver(given, true));
    return;
  }
  const hundredths = deliveredHundredths ?? 0;
  await work.acceptWork({ ...delivery, hundredths, reviewMinutes: world.random.fork(world.today()).int(5, 35) });
  const who = isOurs(order.to) ? 'provider' : order.to;
  const done = accepted.get(world);
  const isFixed = given.template.basis === 'fixed';
  const isClientCost = billingMode === 'client cost';
  const { rateCents } = given;
  const one = { orderId, title, acceptedOn: world.today(), hundredths, rateCents, isFixed, isClientCost };
  if (order.isInvoiced !== false) done?.set(who, [...(done.get(who) ?? []), one]);
  if (order.grades !== undefined) await rateWork(world, orderId, order.grades);
}
