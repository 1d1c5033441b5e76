import type { IncomingMessage, ServerResponse } from 'node:http';
import { badRequest, HubError, tooLarge } from './hub-error.ts';
import { isObject, type JsonObject } from './json.ts';
import type { UserContext } from './security.ts';

/** Largest request body in bytes. */
const requestBytesMax = 64 * 1024 * 1024;

/** One request and its answer, with the address taken apart. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** `GET` for `HEAD` too: the answer's body is left out by the server. */
  readonly method: string;
  /** Decoded parts of the path. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  readonly user: UserContext;
}

/** What a route answers. `streamed` means that it has written the answer itself. */
export type Reply =
  | { readonly status: number; readonly json: unknown; readonly headers?: Readonly<Record<string, string>> }
  | { readonly status: number; readonly bytes: Buffer; readonly contentType: string }
  | { readonly streamed: true };

/** The usual answer. */
export function json(value: unknown, status = 200): Reply {
  return { status, json: value };
}

/** Takes the address apart. Throws 400 for escapes that are none. */
export function parseAddress(url: string): { path: string[]; query: URLSearchParams } {
  const [pathname = '', ...rest] = url.split('?');
  try {
    const path = pathname.split('/').filter(Boolean).map(decodeURIComponent);
    return { path, query: new URLSearchParams(rest.join('?')) };
  } catch {
    throw badRequest('The address is not well formed.');
  }
}

/** Reads the whole body. Throws 413 beyond the limit, as soon as that is known. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  if (request.headers['content-encoding'])
    throw new HubError(415, 'bad_content_type', 'No content encoding is supported.');
  if (Number(request.headers['content-length'] ?? 0) > requestBytesMax) throw requestTooLarge();
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > requestBytesMax) throw requestTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, bytes);
}

/** The body as a JSON object. Throws 400 for anything else; an empty body is an empty object if `isOptional`. */
export async function readJson(request: IncomingMessage, isOptional = false): Promise<JsonObject> {
  const body = await readBody(request);
  if (isOptional && body.length === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    throw badRequest('invalid UTF-8 JSON');
  }
  if (!isObject(value)) throw badRequest('Request body must be a JSON object.');
  return value;
}

/** A whole number of the query, or undefined. Throws 400 for another value. */
export function queryNumber(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  if (!/^[0-9]{1,12}$/.test(text)) throw new HubError(400, 'query_parse_error', `Invalid value for "${name}".`);
  return Number(text);
}

/** True when the query says `name=true`. */
export function queryFlag(query: URLSearchParams, name: string): boolean {
  return query.get(name) === 'true';
}

/** A JSON value of the query, or undefined. Throws 400 when it is none. */
export function queryJson(query: URLSearchParams, name: string): unknown {
  const text = query.get(name);
  if (text === null) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new HubError(400, 'query_parse_error', `Invalid JSON for "${name}".`);
  }
}

/** Sends a reply, unless the route has done so or the other side has gone. */
export function send(response: ServerResponse, reply: Reply): void {
  if ('streamed' in reply || response.headersSent || response.destroyed) return;
  const body = 'bytes' in reply ? reply.bytes : Buffer.from(`${JSON.stringify(reply.json)}\n`);
  response.statusCode = reply.status;
  response.setHeader('Cache-Control', 'must-revalidate');
  response.setHeader('Content-Length', body.length);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Content-Type', 'bytes' in reply ? reply.contentType : 'application/json');
  if ('json' in reply) for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value);
  response.end(body);
}

/** CouchDB's form of an error. */
export function toErrorReply(error: HubError): Reply {
  const headers: Record<string, string> = error.status === 401 ? { 'WWW-Authenticate': 'Basic realm="hub"' } : {};
  return { status: error.status, json: { error: error.error, reason: error.message }, headers };
}

function requestTooLarge(): HubError {
  return tooLarge(`The request is over ${requestBytesMax} bytes.`);
}
