import Database from 'better-sqlite3-multiple-ciphers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderEvents } from '../../../electron/data/events/event-order.ts';
import { ProjectionsFile } from '../../../electron/data/projections/projections-file.ts';
import { workOrdersProjection } from '../../../electron/data/projections/work-orders.ts';
import type { OpenedEvent } from '../../../shared/events/event.ts';
import { findEventDefinition } from '../../../shared/events/registry.ts';

const { folds, schema, tables } = workOrdersProjection;
const termsHead = {
  serviceLine: 'legal-research',
  dueAtMs: 5_000,
  dueLocal: '2026-12-01T17:00',
  dueZone: 'America/Los_Angeles',
  unit: 'hour',
  tier: 'redacted',
  billingMode: 'overhead',
  reviewerMemberId: 'rr',
  notifies: ['rr', 'pp'],
};
const termsBody = { title: 'Memo', checklist: [{ itemId: 'one', text: 'Cite-check', tag: 'quality' }] };
const news = { notifies: ['aa'] };

const later: readonly (readonly [string, object, object])[] = [
  ['provider.order.amended', { ...termsHead, dueAtMs: 9_000 }, { ...termsBody, title: 'Longer memo' }],
  ['provider.order.offered', { ...news, toMemberId: 'pp' }, {}],
  ['provider.order.offered', { ...news, toMemberId: 'pp', actorIds: ['aa', 'bb'] }, {}],
  ['provider.order.actors-changed', { joined: ['cc'], left: ['bb'] }, {}],
  ['provider.order.accepted', { ...news, termsEventId: `${'0'.repeat(16)}-${'d'.repeat(16)}-${'h'.repeat(43)}` }, {}],
  ['provider.order.declined', { ...news, reason: 'capacity' }, {}],
  ['provider.order.started', news, {}],
  ['provider.order.handed-off', { ...news, toMemberId: 'qq' }, { done: 'Half' }],
  ['provider.order.clock-stopped', news, { question: 'Which court?' }],
  ['provider.order.clock-resumed', news, { answer: 'King County' }],
  ['provider.order.checked', { itemId: 'one', done: true }, {}],
  ['provider.work.delivered', { ...news, deliveryId: 'dd', documentIds: ['x1'], hundredths: 150 }, {}],
  ['provider.work.review-started', news, {}],
  ['provider.work.accepted', { ...news, deliveryId: 'dd', hundredths: 150 }, {}],
  ['provider.work.returned', { ...news, deliveryId: 'dd', reason: 'incomplete' }, { reason: 'Part two is missing' }],
  ['provider.order.invoiced', news, {}],
  ['provider.order.paid', { ...news, paidOn: '2026-12-20' }, {}],
  ['provider.order.cancelled', news, { reason: 'Settled' }],
];

function makeEvent(place: number, device: string, parents: string[], [type, head, body]: (typeof later)[number]) {
  const definition = findEventDefinition(type);
  if (definition === undefined) throw new Error(type);
  const clock = place.toString(16).padStart(16, '0');
  return {
    type,
    version: 1,
    workspace: 'office',
    aggregate: 'order:one',
    parents,
    commandId: 'c',
    id: `${clock}-${device.repeat(16)}-${'h'.repeat(43)}`,
    clock,
    atMs: place,
    deviceId: device.repeat(16),
    memberId: device.repeat(2),
    head: definition.head.parse(head),
    body: definition.body.parse(body),
  } as OpenedEvent;
}

/** One database for all runs: making its tables costs more than everything that is tried on them. */
const rows = new ProjectionsFile(new Database(':memory:'));
for (const statement of schema.split(/;\n/)) if (statement.trim() !== '') rows.run(statement);

function dump(events: readonly OpenedEvent[]): string {
  for (const table of tables) rows.run(`DELETE FROM ${table}`);
  for (const event of orderEvents(events)) folds.get(event.type)?.(rows, event);
  // In the order of their keys: rows that were deleted leave their places to others.
  return JSON.stringify(
    tables.map((table) =>
      rows
        .all(`SELECT * FROM ${table}`)
        .map((row) => JSON.stringify(row))
        .sort(),
    ),
  );
}

/** Two devices that know a common beginning, then act apart: each event names the last of its own device. */
const apart = fc.record({
  common: fc.array(fc.constantFrom(...later), { maxLength: 4 }),
  a: fc.array(fc.constantFrom(...later), { maxLength: 4 }),
  b: fc.array(fc.constantFrom(...later), { maxLength: 4 }),
});

function build({ common, a, b }: { common: typeof later; a: typeof later; b: typeof later }): OpenedEvent[] {
  const drafted = makeEvent(1, 'a', [], ['provider.order.drafted', { ...termsHead, number: 'WO-0001' }, termsBody]);
  const events = [drafted];
  let last = drafted.id;
  common.forEach((one, place) => {
    const event = makeEvent(2 + place, 'a', [last], one);
    events.push(event);
    last = event.id;
  });
  for (const [device, steps] of [
    ['a', a],
    ['b', b],
  ] as const) {
    let own = last;
    steps.forEach((one, place) => {
      const event = makeEvent(20 + 2 * place + (device === 'b' ? 1 : 0), device, [own], one);
      events.push(event);
      own = event.id;
    });
  }
  return events;
}

describe('rows of work orders', () => {
  it('[WO2] [ST8] are the same in whatever order the events of two devices came', () => {
    fc.assert(
      fc.property(apart, fc.integer(), (history, seed) => {
        const events = build(history);
        const shuffled = [...events].sort((one, other) => hash(one.id, seed) - hash(other.id, seed));
        expect(dump(shuffled)).toBe(dump(events));
      }),
      { numRuns: 60 },
    );
  });

  it('[WO2] keep everything that happened, and a cancellation stands', () => {
    fc.assert(
      fc.property(apart, (history) => {
        const events = build({ ...history, a: [...history.a, ['provider.order.cancelled', news, { reason: 'No' }]] });
        const all = JSON.parse(dump(events)) as string[][];
        const read = (table: (typeof tables)[number]) =>
          (all[tables.indexOf(table)] ?? []).map(
            (row) => JSON.parse(row) as { state: string; in_turn: number; step: string },
          );
        const [orders, steps] = [read('provider_order'), read('provider_order_step')];
        const taken = events.filter(({ type }) => type !== 'provider.order.actors-changed');
        expect(steps?.length).toBe(taken.length);
        const hasCancelled = steps?.some(({ step, in_turn: inTurn }) => step === 'cancel' && inTurn === 1) ?? false;
        expect(orders?.[0]?.state === 'cancelled').toBe(hasCancelled);
      }),
      { numRuns: 60 },
    );
  });
});

function hash(text: string, seed: number): number {
  let sum = seed | 0;
  for (const sign of text) sum = (Math.imul(sum, 31) + sign.charCodeAt(0)) | 0;
  return sum;
}
