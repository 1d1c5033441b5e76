import { beforeEach, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { newEvent } from '../../../electron/data/procedures/new-event.ts';
import { matterAmended } from '../../../shared/events/office.ts';
import { type MemoryFirm, openMemoryFirm } from '../../support/memory-firm.ts';
import { refusalOf } from '../../support/refusal-of.ts';
import { makeTemporaryFolder } from '../../support/temporary-folder.ts';

const fee = { kind: 'hourly' as const, rateCents: 35_000 };
let firm: MemoryFirm;

beforeEach(() => {
  firm = openMemoryFirm(makeTemporaryFolder());
});

async function openMatter(more: object = {}) {
  const { id: clientPartyId } = await firm.client.office.recordParty({
    commandId: createId(),
    party: { kind: 'person', name: 'Vera Veiled' },
  });
  const input = {
    title: 'Veiled v. Known',
    practiceArea: 'Family',
    openedOn: '2026-11-23',
    fee,
    clientPartyId,
    ...more,
  };
  return firm.client.office.openMatter({ commandId: createId(), ...input });
}

describe('who may do what', () => {
  it('asks the table of rights before anything else', async () => {
    firm.become('receptionist');
    const open = { commandId: createId(), title: 'X', practiceArea: 'Y', openedOn: '2026-11-23', fee };
    expect((await refusalOf(firm.client.office.openMatter(open))).code).toBe('firm.no-right');
    const decision = { commandId: createId(), conflictId: 'x', result: 'clear' as const, hits: [], reason: 'x' };
    expect((await refusalOf(firm.client.intake.decideConflict(decision))).code).toBe('firm.no-right');
    firm.become('clerk');
    expect((await refusalOf(firm.client.intake.listCalls({}))).code).toBe('firm.no-right');
    expect((await firm.client.office.today({})).callbacks).toEqual([]);
  });

  it('[IN15] needs an attorney who answers for the matter', async () => {
    firm.become('paralegal');
    expect((await refusalOf(openMatter())).code).toBe('office.no-responsible-attorney');
    const self = { responsibleMemberId: firm.me.memberId };
    expect((await refusalOf(openMatter(self))).code).toBe('office.responsible-is-no-attorney');
  });

  it('shows reception everybody’s calls, an attorney their own and those for nobody', async () => {
    const attorney = firm.me.memberId;
    const call = { startedAtMs: 0, endedAtMs: 1, outcome: 'message' as const };
    await firm.client.intake.logCall({ commandId: createId(), callerName: 'For Ada', forMemberId: attorney, ...call });
    await firm.client.intake.logCall({ commandId: createId(), callerName: 'For anybody', ...call });
    const names = async () => (await firm.client.office.today({})).callbacks.map((one) => one.callerName);
    firm.become('receptionist');
    expect(await names()).toEqual(expect.arrayContaining(['For Ada', 'For anybody']));
    expect((await firm.client.office.today({})).badges).toMatchObject({ reception: 2 });
    firm.become('attorney');
    expect(await names()).toEqual(['For anybody']);
  });
});

describe('what is withheld from outside members', () => {
  it('has its texts sealed for the inside from the first event on, and shows numbers in their place', async () => {
    const { matterId } = await openMatter({ withheld: true });
    await firm.client.office.addTask({ commandId: createId(), title: 'Call the judge', matterId });
    const log = { startedAtMs: 0, endedAtMs: 1, outcome: 'message' as const, callerName: 'Vera Veiled', matterId };
    await firm.client.intake.logCall({ commandId: createId(), ...log });
    const about = firm.events.filter((event) => event.matterId === matterId);
    expect(about.map((event) => event.type)).toEqual([
      'office.matter.opened',
      'office.task.added',
      'intake.call.logged',
    ]);
    expect(about.every((event) => event.withheld)).toBe(true);

    firm.become('provider-manager');
    const { rows } = await firm.client.office.listMatters({});
    expect(rows).toMatchObject([
      { number: '2026-0001', title: 'Matter 2026-0001 (withheld)', clientName: 'Client C-0001 (withheld)' },
    ]);
    expect((await firm.client.office.listTasks({})).rows).toMatchObject([
      { title: 'Task (withheld)', matterTitle: 'Matter 2026-0001 (withheld)' },
    ]);
    expect((await firm.client.intake.listCalls({})).rows).toMatchObject([{ callerName: 'Withheld', message: '' }]);
    expect((await firm.client.office.search({ text: 'judge' })).hits).toEqual([]);
    const [call] = (await firm.client.intake.listCalls({})).rows;
    const returned = { commandId: createId(), callId: call?.callId ?? '' };
    expect((await refusalOf(firm.client.intake.returnCall(returned))).code).toBe('firm.withheld');
    const [event] = (await firm.client.office.listEvents({ aggregate: `matter:${matterId}` })).rows;
    expect(event?.summary).toBe('Opened a matter: Matter 2026-0001 (withheld)');
  });

  it('begins with the lead: its people, check and matter stay inside, and nobody outside changes them', async () => {
    const { id: leadId } = await firm.client.intake.openLead({
      commandId: createId(),
      practiceArea: 'Family',
      confidential: true,
      parties: [{ name: 'Carl Confidential', role: 'prospective client' }],
    });
    const report = await firm.client.intake.runConflictCheck({ commandId: createId(), leadId });
    await firm.client.intake.decideConflict({
      commandId: createId(),
      conflictId: report.conflictId,
      result: 'clear',
      hits: [],
      reason: 'Nobody',
    });
    expect(firm.events.every((event) => event.withheld)).toBe(true);
    const opened = await firm.client.office.openMatter({
      commandId: createId(),
      leadId,
      title: 'Confidential v. World',
      practiceArea: 'Family',
      openedOn: '2026-11-23',
      fee,
    });
    expect((await firm.client.office.getMatter({ matterId: opened.matterId })).withheld).toBe(true);

    firm.become('provider-receptionist');
    const { intake, office } = firm.client;
    expect(await intake.getLead({ leadId })).toMatchObject({ name: 'Withheld', summary: '', confidential: true });
    expect((await office.listClients({})).rows).toMatchObject([{ number: 'C-0001', name: 'Client C-0001 (withheld)' }]);
    const parties = [{ name: 'X', role: 'prospective client' as const }];
    const amend = { commandId: createId(), leadId, practiceArea: 'Family', parties };
    expect((await refusalOf(intake.amendLead(amend))).code).toBe('intake.withheld');
    const [party] = (await office.listParties({})).rows;
    const change = {
      commandId: createId(),
      partyId: party?.partyId ?? '',
      party: { kind: 'person' as const, name: 'Y' },
    };
    expect((await refusalOf(office.amendParty(change))).code).toBe('office.withheld');
  });

  it('keeps a document’s title, words and bytes inside', async () => {
    const { matterId } = await openMatter({ withheld: true });
    const bytes = Buffer.from('plain words');
    const { documents } = firm.client;
    const { uploadId } = await documents.startUpload({ commandId: createId(), fileName: 'a.txt', size: bytes.length });
    await documents.uploadPart({ commandId: createId(), uploadId, index: 0, dataBase64: bytes.toString('base64') });
    const filing = { commandId: createId(), uploadId, matterId, title: 'Secret memo', receivedOn: '2026-11-23' };
    const { id: documentId } = await documents.fileDocument(filing);
    expect(firm.events.at(-1)).toMatchObject({ type: 'documents.document.filed', withheld: true });

    firm.become('provider-clerk');
    expect((await documents.listDocuments({})).rows).toMatchObject([
      { title: 'Document (withheld)', fileName: '', size: 11 },
    ]);
    expect((await documents.searchDocuments({ words: 'secret' })).total).toBe(0);
    expect((await refusalOf(documents.readDocument({ documentId }))).code).toBe('documents.withheld');
    const amend = { commandId: createId(), documentId, title: 'X', folder: '', documentType: '' };
    expect((await refusalOf(documents.amendDocument(amend))).code).toBe('documents.withheld');
  });
});

describe('numbers', () => {
  it('come from a series of each device, so two devices apart never give the same', async () => {
    expect(await openMatter()).toMatchObject({ number: '2026-0001' });
    firm.rows.run('UPDATE roster_device SET ordinal = 2');
    expect(await openMatter()).toMatchObject({ number: '2026-0001-B' });
    expect(await openMatter()).toMatchObject({ number: '2026-0002-B' });
    firm.rows.run('UPDATE roster_device SET ordinal = 1');
    expect(await openMatter()).toMatchObject({ number: '2026-0002' });
    const clients = await firm.client.office.listClients({ sort: 'number' });
    expect(clients.rows.map((row) => row.number)).toEqual(['C-0001', 'C-0001-B', 'C-0002', 'C-0002-B']);
  });
});

describe('edits of a matter made apart', () => {
  it('are both kept and shown, until somebody who saw both changes it again', async () => {
    const { matterId } = await openMatter();
    const head = { practiceArea: 'Family', responsibleMemberId: firm.me.memberId, fee };
    const opened = firm.rows.get<{ event_id: string }>('SELECT event_id FROM event WHERE type = ?', [
      'office.matter.opened',
    ]);
    const parents = [opened?.event_id ?? ''];
    const amend = (title: string) => newEvent(matterAmended, matterId, head, { title }, { matterId });
    const one = firm.fold(amend('Edited here'), parents);
    const other = firm.fold(amend('Edited there'), parents);
    expect(await firm.client.office.getMatter({ matterId })).toMatchObject({
      title: 'Edited there',
      concurrentEdits: [{ eventId: one, memberName: 'Ada Alder', summary: 'Changed the matter: Edited here' }],
    });
    firm.fold(amend('Settled'), [one, other]);
    expect(await firm.client.office.getMatter({ matterId })).toMatchObject({ title: 'Settled', concurrentEdits: [] });
  });
});
