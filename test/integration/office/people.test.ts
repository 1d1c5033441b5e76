import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { openTestFirm, type TestHost } from '../../support/open-test-firm.ts';
import { refusalOf } from '../../support/refusal-of.ts';

let firm: TestHost;

beforeAll(async () => {
  firm = await openTestFirm();
});
afterAll(() => firm.remove());

describe('people and organisations', () => {
  it('are recorded, changed, listed and shown with what they are to the firm', async () => {
    const { office } = firm.client;
    const company = await office.recordParty({
      commandId: createId(),
      party: {
        kind: 'organisation',
        name: 'Birch & Sons, LLC',
        emails: ['desk@birch.example'],
        phones: ['206-555-0199'],
      },
    });
    const owner = await office.recordParty({
      commandId: createId(),
      party: { kind: 'person', name: 'Zoë Birch', related: [{ partyId: company.id, relation: 'owner' }] },
    });
    await office.openMatter({
      commandId: createId(),
      clientPartyId: company.id,
      title: 'Birch v. Cole',
      practiceArea: 'Contract',
      openedOn: '2026-01-05',
      fee: { kind: 'flat', rateCents: 0, flatCents: 100_000 },
      parties: [{ partyId: owner.id, role: 'witness' }],
    });
    const list = await office.listParties({ filter: 'birch' });
    expect(list).toMatchObject({
      total: 2,
      rows: [
        { name: 'Birch & Sons, LLC', phone: '206-555-0199', email: 'desk@birch.example', roles: 'client of 1 matter' },
        { name: 'Zoë Birch', roles: 'witness in 1 matter' },
      ],
    });
    expect((await office.listParties({ filter: 'zoe' })).total).toBe(1);
    expect((await office.listParties({ sort: 'kind' })).rows.map((row) => row.kind)).toEqual([
      'organisation',
      'person',
    ]);
    const shown = await office.getParty({ partyId: owner.id });
    expect(shown.related).toEqual([{ partyId: company.id, relation: 'owner' }]);
    expect(shown.appearances).toMatchObject([{ kind: 'matter', title: '2026-0001 Birch v. Cole', role: 'witness' }]);

    await office.amendParty({
      commandId: createId(),
      partyId: owner.id,
      party: { kind: 'person', name: 'Zoë Lind', otherNames: ['Zoë Birch'] },
    });
    expect((await office.listParties({ filter: 'lind' })).rows).toMatchObject([{ partyId: owner.id }]);
    expect((await office.getParty({ partyId: owner.id })).otherNames).toEqual(['Zoë Birch']);
  });

  it('refuse what cannot be', async () => {
    const { office } = firm.client;
    const { id } = await office.recordParty({ commandId: createId(), party: { kind: 'person', name: 'Solo' } });
    const party = { kind: 'person' as const, name: 'Solo', related: [{ partyId: id, relation: 'self' }] };
    expect(await refusalOf(office.amendParty({ commandId: createId(), partyId: id, party }))).toMatchObject({
      code: 'office.related-to-itself',
      fields: ['party.related.0.partyId'],
    });
    const stranger = { ...party, related: [{ partyId: 'nobody', relation: 'friend' }] };
    expect((await refusalOf(office.recordParty({ commandId: createId(), party: stranger }))).code).toBe(
      'office.not-found',
    );
    expect((await refusalOf(office.getParty({ partyId: 'nobody' }))).code).toBe('office.not-found');
    const empty = { kind: 'person' as const, name: '  ' };
    expect((await refusalOf(office.recordParty({ commandId: createId(), party: empty }))).fields).toEqual([
      'party.name',
    ]);
  });
});

describe('tasks', () => {
  it('are added, done, opened again, and listed by day with those without a day last', async () => {
    const { office } = firm.client;
    const { memberId } = firm.firm.me;
    const later = await office.addTask({ commandId: createId(), title: 'Later', dueOn: '2026-12-01' });
    const sooner = await office.addTask({
      commandId: createId(),
      title: 'Sooner',
      dueOn: '2026-11-01',
      assigneeMemberId: memberId,
    });
    const whenever = await office.addTask({ commandId: createId(), title: 'Whenever', urgent: true });
    const open = await office.listTasks({});
    expect(open.rows.map((row) => row.taskId)).toEqual([sooner.id, later.id, whenever.id]);
    expect((await office.listTasks({ assigneeMemberId: memberId })).rows).toMatchObject([
      { assigneeName: 'Ada Alder' },
    ]);
    expect((await office.listTasks({ filter: 'when' })).total).toBe(1);
    await office.completeTask({ commandId: createId(), taskId: sooner.id, completedOn: '2026-11-02', outcome: 'Sent' });
    expect((await office.listTasks({ state: 'done' })).rows).toMatchObject([{ completedOn: '2026-11-02' }]);
    const again = { commandId: createId(), taskId: sooner.id, completedOn: '2026-11-02' };
    expect((await refusalOf(office.completeTask(again))).code).toBe('office.task-is-done');
    await office.reopenTask({ commandId: createId(), taskId: sooner.id });
    expect((await refusalOf(office.reopenTask({ commandId: createId(), taskId: sooner.id }))).code).toBe(
      'office.task-is-open',
    );
    expect((await refusalOf(office.reopenTask({ commandId: createId(), taskId: 'notask' }))).code).toBe(
      'office.not-found',
    );
    for (const sort of ['dueOn', 'title', 'assigneeName'] as const) {
      expect((await office.listTasks({ state: 'all', sort, descending: true })).total).toBe(3);
    }
    const nobody = { commandId: createId(), title: 'For nobody', assigneeMemberId: 'nobody' };
    expect((await refusalOf(office.addTask(nobody))).fields).toEqual(['assigneeMemberId']);
    const nowhere = { commandId: createId(), title: 'Nowhere', matterId: 'nomatter' };
    expect((await refusalOf(office.addTask(nowhere))).fields).toEqual(['matterId']);
  });
});

describe('search, today and the audit trail', () => {
  it('finds by the beginnings of words, by a number, and through a slip of the pen', async () => {
    const { office } = firm.client;
    const kinds = async (text: string) => (await office.search({ text })).hits.map((hit) => `${hit.kind} ${hit.title}`);
    expect(await kinds('bir')).toEqual(
      expect.arrayContaining(['client Birch & Sons, LLC', 'matter Birch v. Cole', 'party Zoë Lind']),
    );
    expect(await kinds('birhc')).toEqual(expect.arrayContaining(['client Birch & Sons, LLC']));
    expect(await kinds('2026-0001')).toEqual(expect.arrayContaining(['matter Birch v. Cole']));
    expect(await kinds('C-0001')).toEqual(expect.arrayContaining(['client Birch & Sons, LLC']));
    expect(await kinds('"')).toEqual([]);
    expect(await kinds('nothing like it')).toEqual([]);
  });

  it('shows what waits for this person', async () => {
    const today = await firm.client.office.today({});
    expect(today.tasks.map((task) => task.title)).toEqual(expect.arrayContaining(['Sooner', 'Whenever']));
    expect(today).toMatchObject({ approvals: [], unreconciled: [], overdueInvoices: 0, exceptions: 0 });
    expect(today.badges).toEqual(expect.objectContaining({}));
  });

  it('tells who did what, filtered by words, by person and by matter', async () => {
    const { office } = firm.client;
    const all = await office.listEvents({ descending: true, limit: 500 });
    expect(all.rows[0]).toMatchObject({ memberName: 'Ada Alder', deviceName: 'Laptop', state: 'folded' });
    expect(all.rows.map((row) => row.eventId)).toEqual(
      all.rows
        .map((row) => row.eventId)
        .toSorted()
        .toReversed(),
    );
    const opened = await office.listEvents({ filter: 'opened a matter' });
    expect(opened.rows.map((row) => row.summary)).toEqual(['Opened a matter: 2026-0001 Birch v. Cole']);
    const [matter] = (await office.listMatters({})).rows;
    const trail = await office.listEvents({ aggregate: `matter:${matter?.matterId}` });
    expect(trail.rows.map((row) => row.type)).toEqual(['office.matter.opened']);
    expect((await office.listEvents({ memberId: 'nobody' })).total).toBe(0);
    expect((await office.listEvents({ workspace: 'office', limit: 1 })).rows).toHaveLength(1);
  });

  it('lists the people of the firm', async () => {
    const { rows } = await firm.client.office.listMembers({});
    expect(rows).toMatchObject([{ name: 'Ada Alder', role: 'owner', outside: false, active: true }]);
  });
});
