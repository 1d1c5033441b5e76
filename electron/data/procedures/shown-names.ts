/** A matter's title, or its number where this device may not read it. `matter` is the table's alias. */
export function matterTitleSql(matter: string): string {
  return `COALESCE(${matter}.title, 'Matter ' || ${matter}.number || ' (withheld)', '')`;
}

/** A matter's number and title in one; the number alone where this device may not read the title. */
export function numberedMatterSql(matter: string): string {
  return `COALESCE(${matter}.number || ' ' || ${matter}.title, 'Matter ' || ${matter}.number || ' (withheld)', '')`;
}

/** A client's name, or its number where this device may not read it. Aliases of office_client and office_party. */
export function clientNameSql(client: string, party: string): string {
  return `COALESCE(${party}.name, 'Client ' || ${client}.number || ' (withheld)', '')`;
}

/** A party's name, or a word that says that it is kept from this device. */
export function partyNameSql(party: string): string {
  return `COALESCE(${party}.name, 'Withheld')`;
}

/** A document's title, or a word that says that it is kept from this device. */
export function documentTitleSql(document: string): string {
  return `COALESCE(${document}.title, 'Document (withheld)')`;
}
