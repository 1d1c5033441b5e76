import { hash as hashBytes } from 'node:crypto';
import * as z from 'zod';
import type { Side, Workspace } from '../../../shared/domain/workspace.ts';
import type { EventMeta } from '../../../shared/events/event.ts';
import { openPart, sealPart } from './sealed-part.ts';

/** `clock-device-hash`, see EN2. */
export const eventIdPattern = /^([0-9a-f]{16})-([0-9a-f]{16})-([A-Za-z0-9_-]{43})$/;

/** An event as it is stored and replicated (SPEC.md, EN1). Nothing in it is readable but who writes, when and how much. */
export interface EventDocument {
  readonly _id: string;
  readonly v: 1;
  /** Epoch of the head's key; side and epoch of the body's key. */
  readonly k: readonly [number, 'i' | 'o', number];
  readonly h: string;
  readonly b: string;
  /** The device's previous event in this workspace, or '' for its first. */
  readonly p: string;
  /** Its place in that chain, from 0. */
  readonly n: number;
  /** Heads of the roster that the author knew. */
  readonly r: readonly string[];
  readonly s: string;
}

const sealedMax = 900_000;

/** The envelope's shape: exactly these fields. */
export const eventDocumentSchema = z.strictObject({
  _id: z.string().regex(eventIdPattern),
  v: z.literal(1),
  k: z.tuple([z.number().int().min(0).max(1e6), z.enum(['i', 'o']), z.number().int().min(0).max(1e6)]),
  h: z.string().max(sealedMax),
  b: z.string().max(sealedMax),
  p: z.union([z.literal(''), z.string().regex(eventIdPattern)]),
  n: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  r: z.array(z.string().regex(eventIdPattern)).max(8),
  s: z.string().regex(/^[A-Za-z0-9_-]{86}$/),
});

/** Clock, device and hash of an event's id. Throws on anything else. */
export function parseEventId(id: string): { clock: string; deviceId: string; hash: string } {
  const match = eventIdPattern.exec(id);
  if (match === null) throw new Error('This is not the id of an event.');
  return { clock: match[1] ?? '', deviceId: match[2] ?? '', hash: match[3] ?? '' };
}

/**
 * True for what has an event's id and fields. Nothing else passes the gate, but a store can be written past it (a
 * restored file, another program): what follows the feed must not stumble over that. Cheaper than the whole schema.
 */
export function isEventShaped(document: object): document is EventDocument {
  const { _id, k, h, b, p, n, r, s } = document as Partial<Record<keyof EventDocument, unknown>>;
  const hasTexts = typeof h === 'string' && typeof b === 'string' && typeof p === 'string' && typeof s === 'string';
  return (
    hasTexts &&
    typeof _id === 'string' &&
    eventIdPattern.test(_id) &&
    (p === '' || eventIdPattern.test(p)) &&
    Number.isSafeInteger(n) &&
    Array.isArray(k) &&
    k.length === 3 &&
    Array.isArray(r) &&
    r.every((head) => typeof head === 'string' && eventIdPattern.test(head))
  );
}

/** Where an event lives: part of what is hashed and authenticated, so an event cannot be moved. */
export interface EventPlace {
  readonly firmId: string;
  readonly workspace: Workspace;
}

type Unsigned = Omit<EventDocument, '_id' | 's' | 'v'>;

/** SHA-256 over the canonical envelope (EN2), as bytes. */
export function hashEnvelope(place: EventPlace, clock: string, deviceId: string, unsigned: Unsigned): Buffer {
  const { k, h, b, p, n, r } = unsigned;
  const canonical = JSON.stringify(['annex-event-1', place.firmId, place.workspace, clock, deviceId, n, p, r, k, h, b]);
  return hashBytes('sha256', canonical, 'buffer');
}

function contextOf(part: 'head' | 'body', place: EventPlace, clock: string, deviceId: string, n: number): string {
  return `annex/${part}/1|${place.firmId}|${place.workspace}|${clock}|${deviceId}|${n}`;
}

/** The opened head: what is common to all events, then the type's own. Short names, since there are a million. */
const openedHeadSchema = z.object({
  t: z.string().max(80),
  v: z.number().int().min(1),
  a: z.string().max(120),
  w: z.array(z.string().regex(eventIdPattern)).max(64),
  c: z.string().max(60),
  m: z.string().max(60).optional(),
  x: z.array(z.string().max(120)).max(64).optional(),
  y: z.string().max(60).optional(),
  z: z.unknown().optional(),
  d: z.unknown(),
});

/** What the head of an event says, whatever its type. `answer` is what its command answered. */
export interface OpenedHead {
  readonly meta: EventMeta;
  readonly answer: unknown;
  readonly head: unknown;
}

export interface EpochKey {
  readonly epoch: number;
  readonly key: Buffer;
}

/** What an author brings to an event. `sign` is Ed25519 over the hash and returns base64url. */
export interface SealInput {
  readonly place: EventPlace;
  readonly clock: string;
  readonly deviceId: string;
  readonly previous: string;
  readonly index: number;
  readonly rosterHeads: readonly string[];
  readonly headKey: EpochKey;
  readonly bodyKey: EpochKey & { readonly side: Side };
  readonly meta: EventMeta;
  readonly answer: unknown;
  readonly head: unknown;
  readonly body: unknown;
  readonly sign: (bytes: Buffer) => string;
}

/** The head in the form in which it is sealed. */
function describeHead({ meta, answer, head }: Pick<SealInput, 'meta' | 'answer' | 'head'>) {
  return {
    t: meta.type,
    v: meta.version,
    a: meta.aggregate,
    w: meta.parents,
    c: meta.commandId,
    m: meta.matterId,
    x: meta.touches,
    y: meta.batchId,
    z: answer,
    d: head,
  };
}

/** True where `openHead` will take what is common to all events, once it is sealed: `openedHeadSchema`, by hand. */
export function isOpenableHead({ meta }: Pick<SealInput, 'meta'>): boolean {
  const isShort = (text: string | undefined, max: number) => text === undefined || text.length <= max;
  const { type, version, aggregate, parents, commandId, matterId, touches = [], batchId } = meta;
  if (!isShort(type, 80) || !Number.isSafeInteger(version) || version < 1) return false;
  if (!isShort(aggregate, 120) || !isShort(commandId, 60) || !isShort(matterId, 60) || !isShort(batchId, 60))
    return false;
  if (parents.length > 64 || !parents.every((parent) => eventIdPattern.test(parent))) return false;
  return touches.length <= 64 && touches.every((touched) => isShort(touched, 120));
}

/** Seals, hashes and signs an event. */
export function sealEvent(input: SealInput): EventDocument {
  const { place, clock, deviceId, index: n } = input;
  const opened = describeHead(input);
  const unsigned: Unsigned = {
    k: [input.headKey.epoch, input.bodyKey.side === 'inside' ? 'i' : 'o', input.bodyKey.epoch],
    h: sealPart(input.headKey.key, JSON.stringify(opened), contextOf('head', place, clock, deviceId, n)),
    b: sealPart(input.bodyKey.key, JSON.stringify(input.body), contextOf('body', place, clock, deviceId, n)),
    p: input.previous,
    n,
    r: input.rosterHeads,
  };
  const hash = hashEnvelope(place, clock, deviceId, unsigned);
  return { _id: `${clock}-${deviceId}-${hash.toString('base64url')}`, v: 1, ...unsigned, s: input.sign(hash) };
}

/** Opens the head. Throws on a wrong key, a changed byte or a head that is not one. */
export function openHead(document: EventDocument, place: EventPlace, key: Buffer): OpenedHead {
  const { clock, deviceId } = parseEventId(document._id);
  const text = openPart(key, document.h, contextOf('head', place, clock, deviceId, document.n));
  const opened = openedHeadSchema.parse(JSON.parse(text));
  return {
    meta: {
      type: opened.t,
      version: opened.v,
      aggregate: opened.a,
      parents: opened.w,
      commandId: opened.c,
      matterId: opened.m,
      touches: opened.x,
      batchId: opened.y,
    },
    answer: opened.z,
    head: opened.d,
  };
}

/** Opens the body as parsed JSON. Throws as `openHead` does. */
export function openBody(document: EventDocument, place: EventPlace, key: Buffer): unknown {
  const { clock, deviceId } = parseEventId(document._id);
  return JSON.parse(openPart(key, document.b, contextOf('body', place, clock, deviceId, document.n)));
}
