import { type Side, workspaces } from '../../shared/domain/workspace.ts';
import { isObject, isTextList, type JsonObject } from './json.ts';

/** A firm's seven databases at a hub: the roster, the workspaces and the file chunks. */
export const firmDatabases = [...workspaces, 'files'] as const;
export type FirmDatabase = (typeof firmDatabases)[number];

/** What an account may do in a firm, whoever holds its password. */
export interface AccountGrant {
  readonly name: string;
  readonly side: Side;
  /** Workspaces beside the roster and the files, which every account reads. */
  readonly workspaces: readonly string[];
  /** Device ids (16 hex digits) whose events an outside account may write. */
  readonly devices: readonly string[];
  /** An owner administers the firm's databases: it admits and removes accounts. */
  readonly isOwner?: boolean;
}

/** The name of a firm's database at a hub. `firmId` is lower-case hex. */
export function databaseName(firmId: string, database: FirmDatabase): string {
  return `annex-${firmId}-${database}`;
}

/** True when the grant reaches this database. */
export function reaches(grant: AccountGrant, database: FirmDatabase): boolean {
  return grant.isOwner === true || database === 'roster' || database === 'files' || grant.workspaces.includes(database);
}

/** The security object with this account let in as far as the grant reaches; the rest stays as it is. */
export function withAccount(security: JsonObject, database: FirmDatabase, grant: AccountGrant): JsonObject {
  const without = withoutAccount(security, grant.name);
  if (!reaches(grant, database)) return without;
  const entry = { side: grant.side, devices: [...grant.devices].sort() };
  const names = (group: 'admins' | 'members', isIn: boolean) =>
    isIn ? [...listOf(without, group), grant.name].sort() : listOf(without, group);
  return build(without, names('admins', grant.isOwner === true), names('members', true), {
    ...accountsOf(without),
    [grant.name]: entry,
  });
}

/** The security object without this account. */
export function withoutAccount(security: JsonObject, name: string): JsonObject {
  const { [name]: _, ...others } = accountsOf(security);
  const admins = listOf(security, 'admins').filter((entry) => entry !== name);
  const members = listOf(security, 'members').filter((entry) => entry !== name);
  return build(security, admins, members, others);
}

/** Names of all accounts that the security object lets in. */
export function accountNames(security: JsonObject): string[] {
  const names = [...listOf(security, 'admins'), ...listOf(security, 'members'), ...Object.keys(accountsOf(security))];
  return [...new Set(names)];
}

/** True when both say the same, whatever the order of their fields. */
export function isSameSecurity(left: JsonObject, right: JsonObject): boolean {
  return canonical(left) === canonical(right);
}

function build(security: JsonObject, admins: string[], members: string[], accounts: JsonObject): JsonObject {
  return {
    ...security,
    // With neither names nor roles among its members CouchDB opens a database to everybody: the role keeps it shut.
    admins: { names: admins, roles: ['_admin'] },
    members: { names: members, roles: ['_admin'] },
    annex: { accounts },
  };
}

function listOf(security: JsonObject, group: 'admins' | 'members'): string[] {
  const part = security[group];
  return isObject(part) && isTextList(part.names) ? [...new Set(part.names)] : [];
}

function accountsOf(security: JsonObject): JsonObject {
  const { annex } = security;
  return isObject(annex) && isObject(annex.accounts) ? annex.accounts : {};
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const fields = Object.keys(value).sort();
  return `{${fields.map((field) => `${JSON.stringify(field)}:${canonical(value[field])}`).join(',')}}`;
}
