import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventClock } from '../../../electron/data/events/event-clock.ts';
import { headsOf, orderEvents } from '../../../electron/data/events/event-order.ts';
import { passGate } from '../../../electron/data/events/gate.ts';
import { openPart, sealPart } from '../../../electron/data/events/sealed-part.ts';
import { verify } from '../../../electron/data/vault/device-keys.ts';
import { makeSignedEvent, testDevice, testKey, testPlace } from '../../support/signed-event.ts';

/** Events whose parents are any of those made before; ids in no relation to that, as with clocks that differ. */
const histories = fc.array(fc.array(fc.nat(20), { maxLength: 3 }), { minLength: 1, maxLength: 14 }).chain((parents) =>
  fc
    .shuffledSubarray(
      parents.map((_, index) => String.fromCharCode(97 + index)),
      { minLength: parents.length },
    )
    .map((ids) =>
      parents.map((named, index) => ({
        id: ids[index] ?? '',
        parents: [...new Set(index === 0 ? [] : named.map((name) => ids[name % index] ?? ''))],
      })),
    ),
);

describe('the order of events', () => {
  it('OR1 is the same for the same set, with parents first', () => {
    fc.assert(
      fc.property(histories, fc.infiniteStream(fc.nat()), (history, stream) => {
        const shuffled = [...history].sort(() => ((stream.next().value as number) % 2 === 0 ? 1 : -1));
        const ordered = orderEvents(history).map(({ id }) => id);
        expect(orderEvents(shuffled).map(({ id }) => id)).toEqual(ordered);
        for (const { id, parents } of history) {
          for (const parent of parents) expect(ordered.indexOf(parent)).toBeLessThan(ordered.indexOf(id));
        }
      }),
    );
  });

  it('OR2 puts the event with the greatest id last unless another names it', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const greatest = [...history].sort((a, b) => (a.id < b.id ? 1 : -1))[0]?.id ?? '';
        const isNamed = history.some((event) => event.parents.includes(greatest));
        fc.pre(!isNamed);
        expect(orderEvents(history).at(-1)?.id).toBe(greatest);
      }),
    );
  });

  it('OR3 has as heads exactly what nobody names', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const heads = headsOf(history);
        expect(heads.length).toBeGreaterThan(0);
        for (const { id } of history) {
          expect(heads.includes(id)).toBe(!history.some((event) => event.parents.includes(id)));
        }
      }),
    );
  });
});

describe('clocks', () => {
  it('EN6 never go back, whatever time does and whatever they see', () => {
    const steps = fc.array(fc.record({ now: fc.nat(1e7), seen: fc.nat(1e7) }), { maxLength: 30 });
    fc.assert(
      fc.property(steps, (list) => {
        let nowMs = 0;
        const clock = new EventClock(() => nowMs);
        let last = clock.tick();
        for (const { now, seen } of list) {
          nowMs = now;
          const other = new EventClock(() => seen).tick();
          const beyondMs = clock.observe(other, nowMs);
          const next = clock.tick();
          expect(next > last).toBe(true);
          if (beyondMs === 0) expect(next > other).toBe(true);
          last = next;
        }
      }),
    );
  });
});

describe('sealed parts', () => {
  it('EN3 open to what was sealed, and to nothing after a changed byte', () => {
    const texts = fc.oneof(fc.string(), fc.string({ unit: 'grapheme', maxLength: 2_000 }), fc.json());
    fc.assert(
      fc.property(texts, fc.nat(), fc.nat({ max: 254 }), (text, at, change) => {
        const sealed = sealPart(testKey, text, 'here');
        expect(openPart(testKey, sealed, 'here')).toBe(text);
        const bytes = Buffer.from(sealed, 'base64');
        const index = at % bytes.length;
        bytes.writeUInt8((bytes.readUInt8(index) + 1 + change) % 256, index);
        expect(() => openPart(testKey, bytes.toString('base64'), 'here')).toThrow();
      }),
      { numRuns: 60 },
    );
  });
});

describe('the gate', () => {
  it('never throws, and lets nothing in that was not signed as it is', () => {
    const device = testDevice(1);
    const event = makeSignedEvent({ device });
    const fields = fc.constantFrom('_id', 'v', 'k', 'h', 'b', 'p', 'n', 'r', 's', '_rev', '_deleted', 'more');
    fc.assert(
      fc.property(fields, fc.jsonValue(), (field, value) => {
        const document = { ...event, [field]: value };
        const { admitted } = passGate([document, value], {
          place: testPlace,
          hasDevice: (id) => id === device.id,
          verify: (_, hash, signature) => verify(device.signingPublic, hash, Buffer.from(signature, 'base64url')),
        });
        for (const passed of admitted) expect(passed).toEqual(event);
      }),
    );
  });
});
