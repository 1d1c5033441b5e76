import type * as z from 'zod';
import type { officeContract } from '../../../shared/contract/office.ts';
import { listOpening } from '../../../shared/domain/intake/opening-checklist.ts';
import { accept, type Decision, decline } from '../../../shared/domain/refusal.ts';
import type { NewEvent } from '../../../shared/events/event.ts';
import { leadConverted } from '../../../shared/events/intake.ts';
import { clientOpened, matterOpened, type partyRoleSchema } from '../../../shared/events/office.ts';
import type { RowReader } from '../projections/projection.ts';
import { isCleared, readClearance } from './conflict-clearance.ts';
import { nextNumber } from './device-series.ts';
import { notFound } from './found.ts';
import { withholdPeople } from './matter-people.ts';
import { newEvent } from './new-event.ts';
import { readParty } from './office-parties.ts';
import { isActiveMember } from './office-tasks.ts';
import type { Outcome, Turn } from './turn.ts';

type OpenMatterInput = z.output<NonNullable<(typeof officeContract.openMatter)['~orpc']['inputSchema']>>;
type MatterParty = { partyId: string; role: z.infer<typeof partyRoleSchema> };
type Answer = { matterId: string; clientId: string; number: string };

interface LeadForMatter {
  leadId: string;
  prospectPartyId: string;
  confidential: boolean;
  parties: MatterParty[];
}

/** The lead that a matter comes from; a refusal unless its latest conflict check is cleared and it has no matter. */
function readLeadForMatter(rows: RowReader, leadId: string): Decision<LeadForMatter> {
  const lead = rows.get<{ prospect_party_id: string; confidential: number; matter_id: string | null }>(
    `SELECT l.prospect_party_id, l.confidential,
       COALESCE(l.matter_id, (SELECT m.matter_id FROM office_matter m WHERE m.lead_id = l.lead_id)) AS matter_id
     FROM intake_lead l WHERE l.lead_id = ?`,
    [leadId],
  );
  if (lead === undefined) return { ok: false, refusal: notFound('office', 'lead', 'leadId') };
  if (lead.matter_id !== null) {
    return decline('office.lead-has-a-matter', 'This lead already has a matter. Work on the matter instead.', [
      'leadId',
    ]);
  }
  const clearance = readClearance(rows, leadId) ?? 'not run';
  if (clearance === 'conflict') {
    return decline(
      'office.conflict-found',
      'An attorney decided that this lead is a conflict, so no matter can be opened. Decline the lead.',
      ['leadId'],
    );
  }
  if (!isCleared(clearance)) {
    const sentence =
      clearance === 'to decide'
        ? 'The conflict check of this lead is not decided. Have an attorney clear it, then open the matter.'
        : 'The people on this lead have not all been checked for conflicts. Run the check and have an attorney clear it.';
    return decline('office.conflict-not-cleared', sentence, ['leadId']);
  }
  const parties = rows.all<MatterParty>(
    'SELECT party_id AS partyId, role FROM intake_lead_party WHERE lead_id = ? ORDER BY place',
    [leadId],
  );
  return accept({
    leadId,
    prospectPartyId: lead.prospect_party_id,
    confidential: lead.confidential === 1,
    parties: parties.map((party) => (party.role === 'prospective client' ? { ...party, role: 'client' } : party)),
  });
}

/** The people of the matter: those named for it, and those of the lead that were not named again. */
function joinParties(named: readonly MatterParty[], fromLead: readonly MatterParty[]): MatterParty[] {
  const known = new Set(named.map((party) => party.partyId));
  return [...named, ...fromLead.filter((party) => !known.has(party.partyId))];
}

interface Client {
  clientId: string;
  partyId: string;
  /** The event that opens the client, where it is a new one. */
  opening: NewEvent | null;
}

/** The client by id, or of a party: the one it already is, or a new one under the next number of this device. */
function chooseClient(turn: Turn, input: OpenMatterInput, partyId: string | undefined): Decision<Client> {
  const { rows } = turn;
  if (input.clientId !== undefined) {
    const known = rows.get<{ party_id: string }>('SELECT party_id FROM office_client WHERE client_id = ?', [
      input.clientId,
    ]);
    if (known === undefined) return { ok: false, refusal: notFound('office', 'client', 'clientId') };
    return accept({ clientId: input.clientId, partyId: known.party_id, opening: null });
  }
  if (partyId === undefined) {
    return decline('office.no-client', 'Say whose matter this is: choose a client, or somebody who becomes one.', [
      'clientId',
    ]);
  }
  if (readParty(rows, partyId) === undefined)
    return { ok: false, refusal: notFound('office', 'person', 'clientPartyId') };
  const client = rows.get<{ client_id: string }>(
    'SELECT client_id FROM office_client WHERE party_id = ? ORDER BY number',
    [partyId],
  );
  if (client !== undefined) return accept({ clientId: client.client_id, partyId, opening: null });
  const clientId = turn.newId();
  const number = nextNumber(rows, turn.me.deviceId, 'office_client', 'C');
  return accept({
    clientId,
    partyId,
    opening: newEvent(clientOpened, clientId, { partyId, number, openedOn: input.openedOn }, {}),
  });
}

/** The attorney who answers for the matter: the one named, else the person, where they are one. */
export function chooseResponsible(turn: Turn, memberId: string | undefined): Decision<string> {
  const { me } = turn;
  if (memberId === undefined) {
    if (me.role === 'owner' || me.role === 'attorney') return accept(me.memberId);
    return decline('office.no-responsible-attorney', 'Choose the attorney who answers for this matter.', [
      'responsibleMemberId',
    ]);
  }
  if (!isActiveMember(turn.rows, memberId))
    return { ok: false, refusal: notFound('office', 'person', 'responsibleMemberId') };
  const member = turn.rows.get<{ role: string }>('SELECT role FROM roster_member WHERE member_id = ?', [memberId]);
  if (member?.role !== 'owner' && member?.role !== 'attorney') {
    return decline(
      'office.responsible-is-no-attorney',
      'Only an attorney of the firm answers for a matter. Choose one.',
      ['responsibleMemberId'],
    );
  }
  return accept(memberId);
}

/** A refusal where a matter names somebody unknown; else null. */
export function unknownParty(rows: RowReader, parties: readonly MatterParty[]) {
  const place = parties.findIndex((party) => readParty(rows, party.partyId) === undefined);
  return place < 0 ? null : notFound('office', 'person', `parties.${place}.partyId`);
}

const feeFields = { hourly: 'fee.rateCents', flat: 'fee.flatCents', contingency: 'fee.contingencyPercent' } as const;

/** A refusal where the fee agreement lacks the figure that its kind lives by; else null [IN15]. */
export function checkFee(fee: OpenMatterInput['fee']): Decision<never> | null {
  const items = listOpening({
    title: 'Any',
    hasClient: true,
    hasResponsibleAttorney: true,
    fee: { ...fee, isSigned: fee.signedOn !== undefined },
    depositCollectedCents: 0,
    hasAddress: true,
  });
  const missing = items.find((item) => item.isBlocking && !item.isDone);
  if (missing === undefined) return null;
  const sentence = `The fee agreement needs its figure. ${missing.sentence}`;
  return decline('office.fee-without-figure', sentence, [feeFields[fee.kind]]);
}

/**
 * Decides to open a matter. From a lead it takes the client and the people, and leaves a notice with the lead. Refuses
 * a lead that is not cleared, unknown people, no client, no responsible attorney, a fee agreement without its figure.
 */
export function decideOpenMatter(turn: Turn, input: OpenMatterInput): Decision<Outcome<Answer>> {
  const lead = input.leadId === undefined ? accept(null) : readLeadForMatter(turn.rows, input.leadId);
  if (!lead.ok) return lead;
  const client = chooseClient(turn, input, input.clientPartyId ?? lead.value?.prospectPartyId);
  if (!client.ok) return client;
  const responsible = chooseResponsible(turn, input.responsibleMemberId);
  if (!responsible.ok) return responsible;
  const badFee = checkFee(input.fee);
  if (badFee !== null) return badFee;
  const parties = joinParties(input.parties, lead.value?.parties ?? []);
  const unknown = unknownParty(turn.rows, parties);
  if (unknown !== null) return { ok: false, refusal: unknown };

  const matterId = turn.newId();
  const { clientId, opening } = client.value;
  const number = nextNumber(turn.rows, turn.me.deviceId, 'office_matter', input.openedOn.slice(0, 4));
  const withheld = input.withheld || (lead.value?.confidential ?? false);
  const opened = newEvent(
    matterOpened,
    matterId,
    {
      clientId,
      number,
      practiceArea: input.practiceArea,
      openedOn: input.openedOn,
      responsibleMemberId: responsible.value,
      fee: input.fee,
      ...(input.leadId === undefined ? {} : { leadId: input.leadId }),
      withheld,
    },
    { title: input.title, description: input.description, parties },
    { matterId, withheld },
  );
  const people = [client.value.partyId, ...parties.map((party) => party.partyId)];
  const hidden = withheld ? withholdPeople(turn.rows, matterId, people) : [];
  const notice = input.leadId === undefined ? [] : [newEvent(leadConverted, input.leadId, { clientId, matterId }, {})];
  return accept({
    events: [...(opening === null ? [] : [opening]), opened, ...hidden, ...notice],
    answer: { matterId, clientId, number },
  });
}
