import type { Accounts } from './accounts.ts';
import { answerChanges, toPosition } from './changes-feed.ts';
import { type Databases, type HubDatabase, usersDatabase } from './databases.ts';
import {
  answerAllDocs,
  answerAttachment,
  answerBulkDocs,
  answerBulkGet,
  answerDocument,
  answerNewDocument,
  answerRevsDiff,
} from './document-routes.ts';
import { type Exchange, json, type Reply, readJson } from './exchange.ts';
import { HubError, notFound } from './hub-error.ts';
import { answerLocal } from './local-documents.ts';
import { checkSecurity, requireAccess, requireServerAdmin } from './security.ts';

/** What the routes work on. */
export interface HubParts {
  readonly databases: Databases;
  readonly accounts: Accounts;
}

/** The two addresses that anybody may ask: who is there, and is it well. Null for all others. */
export function answerAnybody(method: string, path: readonly string[], uuid: string): Reply | null {
  if (method !== 'GET') return null;
  if (path.length === 0) {
    const vendor = { name: 'Annex embedded hub' };
    return json({ couchdb: 'Welcome', version: '3.5.0', uuid, features: [], vendor });
  }
  return path.length === 1 && path[0] === '_up' ? json({ status: 'ok' }) : null;
}

/** Every other address; who asks is known. Each database route states what it asks of the user before it does anything. */
export async function answerKnown(parts: HubParts, exchange: Exchange): Promise<Reply> {
  const [first = '', second] = exchange.path;
  if (first === '_session' && second === undefined) return answerSession(exchange);
  if (first === '_all_dbs' && second === undefined) {
    requireServerAdmin(exchange.user);
    return only(exchange, ['GET'], () => json(parts.databases.names()));
  }
  if (first.startsWith('_') && first !== usersDatabase) throw notFound('No such route.');
  if (second === undefined) return answerDatabase(parts, first, exchange);
  return answerInside(parts, first, exchange);
}

function answerSession(exchange: Exchange): Promise<Reply> {
  const { name, roles } = exchange.user;
  const info = { authentication_handlers: ['default'], authenticated: 'default' };
  return only(exchange, ['GET'], () => json({ ok: true, userCtx: { name, roles }, info }));
}

async function answerDatabase(parts: HubParts, name: string, exchange: Exchange): Promise<Reply> {
  const { databases } = parts;
  if (exchange.method === 'PUT') {
    requireServerAdmin(exchange.user);
    await databases.create(name);
    return json({ ok: true }, 201);
  }
  if (exchange.method === 'DELETE') {
    requireServerAdmin(exchange.user);
    await databases.remove(name);
    return json({ ok: true });
  }
  requireAccess(exchange.user, databases.securityOf(name), 'member');
  const database = databases.open(name);
  if (exchange.method === 'POST') return answerNewDocument(database, exchange, onAccount(parts));
  return only(exchange, ['GET', 'PUT', 'DELETE', 'POST'], () => describe(database));
}

async function describe(database: HubDatabase): Promise<Reply> {
  const info = await database.pouch.info();
  return json({
    db_name: database.name,
    doc_count: info.doc_count,
    update_seq: toPosition(database, Number(info.update_seq)),
    purge_seq: '0',
    compact_running: false,
    instance_start_time: '0',
  });
}

/** The routes within a database. What begins with `_` is a route of its own or nothing; all else is a document. */
async function answerInside(parts: HubParts, name: string, exchange: Exchange): Promise<Reply> {
  const { databases } = parts;
  requireAccess(exchange.user, databases.securityOf(name), 'member');
  const database = databases.open(name);
  const [, second = '', ...rest] = exchange.path;
  const last = rest.length === 0;
  if (second === '_security' && last) return answerSecurity(parts, name, exchange);
  if (second === '_changes' && last) return only(exchange, ['GET', 'POST'], () => answerChanges(database, exchange));
  if (second === '_all_docs' && last) return only(exchange, ['GET', 'POST'], () => answerAllDocs(database, exchange));
  if (second === '_bulk_get' && last) return only(exchange, ['POST'], () => answerBulkGet(database, exchange));
  if (second === '_revs_diff' && last) return only(exchange, ['POST'], () => answerRevsDiff(database, exchange));
  if (second === '_bulk_docs' && last) {
    return only(exchange, ['POST'], () => answerBulkDocs(database, exchange, onAccount(parts)));
  }
  if (second === '_ensure_full_commit' && last) {
    return only(exchange, ['POST'], async () => {
      await readJson(exchange.request, true);
      return json({ ok: true, instance_start_time: '0' }, 201);
    });
  }
  const localName = /^_local\/(.+)$/s.exec(second)?.[1] ?? (second === '_local' ? rest.join('/') : '');
  if (localName) return orNotAllowed(await answerLocal(database, localName, exchange));
  return answerDocumentOrAttachment(parts, database, second, rest, exchange);
}

async function answerDocumentOrAttachment(
  parts: HubParts,
  database: HubDatabase,
  second: string,
  rest: readonly string[],
  exchange: Exchange,
): Promise<Reply> {
  const isDesign = second === '_design' && rest.length > 0;
  if (second.startsWith('_') && !isDesign && !second.startsWith('_design/')) throw notFound('No such route.');
  const id = isDesign ? `_design/${rest[0]}` : second;
  const attachment = (isDesign ? rest.slice(1) : rest).join('/');
  const reply = attachment
    ? await answerAttachment(database, id, attachment, exchange, onAccount(parts))
    : await answerDocument(database, id, exchange, onAccount(parts));
  return orNotAllowed(reply);
}

async function answerSecurity({ databases }: HubParts, name: string, exchange: Exchange): Promise<Reply> {
  return only(exchange, ['GET', 'PUT'], async () => {
    if (exchange.method === 'GET') return json(databases.securityOf(name));
    requireAccess(exchange.user, databases.securityOf(name), 'admin');
    await databases.setSecurity(name, checkSecurity(await readJson(exchange.request)));
    return json({ ok: true });
  });
}

/** Changed accounts count at once: passwords and roles anew, and whoever waits in a feed asks again. */
function onAccount({ accounts, databases }: HubParts) {
  return (name: string, document: Record<string, unknown> | null) => {
    accounts.learn(name, document);
    databases.revokeAll();
  };
}

async function only(
  exchange: Exchange,
  methods: readonly string[],
  answer: () => Reply | Promise<Reply>,
): Promise<Reply> {
  return methods.includes(exchange.method) ? answer() : orNotAllowed(null);
}

function orNotAllowed(reply: Reply | null): Reply {
  if (!reply) throw new HubError(405, 'method_not_allowed', 'This address does not know that method.');
  return reply;
}
