import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { careForKeys } from '../../../electron/data/key-care.ts';
import { carryBundle } from '../../support/carry-bundle.ts';
import { fileDocument } from '../../support/file-document.ts';
import { joinByFile } from '../../support/join-by-file.ts';
import { openTestFirm, type TestHost } from '../../support/open-test-firm.ts';
import { refusalOf } from '../../support/refusal-of.ts';

let firm: TestHost;
let later: TestHost;
let whole: TestHost;

const logCall = (host: TestHost, callerName: string) => {
  const startedAtMs = Date.parse('2026-02-03T17:00:00Z');
  return host.client.intake.logCall({
    commandId: createId(),
    startedAtMs,
    endedAtMs: startedAtMs + 60_000,
    outcome: 'message',
    callerName,
    message: 'Asks to be called back',
  });
};
async function openMatter(title: string, withheld: boolean): Promise<string> {
  const party = { kind: 'person' as const, name: `Client of ${title}` };
  const { id: clientPartyId } = await firm.client.office.recordParty({ commandId: createId(), party });
  const fee = { kind: 'hourly' as const, rateCents: 30_000 };
  const matter = { clientPartyId, title, practiceArea: 'Family', openedOn: '2026-01-05', fee, withheld };
  return (await firm.client.office.openMatter({ commandId: createId(), ...matter })).matterId;
}
const file = (title: string, matterId: string) => fileDocument({ host: firm, client: firm.client, matterId }, title);
const callersAt = async (host: TestHost) =>
  (await host.client.intake.listCalls({})).rows.map((row) => row.callerName).sort();
const seenBy = async (memberId: string) => {
  const person = (await firm.client.sharing.listOutside({})).rows.find((row) => row.memberId === memberId);
  const of = (kind: string) => person?.seen.find((one) => one.kind === kind);
  return { call: of('call'), document: of('document'), matter: of('matter') };
};
const titlesSeenBy = async (memberId: string, kind: 'call' | 'document', scope?: 'readable' | 'opened') =>
  (await firm.client.sharing.listSeen({ memberId, kind, ...(scope === undefined ? {} : { scope }) })).rows
    .map((row) => row.title)
    .sort();
const memberOf = async (name: string) =>
  (await firm.client.provider.listMembers({})).rows.find((row) => row.name === name);

beforeAll(async () => {
  firm = await openTestFirm();
  await logCall(firm, 'Ann Before');
  await file('Before', await openMatter('Shared v. Early', false));
  whole = await joinByFile(firm, { name: 'Wes Whole', role: 'provider-receptionist' });
  later = await joinByFile(firm, {
    name: 'Lea Later',
    role: 'provider-receptionist',
    workspaces: ['office', 'intake', 'documents'],
    fromNow: ['intake', 'documents'],
  });
  await logCall(firm, 'Abe After');
  await file('After', await openMatter('Shared v. Late', false));
  await file('Kept', await openMatter('Kept v. World', true));
  for (const host of [whole, later]) await carryBundle(firm, host);
});
afterAll(async () => {
  for (const host of [firm, whole, later]) await host.remove();
});

describe('a share of a workspace that starts now', () => {
  it('[SH11] shows what comes and nothing from before, and misses nothing', async () => {
    expect(await callersAt(whole)).toEqual(['Abe After', 'Ann Before']);
    expect(await callersAt(later)).toEqual(['Abe After']);
    expect(await later.client.firm.setAside({})).toMatchObject({ rows: [], total: 0 });
    expect((await memberOf('Lea Later'))?.fromNow).toEqual(['intake', 'documents']);
    await logCall(later, 'Cal Caught');
    await carryBundle(later, firm);
    expect(await callersAt(firm)).toContain('Cal Caught');
  });

  it('[SH10] [SH11] is counted for each person by the keys they hold: calls, and documents', async () => {
    const ids = { whole: whole.firm.me.memberId, later: later.firm.me.memberId };
    expect((await seenBy(ids.whole)).call).toEqual({ kind: 'call', readable: 3, byNumber: 0, opened: 0 });
    expect((await seenBy(ids.later)).call).toEqual({ kind: 'call', readable: 2, byNumber: 0, opened: 0 });
    expect((await seenBy(ids.whole)).document).toBeUndefined();
    expect((await seenBy(ids.later)).document).toEqual({ kind: 'document', readable: 1, byNumber: 1, opened: 0 });
    expect((await seenBy(ids.later)).matter).toEqual({ kind: 'matter', readable: 2, byNumber: 1, opened: 0 });
    expect(await titlesSeenBy(ids.whole, 'call')).toEqual(['Abe After', 'Ann Before', 'Cal Caught']);
    expect(await titlesSeenBy(ids.later, 'call', 'readable')).toEqual(await callersAt(later));
    expect(await titlesSeenBy(ids.later, 'document')).toEqual(['After', 'Kept']);
    expect(await titlesSeenBy(ids.later, 'document', 'readable')).toEqual(['After']);
    expect(await titlesSeenBy(ids.whole, 'document')).toEqual([]);
    const shown = (await later.client.documents.listDocuments({})).rows.map((row) => row.title).sort();
    expect(shown).toEqual(['After', 'Document (withheld)']);
    const unknown = firm.client.sharing.listSeen({ memberId: createId(), kind: 'call' });
    expect((await refusalOf(unknown)).code).toBe('sharing.not-found');
  });

  it('[SH11] does not reach back by a new epoch, by a further device, or by the keys that others pass on', async () => {
    const wholeId = (await memberOf('Wes Whole'))?.memberId ?? '';
    await firm.client.provider.removeMember({ commandId: createId(), memberId: wholeId });
    expect(await careForKeys(firm.firm)).toBe(0);
    await logCall(firm, 'Dee December');
    await carryBundle(firm, later);
    expect(await callersAt(later)).toEqual(['Abe After', 'Cal Caught', 'Dee December']);
    const memberId = later.firm.me.memberId;
    const second = await joinByFile(firm, { name: 'Lea Later', role: 'provider-receptionist', memberId });
    try {
      expect(await callersAt(second)).toEqual(['Abe After', 'Cal Caught', 'Dee December']);
      await carryBundle(second, firm);
      expect(await careForKeys(firm.firm)).toBe(0);
    } finally {
      await second.remove();
    }
  });

  it('[SH11] stays so when the role changes, until the workspace is given whole', async () => {
    const { memberId } = later.firm.me;
    const change = (more: object) =>
      firm.client.provider.changeRole({ commandId: createId(), memberId, role: 'provider-paralegal', ...more });
    await change({});
    await carryBundle(firm, later);
    expect(await callersAt(later)).not.toContain('Ann Before');
    expect((await memberOf('Lea Later'))?.fromNow).toEqual(['intake', 'documents']);
    await change({ fromNow: [] });
    await carryBundle(firm, later);
    expect(await callersAt(later)).toContain('Ann Before');
    expect((await refusalOf(change({ fromNow: ['intake'] }))).code).toBe('sharing.start-too-late');
  });

  it('[SH11] is for people outside, and for what they are given', async () => {
    const invite = (role: 'attorney' | 'provider-bookkeeper') =>
      refusalOf(firm.client.provider.invite({ commandId: createId(), name: 'Xi', role, fromNow: ['intake'] }));
    expect((await invite('attorney')).code).toBe('sharing.start-inside');
    expect((await invite('provider-bookkeeper')).code).toBe('sharing.start-not-given');
  });
});
