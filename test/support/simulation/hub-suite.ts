import { describe, expect, it } from 'vitest';
import type { EventDocument } from '../../../electron/data/events/envelope.ts';
import { makeSignedEvent, testPlace } from '../signed-event.ts';
import type { SimHub } from './hub.ts';

/** What every hub does for devices, the embedded one and the one in memory. */
export function describeHub(name: string, create: () => SimHub): void {
  describe(name, () => {
    const withHub = async (work: (hub: SimHub) => Promise<void>) => {
      const hub = create();
      try {
        await hub.prepare(testPlace.firmId);
        await work(hub);
      } finally {
        await hub.close();
      }
    };
    const first = makeSignedEvent();
    const second = makeSignedEvent({ before: first });
    const bare = ({ _rev, ...event }: EventDocument & { _rev?: unknown }) => event;

    it('gives back what was pushed, unchanged, as first revisions, oldest first', () =>
      withHub(async (hub) => {
        await hub.push('office', [first]);
        await hub.push('office', [second]);
        const { documents } = await hub.pull('office', '0');
        expect(documents.map((document) => bare(document as never))).toEqual([first, second]);
        expect(documents.every((document) => /^1-/.test(document._rev))).toBe(true);
        expect((await hub.pull('trust', '0')).documents).toEqual([]);
      }));

    it('goes on from a position', () =>
      withHub(async (hub) => {
        await hub.push('office', [first]);
        const { position } = await hub.pull('office', '0');
        expect((await hub.pull('office', position)).documents).toEqual([]);
        await hub.push('office', [second]);
        expect((await hub.pull('office', position)).documents.map((document) => document._id)).toEqual([second._id]);
      }));

    it('takes the same event again as nothing, and is empty after it was lost', () =>
      withHub(async (hub) => {
        await hub.push('office', [first, second]);
        await hub.push('office', [second, first]);
        expect((await hub.pull('office', '0')).documents).toHaveLength(2);
        await hub.lose();
        expect((await hub.pull('office', '0')).documents).toEqual([]);
        await hub.push('office', [first]);
        expect((await hub.pull('office', '0')).documents).toHaveLength(1);
      }));
  });
}
