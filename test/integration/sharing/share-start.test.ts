import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/firm.ts';
import { careForKeys } from '../../../electron/data/key-care.ts';
import { carryBundle } from '../../support/carry-bundle.ts';
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
const callersAt = async (host: TestHost) =>
  (await host.client.intake.listCalls({})).rows.map((row) => row.callerName).sort();
const memberOf = async (name: string) =>
  (await firm.client.provider.listMembers({})).rows.find((row) => row.name === name);

beforeAll(async () => {
  firm = await openTestFirm();
  await logCall(firm, 'Ann Before');
  whole = await joinByFile(firm, { name: 'Wes Whole', role: 'provider-receptionist' });
  later = await joinByFile(firm, { name: 'Lea Later', role: 'provider-receptionist', fromNow: ['intake'] });
  await logCall(firm, 'Abe After');
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
    expect((await memberOf('Lea Later'))?.fromNow).toEqual(['intake']);
    await logCall(later, 'Cal Caught');
    await carryBundle(later, firm);
    expect(await callersAt(firm)).toContain('Cal Caught');
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
    expect((await memberOf('Lea Later'))?.fromNow).toEqual(['intake']);
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
