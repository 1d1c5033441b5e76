import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type Accounts, createAccounts, userPrefix } from './accounts.ts';
import { type Databases, openDatabases, usersDatabase } from './databases.ts';
import { parseAddress, send, toErrorReply } from './exchange.ts';
import { badRequest, toHubError, unauthorized } from './hub-error.ts';
import { answerAnybody, answerKnown, type HubParts } from './hub-routes.ts';
import { openHubStorage } from './hub-storage.ts';
import type { JsonObject } from './json.ts';
import type { UserContext } from './security.ts';

const discardMs = 3_000;

/** Where an embedded hub keeps its data and where it listens. Port 0 takes a free one. */
export interface HubOptions {
  readonly folder: string;
  readonly host?: string;
  readonly port?: number;
  readonly adminName: string;
  readonly adminPassword: string;
  /** PEM texts; with them the hub speaks https. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Told of errors that are no answer to anybody's request: a disk that fails, a fault in a route. */
  readonly onFault?: (error: Error) => void;
}

/** A hub that is running. */
export interface Hub {
  readonly url: string;
  readonly port: number;
  /** Ends every connection, then closes the files. */
  close(): Promise<void>;
}

/**
 * Starts a hub that speaks the part of CouchDB's protocol that replication and provisioning need. Throws when the
 * folder is held by another process or the port is taken.
 */
export async function startHub(options: HubOptions): Promise<Hub> {
  const onFault = options.onFault ?? (() => undefined);
  const storage = openHubStorage(options.folder, onFault);
  try {
    const databases = await openDatabases(storage);
    const accounts = createAccounts({ name: options.adminName, password: options.adminPassword });
    await learnAccounts(databases, accounts);
    const server = makeServer(options, (request, response) => {
      void answer({ databases, accounts }, request, response, onFault);
    });
    const host = options.host ?? '127.0.0.1';
    const port = await listen(server, host, options.port ?? 0);
    return {
      url: `${options.tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`,
      port,
      async close() {
        const closed = new Promise((resolve) => server.close(resolve));
        databases.revokeAll();
        server.closeAllConnections();
        await closed;
        await databases.close();
        storage.release();
      },
    };
  } catch (error) {
    storage.release();
    throw error;
  }
}

async function learnAccounts(databases: Databases, accounts: Accounts): Promise<void> {
  const range = { startkey: userPrefix, endkey: `${userPrefix}\uffff`, include_docs: true };
  const { rows } = await databases.open(usersDatabase).pouch.allDocs(range);
  for (const row of rows) if (row.doc) accounts.learn(row.id.slice(userPrefix.length), row.doc as JsonObject);
}

function makeServer(options: HubOptions, listener: RequestListener): Server {
  const server = options.tls ? createTlsServer({ ...options.tls }, listener) : createServer(listener);
  // Longer than clients keep an idle connection: the side that closes first should be theirs.
  server.keepAliveTimeout = 75_000;
  server.headersTimeout = 30_000;
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
    else socket.destroy();
  });
  return server;
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

async function answer(
  parts: HubParts,
  request: IncomingMessage,
  response: ServerResponse,
  onFault: (error: Error) => void,
): Promise<void> {
  response.on('error', () => response.destroy());
  try {
    const { path, query } = parseAddress(request.url ?? '/');
    const method = request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET');
    const user = await identify(parts.accounts, request);
    const open = answerAnybody(method, path, parts.databases.uuid);
    if (open) return send(response, open);
    if (!user) throw unauthorized();
    send(response, await answerKnown(parts, { request, response, method, path, query, user }));
  } catch (error) {
    const refusal = toHubError(error);
    if (refusal.status >= 500 && error !== refusal)
      onFault(error instanceof Error ? error : new Error('A route failed.'));
    if (response.headersSent) return void response.destroy();
    if (!request.complete) {
      // A client that is still sending would not see the answer, and the rest would be taken for the next request.
      await discardBody(request);
      response.setHeader('Connection', 'close');
    }
    send(response, toErrorReply(refusal));
  }
}

/** Reads what is still coming and forgets it, for a limited time. */
function discardBody(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, discardMs);
    const finish = () => {
      clearTimeout(timer);
      resolve();
    };
    request.once('end', finish).once('close', finish).resume();
  });
}

/** The user of the request's credentials; null without any. Throws 401 for wrong ones. */
async function identify(accounts: Accounts, request: IncomingMessage): Promise<UserContext | null> {
  const header = request.headers.authorization;
  if (!header) return null;
  const match = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(header);
  if (!match) throw badRequest('Only basic authentication is supported.');
  const text = Buffer.from(match[1] ?? '', 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 0) throw badRequest('The credentials are not well formed.');
  const user = await accounts.authenticate(text.slice(0, colon), text.slice(colon + 1));
  if (!user) throw unauthorized('Name or password is incorrect.');
  return user;
}
