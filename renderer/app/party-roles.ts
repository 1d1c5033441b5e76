import { partyRoles } from '../../shared/events/office.ts';

export { partyRoles };

/** What somebody is in a matter or lead. */
export type PartyRole = (typeof partyRoles)[number];
