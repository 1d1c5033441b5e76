import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { openTestFirm, type TestHost } from '../../support/open-test-firm.ts';
import { refusalOf } from '../../support/refusal-of.ts';

const fee = { kind: 'hourly' as const, rateCents: 35_000 };
const page = { descending: false, filter: '', offset: 0, limit: 100 };

let firm: TestHost;
let memberId: string;

beforeAll(async () => {
  firm = await openTestFirm();
  memberId = firm.firm.me.memberId;
});
afterAll(() => firm.remove());

async function recordPerson(name: string, more: object = {}): Promise<string> {
  const { id } = await firm.client.office.recordParty({
    commandId: createId(),
    party: { kind: 'person', name, ...more },
  });
  return id;
}

function matterInput(more: object) {
  return {
    commandId: createId(),
    title: 'Cole v. Dunn',
    practiceArea: 'Contract',
    openedOn: '2026-03-02',
    fee,
    ...more,
  };
}

describe('opening a matter', () => {
  it('opens one for a new client and numbers both', async () => {
    const partyId = await recordPerson('Carla Cole');
    const first = await firm.client.office.openMatter(matterInput({ clientPartyId: partyId }));
    expect(first.number).toBe('2026-0001');
    const second = await firm.client.office.openMatter(matterInput({ clientPartyId: partyId, title: 'Cole will' }));
    expect(second).toMatchObject({ number: '2026-0002', clientId: first.clientId });
    const clients = await firm.client.office.listClients({ ...page, filter: 'col' });
    expect(clients.rows).toMatchObject([
      { number: 'C-0001', name: 'Carla Cole', matters: 2, owedCents: 0, trustCents: 0 },
    ]);
    const matter = await firm.client.office.getMatter({ matterId: first.matterId });
    expect(matter).toMatchObject({
      title: 'Cole v. Dunn',
      clientName: 'Carla Cole',
      clientPartyId: partyId,
      responsibleName: 'Ada Alder',
      state: 'open',
      fee: { rateCents: 35_000 },
      withheld: false,
      concurrentEdits: [],
    });
  });

  it('does a command that comes twice once', async () => {
    const partyId = await recordPerson('Tess Twice');
    const input = matterInput({ clientPartyId: partyId });
    const first = await firm.client.office.openMatter(input);
    expect(await firm.client.office.openMatter(input)).toEqual(first);
    const { total } = await firm.client.office.listMatters({ ...page, filter: 'twice' });
    expect(total).toBe(1);
  });

  it('starts the numbers anew with each year', async () => {
    const partyId = await recordPerson('Yann Year');
    const { number } = await firm.client.office.openMatter(
      matterInput({ clientPartyId: partyId, openedOn: '2025-12-31' }),
    );
    expect(number).toBe('2025-0001');
  });

  it('refuses without a client, with unknown ids, and without the figure of the fee', async () => {
    const partyId = await recordPerson('Rita Refused');
    const { openMatter } = firm.client.office;
    expect((await refusalOf(openMatter(matterInput({})))).code).toBe('office.no-client');
    expect(await refusalOf(openMatter(matterInput({ clientId: 'nobody' })))).toMatchObject({
      code: 'office.not-found',
      fields: ['clientId'],
    });
    expect((await refusalOf(openMatter(matterInput({ clientPartyId: 'nobody' })))).fields).toEqual(['clientPartyId']);
    expect((await refusalOf(openMatter(matterInput({ leadId: 'nolead' })))).fields).toEqual(['leadId']);
    const parties = [{ partyId: 'nobody', role: 'adverse' as const }];
    expect((await refusalOf(openMatter(matterInput({ clientPartyId: partyId, parties })))).fields).toEqual([
      'parties.0.partyId',
    ]);
    const someone = { clientPartyId: partyId, responsibleMemberId: 'nobody' };
    expect((await refusalOf(openMatter(matterInput(someone)))).fields).toEqual(['responsibleMemberId']);
    for (const [kind, field] of [
      ['hourly', 'fee.rateCents'],
      ['flat', 'fee.flatCents'],
      ['contingency', 'fee.contingencyPercent'],
    ] as const) {
      const input = matterInput({ clientPartyId: partyId, fee: { kind, rateCents: 0 } });
      expect(await refusalOf(openMatter(input))).toMatchObject({ code: 'office.fee-without-figure', fields: [field] });
    }
  });

  it('names the fields of input that is not valid, and writes nothing', async () => {
    const before = await firm.client.office.listMatters({ ...page, state: 'all' });
    const refusal = await refusalOf(firm.client.office.openMatter(matterInput({ title: '', openedOn: '2026-02-30' })));
    expect(refusal.code).toBe('input.invalid');
    expect(refusal.fields).toEqual(expect.arrayContaining(['title', 'openedOn']));
    expect((await firm.client.office.listMatters({ ...page, state: 'all' })).total).toBe(before.total);
  });
});

describe('changing a matter', () => {
  let matterId: string;
  beforeAll(async () => {
    const partyId = await recordPerson('Ming Amend');
    ({ matterId } = await firm.client.office.openMatter(matterInput({ clientPartyId: partyId })));
  });

  it('amends, closes and opens again', async () => {
    const spouse = await recordPerson('Sam Spouse');
    await firm.client.office.amendMatter({
      commandId: createId(),
      matterId,
      title: 'Amend v. Spouse',
      practiceArea: 'Family',
      responsibleMemberId: memberId,
      fee: { ...fee, rateCents: 40_000 },
      parties: [{ partyId: spouse, role: 'adverse' }],
    });
    const amended = await firm.client.office.getMatter({ matterId });
    expect(amended).toMatchObject({ title: 'Amend v. Spouse', practiceArea: 'Family', fee: { rateCents: 40_000 } });
    expect(amended.parties).toEqual([{ partyId: spouse, name: 'Sam Spouse', role: 'adverse' }]);

    const close = { commandId: createId(), matterId, closedOn: '2026-04-01', reason: 'Settled' };
    const early = { ...close, commandId: createId(), closedOn: '2026-01-01' };
    expect((await refusalOf(firm.client.office.closeMatter(early))).code).toBe('office.closed-before-opened');
    await firm.client.office.closeMatter(close);
    expect((await refusalOf(firm.client.office.closeMatter({ ...close, commandId: createId() }))).code).toBe(
      'office.matter-is-closed',
    );
    expect(
      (await firm.client.office.listMatters({ ...page, state: 'closed' })).rows.map((row) => row.matterId),
    ).toEqual([matterId]);
    const reopen = { commandId: createId(), matterId, reopenedOn: '2026-05-01', reason: 'Appeal' };
    const tooEarly = { ...reopen, commandId: createId(), reopenedOn: '2026-03-31' };
    expect((await refusalOf(firm.client.office.reopenMatter(tooEarly))).code).toBe('office.reopened-before-closed');
    await firm.client.office.reopenMatter(reopen);
    expect((await refusalOf(firm.client.office.reopenMatter({ ...reopen, commandId: createId() }))).code).toBe(
      'office.matter-is-open',
    );
    expect((await firm.client.office.getMatter({ matterId })).state).toBe('open');
  });

  it('does not close a matter with unbilled work', async () => {
    await firm.client.billing.recordTime({
      commandId: createId(),
      matterId,
      workedOn: '2026-05-02',
      minutes: 60,
      narrative: 'Draft the answer',
    });
    const refusal = await refusalOf(
      firm.client.office.closeMatter({ commandId: createId(), matterId, closedOn: '2026-06-01' }),
    );
    expect(refusal.code).toBe('office.matter-not-settled');
    expect(refusal.sentence).toContain('400.00 of unbilled work');
    const [row] = (await firm.client.office.listMatters({ ...page, sort: 'unbilledCents', descending: true })).rows;
    expect(row).toMatchObject({ matterId, unbilledCents: 40_000 });
  });

  it('refuses ids that are not known', async () => {
    expect((await refusalOf(firm.client.office.getMatter({ matterId: 'nomatter' }))).code).toBe('office.not-found');
    const close = { commandId: createId(), matterId: 'nomatter', closedOn: '2026-04-01' };
    expect((await refusalOf(firm.client.office.closeMatter(close))).code).toBe('office.not-found');
  });
});

describe('lists of matters', () => {
  it('sort by every column both ways, and page without losing or repeating a row', async () => {
    const columns = [
      'number',
      'title',
      'clientName',
      'practiceArea',
      'openedOn',
      'unbilledCents',
      'owedCents',
      'trustCents',
    ] as const;
    for (const sort of columns) {
      const all = await firm.client.office.listMatters({ ...page, state: 'all', sort });
      const back = await firm.client.office.listMatters({ ...page, state: 'all', sort, descending: true });
      const ids = all.rows.map((row) => row.matterId);
      expect(back.rows.map((row) => row.matterId)).toEqual(ids.toReversed());
      const paged: string[] = [];
      for (let offset = 0; offset < all.total; offset += 2) {
        const part = await firm.client.office.listMatters({ ...page, state: 'all', sort, offset, limit: 2 });
        paged.push(...part.rows.map((row) => row.matterId));
      }
      expect(paged).toEqual(ids);
    }
  });
});
