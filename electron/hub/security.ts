import { badRequest, forbidden, notFound, unauthorized } from './hub-error.ts';
import { isObject, isTextList, type JsonObject } from './json.ts';

/** Who asks: the account's name and roles. The server admin's role is `_admin`. */
export interface UserContext {
  readonly name: string;
  readonly roles: readonly string[];
}

/** What a user must be to use a route of a database. */
type AccessLevel = 'member' | 'admin';

/** A database's `_security` object: who administers it, who may use it, and whatever else its owner keeps there. */
export type SecurityObject = JsonObject;

/** CouchDB 3 gives a new database to the server admins alone. */
export const adminsOnlySecurity: SecurityObject = {
  admins: { names: [], roles: ['_admin'] },
  members: { names: [], roles: ['_admin'] },
};

/** Throws 400 unless `value` may be stored as a `_security` object. Unknown fields are kept, as CouchDB does. */
export function checkSecurity(value: unknown): SecurityObject {
  if (!isObject(value)) throw badRequest('Security object must be a JSON object.');
  for (const group of ['admins', 'members']) {
    const part = value[group] ?? {};
    if (!isObject(part)) throw badRequest(`"${group}" must be a JSON object.`);
    for (const field of ['names', 'roles']) {
      if (part[field] !== undefined && !isTextList(part[field])) throw badRequest(`"${field}" must be a JSON list.`);
    }
  }
  return value;
}

/** True for the server admin. */
export function isServerAdmin(user: UserContext): boolean {
  return user.roles.includes('_admin');
}

/** True when `user` may do at a database with this security what `level` asks. A database without members is no public one here. */
export function mayAccess(user: UserContext, security: SecurityObject, level: AccessLevel): boolean {
  if (isServerAdmin(user) || isListed(user, security.admins)) return true;
  return level === 'member' && isListed(user, security.members);
}

/** Throws 401 unless `user` is the server admin. */
export function requireServerAdmin(user: UserContext): void {
  if (!isServerAdmin(user)) throw unauthorized('You are not a server admin.');
}

/** Throws as CouchDB does unless `user` has `level` at the database; null stands for a database that is not there. */
export function requireAccess(user: UserContext, security: SecurityObject | null, level: AccessLevel): void {
  if (!security) throw notFound('Database does not exist.');
  if (mayAccess(user, security, level)) return;
  if (level === 'admin' && mayAccess(user, security, 'member')) throw unauthorized('You are not a db or server admin.');
  throw forbidden();
}

function isListed(user: UserContext, group: unknown): boolean {
  if (!isObject(group)) return false;
  const { names, roles } = group;
  if (isTextList(names) && names.includes(user.name)) return true;
  return isTextList(roles) && roles.some((role) => user.roles.includes(role));
}
