import { createHubFetch, describeAuthority, type HubFetch, type HubRoute } from '../../hub/hub-fetch.ts';
import type { PouchConstructor, PouchDatabase } from '../events/pouchdb.ts';
import {
  type HubTrouble,
  sayDuration,
  sayTrouble,
  type TroubleKind,
  troubleKinds,
  troubleOfAnswer,
  troubleOfError,
} from './hub-trouble.ts';
import { type HubCredentials, openHubDatabase } from './open-hub-database.ts';
import { askPatiently, type Patience, usualPatience } from './patience.ts';

/** Everything that a device needs to reach its hub. */
export interface HubConnection extends HubCredentials, HubRoute {
  readonly url: string;
}

/** A clock that differs from the hub's by more than this is named. */
export const skewNamedMs = 120_000;
/** A trouble that was not met again for so long is over, once the hub answers well. */
const overMs = 10_000;
/** A request of this many characters can be one change alone; what is longer is several. */
const oneChangeMax = 2_500_000;
/** An answer that took longer says little about the clock. */
const skewAnswerMsMax = 5_000;

interface Met {
  sinceMs: number;
  lastMs: number;
}

/**
 * The line to one hub: opens its databases and watches every answer, so that what is wrong has a name: errors, pages of
 * guest networks, certificates, a full disk, and how far this device's clock is from the hub's `Date`.
 */
export class HubLine {
  readonly connection: HubConnection;
  /** The pinned authority in words; null for those of the system. */
  readonly pinnedCa: ReturnType<typeof describeAuthority>;
  readonly #nowMs: () => number;
  readonly #onChange: () => void;
  readonly #fetch: HubFetch;
  readonly #patience: Patience;
  readonly #stopped = new AbortController();
  readonly #met = new Map<TroubleKind, Met>();
  #lastGoodMs = 0;
  #skewMs: number | null = null;
  #overTimer: NodeJS.Timeout | undefined;

  constructor(
    connection: HubConnection,
    options: { nowMs: () => number; onChange: () => void; patience?: Patience | undefined },
  ) {
    this.connection = connection;
    this.pinnedCa = describeAuthority(connection.ca);
    this.#nowMs = options.nowMs;
    this.#onChange = options.onChange;
    this.#fetch = createHubFetch(connection);
    this.#patience = options.patience ?? usualPatience;
  }

  /** A database of the hub, by its whole name. */
  database<Content extends object>(Pouch: PouchConstructor, name: string): PouchDatabase<Content> {
    return openHubDatabase(Pouch, this.connection.url, name, this.connection, this.fetch);
  }

  /** Asks the hub, and notes what its answer shows. A page in the place of data is an error. */
  readonly fetch: HubFetch = async (url, init) => {
    const startMs = this.#nowMs();
    let response: Response;
    try {
      response = await askPatiently(this.#fetch, url, init, {
        patience: this.#patience,
        stopped: this.#stopped.signal,
      });
    } catch (error) {
      const isOurs = init?.signal?.aborted === true || this.#stopped.signal.aborted;
      if (!isOurs) this.note(troubleOfError(error));
      throw error;
    }
    this.#noteDate(response, startMs);
    const contentType = response.headers.get('content-type') ?? '';
    const isError = response.status >= 400 && response.status !== 409 && response.status !== 412;
    const text = isError ? await response.text() : '';
    const kind = troubleOfAnswer({ status: response.status, contentType, text: text.slice(0, 500) });
    if (kind === null) this.#noteGood();
    // What was many changes at once is sent again in smaller parts.
    else if (kind !== 'too large' || sizeOf(init) < oneChangeMax) this.note(kind);
    if (kind === 'too large') return Response.json({ error: 'too_large', reason: 'too large' }, { status: 413 });
    if (kind === 'captive portal') throw new Error('A page came in the place of data.');
    return isError ? new Response(text, { status: response.status, headers: response.headers }) : response;
  };

  /** Notes a trouble that showed at this moment. */
  note(kind: TroubleKind): void {
    const nowMs = this.#nowMs();
    const met = this.#met.get(kind);
    this.#met.set(kind, { sinceMs: met?.sinceMs ?? nowMs, lastMs: nowMs });
    if (met === undefined) this.#onChange();
  }

  /** What is wrong now, the gravest first; null when all is well. */
  get trouble(): HubTrouble | null {
    const nowMs = this.#nowMs();
    const latestMs = Math.max(...[...this.#met.values()].map((met) => met.lastMs));
    const kind = troubleKinds.find((name) => {
      const met = this.#met.get(name);
      if (met === undefined) return false;
      return nowMs - met.lastMs < overMs || (met.lastMs >= this.#lastGoodMs && met.lastMs === latestMs);
    });
    if (kind === undefined) return null;
    const sinceMs = this.#met.get(kind)?.sinceMs ?? nowMs;
    return { kind, sentence: sayTrouble(kind, new URL(this.connection.url).host), sinceMs };
  }

  /** How far this device's clock is ahead of the hub's in milliseconds (negative: behind); null while that is not known. */
  get skewMs(): number | null {
    return this.#skewMs;
  }

  /** A sentence about this device's clock where it differs from the hub's by minutes, else empty. */
  get skewSentence(): string {
    const skewMs = this.#skewMs ?? 0;
    if (Math.abs(skewMs) < skewNamedMs) return '';
    const side = skewMs > 0 ? 'ahead of' : 'behind';
    return `This computer’s clock is ${sayDuration(skewMs)} ${side} the hub’s. Set it right in the system’s settings: days and order of what is written here depend on it.`;
  }

  #noteGood(): void {
    const nowMs = this.#nowMs();
    this.#lastGoodMs = nowMs;
    if (this.#met.size === 0) return;
    for (const [kind, met] of this.#met) if (nowMs - met.lastMs >= overMs) this.#met.delete(kind);
    // What is over is said soon afterwards, even when nothing more is asked.
    this.#overTimer ??= setTimeout(() => {
      this.#overTimer = undefined;
      this.#onChange();
    }, overMs).unref();
  }

  /** Ends what waits, also for the hub. */
  close(): void {
    this.#stopped.abort();
    clearTimeout(this.#overTimer);
  }

  #noteDate(response: Response, startMs: number): void {
    const hubMs = Date.parse(response.headers.get('date') ?? '');
    const nowMs = this.#nowMs();
    if (Number.isNaN(hubMs) || nowMs < startMs || nowMs - startMs > skewAnswerMsMax) return;
    // The header has whole seconds, cut off.
    const skewMs = Math.round((startMs + nowMs) / 2 - hubMs - 500);
    const before = this.#skewMs;
    if (before !== null && Math.abs(before - skewMs) < 2_000) return;
    this.#skewMs = skewMs;
    if (Math.abs(skewMs) >= skewNamedMs || Math.abs(before ?? 0) >= skewNamedMs) this.#onChange();
  }
}

function sizeOf(init: RequestInit | undefined): number {
  return typeof init?.body === 'string' ? init.body.length : 0;
}
