import { describe, expect, it } from 'vitest';
import { type EventDocument, hashEnvelope, parseEventId } from '../../../electron/data/events/envelope.ts';
import { type GateKnowledge, passGate } from '../../../electron/data/events/gate.ts';
import { sign, verify } from '../../../electron/data/vault/device-keys.ts';
import { makeSignedEvent, testDevice, testPlace } from '../../support/signed-event.ts';

const device = testDevice(1);

function knowledge(): GateKnowledge & { checked: number } {
  const known = {
    place: testPlace,
    checked: 0,
    hasDevice: (id: string) => id === device.id,
    verify: (_: string, hash: Buffer, signature: string) => {
      known.checked += 1;
      return verify(device.signingPublic, hash, Buffer.from(signature, 'base64url'));
    },
  };
  return known;
}

function chain(length: number): EventDocument[] {
  const events: EventDocument[] = [];
  for (let n = 0; n < length; n += 1) events.push(makeSignedEvent({ device, before: events.at(-1) }));
  return events;
}

function reasonOf(document: unknown): string {
  const { admitted, refused } = passGate([document], knowledge());
  return admitted.length > 0 ? 'admitted' : (refused[0]?.reason ?? 'nothing');
}

/** Hashed and signed anew, so that only the gate's own rules can refuse it. */
function remade(event: EventDocument, changed: Partial<EventDocument>): EventDocument {
  const { clock, deviceId } = parseEventId(event._id);
  const document = { ...event, ...changed };
  const hash = hashEnvelope(testPlace, clock, deviceId, document);
  const s = sign(device.signingPrivate, hash).toString('base64url');
  return { ...document, _id: `${clock}-${deviceId}-${hash.toString('base64url')}`, s };
}

describe('the gate', () => {
  const [first, second, third] = chain(3) as [EventDocument, EventDocument, EventDocument];

  it('GT1 lets good events in and goes on behind a bad one', () => {
    const { admitted, refused } = passGate([{ nothing: true }, first, null, second], knowledge());
    expect(admitted).toEqual([first, second]);
    expect(refused.map((one) => one.reason)).toEqual(['not an event', 'not an event']);
  });

  it('GT2 refuses tombstones, second revisions and foreign fields', () => {
    expect(reasonOf({ _id: first._id, _rev: '2-a', _deleted: true })).toBe('deleted');
    expect(reasonOf({ ...first, _deleted: true })).toBe('deleted');
    expect(reasonOf({ ...first, _rev: '2-a' })).toBe('second revision');
    expect(reasonOf({ ...first, _rev: '1-a', _revisions: { start: 2, ids: ['b', 'a'] } })).toBe('second revision');
    expect(reasonOf({ ...first, _rev: '1-a', _revisions: { start: 1, ids: ['a'] } })).toBe('admitted');
    expect(reasonOf({ ...first, _attachments: {} })).toBe('not an event');
    expect(reasonOf({ ...first, h: 'x'.repeat(900_001) })).toBe('not an event');
    expect(reasonOf(remade(first, { h: 'x'.repeat(800_000), b: 'x'.repeat(800_000) }))).toBe('too large');
  });

  it('GT3 refuses what its id does not prove', () => {
    expect(reasonOf({ ...first, b: first.h })).toBe('wrong hash');
    expect(reasonOf(makeSignedEvent({ device, place: { ...testPlace, workspace: 'trust' } }))).toBe('wrong hash');
  });

  it('GT4 refuses a device that nobody introduced', () => {
    expect(reasonOf(makeSignedEvent({ device: testDevice(2) }))).toBe('unknown device');
  });

  it('GT5 checks one signature for an unbroken run, and each one behind the last good one', () => {
    const events = chain(20);
    const known = knowledge();
    expect(passGate(events, known).admitted).toHaveLength(20);
    expect(known.checked).toBe(1);
    const spoilt = events.map((event, index) => (index >= 17 ? { ...event, s: first.s } : event));
    const { admitted, refused } = passGate(spoilt, knowledge());
    expect(admitted).toEqual(events.slice(0, 17));
    expect(refused.map((one) => one.reason)).toEqual(['wrong signature', 'wrong signature', 'wrong signature']);
  });

  it('GT5 takes of two documents with one id the one that its device signed, whichever came first', () => {
    const forged = { ...second, s: first.s };
    for (const documents of [
      [first, second, forged],
      [forged, first, second],
      [forged, second],
    ]) {
      const { admitted, refused } = passGate(documents, knowledge());
      expect(admitted).toContainEqual(second);
      expect(admitted).not.toContainEqual(forged);
      expect(refused).toEqual([{ id: second._id, reason: 'wrong signature', document: forged }]);
    }
  });

  it('GT6 refuses a place that no chain has', () => {
    expect(reasonOf(remade(second, { n: 0 }))).toBe('wrong place');
    expect(reasonOf(remade(first, { n: 1 }))).toBe('wrong place');
    expect(reasonOf(remade(first, { p: third._id, n: 4 }))).toBe('wrong place');
    const foreign = makeSignedEvent({ device: testDevice(2) });
    expect(reasonOf(remade(second, { p: foreign._id }))).toBe('wrong place');
  });

  it('GT6 lets an event in whose predecessor is not here', () => {
    expect(reasonOf(third)).toBe('admitted');
  });

  it('hands on what the replicator added to exactly those that came in', () => {
    const given = { ...first, _rev: '1-a', _revisions: { start: 1, ids: ['a'] } };
    const tombstone = { _id: first._id, _rev: '2-b', _deleted: true };
    expect(passGate([tombstone, given], knowledge()).admittedAsGiven).toEqual([given]);
  });
});
