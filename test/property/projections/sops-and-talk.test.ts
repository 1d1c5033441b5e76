import Database from 'better-sqlite3-multiple-ciphers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderEvents } from '../../../electron/data/events/event-order.ts';
import type { AreaProjection } from '../../../electron/data/projections/projection.ts';
import { ProjectionsFile } from '../../../electron/data/projections/projections-file.ts';
import { sopsProjection } from '../../../electron/data/projections/sops.ts';
import { talkProjection } from '../../../electron/data/projections/talk.ts';
import { workOrdersProjection } from '../../../electron/data/projections/work-orders.ts';
import type { OpenedEvent } from '../../../shared/events/event.ts';
import { findEventDefinition } from '../../../shared/events/registry.ts';

// The inbox's table lies with the work orders; comments and SOPs write to it.
const areas: readonly AreaProjection[] = [workOrdersProjection, sopsProjection, talkProjection];
const folds = new Map(areas.flatMap((area) => [...area.folds]));
const tables = areas.flatMap((area) => area.tables);

type Step = readonly [type: string, head: object, body: object];
const versions = ['v1', 'v2'] as const;
const content = { title: 'Mail', steps: [{ text: 'Stamp', tag: 'required' }] };
const sopSteps: readonly Step[] = [
  ...versions.flatMap((versionId, place): Step[] => [
    [
      'provider.sop.proposed',
      { versionId, number: place + 1, serviceLine: 'hr', ownerMemberId: 'aa', notifies: ['bb'] },
      { content },
    ],
    ['provider.sop.approved', { versionId, effectiveOn: '2026-01-05', reviewBy: '2026-12-01', notifies: ['aa'] }, {}],
    ['provider.sop.rejected', { versionId }, { reason: 'No' }],
    ['provider.sop.reviewed', { versionId, reviewBy: '2026-12-24' }, {}],
  ]),
  ['provider.sop.retired', {}, { reason: 'Gone' }],
];
const talkSteps: readonly Step[] = [
  [
    'talk.comment.made',
    { subjectKind: 'matter', subjectId: 'm', mentions: ['bb'], notifies: ['bb', 'cc'] },
    { text: 'x' },
  ],
  ['talk.comment.withdrawn', {}, {}],
];

function makeEvent(aggregate: string, place: number, device: string, parents: string[], step: Step): OpenedEvent {
  const [type, head, body] = step;
  const definition = findEventDefinition(type);
  if (definition === undefined) throw new Error(type);
  const clock = place.toString(16).padStart(16, '0');
  return {
    type,
    version: 1,
    workspace: 'office',
    aggregate,
    parents,
    commandId: 'c',
    id: `${clock}-${device.repeat(16)}-${'h'.repeat(43)}`,
    clock,
    atMs: place,
    deviceId: device.repeat(16),
    memberId: device.repeat(2),
    head: definition.head.parse(head),
    body: definition.body.parse(body),
  };
}

/** One database for all runs: making its tables costs more than everything that is tried on them. */
const rows = new ProjectionsFile(new Database(':memory:'));
for (const area of areas)
  for (const statement of area.schema.split(/;\n/)) if (statement.trim() !== '') rows.run(statement);

function dump(events: readonly OpenedEvent[]): string {
  for (const table of tables) rows.run(`DELETE FROM ${table}`);
  for (const event of orderEvents(events)) folds.get(event.type)?.(rows, event);
  return JSON.stringify(
    tables.map((table) =>
      rows
        .all(`SELECT * FROM ${table}`)
        .map((row) => JSON.stringify(row))
        .sort(),
    ),
  );
}

/** What two devices did apart on one aggregate, after a common first event. */
function apart(aggregate: string, steps: readonly Step[]) {
  const some = fc.array(fc.constantFrom(...steps), { maxLength: 5 });
  return fc.tuple(fc.constantFrom(...steps), some, some).map(([first, a, b]) => {
    const start = makeEvent(aggregate, 1, 'a', [], first);
    const line = (device: string, own: readonly Step[]) => {
      let last = start.id;
      return own.map((step, place) => {
        const event = makeEvent(aggregate, 10 + 2 * place + (device === 'b' ? 1 : 0), device, [last], step);
        last = event.id;
        return event;
      });
    };
    return [start, ...line('a', a), ...line('b', b)];
  });
}

describe.each([
  ['SOPs', 'sop:one', sopSteps],
  ['comments', 'comment:one', talkSteps],
])('rows of %s', (_name, aggregate, steps) => {
  it('[ST8] are the same in whatever order the events of two devices came', () => {
    fc.assert(
      fc.property(apart(aggregate, steps), (events) => {
        expect(dump([...events].reverse())).toBe(dump(events));
      }),
      { numRuns: 40 },
    );
  });
});

describe('an SOP of which two versions were approved apart', () => {
  it('[SO1] has one version in force, and keeps both', () => {
    fc.assert(
      fc.property(apart('sop:one', sopSteps), (events) => {
        const all = JSON.parse(dump(events)) as string[][];
        const found = (all[tables.indexOf('provider_sop_version')] ?? []).map(
          (row) => JSON.parse(row) as { state: string },
        );
        expect(found.filter((row) => row.state === 'in force').length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 40 },
    );
  });
});
