import type { HubDatabase } from './databases.ts';
import { type Exchange, json, queryFlag, queryNumber, type Reply, readJson } from './exchange.ts';
import { badRequest, HubError, notFound } from './hub-error.ts';
import { isTextList, type JsonObject } from './json.ts';

const waitMs = 60_000;
const heartbeatMsMin = 100;
const batchMax = 10_000;

interface FeedOptions {
  readonly feed: 'normal' | 'longpoll' | 'continuous';
  readonly since: number;
  readonly limit: number;
  readonly style: 'main_only' | 'all_docs';
  readonly includeDocs: boolean;
  readonly descending: boolean;
  readonly docIds: string[] | undefined;
  /** Milliseconds between signs of life; 0 for none. */
  readonly heartbeatMs: number;
  readonly timeoutMs: number;
}

interface ChangesPage {
  readonly results: JsonObject[];
  readonly lastSeq: number;
  readonly pending: number;
}

/**
 * `GET|POST /db/_changes` in the forms normal, longpoll and continuous. Positions are opaque texts; one of an older
 * database of the same name counts as the beginning.
 */
export async function answerChanges(database: HubDatabase, exchange: Exchange): Promise<Reply> {
  const options = await readOptions(database, exchange);
  if (options.feed === 'continuous') return followChanges(database, exchange, options);
  const first = await readPage(database, options);
  if (options.feed === 'normal' || first.results.length > 0) return json(toAnswer(database, first));
  const line = openLine(exchange, options);
  if (options.heartbeatMs > 0) line.write('{"results":[\n');
  const page = await waitForPage(database, exchange, { ...options, since: first.lastSeq });
  line.stop();
  const answer = toAnswer(database, page);
  if (options.heartbeatMs === 0) return json(answer);
  const results = page.results.map((result) => JSON.stringify(result)).join(',\n');
  const rest = JSON.stringify({ last_seq: answer.last_seq, pending: answer.pending }).slice(1);
  line.end(`${results}],\n${rest}\n`);
  return { streamed: true };
}

async function waitForPage(database: HubDatabase, exchange: Exchange, options: FeedOptions): Promise<ChangesPage> {
  for (;;) {
    const writes = database.writes();
    const page = await readPage(database, options);
    if (page.results.length > 0) return page;
    if (writes === database.writes() && !(await waitForWrite(database, exchange, options))) return page;
  }
}

async function followChanges(database: HubDatabase, exchange: Exchange, options: FeedOptions): Promise<Reply> {
  const line = openLine(exchange, options);
  let { since, limit } = options;
  line.write('');
  for (;;) {
    const writes = database.writes();
    const page = await readPage(database, { ...options, since, limit: Math.min(limit, batchMax) });
    since = page.lastSeq;
    limit -= page.results.length;
    for (const result of page.results) line.write(`${JSON.stringify(withPosition(database, result))}\n`);
    const isMore = page.results.length > 0 || writes !== database.writes();
    if (limit <= 0 || exchange.response.destroyed) break;
    if (!isMore && !(await waitForWrite(database, exchange, options))) break;
  }
  line.stop();
  line.end(`${JSON.stringify({ last_seq: toPosition(database, since), pending: 0 })}\n`);
  return { streamed: true };
}

/** The open answer of a feed: headers go with the first text, an empty line at each heartbeat keeps it alive. */
function openLine({ response }: Exchange, { heartbeatMs }: FeedOptions) {
  const timer = heartbeatMs > 0 ? setInterval(() => response.write('\n'), heartbeatMs) : undefined;
  const stop = () => clearInterval(timer);
  response.once('close', stop);
  return {
    write(text: string) {
      if (!response.headersSent) response.writeHead(200, { 'Content-Type': 'application/json' });
      if (text) response.write(text);
      else response.flushHeaders();
    },
    stop,
    end(text: string) {
      if (!response.destroyed) response.end(text);
    },
  };
}

/** Waits for the next write: true. False when time is up, rights changed or the other side has gone. */
function waitForWrite(database: HubDatabase, exchange: Exchange, options: FeedOptions): Promise<boolean> {
  const { events } = database;
  const { response } = exchange;
  if (response.destroyed) return Promise.resolve(false);
  return new Promise((resolve) => {
    const finish = (isWritten: boolean) => {
      clearTimeout(timer);
      events.off('written', onWritten);
      events.off('revoked', onEnd);
      response.off('close', onEnd);
      resolve(isWritten);
    };
    const onWritten = () => finish(true);
    const onEnd = () => finish(false);
    // A heartbeat takes the place of the time limit, as in CouchDB.
    const timer = options.heartbeatMs > 0 ? undefined : setTimeout(onEnd, options.timeoutMs);
    events.once('written', onWritten);
    events.once('revoked', onEnd);
    response.once('close', onEnd);
  });
}

async function readPage(database: HubDatabase, options: FeedOptions): Promise<ChangesPage> {
  const { results, last_seq: lastSeq } = await database.pouch.changes({
    since: options.since,
    limit: options.limit,
    style: options.style,
    include_docs: options.includeDocs,
    descending: options.descending,
    ...(options.docIds ? { doc_ids: options.docIds } : {}),
  });
  const { update_seq: updateSeq } = await database.pouch.info();
  const position = Math.max(Number(lastSeq), options.since);
  return {
    results: results as unknown as JsonObject[],
    lastSeq: position,
    pending: Math.max(0, Number(updateSeq) - position),
  };
}

function toAnswer(database: HubDatabase, page: ChangesPage) {
  return {
    results: page.results.map((result) => withPosition(database, result)),
    last_seq: toPosition(database, page.lastSeq),
    pending: page.pending,
  };
}

function withPosition(database: HubDatabase, result: JsonObject): JsonObject {
  return { ...result, seq: toPosition(database, Number(result.seq)) };
}

/** The text that stands for a position of this database. */
export function toPosition(database: HubDatabase, sequence: number): string {
  return `${sequence}-${database.instance}`;
}

async function readSince(database: HubDatabase, text: string | null): Promise<number> {
  const position = (text ?? '0').replace(/^"|"$/g, '');
  if (position === 'now') return Number((await database.pouch.info()).update_seq);
  const match = /^([0-9]{1,15})(?:-([0-9a-f]{1,40}))?$/.exec(position);
  if (!match) throw badRequest('Malformed sequence supplied in "since" parameter.');
  return match[2] === database.instance ? Number(match[1]) : 0;
}

async function readOptions(database: HubDatabase, exchange: Exchange): Promise<FeedOptions> {
  const { query, method, request } = exchange;
  const body = method === 'POST' ? await readJson(request, true) : {};
  const feed = query.get('feed') ?? 'normal';
  if (feed !== 'normal' && feed !== 'longpoll' && feed !== 'continuous')
    throw badRequest('Supported feeds: normal, longpoll, continuous.');
  const filter = query.get('filter');
  if (filter && filter !== '_doc_ids') throw notFound('missing filter');
  const docIds = filter ? (body.doc_ids ?? readDocIds(query)) : undefined;
  if (docIds !== undefined && !isTextList(docIds)) throw badRequest('`doc_ids` must be a list of ids.');
  const heartbeat = query.get('heartbeat') === 'true' ? waitMs : queryNumber(query, 'heartbeat');
  const includeDocs = queryFlag(query, 'include_docs');
  const limit = queryNumber(query, 'limit') ?? (includeDocs ? batchMax : Number.MAX_SAFE_INTEGER);
  return {
    feed,
    since: await readSince(database, query.get('since') ?? query.get('last-event-id')),
    limit: Math.max(1, limit),
    style: query.get('style') === 'all_docs' ? 'all_docs' : 'main_only',
    includeDocs,
    descending: queryFlag(query, 'descending'),
    docIds,
    heartbeatMs: heartbeat ? Math.max(heartbeatMsMin, heartbeat) : 0,
    timeoutMs: Math.min(waitMs, queryNumber(query, 'timeout') ?? waitMs),
  };
}

function readDocIds(query: URLSearchParams): unknown {
  try {
    return JSON.parse(query.get('doc_ids') ?? '[]');
  } catch {
    throw new HubError(400, 'query_parse_error', 'Invalid JSON for "doc_ids".');
  }
}
