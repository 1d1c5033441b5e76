import type { RowReader } from '../projections/projection.ts';

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

/**
 * The name of a matter's client. Where this device may not read the matter it is the client's number, also where the
 * client is known from another matter: whose matter it is, is kept too [SH3]. Aliases as above.
 */
export function matterClientSql(matter: string, client: string, party: string): string {
  return `CASE WHEN ${matter}.matter_id IS NOT NULL AND ${matter}.title IS NULL
    THEN COALESCE('Client ' || ${client}.number || ' (withheld)', 'Withheld') ELSE ${clientNameSql(client, party)} END`;
}

/** True where this device may not read the matter's texts; false where it is not known. */
export function isMatterShut(rows: RowReader, matterId: string | null): boolean {
  if (matterId === null) return false;
  return rows.get('SELECT 1 AS yes FROM office_matter WHERE matter_id = ? AND title IS NULL', [matterId]) !== undefined;
}

/**
 * The condition that a party may be shown with a matter: it is read here, or restricted to others of the firm, who must
 * hear of a conflict by its number. From outside no name is tied to a withheld matter [SH3].
 */
export function mayTieSql(matter: string): string {
  return `(${matter}.title IS NOT NULL OR EXISTS (SELECT 1 FROM sharing_fact f
    WHERE f.matter_id = ${matter}.matter_id AND f.members <> '[]'))`;
}

/** A party's name, or a word that says that it is kept from this device. */
export function partyNameSql(party: string): string {
  return `COALESCE(${party}.name, 'Withheld')`;
}

/** A document's title, or a word that says that it is kept from this device. */
export function documentTitleSql(document: string): string {
  return `COALESCE(${document}.title, 'Document (withheld)')`;
}
