import { beforeEach, describe, expect, it } from 'vitest';
import { ChangeFeed } from '../../../electron/data/change-feed.ts';
import { createId } from '../../../electron/data/create-id.ts';
import { watchNews } from '../../../electron/data/news-watch.ts';
import { newEvent } from '../../../electron/data/procedures/new-event.ts';
import { subjectKinds } from '../../../shared/domain/provider/talk.ts';
import { commentWithdrawn } from '../../../shared/events/talk.ts';
import { type MemoryFirm, openMemoryFirm } from '../../support/memory-firm.ts';
import { refusalOf } from '../../support/refusal-of.ts';
import { makeTemporaryFolder } from '../../support/temporary-folder.ts';

let firm: MemoryFirm;
let owner: string;
const clerk = createId();
const manager = createId();
const command = () => ({ commandId: createId() });
const talk = () => firm.client.talk;

beforeEach(() => {
  firm = openMemoryFirm(makeTemporaryFolder());
  owner = firm.me.memberId;
  firm.become('provider-manager', manager);
  firm.become('provider-clerk', clerk);
  firm.become('owner', owner);
});

async function openMatter(withheld = false): Promise<string> {
  const { id: clientPartyId } = await firm.client.office.recordParty({
    ...command(),
    party: { kind: 'person', name: 'Vera Veiled' },
  });
  const { matterId } = await firm.client.office.openMatter({
    ...command(),
    clientPartyId,
    title: 'Veiled v. Known',
    practiceArea: 'Family',
    openedOn: '2026-11-23',
    fee: { kind: 'hourly', rateCents: 35_000 },
    withheld,
  });
  return matterId;
}

const about = (matterId: string) => ({ subjectKind: 'matter' as const, subjectId: matterId });

describe('a comment', () => {
  it('[TK1] hangs on a thing, reaches who is mentioned, and is seen once', async () => {
    const matterId = await openMatter();
    await talk().addComment({ ...command(), ...about(matterId), text: 'Look here', mentions: [clerk] });
    firm.become('provider-clerk', clerk);
    const news = await talk().listNews({});
    expect(news).toMatchObject({
      unseen: 1,
      rows: [{ what: 'mention', title: 'Veiled v. Known', excerpt: 'Look here', subjectId: matterId, isSeen: false }],
    });
    await talk().markSeen({ ...command(), eventIds: [news.rows[0]?.eventId ?? ''] });
    expect(await talk().listNews({ unseenOnly: true })).toMatchObject({ unseen: 0, total: 0 });
    expect(await talk().markSeen(command())).toEqual({ seen: 0 });
  });

  it('[TK1] of a thing that is not here is refused, whatever kind of thing it is', async () => {
    for (const subjectKind of subjectKinds) {
      const { code } = await refusalOf(talk().listComments({ subjectKind, subjectId: 'nosuch', limit: 1 }));
      expect([subjectKind, code]).toEqual([subjectKind, 'provider.not-found']);
    }
  });

  it('[TK3] reaches those who spoke before, but never its own author', async () => {
    const matterId = await openMatter();
    firm.become('provider-clerk', clerk);
    await talk().addComment({ ...command(), ...about(matterId), text: 'First' });
    firm.become('owner', owner);
    expect((await talk().listNews({})).unseen).toBe(0);
    await talk().addComment({ ...command(), ...about(matterId), text: 'Second' });
    expect((await talk().listNews({})).unseen).toBe(0);
    firm.become('provider-clerk', clerk);
    expect((await talk().listNews({})).rows).toMatchObject([{ what: 'comment', excerpt: 'Second' }]);
    expect(await talk().markSeen({ ...command(), about: about(matterId) })).toEqual({ seen: 1 });
    const { rows, total } = await talk().listComments({ ...about(matterId), limit: 1 });
    expect([rows[0]?.text, total]).toEqual(['Second', 2]);
  });

  it('[TK2] refuses to mention somebody who cannot see the thing', async () => {
    const withheld = await openMatter(true);
    const mention = (matterId: string, more: object) =>
      refusalOf(talk().addComment({ ...command(), ...about(matterId), text: 'x', ...more }));
    const refusal = await mention(withheld, { mentions: [clerk] });
    expect(refusal).toMatchObject({ code: 'provider.mention-cannot-see', fields: ['mentions'] });
    expect(refusal.sentence).toContain('The provider-clerk cannot see this');
    const open = await openMatter();
    expect((await mention(open, { mentions: [clerk], firmOnly: true })).code).toBe('provider.mention-cannot-see');
    expect((await mention(open, { mentions: ['nobody'] })).code).toBe('provider.not-found');
    expect((await mention('nothing', {})).code).toBe('provider.not-found');
    const { id: leadless } = await firm.client.intake.logCall({
      ...command(),
      callerName: 'Ann',
      startedAtMs: 0,
      endedAtMs: 1,
      outcome: 'message',
    });
    const onCall = talk().addComment({
      ...command(),
      subjectKind: 'call',
      subjectId: leadless,
      text: 'x',
      mentions: [clerk],
    });
    expect((await refusalOf(onCall)).sentence).toContain('do not read that part');
    const readers = await talk().listReaders(about(open));
    expect(readers.rows.map((row) => row.name)).toEqual(['The provider-clerk', 'The provider-manager']);
  });

  it('[TK1] of a withheld matter, or kept to the firm, is shut to those outside', async () => {
    const open = await openMatter();
    await talk().addComment({ ...command(), ...about(open), text: 'Among us', firmOnly: true });
    expect(firm.events.at(-1)).toMatchObject({ withheld: true, workspace: 'office' });
    firm.become('provider-clerk', clerk);
    expect((await talk().listComments(about(open))).rows).toMatchObject([{ text: null, firmOnly: true }]);
    const secret = talk().addComment({ ...command(), ...about(open), text: 'x', firmOnly: true });
    expect((await refusalOf(secret)).code).toBe('provider.not-of-the-firm');
  });

  it('[TK3] is taken back by its author alone', async () => {
    const matterId = await openMatter();
    const { id: commentId } = await talk().addComment({ ...command(), ...about(matterId), text: 'Wrong' });
    firm.become('provider-clerk', clerk);
    expect((await refusalOf(talk().withdrawComment({ ...command(), commentId }))).code).toBe(
      'provider.not-your-comment',
    );
    firm.fold(newEvent(commentWithdrawn, commentId, {}, {}, { workspace: 'office' }));
    expect((await talk().listComments(about(matterId))).rows[0]?.text).toBe('Wrong');
    firm.become('owner', owner);
    await talk().withdrawComment({ ...command(), commentId });
    expect((await talk().listComments(about(matterId))).rows[0]).toMatchObject({ text: null, isWithdrawn: true });
  });
});

describe('a conversation', () => {
  it('[TK4] is seen by those who take part, with receipts for those who chose them', async () => {
    const opening = { ...command(), subject: 'Holidays', memberIds: [clerk], text: 'Closed on the 24th' };
    const { id: conversationId } = await talk().openConversation(opening);
    firm.become('provider-manager', manager);
    expect((await talk().listConversations({})).total).toBe(0);
    expect((await refusalOf(talk().getConversation({ conversationId }))).code).toBe('provider.not-found');
    firm.become('provider-clerk', clerk);
    expect((await talk().listConversations({})).rows).toMatchObject([
      { subject: 'Holidays', unseen: 1, lastText: 'Closed on the 24th' },
    ]);
    await talk().readConversation({ ...command(), conversationId });
    expect((await talk().listConversations({})).rows).toMatchObject([{ unseen: 0 }]);
    const readBy = async () => (await talk().getConversation({ conversationId })).messages.at(-1)?.readBy;
    expect(await readBy()).toEqual([]);
    await talk().chooseReceipts({ ...command(), shown: true });
    await talk().readConversation({ ...command(), conversationId });
    expect(await readBy()).toEqual(['The provider-clerk']);
    await talk().sendMessage({ ...command(), conversationId, text: 'Thank you' });
    await talk().joinConversation({ ...command(), conversationId, memberIds: [manager] });
    firm.become('provider-manager', manager);
    expect((await talk().getConversation({ conversationId })).messages.map((one) => one.text)).toEqual([
      'Closed on the 24th',
      'Thank you',
    ]);
  });

  it('[TK4] refuses nobody, and people outside on a withheld matter', async () => {
    const withheld = await openMatter(true);
    const begin = (more: object) =>
      refusalOf(talk().openConversation({ ...command(), subject: 'S', memberIds: [owner], text: 'x', ...more }));
    expect((await begin({})).code).toBe('provider.nobody-to-talk-to');
    expect(await begin({ memberIds: [clerk], matterId: withheld })).toMatchObject({
      code: 'provider.mention-cannot-see',
      fields: ['memberIds'],
    });
    const associate = createId();
    firm.become('attorney', associate);
    const inside = await talk().openConversation({ ...command(), subject: 'S', memberIds: [owner], text: 'x' });
    const join = talk().joinConversation({ ...command(), conversationId: inside.id, memberIds: [clerk] });
    expect((await refusalOf(join)).code).toBe('provider.mention-cannot-see');
    expect(firm.events.at(-1)?.withheld).toBe(true);
  });
});

describe('news at this machine', () => {
  it('is told to the operating system once, without what it says', async () => {
    const matterId = await openMatter();
    const told: string[] = [];
    const changes = new ChangeFeed();
    const stop = watchNews({
      changes,
      firm: () => ({ rows: firm.rows, me: firm.me, rebuild: null }),
      nowMs: () => 0,
      notify: (title, body) => told.push(`${title} ${body}`),
    });
    const tell = async () => {
      changes.tell(['provider']);
      await new Promise((resolve) => setImmediate(resolve));
    };
    await tell();
    firm.become('provider-clerk', clerk);
    await talk().addComment({ ...command(), ...about(matterId), text: 'Before', mentions: [owner] });
    firm.become('owner', owner);
    await tell();
    await tell();
    expect(told).toEqual(['You were mentioned Open Annex to read it.']);
    stop();
  });
});
