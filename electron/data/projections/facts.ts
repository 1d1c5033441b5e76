import { createHash } from 'node:crypto';
import type { OpenedEvent } from '../../../shared/events/event.ts';
import { scheduleRejudge } from './bookkeeping.ts';
import { changedCustodies, custodyLine } from './custody.ts';
import { custodyOf, type Judged, readGrants } from './judge.ts';
import type { RowWriter } from './projection.ts';
import { recordSharing } from './sharing-facts.ts';

/**
 * What an event says that the judgement of others rests on: batches, adoptions, custody, who may read. Each function brings its rows
 * in line with how the event is judged now, and puts those that this unsettles on the list.
 */
export function recordFacts(rows: RowWriter, judged: Judged): void {
  recordSharing(rows, judged);
  const { event } = judged;
  if (event === null) return;
  if (event.type === 'event.adopted') recordAdoption(rows, judged, event);
  if (event.type === 'batch.closed') recordClosing(rows, judged, event);
  else if (event.batchId !== undefined) recordStaged(rows, judged, event.batchId);
  if (event.workspace === 'trust') recordCustody(rows, judged, event);
}

function recordAdoption(rows: RowWriter, judged: Judged, event: OpenedEvent): void {
  const head = event.head as { eventId: string; decision: string };
  rows.run('DELETE FROM adoption WHERE target_id = ? AND event_id = ?', [head.eventId, event.id]);
  if (judged.counts) {
    rows.run('INSERT INTO adoption (target_id, event_id, workspace, decision, roster_heads) VALUES (?, ?, ?, ?, ?)', [
      head.eventId,
      event.id,
      event.workspace,
      head.decision,
      JSON.stringify(judged.document.r),
    ]);
  }
  scheduleRejudge(rows, 'SELECT event_id, workspace FROM event WHERE event_id = ?', [head.eventId]);
}

interface ClosingRow {
  readonly event_id: string;
  readonly batch_id: string;
  readonly workspace: string;
  readonly device_id: string;
  readonly n: number;
  readonly count: number;
  readonly hash: string;
  readonly is_complete: number;
}

const stagedBefore = 'FROM batch_event WHERE batch_id = ? AND workspace = ? AND device_id = ? AND n < ?';

function recordClosing(rows: RowWriter, judged: Judged, event: OpenedEvent): void {
  const known = rows.get<ClosingRow>('SELECT * FROM batch WHERE event_id = ?', [event.id]);
  if (judged.counts === (known !== undefined)) return;
  const { batchId, count, hash } = event.head as { batchId: string; count: number; hash: string };
  const place = [batchId, event.workspace, event.deviceId, judged.document.n] as const;
  if (known !== undefined) {
    rows.run('DELETE FROM batch WHERE event_id = ?', [event.id]);
    scheduleRejudge(rows, `SELECT event_id, workspace ${stagedBefore}`, place);
    return;
  }
  rows.run(
    `INSERT INTO batch (batch_id, workspace, device_id, n, event_id, count, hash, is_complete) VALUES (?, ?, ?, ?, ?, ?, ?, 0)`,
    [...place, event.id, count, hash],
  );
  settleBatches(rows, batchId, event.workspace, event.deviceId);
}

function recordStaged(rows: RowWriter, judged: Judged, batchId: string): void {
  const { workspace, deviceId, document, id } = judged;
  rows.run('INSERT OR IGNORE INTO batch_event (batch_id, workspace, device_id, n, event_id) VALUES (?, ?, ?, ?, ?)', [
    batchId,
    workspace,
    deviceId,
    document.n,
    id,
  ]);
  settleBatches(rows, batchId, workspace, deviceId);
}

/** A batch counts once all its events are here: those of the same chain before the closing event, by number and hash. */
function settleBatches(rows: RowWriter, batchId: string, workspace: string, deviceId: string): void {
  const open = rows.all<ClosingRow>(
    'SELECT * FROM batch WHERE batch_id = ? AND workspace = ? AND device_id = ? AND is_complete = 0',
    [batchId, workspace, deviceId],
  );
  for (const closing of open) {
    const place = [batchId, workspace, deviceId, closing.n] as const;
    const found = rows.get<{ count: number }>(`SELECT count(*) AS count ${stagedBefore}`, place);
    if (found?.count !== closing.count) continue;
    const ids = rows.all<{ event_id: string }>(`SELECT event_id ${stagedBefore}`, place).map((row) => row.event_id);
    if (hashBatch(ids) !== closing.hash) continue;
    rows.run('UPDATE batch SET is_complete = 1 WHERE event_id = ?', [closing.event_id]);
    scheduleRejudge(rows, `SELECT event_id, workspace ${stagedBefore}`, place);
  }
}

/** SHA-256 over the sorted ids of a batch, one a line, in hex: what `batch.closed` says. */
export function hashBatch(ids: readonly string[]): string {
  return createHash('sha256')
    .update([...ids].sort().join('\n'))
    .digest('hex');
}

const openingTypes = ['trust.account.opened', 'trust.account.continued'];
const grantTypes = [...openingTypes, 'trust.custody.handed', 'trust.custody.overridden'];

function recordCustody(rows: RowWriter, judged: Judged, event: OpenedEvent): void {
  const use = custodyOf(event);
  if (use !== null) {
    rows.run('INSERT OR IGNORE INTO custody_use (event_id, account_id, custody) VALUES (?, ?, ?)', [
      event.id,
      use.accountId,
      use.custody,
    ]);
  }
  if (grantTypes.includes(event.type)) recordGrant(rows, judged, event);
}

function recordGrant(rows: RowWriter, judged: Judged, event: OpenedEvent): void {
  const isOpening = openingTypes.includes(event.type);
  const head = event.head as {
    accountId?: string;
    custodianDeviceId?: string;
    toDeviceId?: string;
    endsCustody?: string;
    heads?: { trust?: string };
  };
  const accountId = isOpening ? (event.aggregate.split(':')[1] ?? '') : (head.accountId ?? '');
  const before = custodyLine(readGrants(accountId, rows));
  rows.run('DELETE FROM custody_grant WHERE event_id = ?', [event.id]);
  // A hand-over that is out of custody for now stays a candidate: another grant may put it in its place.
  if (event.aggregate === `account:${accountId}` && (judged.counts || judged.reason === 'custody')) {
    rows.run(
      `INSERT INTO custody_grant (event_id, account_id, is_handed, author_device_id, device_id, ends, giver_head)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      [
        event.id,
        accountId,
        event.type === 'trust.custody.handed' ? 1 : 0,
        event.deviceId,
        (isOpening ? head.custodianDeviceId : head.toDeviceId) ?? '',
        isOpening ? '' : (head.endsCustody ?? event.id),
        head.heads?.trust ?? '',
      ],
    );
  }
  for (const custody of changedCustodies(before, custodyLine(readGrants(accountId, rows)))) {
    scheduleRejudge(rows, "SELECT event_id, 'trust' FROM custody_use WHERE account_id = ? AND custody = ?", [
      accountId,
      custody,
    ]);
  }
}
