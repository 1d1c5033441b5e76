import { addBusinessDays } from '../../../shared/domain/calendar/business-days.ts';
import { addDays } from '../../../shared/domain/day.ts';
import type { SampleMatter } from './sample-matters.ts';
import { plan, providerOf, type SampleClient, type SampleWorld } from './sample-world.ts';

type Conversation = SampleWorld['words']['provider']['matterConversation'];
type Speaker = Conversation['said'][number][0];

/** Plans what the firm and its provider write to each other: messages in general and on a matter, and comments. */
export function planTalk(world: SampleWorld, matters: ReadonlyMap<string, SampleMatter>): void {
  const { conversations, matterConversation } = world.words.provider;
  const on = (daysAgo: number) => addDays(world.lastDay, -daysAgo);
  for (const [place, conversation] of conversations.entries()) {
    plan(world, on(26 - place * 17), 10 * 60 + 35, () => converse(world, conversation));
  }
  plan(world, on(5), 13 * 60 + 15, () => converse(world, matterConversation, openMatter(world, matters)));
  plan(world, on(4), 15 * 60 + 45, () => comment(world, matters));
  // What is older was read; the bell tells of the last days.
  plan(world, on(5), 8 * 60, async () => {
    await world.client.talk.markSeen({ commandId: world.id() });
  });
}

function openMatter(world: SampleWorld, matters: ReadonlyMap<string, SampleMatter>): string | undefined {
  return [...matters.values()].find((matter) => matter.endsOn > world.lastDay)?.matterId;
}

function speaker(world: SampleWorld, who: Speaker): { memberId: string; client: SampleClient } {
  return who === 'owner' ? { memberId: world.staff.owner, client: world.client } : providerOf(world)[who];
}

async function converse(world: SampleWorld, { subject, said }: Conversation, matterId?: string): Promise<void> {
  const [[first, text] = ['owner', ''] as const, ...rest] = said;
  const others = new Set(said.map(([who]) => who).filter((who) => who !== first));
  const { id: conversationId } = await speaker(world, first).client.talk.openConversation({
    commandId: world.id(),
    subject,
    text,
    ...(matterId === undefined ? {} : { matterId }),
    memberIds: [...others].map((who) => speaker(world, who).memberId),
  });
  let day = world.today();
  for (const [who, words] of rest) {
    plan(world, day, 16 * 60, async () => {
      const { talk } = speaker(world, who).client;
      await talk.readConversation({ commandId: world.id(), conversationId });
      await talk.sendMessage({ commandId: world.id(), conversationId, text: words });
    });
    day = addBusinessDays(day, 1);
  }
}

async function comment(world: SampleWorld, matters: ReadonlyMap<string, SampleMatter>): Promise<void> {
  const { comments } = world.words.provider;
  const { manager, clerk, supervisor } = providerOf(world);
  const { client, staff } = world;
  const matterId = openMatter(world, matters);
  const say = (by: SampleClient, input: Omit<Parameters<SampleClient['talk']['addComment']>[0], 'commandId'>) =>
    by.talk.addComment({ commandId: world.id(), ...input });
  if (matterId !== undefined) {
    await say(clerk.client, { subjectKind: 'matter', subjectId: matterId, text: comments.matter });
    const { rows } = await client.documents.listDocuments({ matterId, limit: 1 });
    for (const { documentId } of rows) {
      const about = { subjectKind: 'document' as const, subjectId: documentId };
      await say(clerk.client, { ...about, text: comments.document, mentions: [staff.owner] });
    }
  }
  const drafts = await client.billing.listInvoices({ limit: 1, sort: 'issuedOn', descending: true });
  for (const { invoiceId } of drafts.rows) {
    const about = { subjectKind: 'invoice' as const, subjectId: invoiceId };
    await say(client, { ...about, text: comments.invoice, mentions: [manager.memberId] });
  }
  const orders = await client.work.listOrders({ scope: 'review', limit: 1 });
  for (const { orderId } of orders.rows) {
    const about = { subjectKind: 'order' as const, subjectId: orderId };
    await say(client, { ...about, text: comments.order, mentions: [supervisor.memberId] });
    await say(supervisor.client, { ...about, text: comments.orderAnswer });
  }
}
