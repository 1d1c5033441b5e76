import type { HubFetch } from '../../hub/hub-fetch.ts';

/** How long a hub may be silent before the line to it counts as dead. Milliseconds. */
export interface Patience {
  /** Until the answer to a short question begins. */
  readonly shortMs: number;
  /** The same where much is sent or looked up; what is sent counts on top. */
  readonly longMs: number;
  /** Heartbeats of a feed that may fail to come. */
  readonly heartbeats: number;
}

export const usualPatience: Patience = { shortMs: 15_000, longMs: 45_000, heartbeats: 2.5 };

/** The slowest line that is waited for, in bytes a millisecond: 16 kB a second. */
const bytesAMs = 16;
const shortBodyMax = 4_096;

/** The hub was silent for too long: a network that swallows what is sent looks like that. */
export class SilentLineError extends Error {
  readonly code = 'ANNEX_SILENT';

  constructor(ms: number) {
    super(`The hub said nothing for ${Math.round(ms / 1000)} s.`);
    this.name = 'SilentLineError';
  }
}

/** How long a request may wait for its answer to begin; of a feed, how long it may be silent at all. */
export function waitOf(url: string, init: RequestInit | undefined, patience: Patience): number {
  const heartbeat = /[?&]heartbeat=(\d+)/.exec(url)?.[1];
  if (heartbeat !== undefined && isFeed(url)) return Number(heartbeat) * patience.heartbeats;
  const bytes = typeof init?.body === 'string' ? init.body.length : 0;
  const isShort = bytes < shortBodyMax && !url.includes('/_all_docs') && !url.includes('/_changes');
  return isShort ? patience.shortMs : patience.longMs + bytes / bytesAMs;
}

/**
 * Asks as `ask` does, but does not wait for ever: neither Node's `fetch` nor PouchDB ends a feed whose network is gone
 * without a word, so a device that comes back from another network would look up to date for minutes. Of a feed every
 * piece is watched, of all else the beginning.
 */
export async function askPatiently(
  ask: HubFetch,
  url: string,
  init: RequestInit | undefined,
  { patience, stopped }: { patience: Patience; stopped: AbortSignal },
): Promise<Response> {
  const waitMs = waitOf(url, init, patience);
  const own = new AbortController();
  const stop = () => own.abort(new DOMException('The line was closed.', 'AbortError'));
  const giveUp = () => own.abort(new SilentLineError(waitMs));
  const given = init?.signal ?? null;
  const follow = () => own.abort(given?.reason);
  if (stopped.aborted) stop();
  if (given?.aborted === true) follow();
  stopped.addEventListener('abort', stop);
  given?.addEventListener('abort', follow);
  let timer = setTimeout(giveUp, waitMs).unref();
  const release = () => {
    clearTimeout(timer);
    stopped.removeEventListener('abort', stop);
    given?.removeEventListener('abort', follow);
  };
  let response: Response;
  try {
    response = await ask(url, { ...init, signal: own.signal });
  } catch (error) {
    release();
    throw own.signal.aborted && own.signal.reason instanceof Error ? own.signal.reason : error;
  }
  const { body } = response;
  // Whatever else comes is short, or PouchDB's to read; a feed is open as long as the line is.
  if (body === null || !isFeed(url)) {
    release();
    return response;
  }
  const again = () => {
    clearTimeout(timer);
    timer = setTimeout(giveUp, waitMs).unref();
  };
  again();
  const watched = body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform: (piece, controller) => {
        again();
        controller.enqueue(piece);
      },
      flush: release,
    }),
  );
  return new Response(watched, { status: response.status, headers: response.headers });
}

function isFeed(url: string): boolean {
  return /[?&]feed=/.test(url);
}
