import { createHash } from 'node:crypto';
import type { OpenedEvent } from '../../../shared/events/event.ts';
import { parseEventId } from '../events/envelope.ts';
import type { Judged } from './judge.ts';
import type { RowWriter } from './projection.ts';

/** The rows that the projector keeps of every event, whatever its area. All of these write; none refuses. */

/** Records an event and its judgement; replaces an earlier judgement of the same event. */
export function recordEvent(rows: RowWriter, judged: Judged, knownMs: number): void {
  const event = judged.counts ? judged.event : null;
  const type = event?.type ?? (judged.counts ? '' : judged.type);
  const aggregate = event?.aggregate ?? (judged.counts ? '' : judged.aggregate);
  const matterId = (judged.counts ? judged.event.matterId : judged.event?.matterId) ?? null;
  rows.run(
    `INSERT INTO event (event_id, workspace, n, at_ms, device_id, member_id, type, aggregate, matter_id, state, known_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (event_id) DO UPDATE SET member_id = excluded.member_id, type = excluded.type,
       aggregate = excluded.aggregate, matter_id = excluded.matter_id, state = excluded.state`,
    [
      judged.id,
      judged.workspace,
      judged.document.n,
      judged.atMs,
      judged.deviceId,
      judged.memberId,
      type,
      aggregate,
      matterId,
      judged.counts ? 'folded' : 'aside',
      knownMs,
    ],
  );
  if (!judged.counts) recordAside(rows, judged);
}

function recordAside(rows: RowWriter, judged: Extract<Judged, { counts: false }>): void {
  rows.run(
    `INSERT OR REPLACE INTO set_aside (event_id, workspace, device_id, member_id, at_ms, type, aggregate, touches, reason, detail, head)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      judged.id,
      judged.workspace,
      judged.deviceId,
      judged.memberId,
      judged.atMs,
      judged.type,
      judged.aggregate,
      JSON.stringify(judged.touches),
      judged.reason,
      judged.detail,
      JSON.stringify(judged.head ?? null),
    ],
  );
}

/** Keeps each device's chain: its head, predecessors that are missing, and forks. Returns true when a fork was found. */
export function recordChain(rows: RowWriter, judged: Judged): boolean {
  const { workspace, deviceId, id, document } = judged;
  rows.run('DELETE FROM missing WHERE event_id = ?', [id]);
  const head = rows.get<{ event_id: string; n: number }>(
    'SELECT event_id, n FROM chain_head WHERE workspace = ? AND device_id = ?',
    [workspace, deviceId],
  );
  if (head === undefined || document.n > head.n) {
    rows.run('INSERT OR REPLACE INTO chain_head (workspace, device_id, event_id, n) VALUES (?, ?, ?, ?)', [
      workspace,
      deviceId,
      id,
      document.n,
    ]);
  }
  const isNext = head === undefined ? document.n === 0 : document.p === head.event_id && document.n === head.n + 1;
  return isNext ? false : recordIrregular(rows, judged);
}

function recordIrregular(rows: RowWriter, { workspace, deviceId, id, document }: Judged): boolean {
  const before =
    document.p === '' ? undefined : rows.get<{ n: number }>('SELECT n FROM event WHERE event_id = ?', [document.p]);
  if (document.p !== '' && before === undefined) {
    rows.run('INSERT OR REPLACE INTO missing (event_id, workspace, device_id, named_by) VALUES (?, ?, ?, ?)', [
      document.p,
      workspace,
      deviceId,
      id,
    ]);
  }
  const twin = rows.get(
    'SELECT 1 AS yes FROM event WHERE device_id = ? AND workspace = ? AND n = ? AND event_id <> ?',
    [deviceId, workspace, document.n, id],
  );
  const isMisplaced = (before !== undefined && before.n + 1 !== document.n) || (document.p === '' && document.n !== 0);
  if (twin === undefined && !isMisplaced) return false;
  rows.run(
    'INSERT INTO fork (workspace, device_id, n) VALUES (?, ?, ?) ON CONFLICT (workspace, device_id) DO UPDATE SET n = min(n, excluded.n)',
    [workspace, deviceId, document.n],
  );
  return true;
}

/** Rows of what counts besides the area's own: the command's answer, custody, adoptions, batches. */
export function recordCounting(rows: RowWriter, event: OpenedEvent, answer: unknown): void {
  if (answer !== undefined) {
    rows.run('INSERT OR IGNORE INTO command (command_id, answer, event_id) VALUES (?, ?, ?)', [
      event.commandId,
      JSON.stringify(answer),
      event.id,
    ]);
  }
  recordCustody(rows, event);
  if (event.type === 'event.adopted') {
    const head = event.head as { eventId: string; decision: string };
    rows.run('INSERT OR REPLACE INTO adoption (target_id, event_id, decision) VALUES (?, ?, ?)', [
      head.eventId,
      event.id,
      head.decision,
    ]);
  }
  if (event.type === 'batch.closed') {
    const head = event.head as { batchId: string; count: number; hash: string };
    rows.run('INSERT OR IGNORE INTO batch (batch_id, event_id, count, hash) VALUES (?, ?, ?, ?)', [
      head.batchId,
      event.id,
      head.count,
      head.hash,
    ]);
  }
}

function recordCustody(rows: RowWriter, event: OpenedEvent): void {
  const head = event.head as {
    accountId?: string;
    custodianDeviceId?: string;
    toDeviceId?: string;
    endsCustody?: string;
    heads?: { trust?: string };
  };
  const isOpening = event.type === 'trust.account.opened';
  if (!isOpening && event.type !== 'trust.custody.handed' && event.type !== 'trust.custody.overridden') return;
  rows.run(
    'INSERT OR REPLACE INTO custody_grant (event_id, account_id, device_id, ends, giver_head) VALUES (?, ?, ?, ?, ?)',
    [
      event.id,
      isOpening ? (event.aggregate.split(':')[1] ?? '') : (head.accountId ?? ''),
      (isOpening ? head.custodianDeviceId : head.toDeviceId) ?? '',
      head.endsCustody ?? '',
      head.heads?.trust ?? '',
    ],
  );
}

/** Notes a staged event; true when its batch has all its events and their hash, so that it counts from now. */
export function isBatchComplete(rows: RowWriter, batchId: string): boolean {
  const batch = rows.get<{ count: number; hash: string }>('SELECT count, hash FROM batch WHERE batch_id = ?', [
    batchId,
  ]);
  if (batch === undefined || batch.count === -1) return false;
  const ids = rows.all<{ event_id: string }>('SELECT event_id FROM batch_event WHERE batch_id = ? ORDER BY event_id', [
    batchId,
  ]);
  if (ids.length !== batch.count || hashBatch(ids.map((row) => row.event_id)) !== batch.hash) return false;
  rows.run('UPDATE batch SET count = -1 WHERE batch_id = ?', [batchId]);
  return true;
}

/** SHA-256 over the sorted ids of a batch, one a line: what `batch.closed` says. */
export function hashBatch(ids: readonly string[]): string {
  return createHash('sha256')
    .update([...ids].sort().join('\n'))
    .digest('hex');
}

/** Events of an aggregate made apart, in the light of one more: `concurrent` holds the heads besides the newest. */
export function recordConcurrency(rows: RowWriter, event: OpenedEvent, lastId: string): void {
  for (const parent of event.parents)
    rows.run('DELETE FROM concurrent WHERE aggregate = ? AND event_id = ?', [event.aggregate, parent]);
  if (!event.parents.includes(lastId)) {
    rows.run('INSERT OR IGNORE INTO concurrent (aggregate, event_id) VALUES (?, ?)', [event.aggregate, lastId]);
  }
  for (const parent of event.parents) {
    if (parseEventId(parent).clock >= event.clock && parent > event.id) {
      rows.run('INSERT OR IGNORE INTO inverted (parent_id, aggregate) VALUES (?, ?)', [parent, event.aggregate]);
    }
  }
}
