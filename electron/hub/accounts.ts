import { createHmac, pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { badRequest, forbidden } from './hub-error.ts';
import { isTextList, type JsonObject } from './json.ts';
import type { UserContext } from './security.ts';

/** The documents of `_users` are named by this and the account's name. */
export const userPrefix = 'org.couchdb.user:';

const iterations = 120_000;
const iterationsMax = 1_000_000;
const derivedBytes = 32;
const rememberedMax = 10_000;
const derive = promisify(pbkdf2);

interface Account {
  roles: readonly string[];
  salt: string;
  iterations: number;
  derivedKey: Buffer;
}

/** The accounts that may log in: one server admin, and the documents of `_users`. */
export interface Accounts {
  /** The user behind a name and password, or null. Slow the first time, remembered until the account changes. */
  authenticate(name: string, password: string): Promise<UserContext | null>;
  /** Takes over the stored document of an account; null forgets it. */
  learn(name: string, document: JsonObject | null): void;
}

/** Keeps accounts in memory; `admin` is the server admin, who has no document. */
export function createAccounts(admin: { name: string; password: string }): Accounts {
  const accounts = new Map<string, Account>();
  // What was proved once is remembered as a keyed hash: the passwords themselves are not kept.
  const secret = randomBytes(32);
  const proved = new Map<string, string>();
  const fingerprint = (name: string, password: string) =>
    createHmac('sha256', secret).update(`${name.length}:${name}:${password}`).digest('base64');
  const adminPrint = fingerprint(admin.name, admin.password);

  const check = async (name: string, password: string, print: string): Promise<boolean> => {
    const account = accounts.get(name);
    // An unknown name costs as much as a wrong password, so that names cannot be told by the time it takes.
    const salt = account?.salt ?? 'nobody';
    const key = await derive(password, salt, account?.iterations ?? iterations, derivedBytes, 'sha256');
    if (!account || accounts.get(name) !== account || !isSame(key, account.derivedKey)) return false;
    if (proved.size >= rememberedMax) proved.clear();
    proved.set(print, name);
    return true;
  };

  return {
    async authenticate(name, password) {
      const print = fingerprint(name, password);
      if (isSame(Buffer.from(print), Buffer.from(adminPrint))) return { name, roles: ['_admin'] };
      if (!proved.has(print) && !(await check(name, password, print))) return null;
      const account = accounts.get(name);
      return account ? { name, roles: account.roles } : null;
    },
    learn(name, document) {
      for (const [print, owner] of proved) if (owner === name) proved.delete(print);
      const account = document && readAccount(document);
      if (account) accounts.set(name, account);
      else accounts.delete(name);
    },
  };
}

/**
 * A document for `_users` as it is stored: `password` replaced by a PBKDF2-SHA256 key. Refuses (400, 403) what CouchDB's
 * own check of that database refuses: a name that differs from the id, a wrong type, roles that begin with "_".
 */
export async function prepareUserDocument(document: JsonObject): Promise<JsonObject> {
  if (document._deleted === true) return document;
  const { _id: id, name, roles, password, type } = document;
  if (type !== 'user') throw forbidden('doc.type must be user');
  if (typeof name !== 'string' || !name || name.includes(':') || name.startsWith('_')) {
    throw forbidden('doc.name is required, without ":" and not beginning with "_"');
  }
  if (id !== userPrefix + name) throw forbidden('Doc ID must be of the form org.couchdb.user:name');
  if (!isTextList(roles)) throw forbidden('doc.roles must be an array of strings');
  if (roles.some((role) => role.startsWith('_')))
    throw forbidden('No system roles (starting with underscore) in users db.');
  if (password === undefined || password === null) return document;
  if (typeof password !== 'string' || !password) throw badRequest('Password must be a text that is not empty.');
  const salt = randomBytes(16).toString('hex');
  const key = await derive(password, salt, iterations, derivedBytes, 'sha256');
  const { password: _, ...rest } = document;
  return {
    ...rest,
    password_scheme: 'pbkdf2',
    pbkdf2_prf: 'sha256',
    iterations,
    salt,
    derived_key: key.toString('hex'),
  };
}

function readAccount(document: JsonObject): Account | null {
  const { roles, salt, derived_key: derivedKey, iterations: rounds, pbkdf2_prf: prf } = document;
  if (!isTextList(roles) || typeof salt !== 'string' || prf !== 'sha256') return null;
  if (typeof derivedKey !== 'string' || !/^[0-9a-f]{64}$/.test(derivedKey)) return null;
  if (!Number.isSafeInteger(rounds) || Number(rounds) < 1 || Number(rounds) > iterationsMax) return null;
  return { roles, salt, iterations: Number(rounds), derivedKey: Buffer.from(derivedKey, 'hex') };
}

function isSame(left: Buffer, right: Buffer): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}
