import type { EventDocument } from '../events/envelope.ts';
import { openEvent } from '../projections/open-event.ts';
import type { KeyRing } from './key-ring.ts';
import type { RosterEvent } from './roster-event.ts';

/** A roster document as the roster's fold takes it; empty for what cannot be opened or is of a newer version. */
export function openRosterDocument(document: EventDocument, firmId: string, ring: KeyRing): RosterEvent[] {
  const opened = openEvent(document, 'roster', firmId, ring);
  if (opened.kind === 'shut' || !opened.event.type.startsWith('roster.')) return [];
  const { id, type, head, atMs } = opened.event;
  return [{ id, firmId, atMs, parents: document.r, type, head } as RosterEvent];
}
