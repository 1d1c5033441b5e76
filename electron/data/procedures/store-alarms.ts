import type { RowReader } from '../projections/projection.ts';

const shownMax = 100;

const sentences: Readonly<Record<string, string>> = {
  deleted: 'Deleted in this device’s own store, past Annex. Another device or a backup has it still.',
  'second revision': 'Changed in this device’s own store, past Annex. Another device or a backup has the first one.',
  'not an event':
    'A document in this device’s own store that is no event. Something else wrote it; it counts for nothing.',
};

/** What the fold found in the store beside events, newest first [ST9]: named, and never folded. */
export function readAlarms(rows: RowReader) {
  const found = rows.all<{ event_id: string; workspace: string; reason: string; at_ms: number }>(
    'SELECT event_id, workspace, reason, at_ms FROM alarm ORDER BY at_ms DESC LIMIT ?',
    [shownMax],
  );
  return found.map((row) => ({
    eventId: row.event_id,
    workspace: row.workspace,
    deviceId: '',
    memberName: '',
    atMs: row.at_ms,
    reason: 'alarm in the store' as const,
    detail: sentences[row.reason] ?? row.reason,
    adoptable: false,
  }));
}
