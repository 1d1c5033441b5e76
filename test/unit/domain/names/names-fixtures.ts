import { readFileSync } from 'node:fs';
import { buildNicknameIndex, nicknameGroupsSchema } from '../../../../shared/domain/names/nicknames.ts';
import { type PartyNames, type PreparedParty, prepareParty } from '../../../../shared/domain/names/party-names.ts';

const file = new URL('../../../../assets/code-sets/nicknames.json', import.meta.url);
export const nicknameGroups = nicknameGroupsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
export const nicknames = buildNicknameIndex(nicknameGroups);

export function person(name: string, more: Partial<PartyNames> = {}): PreparedParty {
  return prepareParty({ kind: 'person', name, ...more }, nicknames);
}

export function organisation(name: string, more: Partial<PartyNames> = {}): PreparedParty {
  return prepareParty({ kind: 'organisation', name, ...more }, nicknames);
}
