import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { carryBundle, exportBundle, takeBundle } from '../../support/carry-bundle.ts';
import { joinByFile } from '../../support/join-by-file.ts';
import { openTestFirm, type TestHost } from '../../support/open-test-firm.ts';
import { refusalOf } from '../../support/refusal-of.ts';

let ada: TestHost;
let bea: TestHost;
let pat: TestHost;

const remove = (by: TestHost, whom: TestHost) =>
  by.client.provider.removeMember({ commandId: createId(), memberId: whom.firm.me.memberId });
const record = (host: TestHost, name: string) =>
  host.client.office.recordParty({ commandId: createId(), party: { kind: 'person', name } });
const namesAt = async (host: TestHost) => (await host.client.office.listParties({})).rows.map((row) => row.name).sort();
const stateOf = async (at: TestHost, whom: TestHost) =>
  (await at.client.provider.listMembers({})).rows.find((row) => row.memberId === whom.firm.me.memberId)?.state;
const lastEpochs = (host: TestHost) => [...host.firm.roster.current.epochs.values()].map((one) => one.epoch);

beforeAll(async () => {
  ada = await openTestFirm();
});
afterAll(async () => {
  for (const host of [ada, bea, pat]) await host?.remove();
});

describe('removals', () => {
  it('[RS7] refuses the last owner’s own, and a demotion, until there is another', async () => {
    expect((await refusalOf(remove(ada, ada))).code).toBe('provider.last-owner');
    const { memberId } = ada.firm.me;
    const demote = ada.client.provider.changeRole({ commandId: createId(), memberId, role: 'attorney' });
    expect((await refusalOf(demote)).code).toBe('provider.last-owner');
    const { deviceId } = ada.firm.me;
    const lose = ada.client.provider.removeDevice({ commandId: createId(), deviceId });
    expect((await refusalOf(lose)).code).toBe('provider.own-device');
  });

  it('[RS4] [KY5] starts new keys, and sets aside what a removed member writes later', async () => {
    pat = await joinByFile(ada, { name: 'Pat Provider', role: 'provider-supervisor' });
    await record(pat, 'Seen Before');
    await carryBundle(pat, ada);
    const before = Math.max(...lastEpochs(ada));
    await remove(ada, pat);
    expect(Math.max(...lastEpochs(ada))).toBeGreaterThan(before);
    expect((await refusalOf(remove(ada, pat))).code).toBe('provider.member-not-found');
    await record(pat, 'Written Later');
    await carryBundle(pat, ada);
    expect(await namesAt(ada)).toEqual(['Seen Before']);
    const { rows } = await ada.client.firm.setAside({});
    expect(rows).toMatchObject([{ memberName: 'Pat Provider', reason: 'beyond removal', adoptable: true }]);
    await ada.client.firm.adopt({
      commandId: createId(),
      eventId: rows[0]?.eventId ?? '',
      workspace: 'office',
      decision: 'adopt',
      reason: 'It was true',
    });
    expect(await namesAt(ada)).toEqual(['Seen Before', 'Written Later']);
  });

  it('[RS5] of two owners who remove each other apart lets the earlier stand, on both, and names the other', async () => {
    bea = await joinByFile(ada, { name: 'Bea Birch', role: 'owner' });
    await remove(bea, ada);
    await remove(ada, bea);
    const [fromAda, fromBea] = [await exportBundle(ada), await exportBundle(bea)];
    await takeBundle(bea, fromAda.bytes);
    await takeBundle(ada, fromBea.bytes);
    for (const host of [ada, bea]) {
      expect([await stateOf(host, ada), await stateOf(host, bea)]).toEqual(['removed', 'active']);
    }
    const { contested } = await bea.client.provider.listMembers({});
    expect(contested).toMatchObject([{ sentence: expect.stringContaining('Ada Alder decided about Bea Birch') }]);
    expect((await refusalOf(record(ada, 'Nobody Counts'))).code).toMatch(/^firm\./);
  });
});
