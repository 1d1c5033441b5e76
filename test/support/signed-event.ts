import { type EventDocument, type EventPlace, parseEventId, sealEvent } from '../../electron/data/events/envelope.ts';
import { formatClock } from '../../electron/data/events/event-clock.ts';
import { type DeviceKeys, deviceIdOf, keyPairsOf, sign } from '../../electron/data/vault/device-keys.ts';
import type { EventMeta } from '../../shared/events/event.ts';

/** Key text of 32 bytes that count up from `from`. */
export function countingKey(from: number, step = 1): string {
  return Buffer.from(Array.from({ length: 32 }, (_, index) => (from + index * step) & 255)).toString('base64url');
}

/** A device whose keys are always the same; `number` tells one from another. */
export function testDevice(number: number): DeviceKeys {
  const keys = keyPairsOf(countingKey(number * 7), countingKey(number * 7 + 100));
  return { ...keys, id: deviceIdOf(keys.signingPublic) };
}

export const testPlace: EventPlace = { firmId: '00112233445566778899aabbccddeeff', workspace: 'office' };
export const testKey = Buffer.from(countingKey(0, 3), 'base64url');

export interface SignedEventInput {
  readonly device?: DeviceKeys;
  readonly before?: EventDocument | undefined;
  readonly ms?: number;
  readonly place?: EventPlace;
  readonly meta?: Partial<EventMeta>;
  readonly head?: unknown;
  readonly body?: unknown;
  readonly rosterHeads?: readonly string[];
}

/** An event as a device would seal and sign it: a task, unless something else is asked for. */
export function makeSignedEvent(input: SignedEventInput = {}): EventDocument {
  const { device = testDevice(1), before, place = testPlace } = input;
  const index = before === undefined ? 0 : before.n + 1;
  const clock = before === undefined ? 1 : Number.parseInt(parseEventId(before._id).clock.slice(0, 12), 16) + 1;
  return sealEvent({
    place,
    clock: formatClock(input.ms ?? clock, 0),
    deviceId: device.id,
    previous: before?._id ?? '',
    index,
    rosterHeads: input.rosterHeads ?? [],
    headKey: { epoch: 1, key: testKey },
    bodyKey: { epoch: 1, key: testKey, side: 'outside' },
    meta: { type: 'office.task.added', version: 1, aggregate: 'task:t1', parents: [], commandId: 'c1', ...input.meta },
    answer: undefined,
    head: input.head ?? { kind: 'task', urgent: false },
    body: input.body ?? { title: 'Call back', note: '' },
    sign: (bytes) => sign(device.signingPrivate, bytes).toString('base64url'),
  });
}
