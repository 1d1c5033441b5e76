import { normalisePhone } from '../../../shared/domain/names/normalise.ts';
import { candidateKeys, type PartyNames, prepareParty } from '../../../shared/domain/names/party-names.ts';
import { nicknameIndex } from './nickname-index.ts';

/** A key under which somebody's employer is looked up. */
const employerPrefix = 'employer/';

/** The key of a telephone number; null where it is none. */
export function phoneKey(phone: string): string | null {
  const normalised = normalisePhone(phone);
  return normalised === undefined ? null : `phone:${normalised}`;
}

/** The keys of an organisation as an employer: those of its own names, apart from them. */
export function employerKeys(employer: string): string[] {
  const prepared = prepareParty({ kind: 'organisation', name: employer }, nicknameIndex());
  return candidateKeys(prepared).map((key) => `${employerPrefix}${key}`);
}

/** What a party is looked up by: the keys of its names and identifiers [NM14], and those of its employer. */
export function partyKeys(party: PartyNames & { readonly employer: string }): string[] {
  const own = candidateKeys(prepareParty(party, nicknameIndex()));
  return party.employer === '' ? [...own] : [...own, ...employerKeys(party.employer)];
}
