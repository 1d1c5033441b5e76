import type { OpenedEvent } from '../../../shared/events/event.ts';
import { idOfAggregate } from './aggregate-id.ts';
import type { RowWriter } from './projection.ts';

/** What a piece of news hangs on: what the inbox opens. */
export interface NoticeSubject {
  readonly kind: string;
  readonly id: string;
}

/**
 * Puts an event into the inbox of the members that its head names; never into its author's own. `what` is the kind of
 * news: "order offered", "mention". The subject is the event's own aggregate where none is given.
 */
export function noteNews(
  rows: RowWriter,
  event: OpenedEvent<{ notifies: readonly string[] }>,
  what: string,
  subject: NoticeSubject = {
    kind: event.aggregate.slice(0, event.aggregate.indexOf(':')),
    id: idOfAggregate(event.aggregate),
  },
): void {
  for (const memberId of new Set(event.head.notifies)) {
    if (memberId === event.memberId) continue;
    rows.run(
      `INSERT OR REPLACE INTO provider_notice
         (event_id, aggregate, member_id, from_member_id, at_ms, what, subject_kind, subject_id, matter_id)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        event.id,
        event.aggregate,
        memberId,
        event.memberId,
        event.atMs,
        what,
        subject.kind,
        subject.id,
        event.matterId ?? null,
      ],
    );
  }
}
