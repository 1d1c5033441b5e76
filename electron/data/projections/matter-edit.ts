import type { OpenedEvent } from '../../../shared/events/event.ts';
import { idOfAggregate } from './aggregate-id.ts';
import type { RowWriter } from './projection.ts';

/** Notes a change of a matter with what its author had seen, so that changes made apart can be told. */
export function noteMatterEdit(rows: RowWriter, event: OpenedEvent, summary: string): void {
  rows.run(
    `INSERT OR REPLACE INTO office_matter_edit
       (event_id, aggregate, matter_id, clock, at_ms, member_id, parents, summary) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      event.id,
      event.aggregate,
      idOfAggregate(event.aggregate),
      event.clock,
      event.atMs,
      event.memberId,
      JSON.stringify(event.parents),
      summary,
    ],
  );
}
