import { randomBytes } from 'node:crypto';
import { accept, type Decision, decline, type Refusal } from '../../shared/domain/refusal.ts';
import { isWorkspace, sides } from '../../shared/domain/workspace.ts';
import { askCouch, type CouchAccess, type CouchAnswer, CouchUnreachable } from './couch-client.ts';
import {
  type AccountGrant,
  accountNames,
  databaseName,
  type FirmDatabase,
  firmDatabases,
  isSameSecurity,
  withAccount,
  withoutAccount,
} from './firm-security.ts';
import type { HubFetch } from './hub-fetch.ts';
import { isTextList, type JsonObject } from './json.ts';
import { validationDocumentId, validationFor } from './validation.ts';

/** A server and somebody who administers it, or at least the firm's databases (an owner). */
export interface HubAdmin {
  readonly url: string;
  readonly adminName: string;
  readonly adminPassword: string;
  /** By way of a proxy or with a pinned authority: see `createHubFetch`. */
  readonly fetch?: HubFetch | undefined;
}

/** An account with its password. */
export interface HubAccount extends AccountGrant {
  readonly password: string;
}

/** A name and password that open nothing until an owner grants something to the name. */
export interface SpareAccount {
  readonly name: string;
  readonly password: string;
}

/** Everything that a firm needs at a hub. */
export interface FirmProvision extends HubAdmin {
  readonly firm: { readonly id: string };
  readonly accounts: readonly HubAccount[];
  readonly spares?: readonly SpareAccount[];
  /** Accounts that were given away before: made where the hub has lost them; one that is there keeps its password. */
  readonly restored?: readonly HubAccount[];
}

/** One account of one firm. */
export interface AccountRequest extends HubAdmin {
  readonly firm: { readonly id: string };
  readonly account: HubAccount;
}

const namePattern = /^[a-z0-9][a-z0-9.-]{0,63}$/;
const firmPattern = /^[0-9a-f]{8,32}$/;
const devicePattern = /^[0-9a-f]{16}$/;
const attemptsMax = 4;
const usersAtOnce = 6;

/** Names and passwords for accounts that owners can give away later, without the server's administrator. */
export function makeSpareAccounts(firmId: string, count: number): SpareAccount[] {
  return Array.from({ length: count }, () => ({
    name: `annex-${firmId.slice(0, 8)}-${randomBytes(5).toString('hex')}`,
    password: randomBytes(24).toString('base64url'),
  }));
}

/**
 * Makes a firm's databases, their validation functions, accounts and rights, on Apache CouchDB 3 or the embedded hub
 * alike. Repeatable: what is there already is brought to what is asked, and rights given since then stay. Needs the
 * server's administrator. Refuses `hub.*`.
 */
export async function provisionFirm(request: FirmProvision): Promise<Decision<{ databases: string[] }>> {
  return asDecision(async () => {
    const access = toAccess(request);
    checkFirm(request.firm.id);
    const restored = request.restored ?? [];
    const accounts = [...request.accounts, ...restored];
    for (const account of accounts) checkGrant(account);
    for (const spare of request.spares ?? []) checkName(spare.name, spare.password);
    if (!(await isServerAdmin(access)))
      throw refusal('hub.not-allowed', 'Making databases needs the administrator of the hub.');
    await ensure(access, 'PUT', '_users', [201, 202, 412]);
    await ensureUsers(access, [...request.accounts, ...(request.spares ?? [])]);
    await ensureUsers(access, restored, { isKept: true });
    for (const database of firmDatabases) {
      await ensure(access, 'PUT', databaseName(request.firm.id, database), [201, 202, 412]);
      await ensureValidation(access, request.firm.id, database);
      await changeSecurity(access, request.firm.id, database, (security) =>
        accounts.reduce((result, account) => withAccount(result, database, account), security),
      );
    }
    return { databases: firmDatabases.map((database) => databaseName(request.firm.id, database)) };
  });
}

/**
 * Lets an account into a firm, or changes what it may do. The server's administrator makes the account if need be; an
 * owner grants to one that exists, such as a spare. Refuses `hub.*`.
 */
export async function addAccount(request: AccountRequest): Promise<Decision<{ name: string }>> {
  return asDecision(async () => {
    const access = toAccess(request);
    const { account } = request;
    checkFirm(request.firm.id);
    checkGrant(account);
    if (await isServerAdmin(access)) await ensureUser(access, account);
    else if (!(await logIn({ ...access, name: account.name, password: account.password }))) {
      const sentence =
        'This account is not known at the hub, or its password is another one. Take one of the spare accounts.';
      throw refusal('hub.account-unknown', sentence, ['account']);
    }
    for (const database of firmDatabases) {
      await changeSecurity(access, request.firm.id, database, (security) => withAccount(security, database, account));
    }
    return { name: account.name };
  });
}

/**
 * Shuts an account out of a firm: from then on every address of the firm's databases refuses it. An owner can do this;
 * the server's administrator also deletes the account. A name that was shut out is not to be given away again.
 */
export async function removeAccount(
  request: HubAdmin & { firm: { id: string }; name: string },
): Promise<Decision<{ name: string; isDeleted: boolean }>> {
  return asDecision(async () => {
    const access = toAccess(request);
    checkFirm(request.firm.id);
    const isAdmin = await isServerAdmin(access);
    for (const database of firmDatabases) {
      await changeSecurity(access, request.firm.id, database, (security) => withoutAccount(security, request.name));
    }
    if (isAdmin) await deleteUser(access, request.name);
    return { name: request.name, isDeleted: isAdmin };
  });
}

/** Names of the accounts that have anything granted in a firm. Refuses `hub.*`. */
export async function listAccounts(request: HubAdmin & { firm: { id: string } }): Promise<Decision<string[]>> {
  return asDecision(async () => {
    const access = toAccess(request);
    checkFirm(request.firm.id);
    const path = `${databaseName(request.firm.id, 'roster')}/_security`;
    return accountNames((await ensure(access, 'GET', path, [200])).json);
  });
}

/** What accounts may do in a firm, as its roster says. */
export interface AccountAlignment extends HubAdmin {
  readonly firm: { readonly id: string };
  /** These may do exactly this. */
  readonly grants: readonly AccountGrant[];
  /** These may do nothing any more. */
  readonly removed: readonly string[];
}

/**
 * Brings the rights of a firm's accounts to what is asked; accounts that are not named keep theirs. An owner's account
 * can do this. Answers in how many databases something changed. Refuses `hub.*`.
 */
export async function alignAccounts(request: AccountAlignment): Promise<Decision<{ changed: number }>> {
  return asDecision(async () => {
    const access = toAccess(request);
    checkFirm(request.firm.id);
    let changed = 0;
    for (const database of firmDatabases) {
      const isChanged = await changeSecurity(access, request.firm.id, database, (security) => {
        const kept = request.removed.reduce(withoutAccount, security);
        return request.grants.reduce((result, grant) => withAccount(result, database, grant), kept);
      });
      if (isChanged) changed += 1;
    }
    return { changed };
  });
}

/** Checks that an account opens the firm's roster at the hub. Refuses `hub.*`. */
export async function checkAccount(request: HubAdmin & { firm: { id: string } }): Promise<Decision<{ name: string }>> {
  return asDecision(async () => {
    const access = toAccess(request);
    checkFirm(request.firm.id);
    if (!(await logIn(access)))
      throw refusal('hub.credentials-refused', 'The hub does not know this name and password.', ['name']);
    const roster = await askCouch(access, 'GET', databaseName(request.firm.id, 'roster'));
    if (roster.status === 404) throw refusal('hub.firm-unknown', 'The hub has no databases for this firm.', ['url']);
    if (roster.status !== 200) {
      throw refusal('hub.account-shut', 'This account does not reach the firm. Ask an owner for one that does.', [
        'name',
      ]);
    }
    return { name: request.adminName };
  });
}

/** Gives an account another password. Needs the server's administrator. Refuses `hub.*`. */
export async function rotatePassword(
  request: HubAdmin & { name: string; newPassword: string },
): Promise<Decision<{ name: string }>> {
  return asDecision(async () => {
    const access = toAccess(request);
    checkName(request.name, request.newPassword);
    if (!(await isServerAdmin(access)))
      throw refusal('hub.not-allowed', 'Changing a password needs the administrator of the hub.');
    const old = await askCouch(access, 'GET', userPath(request.name));
    if (old.status !== 200) throw refusal('hub.account-unknown', 'This account is not known at the hub.', ['name']);
    await writeUser(access, { name: request.name, password: request.newPassword }, old.json);
    return { name: request.name };
  });
}

/** Makes accounts; with `isKept` those that are there keep their passwords, else they get these. */
async function ensureUsers(
  access: CouchAccess,
  accounts: readonly SpareAccount[],
  { isKept = false } = {},
): Promise<void> {
  for (let start = 0; start < accounts.length; start += usersAtOnce) {
    await Promise.all(accounts.slice(start, start + usersAtOnce).map((account) => ensureUser(access, account, isKept)));
  }
}

async function ensureUser(access: CouchAccess, account: SpareAccount, isKept = false): Promise<void> {
  const old = await askCouch(access, 'GET', userPath(account.name));
  if (isKept && old.status === 200) return;
  // A password is hashed slowly: it is tried only where there is an account that may have it.
  const isThere = old.status === 200 && old.json.password_scheme !== undefined;
  if (isThere && (await logIn({ ...access, name: account.name, password: account.password }))) return;
  await writeUser(access, account, old.status === 200 ? old.json : null);
}

async function writeUser(access: CouchAccess, account: SpareAccount, old: JsonObject | null): Promise<void> {
  const document = {
    _id: `org.couchdb.user:${account.name}`,
    ...(old ? { _rev: old._rev } : {}),
    type: 'user',
    name: account.name,
    roles: old && isTextList(old.roles) ? old.roles : [],
    password: account.password,
  };
  await ensure(access, 'PUT', userPath(account.name), [200, 201, 202], document);
}

async function deleteUser(access: CouchAccess, name: string): Promise<void> {
  const old = await askCouch(access, 'GET', userPath(name));
  if (old.status !== 200) return;
  await ensure(access, 'DELETE', `${userPath(name)}?rev=${encodeURIComponent(String(old.json._rev))}`, [200, 202, 404]);
}

async function ensureValidation(access: CouchAccess, firmId: string, database: FirmDatabase): Promise<void> {
  const path = `${databaseName(firmId, database)}/${validationDocumentId}`;
  const source = validationFor(firmId, database);
  const old = await askCouch(access, 'GET', path);
  if (old.status === 200 && old.json.validate_doc_update === source) return;
  const document = {
    ...(old.status === 200 ? { _rev: old.json._rev } : {}),
    language: 'javascript',
    validate_doc_update: source,
  };
  await ensure(access, 'PUT', path, [200, 201, 202], document);
}

const changing = new Map<string, Promise<unknown>>();

/** Changes of one database's rights by this program follow one another: each reads what the one before wrote. */
function changeSecurity(
  access: CouchAccess,
  firmId: string,
  database: FirmDatabase,
  change: (security: JsonObject) => JsonObject,
): Promise<boolean> {
  const key = `${access.url} ${databaseName(firmId, database)}`;
  const before = changing.get(key) ?? Promise.resolve();
  const run = before.catch(() => undefined).then(() => changeSecurityNow(access, firmId, database, change));
  changing.set(key, run);
  const forget = () => {
    if (changing.get(key) === run) changing.delete(key);
  };
  run.then(forget, forget);
  return run;
}

/** The security object has no revision: it is read again after the write, and the change repeated if it was overtaken. */
async function changeSecurityNow(
  access: CouchAccess,
  firmId: string,
  database: FirmDatabase,
  change: (security: JsonObject) => JsonObject,
): Promise<boolean> {
  const path = `${databaseName(firmId, database)}/_security`;
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    const current = await ensure(access, 'GET', path, [200]);
    const wanted = change(current.json);
    if (isSameSecurity(current.json, wanted)) return attempt > 0;
    await ensure(access, 'PUT', path, [200], wanted);
  }
  const last = await ensure(access, 'GET', path, [200]);
  if (!isSameSecurity(last.json, change(last.json))) {
    throw refusal('hub.busy', 'Somebody else is changing the accounts of this firm. Try again.');
  }
  return true;
}

/** True when these credentials open the server. */
async function logIn(access: CouchAccess): Promise<boolean> {
  const { status, json } = await askCouch(access, 'GET', '_session');
  const user = json.userCtx as { name?: unknown } | undefined;
  return status === 200 && user?.name === access.name;
}

async function isServerAdmin(access: CouchAccess): Promise<boolean> {
  const { status, json } = await askCouch(access, 'GET', '_session');
  if (status === 401)
    throw refusal('hub.credentials-refused', 'The hub does not know this name and password.', ['adminName']);
  const user = json.userCtx as { roles?: unknown } | undefined;
  if (status !== 200 || !user) throw refusal('hub.not-a-hub', 'What answers at this address is not a hub.', ['url']);
  return isTextList(user.roles) && user.roles.includes('_admin');
}

async function ensure(
  access: CouchAccess,
  method: string,
  path: string,
  statuses: readonly number[],
  body?: unknown,
): Promise<CouchAnswer> {
  const answer = await askCouch(access, method, path, body);
  if (statuses.includes(answer.status)) return answer;
  if (answer.status === 401 || answer.status === 403) {
    throw refusal('hub.not-allowed', 'This account may not administer the firm at the hub.', ['adminName']);
  }
  if (answer.status === 404) throw refusal('hub.firm-unknown', 'The hub has no databases for this firm.', ['firm']);
  const said = `${String(answer.json.error)}: ${String(answer.json.reason)}`;
  throw refusal('hub.refused', `The hub refused (${answer.status}, ${said}).`);
}

function userPath(name: string): string {
  return `_users/${encodeURIComponent(`org.couchdb.user:${name}`)}`;
}

function toAccess(request: HubAdmin): CouchAccess {
  if (!/^https?:\/\/[^\s@]+$/.test(request.url)) {
    throw refusal('hub.bad-url', 'The address of a hub begins with http:// or https:// and holds no password.', [
      'url',
    ]);
  }
  return { url: request.url, name: request.adminName, password: request.adminPassword, fetch: request.fetch };
}

function checkFirm(firmId: string): void {
  if (!firmPattern.test(firmId)) throw refusal('hub.bad-firm', 'The id of a firm is 8 to 32 hex digits.', ['firm']);
}

function checkGrant(account: HubAccount): void {
  checkName(account.name, account.password);
  if (!sides.includes(account.side)) throw refusal('hub.bad-account', 'An account is inside or outside.', ['side']);
  if (!account.workspaces.every(isWorkspace))
    throw refusal('hub.bad-account', 'There is no such workspace.', ['workspaces']);
  if (!account.devices.every((device) => devicePattern.test(device))) {
    throw refusal('hub.bad-account', 'The id of a device is 16 hex digits.', ['devices']);
  }
  if (account.isOwner && account.side !== 'inside') throw refusal('hub.bad-account', 'An owner is inside.', ['side']);
}

function checkName(name: string, password: string): void {
  if (!namePattern.test(name)) {
    throw refusal('hub.bad-name', 'The name of an account has small letters, digits, "." and "-" only.', ['name']);
  }
  if (password.length < 12)
    throw refusal('hub.bad-password', 'A password at the hub has at least 12 characters.', ['password']);
}

/** Carries a refusal out of nested steps; it never leaves this file. */
class Refused extends Error {
  readonly refusal: Refusal;

  constructor(refused: Refusal) {
    super(refused.sentence);
    this.refusal = refused;
  }
}

function refusal(code: string, sentence: string, fields: readonly string[] = []): Refused {
  return new Refused({ code, sentence, fields });
}

async function asDecision<T>(work: () => Promise<T>): Promise<Decision<T>> {
  try {
    return accept(await work());
  } catch (error) {
    if (error instanceof Refused) return { ok: false, refusal: error.refusal };
    if (error instanceof CouchUnreachable) {
      if (error.kind === 'not-a-hub')
        return decline('hub.not-a-hub', 'What answers at this address is not a hub.', ['url']);
      return decline(
        'hub.unreachable',
        'The hub cannot be reached. Check the address and the network, then try again.',
        ['url'],
      );
    }
    throw error;
  }
}
