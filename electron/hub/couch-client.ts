import type { HubFetch } from './hub-fetch.ts';
import { isObject, type JsonObject } from './json.ts';

/** Where a server is and who asks. */
export interface CouchAccess {
  readonly url: string;
  readonly name: string;
  readonly password: string;
  /** By which way it is asked, where that is not Node's own `fetch`. */
  readonly fetch?: HubFetch | undefined;
}

/** A server's answer. `json` is always an object. */
export interface CouchAnswer {
  readonly status: number;
  readonly json: JsonObject;
}

/** Why a server could not be asked: not reached in time, or what answers does not speak CouchDB's protocol. */
export class CouchUnreachable extends Error {
  readonly kind: 'unreachable' | 'not-a-hub';

  constructor(kind: 'unreachable' | 'not-a-hub', message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'CouchUnreachable';
    this.kind = kind;
  }
}

const timeoutMs = 30_000;
const answerCharactersMax = 16 * 1024 * 1024;

/** Asks one address of a CouchDB server. Throws CouchUnreachable; every status is an answer. */
export async function askCouch(
  access: CouchAccess,
  method: string,
  path: string,
  body?: unknown,
): Promise<CouchAnswer> {
  const credentials = Buffer.from(`${access.name}:${access.password}`).toString('base64');
  const { status, text } = await fetchText(access.fetch ?? fetch, `${access.url.replace(/\/+$/, '')}/${path}`, {
    method,
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
    headers: { Authorization: `Basic ${credentials}`, Accept: 'application/json', 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const json = parseObject(text);
  if (!json) throw new CouchUnreachable('not-a-hub', 'What answers at this address is not a hub.');
  return { status, json };
}

async function fetchText(ask: HubFetch, url: string, init: RequestInit): Promise<{ status: number; text: string }> {
  try {
    const response = await askTwice(ask, url, init);
    return { status: response.status, text: await response.text() };
  } catch (error) {
    throw new CouchUnreachable('unreachable', 'The hub did not answer.', error);
  }
}

/** A connection that was kept from before may be dead: a question that changes nothing is asked once more. */
async function askTwice(ask: HubFetch, url: string, init: RequestInit): Promise<Response> {
  try {
    return await ask(url, init);
  } catch (error) {
    if (init.method !== 'GET' || init.signal?.aborted === true) throw error;
    return ask(url, init);
  }
}

function parseObject(text: string): JsonObject | null {
  if (text.length > answerCharactersMax) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}
