import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { startHub } from '../../../electron/hub/embedded-hub.ts';
import { openTestFirm, openTestHost, type TestHost, testPassphrase } from '../../support/open-test-firm.ts';
import { refusalOf } from '../../support/refusal-of.ts';

const opened: TestHost[] = [];
let now = Date.parse('2026-03-02T17:00:00Z');

afterEach(async () => {
  for (const host of opened.splice(0)) await host.remove();
  now = Date.parse('2026-03-02T17:00:00Z');
});

async function openFirm(): Promise<TestHost> {
  const firm = await openTestFirm({ nowMs: () => now });
  opened.push(firm);
  return firm;
}

async function inviteByFile(firm: TestHost, name = 'Ben Birch') {
  const { code, invitationId } = await firm.client.provider.invite({ commandId: createId(), name, role: 'attorney' });
  const { text } = await firm.client.provider.invitationFile({ code });
  return { code, text, invitationId };
}

async function joinWith(code: string): Promise<TestHost> {
  const host = await openTestHost({ nowMs: () => now });
  opened.push(host);
  await host.client.firm.enrol({ commandId: createId(), code, passphrase: testPassphrase, deviceName: 'Office' });
  return host;
}

const answerOf = async (host: TestHost) => (await host.client.firm.answerFile({})).text;
const take = (firm: TestHost, file: string) => firm.client.provider.takeAnswer({ commandId: createId(), file });

describe('an invitation by hand', () => {
  it('[IV1] [IV2] goes out as a file and comes back as a file, without a hub', async () => {
    const firm = await openFirm();
    const { text, code } = await inviteByFile(firm);
    expect((await refusalOf(joinWith(code))).code).toBe('firm.code-without-roster');
    const other = await joinWith(text);
    expect(other.firm.me).toMatchObject({ name: 'Ben Birch', role: 'attorney' });
    expect(await take(firm, await answerOf(other))).toMatchObject({ name: 'Office' });
    const { rows, invitations } = await firm.client.provider.listMembers({});
    expect(rows.find((row) => row.name === 'Ben Birch')).toMatchObject({
      state: 'active',
      devices: [{ name: 'Office' }],
    });
    expect(invitations).toEqual([]);
    expect((await refusalOf(take(firm, await answerOf(other)))).code).toBe('provider.answer-taken');
  });

  it('[IV3] is refused when it was used, withdrawn, torn, expired, or another firm’s', async () => {
    const firm = await openFirm();
    const { text, invitationId } = await inviteByFile(firm);
    const first = await joinWith(text);
    const second = await joinWith(text);
    await take(firm, await answerOf(first));
    const used = await refusalOf(take(firm, await answerOf(second)));
    expect(used).toMatchObject({ code: 'provider.answer-refused', sentence: expect.stringContaining('used before') });
    const withdraw = (id: string) =>
      firm.client.provider.withdrawInvitation({ commandId: createId(), invitationId: id });
    expect((await refusalOf(withdraw(invitationId))).code).toBe('provider.invitation-used');

    const withdrawn = await inviteByFile(firm, 'Cy Cedar');
    const early = await joinWith(withdrawn.text);
    await withdraw(withdrawn.invitationId);
    expect((await refusalOf(withdraw(withdrawn.invitationId))).code).toBe('provider.invitation-withdrawn');
    const { text: later } = await firm.client.provider.invitationFile({ code: withdrawn.code });
    expect((await refusalOf(joinWith(later))).code).toBe('firm.code-withdrawn');
    expect((await refusalOf(take(firm, await answerOf(early)))).sentence).toContain('withdrawn');

    const late = await inviteByFile(firm, 'Di Dogwood');
    now += 15 * 24 * 60 * 60_000;
    expect((await refusalOf(joinWith(late.text))).code).toBe('firm.code-expired');
    expect((await refusalOf(joinWith(late.text.slice(0, -40)))).code).toBe('firm.file-not-valid');
    expect((await refusalOf(take(firm, '{"annex":"answer"}'))).code).toBe('provider.answer-not-valid');
    const stranger = await openFirm();
    expect((await refusalOf(take(stranger, await answerOf(first)))).code).toBe('provider.answer-of-another-firm');
  });

  it('[IV1] serves a machine that cannot reach the hub, which learns of it by the answer', async () => {
    const firm = await openFirm();
    const folder = mkdtempSync(join(tmpdir(), 'annex-hub-'));
    const hub = await startHub({ folder, port: 0, adminName: 'admin', adminPassword: 'a long password' });
    const login = { url: hub.url, name: 'admin', password: 'a long password' };
    await firm.client.provider.setHub({ commandId: createId(), ...login });
    const { code, text } = await inviteByFile(firm);
    await hub.close();
    rmSync(folder, { recursive: true, force: true });
    expect((await refusalOf(joinWith(code))).code).toBe('firm.hub-unreachable');
    const other = await joinWith(text);
    expect(other.firm.me.name).toBe('Ben Birch');
    expect((await other.client.provider.syncStatus({})).hubUrl).toBe(hub.url);
    expect(await take(firm, await answerOf(other))).toMatchObject({ name: 'Office' });
  });

  it('[RS10] lets a member name their own machine and nobody else’s', async () => {
    const firm = await openFirm();
    const { text } = await inviteByFile(firm);
    const other = await joinWith(text);
    const rename = (host: TestHost, deviceId: string, name: string) =>
      host.client.provider.renameDevice({ commandId: createId(), deviceId, name });
    await rename(other, other.firm.me.deviceId, 'Bench laptop');
    expect((await refusalOf(rename(other, firm.firm.me.deviceId, 'Mine'))).code).toBe('firm.no-right');
    await take(firm, await answerOf(other));
    const names = async () =>
      (await firm.client.provider.listMembers({})).rows.flatMap((row) => row.devices.map((d) => d.name));
    expect(await names()).toEqual(['Laptop', 'Bench laptop']);
    await rename(firm, other.firm.me.deviceId, 'Office 2');
    expect(await names()).toEqual(['Laptop', 'Office 2']);
  });
});
