import { type EventDocument, type EventPlace, eventDocumentSchema, hashEnvelope, parseEventId } from './envelope.ts';

/** Why a document did not come in (SPEC.md, GT1 to GT6). */
export const gateReasons = [
  'not an event',
  'second revision',
  'deleted',
  'too large',
  'wrong hash',
  'wrong place',
  'unknown device',
  'wrong signature',
] as const;
export type GateReason = (typeof gateReasons)[number];

export interface Refused {
  readonly id: string;
  readonly reason: GateReason;
  readonly document: unknown;
}

export interface GateResult {
  readonly admitted: readonly EventDocument[];
  /** The same, as they were given: with what the replicator adds. */
  readonly admittedAsGiven: readonly unknown[];
  readonly refused: readonly Refused[];
}

/** What the gate knows of the firm. `verify` is Ed25519 with the device's key from the roster. */
export interface GateKnowledge {
  readonly place: EventPlace;
  hasDevice(deviceId: string): boolean;
  verify(deviceId: string, hash: Buffer, signature: string): boolean;
}

/** A document larger than this never comes in (bytes of its JSON). */
export const documentBytesMax = 1_500_000;

interface Checked {
  readonly raw: unknown;
  readonly document: EventDocument;
  readonly hash: Buffer;
  readonly deviceId: string;
}

function checkShape(raw: unknown, place: EventPlace): Checked | GateReason {
  if (typeof raw !== 'object' || raw === null) return 'not an event';
  const { _rev, _revisions, ...bare } = raw as Record<string, unknown>;
  if (bare['_deleted'] !== undefined) return 'deleted';
  if (_rev !== undefined && !/^1-/.test(String(_rev))) return 'second revision';
  if (isLaterRevision(_revisions)) return 'second revision';
  const parsed = eventDocumentSchema.safeParse(bare);
  if (!parsed.success) return 'not an event';
  const document = parsed.data;
  if (document.h.length + document.b.length > documentBytesMax) return 'too large';
  const { clock, deviceId, hash } = parseEventId(document._id);
  const computed = hashEnvelope(place, clock, deviceId, document);
  if (computed.toString('base64url') !== hash) return 'wrong hash';
  return isInChain(document, clock, deviceId) ? { raw, document, hash: computed, deviceId } : 'wrong place';
}

/** A first event names none before it; any other one of the same device with an earlier clock: a chain never goes back. */
function isInChain({ p, n }: EventDocument, clock: string, deviceId: string): boolean {
  if (p === '') return n === 0;
  const before = parseEventId(p);
  return n > 0 && before.deviceId === deviceId && before.clock < clock;
}

function isLaterRevision(revisions: unknown): boolean {
  if (typeof revisions !== 'object' || revisions === null || !('start' in revisions)) return false;
  return revisions.start !== 1;
}

/**
 * Decides what may enter the store [GT1]. In an unbroken run of one device's events the hashes carry the proof, so one
 * signature is checked for each run: its last [GT5]. A run whose last signature fails is checked one by one.
 */
export function passGate(raws: readonly unknown[], knowledge: GateKnowledge): GateResult {
  const refused: Refused[] = [];
  const checked: Checked[] = [];
  for (const raw of raws) {
    const result = checkShape(raw, knowledge.place);
    if (typeof result === 'string') refused.push({ id: idOf(raw), reason: result, document: raw });
    else if (!knowledge.hasDevice(result.deviceId)) {
      refused.push({ id: result.document._id, reason: 'unknown device', document: raw });
    } else checked.push(result);
  }
  const admitted: Checked[] = [];
  const seen = new Set<string>();
  for (const run of runsOf(settleVariants(checked, knowledge, refused)))
    admitRun(run, knowledge, seen, admitted, refused);
  admitted.sort((a, b) => (a.document._id < b.document._id ? -1 : 1));
  return {
    admitted: admitted.map((item) => item.document),
    admittedAsGiven: admitted.map((item) => item.raw),
    refused,
  };
}

function idOf(raw: unknown): string {
  return typeof raw === 'object' && raw !== null && '_id' in raw ? String(raw._id).slice(0, 200) : '';
}

/**
 * The id does not cover the signature, so somebody between can make a second document with the same id. Of several one
 * comes in: the first whose own signature is good.
 */
function settleVariants(checked: readonly Checked[], knowledge: GateKnowledge, refused: Refused[]): Checked[] {
  const byId = new Map<string, Checked>();
  for (const item of checked) {
    const { document, deviceId, hash } = item;
    const other = byId.get(document._id);
    if (other === undefined) byId.set(document._id, item);
    else if (other.document.s !== document.s) {
      const isBetter =
        knowledge.verify(deviceId, hash, document.s) && !knowledge.verify(deviceId, hash, other.document.s);
      if (isBetter) byId.set(document._id, item);
      const loser = isBetter ? other.document : document;
      refused.push({ id: loser._id, reason: 'wrong signature', document: loser });
    }
  }
  return [...byId.values()];
}

/** Groups events into chains in which each names the one before by its hash. */
function runsOf(checked: readonly Checked[]): Checked[][] {
  const byId = new Map(checked.map((item) => [item.document._id, item]));
  const followed = new Map<string, Checked[]>();
  for (const item of checked) {
    const before = byId.get(item.document.p);
    if (before !== undefined && before.deviceId === item.deviceId) {
      followed.set(item.document.p, [...(followed.get(item.document.p) ?? []), item]);
    }
  }
  const runs: Checked[][] = [];
  for (const last of byId.values()) {
    if (followed.has(last.document._id)) continue;
    runs.push(runEndingAt(last, byId));
  }
  return runs;
}

function runEndingAt(last: Checked, byId: ReadonlyMap<string, Checked>): Checked[] {
  const run: Checked[] = [];
  for (let item: Checked | undefined = last; item !== undefined; ) {
    run.push(item);
    const before = byId.get(item.document.p);
    item = before !== undefined && before.deviceId === last.deviceId ? before : undefined;
  }
  return run;
}

/** From the last event of a run backwards: the first good signature proves all that come before it. */
function admitRun(
  run: readonly Checked[],
  knowledge: GateKnowledge,
  seen: Set<string>,
  admitted: Checked[],
  refused: Refused[],
): void {
  let isProven = false;
  for (const item of run) {
    const { document, hash, deviceId } = item;
    isProven = isProven || knowledge.verify(deviceId, hash, document.s);
    if (seen.has(document._id)) continue;
    if (isProven) {
      seen.add(document._id);
      admitted.push(item);
    } else refused.push({ id: document._id, reason: 'wrong signature', document });
  }
}
