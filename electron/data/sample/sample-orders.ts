import { addBusinessDays } from '../../../shared/domain/calendar/business-days.ts';
import { addDays } from '../../../shared/domain/day.ts';
import { listServiceLines } from '../procedures/service-lines.ts';
import { plan, type SampleWorld } from './sample-world.ts';

/** How far an order of the sample firm gets, and how many days before the last day it was given. */
interface SampleOrder {
  readonly line: string;
  readonly daysAgo: number;
  readonly until: 'offered' | 'waiting' | 'delivered' | 'paid';
  readonly rateCents: number;
}

const orders: readonly SampleOrder[] = [
  { line: 'trust-accounting', daysAgo: 40, until: 'paid', rateCents: 45_000 },
  { line: 'it-consulting', daysAgo: 30, until: 'paid', rateCents: 95_000 },
  { line: 'legal-research', daysAgo: 6, until: 'delivered', rateCents: 7_500 },
  { line: 'document-clerk', daysAgo: 3, until: 'waiting', rateCents: 85 },
  { line: 'marketing', daysAgo: 2, until: 'offered', rateCents: 60_000 },
  { line: 'recruiting', daysAgo: 1, until: 'offered', rateCents: 120_000 },
];

/** Plans work that the firm orders from a provider who works outside Annex, and an SOP that it goes by. */
export function planOrders(world: SampleWorld): void {
  let providerPartyId = '';
  plan(world, addDays(world.lastDay, -60), 10 * 60, async () => {
    const party = { kind: 'organisation' as const, name: 'Riverbend Legal Support, LLC' };
    providerPartyId = (await world.client.office.recordParty({ commandId: world.id(), party })).id;
  });
  plan(world, addDays(world.lastDay, -50), 10 * 60, () => writeSop(world));
  for (const order of orders) {
    plan(world, addDays(world.lastDay, -order.daysAgo), 9 * 60 + 30, () => giveOrder(world, order, providerPartyId));
  }
}

async function giveOrder(world: SampleWorld, order: SampleOrder, providerPartyId: string): Promise<void> {
  const { work } = world.client;
  const command = () => ({ commandId: world.id() });
  const template = listServiceLines().find((line) => line.id === order.line)?.templates[0];
  if (template === undefined) throw new Error(`No template of ${order.line}.`);
  const { id: templateId, dueInDays, basis, ...terms } = template;
  const { id: orderId } = await work.draftOrder({
    ...command(),
    ...terms,
    serviceLine: order.line,
    templateId,
    dueLocal: `${addBusinessDays(world.lastDay, dueInDays)}T17:00`,
    dueZone: 'America/Los_Angeles',
    price: { basis, rateCents: order.rateCents, capCents: order.rateCents * 600 },
  });
  await work.offerOrder({ ...command(), orderId, providerPartyId });
  if (order.until === 'offered') return;
  await work.acceptOrder({ ...command(), orderId, note: 'By telephone' });
  await work.startOrder({ ...command(), orderId });
  if (order.until === 'waiting') {
    await work.stopClock({ ...command(), orderId, question: 'Which folder do the medical bills go to?' });
    return;
  }
  const hundredths = terms.estimatedHundredths;
  await work.deliverWork({ ...command(), orderId, hundredths, note: 'Complete, with a list of open questions.' });
  if (order.until === 'delivered') return;
  const { lastDeliveryId } = await work.getOrder({ orderId });
  const accepted = { orderId, deliveryId: lastDeliveryId ?? '', hundredths, reviewMinutes: 15 };
  await work.acceptWork({ ...command(), ...accepted });
  await work.markInvoiced({ ...command(), orderId, reference: `RB-${world.today().slice(2, 4)}${order.daysAgo}` });
  await work.markPaid({ ...command(), orderId, paidOn: world.today() });
}

async function writeSop(world: SampleWorld): Promise<void> {
  const { sops } = world.client;
  const { id: sopId, versionId } = await sops.proposeSop({
    commandId: world.id(),
    serviceLine: 'document-clerk',
    roles: ['owner', 'provider-clerk', 'provider-manager'],
    content: {
      title: 'Opening and filing the mail',
      purpose: 'Nothing that came is lost, and nothing is read by whom it does not concern.',
      trigger: 'Mail arrives, on paper or as a scan.',
      steps: [
        { text: 'Log checks the same day and hand them to the bookkeeper', tag: 'required', source: 'RPC 1.15' },
        { text: 'Stamp the day of receipt on the first page', tag: 'quality' },
        { text: 'File under the matter with a title that says what it is', tag: 'quality' },
      ],
      decisions: [{ when: 'a deadline is named', action: 'tell the responsible attorney at once' }],
      checks: ['Every document has a day, a title and a folder'],
      escalation: 'The office manager, then the responsible attorney.',
      quiz: [{ question: 'When is a check logged?', options: ['The same day', 'At the end of the week'], answer: 0 }],
    },
  });
  const effectiveOn = world.today();
  await sops.approveSop({ commandId: world.id(), sopId, versionId, effectiveOn, reviewBy: addDays(effectiveOn, 364) });
}
