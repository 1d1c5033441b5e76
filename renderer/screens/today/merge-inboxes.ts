import type { InboxRow, PlaceRow } from '../../../shared/contract/machine.ts';
import { nameFirm } from '../../app/use-firms.ts';
import type { FirmInbox } from '../../app/use-inboxes.ts';

/** A row of one firm with the firm that it opens in. */
export interface DueRow extends InboxRow {
  readonly place: string;
  readonly firmName: string;
}

/** The rows of all firms: urgent ones, then by when they are due, what has no day last; firms by name among equals. */
export function mergeInboxes(inboxes: readonly FirmInbox[], firms: readonly PlaceRow[]): DueRow[] {
  const names = new Map(firms.map((firm) => [firm.place, nameFirm(firm)]));
  return inboxes
    .flatMap(({ place, rows }) => rows.map((row) => ({ ...row, place, firmName: names.get(place) ?? '' })))
    .sort(
      (one, other) =>
        Number(other.isUrgent) - Number(one.isUrgent) ||
        dueKey(one).localeCompare(dueKey(other)) ||
        one.firmName.localeCompare(other.firmName),
    );
}

function dueKey({ dueAtMs, dueOn }: InboxRow): string {
  if (dueAtMs !== null) return new Date(dueAtMs).toISOString();
  return dueOn ?? '9999';
}
