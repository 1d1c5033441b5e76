import type { PouchError, PouchInput, PouchRefused, PouchWritten } from '../data/events/pouchdb.ts';
import { prepareUserDocument, userPrefix } from './accounts.ts';
import { type HubDatabase, usersDatabase } from './databases.ts';
import { checkDocument, type SoundDocument, withStubs } from './document-shape.ts';
import { HubError, toHubError } from './hub-error.ts';
import type { JsonObject } from './json.ts';
import { mayAccess, type UserContext } from './security.ts';
import type { Verdict } from './validator.ts';

/** What became of one document of a batch. */
type WriteOutcome =
  | { readonly ok: true; readonly id: string; readonly rev: string }
  | { readonly ok: false; readonly id: string; readonly rev: string | undefined; readonly refused: HubError };

/** Who writes, and how: `newEdits` false keeps the revisions that the documents bring. */
export interface WriteRequest {
  readonly user: UserContext;
  readonly newEdits: boolean;
  /** Called after `_users` changed. */
  onAccount(name: string, document: JsonObject | null): void;
}

/**
 * Writes documents as `_bulk_docs` does: one outcome each, in the same order. Every document passes the database's
 * validation functions, with `newEdits` false too; a revision that is there already is a success without a write.
 * Throws when the batch as a whole is malformed.
 */
export async function writeDocuments(
  database: HubDatabase,
  values: readonly unknown[],
  request: WriteRequest,
): Promise<WriteOutcome[]> {
  const documents = values.map((value) => checkDocument(value, request.newEdits));
  return database.exclusively(async () => {
    const outcomes: WriteOutcome[] = [];
    for (const wave of inWaves(documents)) outcomes.push(...(await writeWave(database, wave, request)));
    if (outcomes.some((outcome) => outcome.ok)) database.events.emit('written');
    return outcomes;
  });
}

/** Each wave names a document once, so that the second sees what became of the first. */
function* inWaves(documents: readonly SoundDocument[]): Generator<SoundDocument[]> {
  let wave: SoundDocument[] = [];
  let seen = new Set<string>();
  for (const document of documents) {
    if (seen.has(document._id)) {
      yield wave;
      wave = [];
      seen = new Set();
    }
    seen.add(document._id);
    wave.push(document);
  }
  yield wave;
}

async function writeWave(database: HubDatabase, wave: SoundDocument[], request: WriteRequest): Promise<WriteOutcome[]> {
  const current = await readCurrent(database, wave);
  const known = request.newEdits ? new Set<SoundDocument>() : await findKnown(database, wave, current);
  const verdicts = await judge(database, wave, current, known, request.user);
  const accepted: SoundDocument[] = [];
  const outcomes = new Map<SoundDocument, WriteOutcome>();
  for (const [index, document] of wave.entries()) {
    const { _id: id, _rev: rev } = document;
    const verdict = verdicts[index] ?? null;
    if (known.has(document)) outcomes.set(document, { ok: true, id, rev: rev ?? '' });
    else if (verdict) outcomes.set(document, { ok: false, id, rev, refused: toRefusal(verdict) });
    else accepted.push(document);
  }
  for (const [document, outcome] of await store(database, accepted, request)) outcomes.set(document, outcome);
  return wave.map((document) => outcomes.get(document) as WriteOutcome);
}

/** The winning revision of each document; a deleted one as its tombstone, an absent one not at all. */
async function readCurrent(database: HubDatabase, wave: SoundDocument[]): Promise<Map<string, JsonObject>> {
  const found = await Promise.all(wave.map((document) => readWinner(database, document._id)));
  const current = new Map<string, JsonObject>();
  for (const document of found) if (document) current.set(String(document._id), document);
  return current;
}

async function readWinner({ pouch }: HubDatabase, id: string): Promise<JsonObject | null> {
  try {
    return await pouch.get(id);
  } catch (error) {
    const { status, reason } = error as PouchError;
    if (status !== 404) throw error;
    if (reason !== 'deleted') return null;
    const rows = (await pouch.allDocs({ keys: [id] })).rows;
    return { _id: id, _rev: rows[0]?.value.rev, _deleted: true };
  }
}

async function findKnown(
  database: HubDatabase,
  wave: SoundDocument[],
  current: Map<string, JsonObject>,
): Promise<Set<SoundDocument>> {
  const asked = wave.filter((document) => current.has(document._id));
  if (asked.length === 0) return new Set();
  const revisions = Object.fromEntries(asked.map((document) => [document._id, [document._rev ?? '']]));
  const missing = await database.pouch.revsDiff(revisions);
  return new Set(asked.filter((document) => !missing[document._id]));
}

async function judge(
  database: HubDatabase,
  wave: SoundDocument[],
  current: Map<string, JsonObject>,
  known: Set<SoundDocument>,
  user: UserContext,
): Promise<Verdict[]> {
  const verdicts: Verdict[] = wave.map(() => null);
  const asked: number[] = [];
  for (const [index, document] of wave.entries()) {
    if (!document._id.startsWith('_design/')) {
      if (!known.has(document)) asked.push(index);
    } else if (!mayAccess(user, database.security, 'admin')) {
      verdicts[index] = { error: 'unauthorized', reason: 'You are not a db or server admin.' };
    }
  }
  const calls = asked.map((index) => {
    const newDoc = wave[index] as SoundDocument;
    return { newDoc: withStubs(newDoc), oldDoc: current.get(newDoc._id) ?? null };
  });
  for (const validate of await database.validators()) {
    for (const [position, verdict] of validate(calls, user, database.security).entries()) {
      const index = asked[position] as number;
      verdicts[index] ??= verdict;
    }
  }
  return verdicts;
}

async function store(
  database: HubDatabase,
  documents: SoundDocument[],
  request: WriteRequest,
): Promise<Map<SoundDocument, WriteOutcome>> {
  if (documents.length === 0) return new Map();
  const isUsers = database.name === usersDatabase;
  const stored = isUsers ? await Promise.all(documents.map(prepareUserDocument)) : documents;
  // PouchDB sorts and alters the list that it is given; results of replicated writes name the refused ones alone.
  const copies = stored.map((document) => ({ ...document })) as PouchInput<JsonObject>[];
  const results = await database.pouch.bulkDocs(copies, { new_edits: request.newEdits });
  const failed = new Map(results.filter(isFailure).map((result) => [String(result.id), result]));
  const outcomes = new Map<SoundDocument, WriteOutcome>();
  for (const [index, document] of documents.entries()) {
    const { _id: id, _rev: rev } = document;
    const failure = failed.get(id);
    const written = results[index];
    if (failure) outcomes.set(document, { ok: false, id, rev, refused: toHubError(failure) });
    else outcomes.set(document, { ok: true, id, rev: request.newEdits ? (written?.rev ?? '') : (rev ?? '') });
  }
  afterStore(database, stored, outcomes, request);
  return outcomes;
}

function afterStore(
  database: HubDatabase,
  stored: JsonObject[],
  outcomes: Map<SoundDocument, WriteOutcome>,
  request: WriteRequest,
): void {
  const succeeded = [...outcomes.values()].map((outcome) => outcome.ok);
  for (const [index, document] of stored.entries()) {
    const id = String(document._id);
    if (!succeeded[index]) continue;
    if (id.startsWith('_design/')) database.forgetValidators();
    if (database.name !== usersDatabase || !id.startsWith(userPrefix)) continue;
    request.onAccount(id.slice(userPrefix.length), document._deleted === true ? null : document);
  }
}

function isFailure(result: PouchWritten | PouchRefused): result is PouchRefused {
  return result.ok !== true;
}

function toRefusal(verdict: NonNullable<Verdict>): HubError {
  const statuses = { forbidden: 403, unauthorized: 401, unknown_error: 500 } as const;
  return new HubError(statuses[verdict.error], verdict.error, verdict.reason);
}
