import { DeskDatabase, type DeskRecord } from './desk-database.ts';
import { openValue, readDeskKey, sealValue } from './seal.ts';

interface OpenDesk {
  readonly database: DeskDatabase;
  readonly key: CryptoKey;
}

type TableName = 'drafts' | 'places';

const draftDaysMax = 90;
let open: OpenDesk | null = null;
/** The end of everything that was asked of the desk so far. */
let last: Promise<unknown> = Promise.resolve();
const listeners = new Set<() => void>();

/** Opens the desk of this device under the key from the data process (base64). An open one is closed first. */
export async function openDesk(deviceId: string, keyBase64: string): Promise<void> {
  closeDesk();
  await last;
  const key = await readDeskKey(keyBase64);
  const database = new DeskDatabase(`annex-desk-${deviceId}`);
  await database.open();
  open = { database, key };
  await database.drafts
    .where('savedAtMs')
    .below(Date.now() - draftDaysMax * 86_400_000)
    .delete();
  for (const listener of listeners) listener();
}

/**
 * Forgets the key and closes the database: at a lock. What was handed over before is still sealed and kept; what comes
 * after is not taken.
 */
export function closeDesk(): void {
  const desk = open;
  open = null;
  if (desk !== null) last = last.then(() => desk.database.close());
  for (const listener of listeners) listener();
}

/** Resolves when everything that was handed over so far is kept. */
export async function settleDesk(): Promise<void> {
  await last;
}

/** Whether the desk is open. */
export function isDeskOpen(): boolean {
  return open !== null;
}

/** Calls `listener` whenever the desk was opened or closed; gives back how to stop that. */
export function watchDesk(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Seals and keeps a JSON value. Does nothing while the desk is closed. */
export async function keepValue(table: TableName, key: string, value: unknown): Promise<void> {
  await inOrder(async (desk) => {
    const sealed = await sealValue(desk.key, `${table}/${key}`, value);
    const record: DeskRecord = { key, savedAtMs: Date.now(), ...sealed };
    await desk.database.table<DeskRecord, string>(table).put(record);
  });
}

/** Reads a value back; undefined where there is none, it cannot be opened, or the desk is closed. */
export function readValue(table: TableName, key: string): Promise<unknown> {
  return inOrder(async (desk) => {
    const record = await desk.database.table<DeskRecord, string>(table).get(key);
    return record === undefined ? undefined : openValue(desk.key, `${table}/${key}`, record);
  });
}

/** Forgets a value. */
export async function dropValue(table: TableName, key: string): Promise<void> {
  await inOrder((desk) => desk.database.table<DeskRecord, string>(table).delete(key));
}

/** Sealing takes a moment, so one thing is done after the other: a value that was dropped is not kept again by an older call. */
function inOrder<Result>(work: (desk: OpenDesk) => Promise<Result>): Promise<Result | undefined> {
  const desk = open;
  if (desk === null) return Promise.resolve(undefined);
  const done = last.then(() => work(desk));
  last = done.catch(() => undefined);
  return done;
}
