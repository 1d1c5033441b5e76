import { createHmac, timingSafeEqual } from 'node:crypto';
import { closeSync, constants, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import * as z from 'zod';
import { type Workspace, workspaces } from '../../../shared/domain/workspace.ts';

/** What a workspace's store had reached: how many events, and the last of them. */
export interface WorkspaceMark {
  count: number;
  lastEventId: string;
}

export type MarkEntries = Partial<Record<Workspace, WorkspaceMark>>;

/** `missing`: no file, or an empty one. `damaged`: a file, and nothing in it that was written with this key. */
export interface MarkReading {
  state: 'missing' | 'damaged' | 'read';
  entries: MarkEntries;
}

/** The small file outside the store by which a store that lost its tail is found out. */
export interface Mark {
  /** What was found when it was opened. */
  readonly found: MarkReading;
  readonly entries: MarkEntries;
  /** Notes what a workspace has reached: after each append. One write to the system, no flush. */
  note(workspace: Workspace, reached: WorkspaceMark): void;
  close(): void;
}

const slotBytes = 4096;
const prefixBytes = 12;
const hmacBytes = 32;
const textBytesMax = slotBytes - prefixBytes - hmacBytes;
const entriesSchema = z.partialRecord(
  z.enum(workspaces),
  z.object({ count: z.number().int().min(0), lastEventId: z.string().max(200) }),
);

/** Reads the mark without holding it open. `key` is 32 bytes. */
export function readMark(file: string, key: Buffer): MarkReading {
  let handle: number;
  try {
    handle = openSync(file, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { state: 'missing', entries: {} };
    throw error;
  }
  try {
    return newestOf(handle, key).reading;
  } finally {
    closeSync(handle);
  }
}

/**
 * Opens the mark to be kept. Two slots are written in turn, each with a number and an HMAC-SHA256: a torn write leaves
 * the one before. Throws when the file cannot be opened or written.
 */
export function openMark(file: string, key: Buffer): Mark {
  const handle = openSync(file, constants.O_RDWR | constants.O_CREAT, 0o600);
  const newest = newestOf(handle, key);
  const entries: MarkEntries = { ...newest.reading.entries };
  let sequence = newest.sequence;
  return {
    found: newest.reading,
    entries,
    note: (workspace, reached) => {
      entries[workspace] = reached;
      sequence += 1;
      const slot = encodeSlot(sequence, entries, key);
      if (writeSync(handle, slot, 0, slotBytes, (sequence % 2) * slotBytes) !== slotBytes) {
        throw new Error('The mark was not written whole.');
      }
    },
    close: () => {
      fsyncSync(handle);
      closeSync(handle);
    },
  };
}

interface Newest {
  sequence: number;
  reading: MarkReading;
}

function newestOf(handle: number, key: Buffer): Newest {
  const bytes = Buffer.alloc(2 * slotBytes);
  const length = readSync(handle, bytes, 0, bytes.length, 0);
  let newest: Newest = { sequence: 0, reading: { state: length === 0 ? 'missing' : 'damaged', entries: {} } };
  for (const start of [0, slotBytes]) {
    const slot = decodeSlot(bytes.subarray(start, start + slotBytes), key);
    if (slot && slot.sequence > newest.sequence) newest = slot;
  }
  return newest;
}

function encodeSlot(sequence: number, entries: MarkEntries, key: Buffer): Buffer {
  const slot = Buffer.alloc(slotBytes);
  const text = JSON.stringify(entries);
  if (Buffer.byteLength(text) > textBytesMax) throw new Error('The mark does not fit its slot.');
  slot.writeBigUInt64BE(BigInt(sequence), 0);
  const length = slot.write(text, prefixBytes, 'utf8');
  slot.writeUInt32BE(length, 8);
  const end = prefixBytes + length;
  createHmac('sha256', key).update(slot.subarray(0, end)).digest().copy(slot, end);
  return slot;
}

function decodeSlot(slot: Buffer, key: Buffer): Newest | null {
  const length = slot.readUInt32BE(8);
  if (length === 0 || length > textBytesMax) return null;
  const end = prefixBytes + length;
  const expected = createHmac('sha256', key).update(slot.subarray(0, end)).digest();
  if (!timingSafeEqual(expected, slot.subarray(end, end + hmacBytes))) return null;
  const parsed = entriesSchema.parse(JSON.parse(slot.toString('utf8', prefixBytes, end)));
  const entries: MarkEntries = {};
  for (const workspace of workspaces) {
    const entry = parsed[workspace];
    if (entry) entries[workspace] = entry;
  }
  return { sequence: Number(slot.readBigUInt64BE(0)), reading: { state: 'read', entries } };
}
