import { parseEventId } from '../events/envelope.ts';
import type { Judged } from './judge.ts';
import type { ChainHead, PageMemory } from './page-memory.ts';
import type { RowReader, RowWriter } from './projection.ts';

/** The rows that the projector keeps of every event, whatever its area. All of these write; none refuses. */

/** Records an event and its judgement; replaces an earlier judgement of the same event. */
export function recordEvent(rows: RowWriter, judged: Judged, knownMs: number): void {
  const { event } = judged;
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
      judged.counts ? judged.event.type : judged.type,
      judged.counts ? judged.event.aggregate : judged.aggregate,
      event?.matterId ?? null,
      judged.counts ? 'folded' : 'aside',
      knownMs,
    ],
  );
  if (!judged.counts) recordAside(rows, judged);
}

function recordAside(rows: RowWriter, judged: Extract<Judged, { counts: false }>): void {
  rows.run(
    `INSERT OR REPLACE INTO set_aside (event_id, workspace, device_id, member_id, at_ms, type, aggregate, touches, reason, detail, head, rejected)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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
      judged.isRejected ? 1 : 0,
    ],
  );
}

/** Puts events on the list of those to be judged again. The list is kept with the rows, so that a crash loses none. */
export function scheduleRejudge(rows: RowWriter, selection: string, parameters: readonly (string | number)[]): void {
  rows.run(`INSERT OR IGNORE INTO rejudge (event_id, workspace) ${selection}`, parameters);
}

/**
 * Keeps each device's chain: its head, predecessors that are missing, and where it forks [GT6]. Whatever the order in
 * which a chain's events come, the same fork is found: the lowest place that two events claim, or that does not follow
 * the place of the event before. A fork unsettles everything from there on.
 */
export function recordChain(
  rows: RowWriter,
  page: PageMemory,
  document: Judged['document'],
  workspace: string,
  deviceId: string,
): void {
  const { _id: id, n } = document;
  const head = page.headOf(deviceId);
  const isNext = isNextOf(head, document);
  if (head === undefined || n > head.n || (n === head.n && id > head.eventId))
    page.moveHead(deviceId, { eventId: id, n });
  if (isNext && !page.hasMissing) return;
  const namedBy = rows.all<{ n: number }>(
    'SELECT e.n FROM missing m JOIN event e ON e.event_id = m.named_by WHERE m.event_id = ?',
    [id],
  );
  if (isNext && namedBy.length === 0) return;
  rows.run('DELETE FROM missing WHERE event_id = ?', [id]);
  const misplaced = namedBy.filter((successor) => successor.n !== n + 1).map((successor) => successor.n);
  if (!isNext && isOutOfPlace(rows, page, document, workspace, deviceId)) misplaced.push(n);
  if (misplaced.length === 0) return;
  recordFork(rows, workspace, deviceId, Math.min(...misplaced));
  page.noteFork();
}

/** True for the event that a chain waits for. Such an event cannot have been here before: the head is the highest place. */
export function isNextOf(head: ChainHead | undefined, { n, p }: Judged['document']): boolean {
  return head === undefined ? n === 0 && p === '' : p === head.eventId && n === head.n + 1;
}

function isOutOfPlace(
  rows: RowWriter,
  page: PageMemory,
  document: Judged['document'],
  workspace: string,
  deviceId: string,
): boolean {
  const { _id: id, n, p } = document;
  const twin = rows.get(
    'SELECT 1 AS yes FROM event WHERE device_id = ? AND workspace = ? AND n = ? AND event_id <> ?',
    [deviceId, workspace, n, id],
  );
  if (p === '') return twin !== undefined || n !== 0;
  const before = rows.get<{ n: number; workspace: string; device_id: string }>(
    'SELECT n, workspace, device_id FROM event WHERE event_id = ?',
    [p],
  );
  if (before === undefined) {
    page.noteMissing();
    rows.run('INSERT OR IGNORE INTO missing (event_id, named_by, workspace, device_id) VALUES (?, ?, ?, ?)', [
      p,
      id,
      workspace,
      deviceId,
    ]);
    return twin !== undefined;
  }
  return twin !== undefined || before.n + 1 !== n || before.workspace !== workspace || before.device_id !== deviceId;
}

function recordFork(rows: RowWriter, workspace: string, deviceId: string, n: number): void {
  const known = rows.get<{ n: number }>('SELECT n FROM fork WHERE workspace = ? AND device_id = ?', [
    workspace,
    deviceId,
  ]);
  if (known !== undefined && known.n <= n) return;
  rows.run('INSERT OR REPLACE INTO fork (workspace, device_id, n) VALUES (?, ?, ?)', [workspace, deviceId, n]);
  scheduleRejudge(rows, 'SELECT event_id, workspace FROM event WHERE device_id = ? AND workspace = ? AND n >= ?', [
    deviceId,
    workspace,
    n,
  ]);
}

/** The command's answer, so that doing it twice does it once. */
export function recordAnswer(rows: RowWriter, judged: Extract<Judged, { counts: true }>): void {
  if (judged.answer === undefined) return;
  rows.run('INSERT OR IGNORE INTO command (command_id, answer, event_id) VALUES (?, ?, ?)', [
    judged.event.commandId,
    JSON.stringify(judged.answer),
    judged.id,
  ]);
}

/**
 * Events of an aggregate that were made apart, in the light of one more that is the newest by id: `concurrent` holds
 * the heads besides the newest [OR3].
 */
export function recordConcurrency(
  rows: RowWriter,
  page: PageMemory,
  event: NonNullable<Judged['event']>,
  lastId: string,
): void {
  for (const parent of event.parents)
    rows.run('DELETE FROM concurrent WHERE aggregate = ? AND event_id = ?', [event.aggregate, parent]);
  if (event.parents.includes(lastId)) return;
  if (isNamedBefore(rows, page, lastId)) return;
  rows.run('INSERT OR IGNORE INTO concurrent (aggregate, event_id) VALUES (?, ?)', [event.aggregate, lastId]);
}

/** True where an event that was folded already names this one as its parent, though this one sorts after it. */
export function isNamedBefore(rows: RowReader, page: PageMemory, eventId: string): boolean {
  if (!page.hasInverted) return false;
  return rows.get('SELECT 1 AS yes FROM inverted WHERE parent_id = ?', [eventId]) !== undefined;
}

/** Notes parents that sort after their child: a clock that was not adopted [OR2]. Such an aggregate is folded whole. */
export function recordInverted(rows: RowWriter, event: NonNullable<Judged['event']>, page?: PageMemory): void {
  for (const parent of event.parents) {
    if (parent <= event.id || parseEventId(parent).clock < event.clock) continue;
    page?.noteInverted();
    rows.run('INSERT OR IGNORE INTO inverted (parent_id, event_id, aggregate) VALUES (?, ?, ?)', [
      parent,
      event.id,
      event.aggregate,
    ]);
  }
}
