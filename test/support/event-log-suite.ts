import { describe, expect, it } from 'vitest';
import type { EventDocument } from '../../electron/data/events/envelope.ts';
import type { EventLog } from '../../electron/data/events/event-log.ts';
import { makeSignedEvent } from './signed-event.ts';

/** What every event log does, the real one and the one in memory. `open` gives an empty one. */
export function describeEventLog(name: string, open: () => Promise<EventLog>): void {
  describe(name, () => {
    const some = (count: number): EventDocument[] => {
      const events: EventDocument[] = [];
      for (let n = 0; n < count; n += 1) events.push(makeSignedEvent({ before: events.at(-1) }));
      return events;
    };
    const withLog = async (work: (log: EventLog) => Promise<void>) => {
      const log = await open();
      try {
        await work(log);
      } finally {
        await log.close();
      }
    };

    it('is empty at first', () =>
      withLog(async (log) => {
        expect(await log.measure('office')).toEqual({ count: 0, position: 0 });
        expect(await log.readFrom('office', 0, 10)).toEqual({ events: [], alarms: [], position: 0, isEnd: true });
        expect(await log.readMany('office', ['nothing'])).toEqual([]);
      }));

    it('gives back what was appended, as it was, in the order in which it came', () =>
      withLog(async (log) => {
        const [a, b, c] = some(3);
        if (a === undefined || b === undefined || c === undefined) throw new Error('Three events are wanted.');
        await log.append('office', [c]);
        await log.append('office', [a, b]);
        const page = await log.readFrom('office', 0, 10);
        expect(page.events[0]?.document).toEqual(c);
        expect(page.events.map((event) => event.document._id).sort()).toEqual(
          [a, b, c].map((event) => event._id).sort(),
        );
        expect(page.events.every((event) => event.workspace === 'office')).toBe(true);
        expect(page.alarms).toEqual([]);
        expect((await log.measure('office')).count).toBe(3);
        expect((await log.measure('trust')).count).toBe(0);
      }));

    it('reads on from a position, page by page, each event once', () =>
      withLog(async (log) => {
        const events = some(25);
        for (const event of events) await log.append('trust', [event]);
        const read: string[] = [];
        let position = 0;
        for (;;) {
          const page = await log.readFrom('trust', position, 10);
          read.push(...page.events.map((event) => event.document._id));
          expect(page.position).toBeGreaterThanOrEqual(position);
          position = page.position;
          if (page.isEnd) break;
        }
        expect(read).toEqual(events.map((event) => event._id));
        expect(position).toBe((await log.measure('trust')).position);
        await log.append('trust', [makeSignedEvent({ before: events.at(-1) })]);
        expect((await log.readFrom('trust', position, 10)).events).toHaveLength(1);
      }));

    it('says the same of what was just appended as the feed says later', () =>
      withLog(async (log) => {
        const events = some(30);
        const follow = async (from: number, batch: EventDocument[]) => {
          await log.append('trust', batch);
          const first = await log.readFrom('trust', from, 100);
          expect(await log.readFrom('trust', from, 100)).toEqual(first);
          expect(first.events.map((event) => event.document)).toEqual(batch);
          return first.position;
        };
        let position = (await log.readFrom('trust', 0, 100)).position;
        for (const end of [1, 2, 12, 30]) position = await follow(position, events.slice(position, end));
        expect(position).toBe(30);
      }));

    it('gives a follower who is behind, or who wants less, no more and no less than that', () =>
      withLog(async (log) => {
        const events = some(9);
        await log.readFrom('trust', 0, 100);
        await log.append('trust', events.slice(0, 3));
        await log.append('trust', events.slice(3, 9));
        const ids = (page: { events: readonly { document: EventDocument }[] }) =>
          page.events.map((event) => event.document._id);
        expect(ids(await log.readFrom('trust', 0, 4))).toEqual(events.slice(0, 4).map((event) => event._id));
        const rest = await log.readFrom('trust', 4, 100);
        expect([ids(rest), rest.isEnd]).toEqual([events.slice(4).map((event) => event._id), true]);
        await log.append('trust', events.slice(8));
        expect((await log.readFrom('trust', 9, 100)).events).toEqual([]);
      }));

    it('takes the same event again as nothing', () =>
      withLog(async (log) => {
        const events = some(3);
        await log.append('office', events);
        await log.append('office', events.slice(1, 2));
        await log.append('office', events);
        expect((await log.measure('office')).count).toBe(3);
        expect((await log.readFrom('office', 0, 10)).events).toHaveLength(3);
      }));

    it('finds events by id and leaves out what is not there', () =>
      withLog(async (log) => {
        const events = some(4);
        await log.append('office', events.slice(0, 3));
        const found = await log.readMany('office', [events[3]?._id ?? '', events[1]?._id ?? '', events[0]?._id ?? '']);
        expect(found).toEqual([events[1], events[0]]);
        expect(await log.readMany('trust', [events[0]?._id ?? ''])).toEqual([]);
      }));

    it('does not let a caller change what it holds', () =>
      withLog(async (log) => {
        const [event] = some(1);
        if (event === undefined) throw new Error('An event is wanted.');
        const given = structuredClone(event) as { h: string };
        await log.append('office', [given as unknown as EventDocument]);
        given.h = 'changed';
        expect(await log.readMany('office', [event._id])).toEqual([event]);
      }));
  });
}
