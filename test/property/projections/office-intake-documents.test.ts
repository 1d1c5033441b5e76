import Database from 'better-sqlite3-multiple-ciphers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentsProjection } from '../../../electron/data/projections/documents.ts';
import { intakeProjection } from '../../../electron/data/projections/intake.ts';
import { officeProjection } from '../../../electron/data/projections/office.ts';
import { ProjectionsFile } from '../../../electron/data/projections/projections-file.ts';
import { leadStages } from '../../../shared/domain/intake/lead-stage.ts';
import type { OpenedEvent } from '../../../shared/events/event.ts';
import { findEventDefinition } from '../../../shared/events/registry.ts';

const areas = [officeProjection, intakeProjection, documentsProjection];
const folds = new Map(areas.flatMap((area) => [...area.folds]));
const searched = ['office_fts', 'intake_fts', 'documents_fts'];

type Step = { type: string; head: object; body: object };
type Life = { kind: string; steps: Step[] };

const day = fc.constantFrom('2026-01-05', '2026-02-28', '2026-11-23');
const id = fc.constantFrom('aa', 'bb', 'cc');
const words = fc.constantFrom('Zoë Birch', 'John "Jack" Alder', 'Łukasz Żółć', 'Acme & Sons, LLC');
const party = fc.record({
  kind: fc.constantFrom('person', 'organisation'),
  name: words,
  phones: fc.constantFrom([], ['206 555 0101']),
  employer: fc.constantFrom('', 'Acme LLC'),
});
const parties = fc.array(fc.record({ partyId: id, role: fc.constantFrom('adverse', 'witness') }), { maxLength: 3 });
const fee = fc.constant({ kind: 'hourly', rateCents: 35_000 });
const step = (type: string, head: fc.Arbitrary<object>, body: fc.Arbitrary<object>) =>
  fc.record({ type: fc.constant(type), head, body });
const none = fc.constant({});

function life(kind: string, first: fc.Arbitrary<Step>, later: fc.Arbitrary<Step>[]): fc.Arbitrary<Life> {
  const steps = fc.tuple(first, fc.array(fc.oneof(...later), { maxLength: 4 })).map(([one, more]) => [one, ...more]);
  return fc.record({ kind: fc.constant(kind), steps });
}

const matterBody = fc.record({ title: words, parties });
const amended = { practiceArea: words, responsibleMemberId: id, fee };
const leadHead = fc.record({ practiceArea: words, prospectPartyId: id });
const leadBody = fc.record({
  summary: words,
  parties: parties.map((list) => [...list, { partyId: 'zz', role: 'client' }]),
});
const file = {
  size: 3,
  sha256: 'a'.repeat(64),
  mediaType: 'text/plain',
  chunks: [{ id: 'b'.repeat(64), size: 20 }],
  key: 'k'.repeat(43),
};

const lives: fc.Arbitrary<Life>[] = [
  life('party', step('office.party.recorded', none, party), [step('office.party.amended', none, party)]),
  life(
    'matter',
    step(
      'office.matter.opened',
      fc.record({ ...amended, clientId: id, number: fc.constant('2026-0001'), openedOn: day }),
      matterBody,
    ),
    [
      step('office.matter.amended', fc.record(amended), matterBody),
      step('office.matter.closed', fc.record({ closedOn: day }), fc.constant({ reason: '' })),
      step('office.matter.reopened', fc.record({ reopenedOn: day }), fc.constant({ reason: '' })),
    ],
  ),
  life(
    'task',
    step('office.task.added', fc.record({ kind: fc.constant('task'), dueOn: day }), fc.record({ title: words })),
    [step('office.task.completed', fc.record({ completedOn: day }), none), step('office.task.reopened', none, none)],
  ),
  life(
    'call',
    step(
      'intake.call.logged',
      fc.constant({
        startedAtMs: 1,
        endedAtMs: 2,
        direction: 'in',
        outcome: 'message',
        urgency: 'normal',
        callbackByMs: 9,
      }),
      fc.record({ callerName: words, callerNumber: fc.constant('206') }),
    ),
    [step('intake.call.returned', fc.constant({ returnedAtMs: 3 }), none)],
  ),
  life('lead', step('intake.lead.opened', leadHead, leadBody), [
    step('intake.lead.amended', leadHead, leadBody),
    step('intake.lead.moved', fc.record({ stage: fc.constantFrom(...leadStages) }), fc.record({ reason: words })),
    step('intake.lead.converted', fc.record({ clientId: id, matterId: id }), none),
  ]),
  life(
    'conflict',
    step(
      'intake.conflict.checked',
      fc.constant({ hits: 0, hidden: 0, searchedParties: 1 }),
      fc.constant({ queries: [], hits: [] }),
    ),
    [
      step(
        'intake.conflict.decided',
        fc.constant({ result: 'clear' }),
        fc.record({ hits: fc.constant([]), reason: words }),
      ),
    ],
  ),
  life(
    'document',
    step(
      'documents.document.filed',
      fc.record({
        size: fc.constant(3),
        mediaType: fc.constant('text/plain'),
        receivedOn: day,
        chunkIds: fc.constant(['b'.repeat(64)]),
      }),
      fc.record({ title: words, fileName: words, file: fc.constant(file) }),
    ),
    [
      step('documents.document.amended', none, fc.record({ title: words })),
      step('documents.text.extracted', fc.constant({ characters: 5, complete: true }), fc.record({ text: words })),
      step('documents.document.removed', fc.constant({ documentId: 'aa' }), fc.constant({ reason: 'x' })),
    ],
  ),
];

/** Events of some aggregates in one order, each aggregate's own in theirs. */
const histories = fc.array(fc.oneof(...lives), { minLength: 1, maxLength: 8 }).chain((all) =>
  fc.record({
    all: fc.constant(all),
    order: fc.shuffledSubarray(
      all.flatMap((one, place) => one.steps.map(() => place)),
      { minLength: all.reduce((sum, one) => sum + one.steps.length, 0) },
    ),
  }),
);

function eventsOf(all: readonly Life[], isReadable: boolean): OpenedEvent[][] {
  return all.map((one, place) =>
    one.steps.map((entry, index) => {
      const definition = findEventDefinition(entry.type);
      if (definition === undefined) throw new Error(`No event type ${entry.type}.`);
      const clock = (index * 100 + place).toString(16).padStart(16, '0');
      return {
        id: `${clock}-device`,
        workspace: 'office',
        type: entry.type,
        version: 1,
        aggregate: `${one.kind}:x${place}`,
        parents: [],
        commandId: 'c',
        clock,
        atMs: index,
        deviceId: 'device',
        memberId: 'member',
        head: definition.head.parse(entry.head),
        body: isReadable ? definition.body.parse(entry.body) : null,
      } satisfies OpenedEvent;
    }),
  );
}

function openRows(): ProjectionsFile & { check(): void } {
  const database = new Database(':memory:');
  for (const area of areas) database.exec(area.schema);
  return Object.assign(new ProjectionsFile(database), {
    check: () => {
      for (const table of searched) database.exec(`INSERT INTO ${table}(${table}, rank) VALUES ('integrity-check', 1)`);
    },
  });
}

function fold(rows: ProjectionsFile, event: OpenedEvent): void {
  folds.get(event.type)?.(rows, event);
}

function dump(rows: ProjectionsFile): string[] {
  return areas.flatMap((area) =>
    area.tables.flatMap((table) =>
      rows
        .all(`SELECT * FROM ${table}`)
        .map(({ search_id: _search, text_id: _text, ...row }) => `${table} ${JSON.stringify(row)}`)
        .toSorted(),
    ),
  );
}

function forget(rows: ProjectionsFile, aggregate: string): void {
  for (const area of areas) {
    area.forget?.(rows, aggregate);
    for (const table of area.tables) rows.run(`DELETE FROM ${table} WHERE aggregate = ?`, [aggregate]);
  }
}

describe('the folds of office, intake and documents', () => {
  it('make the same rows in whatever order the aggregates come', () => {
    fc.assert(
      fc.property(histories, ({ all, order }) => {
        const events = eventsOf(all, true);
        const oneAfterAnother = openRows();
        for (const event of events.flat()) fold(oneAfterAnother, event);
        const mixed = openRows();
        const next = events.map(() => 0);
        for (const place of order) {
          const event = events[place]?.[next[place] ?? 0];
          next[place] = (next[place] ?? 0) + 1;
          if (event !== undefined) fold(mixed, event);
        }
        expect(dump(mixed)).toEqual(dump(oneAfterAnother));
        mixed.check();
      }),
      { numRuns: 20 },
    );
  });

  it('make the same rows when an aggregate is forgotten and folded again', () => {
    fc.assert(
      fc.property(histories, ({ all }) => {
        const events = eventsOf(all, true);
        const rows = openRows();
        for (const event of events.flat()) fold(rows, event);
        const before = dump(rows);
        for (const [first, ...rest] of events) {
          if (first === undefined) continue;
          forget(rows, first.aggregate);
          expect(dump(rows).some((row) => row.includes(`"${first.aggregate}"`))).toBe(false);
          for (const event of [first, ...rest]) fold(rows, event);
        }
        expect(dump(rows)).toEqual(before);
        rows.check();
      }),
      { numRuns: 20 },
    );
  });

  it('keep no text of a body that may not be read, and do not stumble over it', () => {
    fc.assert(
      fc.property(histories, ({ all }) => {
        const rows = openRows();
        for (const event of eventsOf(all, false).flat()) fold(rows, event);
        for (const table of ['office_party', 'office_matter', 'office_task', 'documents_document']) {
          const column = table === 'office_party' ? 'name' : 'title';
          expect(rows.all(`SELECT 1 FROM ${table} WHERE ${column} IS NOT NULL`)).toEqual([]);
        }
        expect(rows.all('SELECT 1 FROM intake_call WHERE caller_name IS NOT NULL')).toEqual([]);
        expect(rows.all('SELECT 1 FROM office_party_key')).toEqual([]);
        expect(rows.all('SELECT 1 FROM documents_text')).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});
