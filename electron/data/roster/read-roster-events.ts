import type { EventLog } from '../events/event-log.ts';
import type { KeyRing } from './key-ring.ts';
import { openRosterDocument } from './open-roster-document.ts';
import type { RosterEvent } from './roster-event.ts';

const pageEvents = 500;

/** The roster's events up to a position of its feed (all of them without one), opened. */
export async function readRosterEvents(
  store: EventLog,
  firmId: string,
  ring: KeyRing,
  upTo: number = Number.MAX_SAFE_INTEGER,
): Promise<RosterEvent[]> {
  const events: RosterEvent[] = [];
  for (let position = 0; ; ) {
    const page = await store.readFrom('roster', position, pageEvents);
    for (const { document, position: at } of page.events) {
      if (at <= upTo) events.push(...openRosterDocument(document, firmId, ring));
    }
    position = page.position;
    if (page.isEnd || position >= upTo) return events;
  }
}
