import type { HubDatabase, Pouch } from './databases.ts';
import { checkDocumentId, checkDocumentSize, isRevision } from './document-shape.ts';
import { type WriteRequest, writeDocuments } from './document-writes.ts';
import { type Exchange, json, queryFlag, queryJson, type Reply, readBody, readJson } from './exchange.ts';
import { badRequest, HubError, notFound, toHubError } from './hub-error.ts';
import { isObject, isTextList, type JsonObject } from './json.ts';

type OnAccount = WriteRequest['onAccount'];

/** `GET|PUT|DELETE /db/id`. */
export async function answerDocument(
  database: HubDatabase,
  id: string,
  exchange: Exchange,
  onAccount: OnAccount,
): Promise<Reply | null> {
  checkDocumentId(id);
  if (exchange.method === 'GET') return readDocument(database, id, exchange);
  if (exchange.method === 'PUT') {
    const body = await readJson(exchange.request);
    if (body._id !== undefined && body._id !== id) throw badRequest('The document and the address name different ids.');
    const rev = exchange.query.get('rev') ?? body._rev;
    const document = { ...body, _id: id, ...(rev === undefined ? {} : { _rev: rev }) };
    return writeOne(database, document, exchange, onAccount, exchange.query.get('new_edits') !== 'false');
  }
  if (exchange.method === 'DELETE') {
    const rev = exchange.query.get('rev') ?? exchange.request.headers['if-match']?.replaceAll('"', '');
    if (!isRevision(rev)) throw new HubError(409, 'conflict', 'Document update conflict.');
    return writeOne(database, { _id: id, _rev: rev, _deleted: true }, exchange, onAccount, true);
  }
  return null;
}

/** `POST /db`: a document that may come without an id. */
export async function answerNewDocument(
  database: HubDatabase,
  exchange: Exchange,
  onAccount: OnAccount,
): Promise<Reply> {
  return writeOne(database, await readJson(exchange.request), exchange, onAccount, true);
}

/** `GET|PUT|DELETE /db/id/name`: an attachment as bytes. Writing one makes a new revision of the document. */
export async function answerAttachment(
  database: HubDatabase,
  id: string,
  name: string,
  exchange: Exchange,
  onAccount: OnAccount,
): Promise<Reply | null> {
  checkDocumentId(id);
  const { method, query, request } = exchange;
  const rev = query.get('rev');
  if (rev !== null && !isRevision(rev)) throw badRequest('Invalid rev format');
  if (method === 'GET') {
    const document = await database.pouch.get(id, rev ? { rev } : {});
    const contentType = document._attachments?.[name]?.content_type;
    if (contentType === undefined) throw notFound('Document is missing attachment');
    const bytes = await database.pouch.getAttachment(id, name, rev ? { rev } : {});
    return { status: 200, bytes, contentType: isHeaderText(contentType) ? contentType : 'application/octet-stream' };
  }
  if (method !== 'PUT' && method !== 'DELETE') return null;
  const body = method === 'PUT' ? await readBody(request) : null;
  if (body) checkDocumentSize({}, body.length);
  const current: JsonObject = rev ? await database.pouch.get(id, { rev }) : { _id: id };
  const attachments: JsonObject = isObject(current._attachments) ? { ...current._attachments } : {};
  const contentType = request.headers['content-type'] ?? 'application/octet-stream';
  if (body) attachments[name] = { content_type: contentType, data: body.toString('base64') };
  else if (!Object.hasOwn(attachments, name)) throw notFound('Document is missing attachment');
  else delete attachments[name];
  return writeOne(database, { ...current, _attachments: attachments }, exchange, onAccount, true);
}

/** `POST /db/_bulk_docs`. */
export async function answerBulkDocs(database: HubDatabase, exchange: Exchange, onAccount: OnAccount): Promise<Reply> {
  const { docs, new_edits: flag } = await readJson(exchange.request);
  if (!Array.isArray(docs)) throw badRequest('POST body must include `docs` parameter.');
  const newEdits = flag !== false;
  if (
    exchange.request.headers['content-length'] === undefined ||
    Number(exchange.request.headers['content-length']) > smallBytes
  ) {
    for (const document of docs) if (isObject(document)) checkDocumentSize(document);
  }
  const outcomes = await writeDocuments(database, docs, { user: exchange.user, newEdits, onAccount });
  const rows = outcomes.map((outcome) =>
    outcome.ok
      ? outcome
      : { id: outcome.id, rev: outcome.rev, error: outcome.refused.error, reason: outcome.refused.message },
  );
  return json(newEdits ? rows : rows.filter((row) => 'error' in row), 201);
}

/** `POST /db/_bulk_get`. */
export async function answerBulkGet({ pouch }: HubDatabase, exchange: Exchange): Promise<Reply> {
  const { docs } = await readJson(exchange.request);
  if (!Array.isArray(docs)) throw badRequest('Missing JSON list of `docs`.');
  const options = {
    revs: queryFlag(exchange.query, 'revs'),
    latest: queryFlag(exchange.query, 'latest'),
    attachments: queryFlag(exchange.query, 'attachments'),
  };
  const results: unknown[] = [];
  // In slices, so that a large batch does not hold every promise and answer to others back.
  for (let start = 0; start < docs.length; start += readSlice) {
    const slice = docs.slice(start, start + readSlice);
    results.push(...(await Promise.all(slice.map((asked) => bulkGetOne(pouch, asked, options)))));
  }
  return json({ results });
}

/** `POST /db/_revs_diff`: which of these revisions are missing here. */
export async function answerRevsDiff({ pouch }: HubDatabase, exchange: Exchange): Promise<Reply> {
  const asked = await readJson(exchange.request);
  for (const [id, revisions] of Object.entries(asked)) {
    if (id === '__proto__' || !isTextList(revisions))
      throw badRequest('Revisions must be given as lists by document id.');
  }
  return json(await pouch.revsDiff(asked as Record<string, string[]>));
}

/** `GET|POST /db/_all_docs`. */
export async function answerAllDocs({ pouch }: HubDatabase, exchange: Exchange): Promise<Reply> {
  const { query, method, request } = exchange;
  const body = method === 'POST' ? await readJson(request, true) : {};
  const keys = body.keys ?? queryJson(query, 'keys');
  const include = { include_docs: queryFlag(query, 'include_docs') || body.include_docs === true };
  if (keys !== undefined) {
    if (!isTextList(keys)) throw badRequest('`keys` must be a list of ids.');
    return json(await pouch.allDocs({ ...include, keys }));
  }
  const text = (name: string, other: string) => {
    const value = queryJson(query, name) ?? queryJson(query, other);
    if (value !== undefined && typeof value !== 'string')
      throw new HubError(400, 'query_parse_error', `"${name}" must be a text.`);
    return value === undefined ? {} : { [name]: value };
  };
  const whole = (name: string) => {
    const value = query.get(name);
    if (value !== null && !/^[0-9]{1,9}$/.test(value))
      throw new HubError(400, 'query_parse_error', `"${name}" must be a number.`);
    return value === null ? {} : { [name]: Number(value) };
  };
  const options = {
    ...include,
    descending: queryFlag(query, 'descending'),
    inclusive_end: query.get('inclusive_end') !== 'false',
    ...text('startkey', 'start_key'),
    ...text('endkey', 'end_key'),
    ...text('key', 'key'),
    ...whole('limit'),
    ...whole('skip'),
  };
  return json(await pouch.allDocs(options));
}

const readSlice = 250;
// Below this length of a request no document in it can be over the limit.
const smallBytes = 8 * 1024 * 1024;

interface ReadOptions {
  revs: boolean;
  latest: boolean;
  attachments: boolean;
}

async function bulkGetOne(pouch: Pouch, asked: unknown, options: ReadOptions): Promise<unknown> {
  if (!isObject(asked) || typeof asked.id !== 'string') throw badRequest('Each of `docs` needs an id.');
  const { id, rev } = asked;
  try {
    checkDocumentId(id);
    if (rev !== undefined && !isRevision(rev)) throw badRequest('Invalid rev format');
    const document = await pouch.get(id, rev === undefined ? options : { ...options, rev });
    return { id, docs: [{ ok: document }] };
  } catch (cause) {
    const { error, message } = toHubError(cause);
    return { id, docs: [{ error: { id, rev: rev ?? 'undefined', error, reason: message } }] };
  }
}

async function readDocument({ pouch }: HubDatabase, id: string, { query }: Exchange): Promise<Reply> {
  const options = {
    revs: queryFlag(query, 'revs'),
    latest: queryFlag(query, 'latest'),
    attachments: queryFlag(query, 'attachments'),
    conflicts: queryFlag(query, 'conflicts'),
  };
  const openRevs = query.get('open_revs');
  if (openRevs !== null) {
    const wanted = openRevs === 'all' ? 'all' : queryJson(query, 'open_revs');
    if (wanted !== 'all' && !(isTextList(wanted) && wanted.every(isRevision))) throw badRequest('Invalid rev format');
    return json(await pouch.get(id, { ...options, open_revs: wanted }));
  }
  const rev = query.get('rev');
  if (rev !== null && !isRevision(rev)) throw badRequest('Invalid rev format');
  const document = await pouch.get(id, rev === null ? options : { ...options, rev });
  return { status: 200, json: document, headers: { ETag: `"${document._rev}"` } };
}

async function writeOne(
  database: HubDatabase,
  document: JsonObject,
  exchange: Exchange,
  onAccount: OnAccount,
  newEdits: boolean,
): Promise<Reply> {
  checkDocumentSize(document);
  const [outcome] = await writeDocuments(database, [document], { user: exchange.user, newEdits, onAccount });
  if (!outcome) throw badRequest('There is no document.');
  if (!outcome.ok) throw outcome.refused;
  return json(outcome, document._deleted === true ? 200 : 201);
}

function isHeaderText(text: string): boolean {
  return /^[\x20-\x7e]{1,200}$/.test(text);
}
