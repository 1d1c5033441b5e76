import type { NewEvent } from '../../../shared/events/event.ts';
import { partyAmended } from '../../../shared/events/office.ts';
import type { RowReader } from '../projections/projection.ts';
import { newEvent } from './new-event.ts';
import { type PartySqlRow, partyBody, readParty } from './office-parties.ts';

/** The client and the people of a matter. */
function peopleOf(rows: RowReader, matterId: string): string[] {
  return rows
    .all<{ id: string }>(
      `SELECT c.party_id AS id FROM office_matter m JOIN office_client c ON c.client_id = m.client_id
       WHERE m.matter_id = @matterId
       UNION SELECT party_id FROM office_matter_party WHERE matter_id = @matterId`,
      { matterId },
    )
    .map((row) => row.id);
}

/** A matter or lead whose people are sealed: it does not count as naming them in the open. */
interface Kept {
  readonly matterId?: string;
  readonly leadId?: string;
}

/** Whether somebody is named by another matter or lead that people outside may read. */
function isNamedInTheOpen(rows: RowReader, partyId: string, { matterId = '', leadId = '' }: Kept): boolean {
  const found = rows.get(
    `SELECT 1 AS yes FROM office_matter m WHERE m.withheld = 0 AND m.matter_id <> @matterId
       AND (m.client_id IN (SELECT client_id FROM office_client WHERE party_id = @partyId)
         OR m.matter_id IN (SELECT matter_id FROM office_matter_party WHERE party_id = @partyId))
     UNION ALL SELECT 1 FROM intake_lead l WHERE l.confidential = 0 AND l.lead_id <> @leadId
       AND NOT EXISTS (SELECT 1 FROM office_matter o WHERE o.lead_id = l.lead_id AND o.matter_id = @matterId)
       AND (l.prospect_party_id = @partyId
         OR l.lead_id IN (SELECT lead_id FROM intake_lead_party WHERE party_id = @partyId)) LIMIT 1`,
    { partyId, matterId, leadId },
  );
  return found !== undefined;
}

function sealedAnew(rows: RowReader, row: PartySqlRow, withheld: boolean): NewEvent {
  return newEvent(partyAmended, row.party_id, { withheld }, partyBody(rows, row), { withheld });
}

function readable(rows: RowReader, partyIds: readonly string[], withheld: 0 | 1): PartySqlRow[] {
  return partyIds.flatMap((partyId) => {
    const row = readParty(rows, partyId);
    return row === undefined || row.name === null || row.withheld !== withheld ? [] : [row];
  });
}

/** Seals the people of a matter for the inside, but for those whom a shared matter or lead names too [SH6]. */
export function withholdPeople(rows: RowReader, matterId: string, partyIds = peopleOf(rows, matterId)): NewEvent[] {
  return sealPeople(rows, partyIds, { matterId });
}

/** Seals the people of a lead for the inside, but for those whom a shared matter or another lead names too [SH12]. */
export function withholdPeopleOfLead(rows: RowReader, leadId: string, partyIds: readonly string[]): NewEvent[] {
  return sealPeople(rows, partyIds, { leadId });
}

function sealPeople(rows: RowReader, partyIds: readonly string[], kept: Kept): NewEvent[] {
  return readable(rows, [...new Set(partyIds)], 0)
    .filter((row) => !isNamedInTheOpen(rows, row.party_id, kept))
    .map((row) => sealedAnew(rows, row, true));
}

/** Gives the people of a matter with it [SH6]. */
export function givePeople(rows: RowReader, matterId: string): NewEvent[] {
  return readable(rows, peopleOf(rows, matterId), 1).map((row) => sealedAnew(rows, row, false));
}
