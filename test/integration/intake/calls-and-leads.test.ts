import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { openTestFirm, type TestHost } from '../../support/open-test-firm.ts';
import { refusalOf } from '../../support/refusal-of.ts';

let firm: TestHost;
const startedAtMs = Date.UTC(2026, 10, 23, 17, 0);

beforeAll(async () => {
  firm = await openTestFirm();
});
afterAll(() => firm.remove());

function callInput(more: object) {
  return {
    commandId: createId(),
    startedAtMs,
    endedAtMs: startedAtMs + 120_000,
    callerName: 'Jon Alder',
    callerNumber: '(206) 555-0101',
    outcome: 'message' as const,
    ...more,
  };
}

describe('calls', () => {
  it('[IN7] ask to be returned: urgent ones within 15 minutes', async () => {
    const { intake } = firm.client;
    const urgent = await intake.logCall(callInput({ urgency: 'urgent', reason: 'In custody' }));
    const spam = await intake.logCall(callInput({ callerName: 'Spam Caller', outcome: 'spam' }));
    const waiting = await intake.listCalls({ state: 'to return' });
    expect(waiting.rows).toMatchObject([
      {
        callId: urgent.id,
        callbackByMs: startedAtMs + 120_000 + 15 * 60_000,
        takenBy: 'Ada Alder',
        returnedAtMs: null,
      },
    ]);
    expect((await intake.listCalls({ filter: 'spam' })).rows).toMatchObject([{ callId: spam.id, callbackByMs: null }]);
    expect(await intake.getCall({ callId: urgent.id })).toMatchObject({ callId: urgent.id, urgency: 'urgent' });
    await intake.returnCall({ commandId: createId(), callId: urgent.id, note: 'Left word' });
    expect((await intake.listCalls({ state: 'to return' })).total).toBe(0);
    const again = { commandId: createId(), callId: urgent.id };
    expect((await refusalOf(intake.returnCall(again))).code).toBe('intake.call-is-returned');
    for (const sort of ['startedAtMs', 'callerName', 'outcome'] as const) {
      expect((await intake.listCalls({ sort, descending: true })).total).toBe(2);
    }
  });

  it('refuse times that cannot be, and people and matters that are not known', async () => {
    const { logCall, returnCall } = firm.client.intake;
    expect(await refusalOf(logCall(callInput({ endedAtMs: startedAtMs - 1 })))).toMatchObject({
      code: 'intake.call-ends-before-start',
      fields: ['endedAtMs'],
    });
    expect((await refusalOf(logCall(callInput({ partyId: 'nobody' })))).fields).toEqual(['partyId']);
    expect((await refusalOf(logCall(callInput({ forMemberId: 'nobody' })))).fields).toEqual(['forMemberId']);
    expect((await refusalOf(logCall(callInput({ matterId: 'nomatter' })))).fields).toEqual(['matterId']);
    expect((await refusalOf(returnCall({ commandId: createId(), callId: 'nocall' }))).code).toBe('intake.not-found');
    expect((await refusalOf(firm.client.intake.getCall({ callId: 'nocall' }))).code).toBe('intake.not-found');
  });

  it('recognise the caller by number, whatever its form, and by letters of the name', async () => {
    const { office, intake } = firm.client;
    const party = await office.recordParty({
      commandId: createId(),
      party: { kind: 'person', name: 'Maria Known', phones: ['+1 (425) 555-0142'] },
    });
    for (const text of ['425.555.0142', '4255550142', '0142', 'mar', 'known m']) {
      expect((await intake.recogniseCaller({ text })).matches.map((match) => match.partyId)).toEqual([party.id]);
    }
    expect((await intake.recogniseCaller({ text: '99' })).matches).toEqual([]);
  });
});

describe('leads', () => {
  it('record the people who are new and know the others', async () => {
    const { office, intake } = firm.client;
    const call = await intake.logCall(callInput({ outcome: 'lead' }));
    const known = await office.recordParty({ commandId: createId(), party: { kind: 'person', name: 'Ned Known' } });
    const { id: leadId } = await intake.openLead({
      commandId: createId(),
      practiceArea: 'Family',
      callId: call.id,
      source: 'Referral',
      nextAction: 'Call back',
      nextActionOn: '2026-11-24',
      parties: [
        { name: 'Jon Alder', role: 'prospective client', phone: '206 555 0101' },
        { partyId: known.id, name: 'Ned Known', role: 'adverse' },
      ],
    });
    const lead = await intake.getLead({ leadId });
    expect(lead).toMatchObject({
      name: 'Jon Alder',
      stage: 'new',
      conflict: 'not run',
      callId: call.id,
      matterId: null,
      parties: [{ name: 'Jon Alder' }, { partyId: known.id, role: 'adverse' }],
      history: [{ memberName: 'Ada Alder', text: 'Opened the lead' }],
    });
    expect(lead.nextStages).toContain('contacted');
    expect(lead.nextStages).not.toContain('consult booked');
    expect((await intake.listCalls({ filter: 'jon' })).rows.some((row) => row.leadId === leadId)).toBe(true);
    expect((await intake.recogniseCaller({ text: '2065550101' })).matches).toMatchObject([{ name: 'Jon Alder' }]);
  });

  it('have one prospective client', async () => {
    const { openLead } = firm.client.intake;
    const input = { commandId: createId(), practiceArea: 'Family', parties: [{ name: 'A', role: 'adverse' as const }] };
    expect((await refusalOf(openLead(input))).code).toBe('intake.one-prospective-client');
    const two = ['B', 'C'].map((name) => ({ name, role: 'prospective client' as const }));
    expect((await refusalOf(openLead({ ...input, parties: two }))).code).toBe('intake.one-prospective-client');
    expect((await refusalOf(openLead({ ...input, parties: [] }))).fields).toEqual(['parties']);
    const unknown = [{ partyId: 'nobody', name: 'D', role: 'prospective client' as const }];
    expect((await refusalOf(openLead({ ...input, parties: unknown }))).fields).toEqual(['parties.0.partyId']);
    const noCall = { ...input, callId: 'nocall', parties: [{ name: 'E', role: 'prospective client' as const }] };
    expect((await refusalOf(openLead(noCall))).fields).toEqual(['callId']);
  });

  it('[IN1] [IN2] [IN3] move along, and not past an uncleared check', async () => {
    const { intake } = firm.client;
    const { id: leadId } = await intake.openLead({
      commandId: createId(),
      practiceArea: 'Estate',
      parties: [{ name: 'Ella Estate', role: 'prospective client' }],
    });
    const move = (stage: 'contacted' | 'consult booked' | 'declined', reason = '') =>
      intake.moveLead({ commandId: createId(), leadId, stage, reason });
    await move('contacted');
    expect((await refusalOf(move('contacted'))).code).toBe('intake.lead-is-there');
    expect((await refusalOf(move('consult booked'))).code).toBe('intake.conflict-not-cleared');
    expect((await refusalOf(move('declined'))).code).toBe('intake.lead-needs-reason');
    await move('declined', 'Outside our field');
    expect((await intake.listLeads({ filter: 'ella' })).total).toBe(0);
    expect((await intake.listLeads({ stage: 'declined' })).rows).toMatchObject([{ name: 'Ella Estate' }]);
    const { history } = await intake.getLead({ leadId });
    expect(history[0]?.text).toBe('Moved to "declined": Outside our field');
    const unknown = { commandId: createId(), leadId: 'nolead', stage: 'contacted' as const };
    expect((await refusalOf(intake.moveLead(unknown))).code).toBe('intake.not-found');
    for (const sort of ['openedAtMs', 'name', 'stage', 'nextActionOn', 'practiceArea'] as const) {
      expect((await intake.listLeads({ sort, stage: 'all', descending: true })).total).toBe(2);
    }
  });
});
