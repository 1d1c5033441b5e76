import { addUpSharing, mayReadMatter, type SharingFact } from '../../../shared/domain/sharing/matter-sharing.ts';
import type { OpenedEvent } from '../../../shared/events/event.ts';
import { idOfAggregate } from './aggregate-id.ts';
import type { Judged } from './judge.ts';
import type { RowReader, RowWriter } from './projection.ts';

/** Who reads: the member on this device. */
export interface Reader {
  readonly memberId: string;
  readonly outside: boolean;
}

const sharingTypes = [
  'office.matter.opened',
  'office.matter.withheld',
  'office.matter.given',
  'office.matter.restricted',
];

/** The matter on whose texts an event decides; null for any other event. */
export function sharedMatterOf(event: OpenedEvent | null): string | null {
  return event !== null && sharingTypes.includes(event.type) ? idOfAggregate(event.aggregate) : null;
}

/** What an event says about who may read what: decisions on matters, and copies of texts for the people outside. */
export function recordSharing(rows: RowWriter, judged: Judged): void {
  recordInside(rows, judged);
  const { event } = judged;
  if (event === null) return;
  if (event.type === 'event.shown') recordShown(rows, judged, event);
  if (startableTypes.includes(event.type)) recordKey(rows, judged, event);
  if (sharedMatterOf(event) !== null) recordDecision(rows, judged, event);
}

/** Texts sealed for the inside: what a giving must show. */
function recordInside(rows: RowWriter, judged: Judged): void {
  if (!judged.isInside) return;
  const { event } = judged;
  rows.run(
    `INSERT INTO inside_body (event_id, workspace, matter_id, aggregate) VALUES (?, ?, ?, ?)
     ON CONFLICT (event_id) DO UPDATE SET matter_id = excluded.matter_id, aggregate = excluded.aggregate`,
    [judged.id, judged.workspace, event?.matterId ?? null, event?.aggregate ?? ''],
  );
}

/** What begins a thing of a workspace that may be shared from some day on alone [SH11]. */
const startableTypes = ['intake.call.logged', 'intake.lead.opened', 'documents.document.filed'];
/** The key of a workspace that the firm was founded with. */
export const firstEpoch = 1;

function recordKey(rows: RowWriter, { document }: Judged, { aggregate }: OpenedEvent): void {
  const epoch = document.k[0];
  if (epoch === firstEpoch) return;
  rows.run('INSERT OR REPLACE INTO thing_key (aggregate, epoch) VALUES (?, ?)', [aggregate, epoch]);
}

/** Copies count for devices that cannot open the original; what rests on them is folded again. */
function recordShown(rows: RowWriter, judged: Judged, event: OpenedEvent): void {
  const body = event.body as { bodies: Readonly<Record<string, unknown>> } | null;
  rows.run('DELETE FROM shown_body WHERE by_event_id = ?', [event.id]);
  for (const [eventId, shown] of Object.entries(body?.bodies ?? {})) {
    if (judged.counts) {
      rows.run('INSERT OR REPLACE INTO shown_body (event_id, by_event_id, body) VALUES (?, ?, ?)', [
        eventId,
        event.id,
        JSON.stringify(shown),
      ]);
    }
    rows.run(
      `INSERT OR IGNORE INTO refold (aggregate) SELECT e.aggregate FROM event e
       WHERE e.event_id = ? AND e.state = 'folded' AND e.event_id IN (SELECT event_id FROM bodiless
         UNION ALL SELECT event_id FROM shown_body)`,
      [eventId],
    );
  }
}

function factOf(event: OpenedEvent): SharingFact | null {
  const head = event.head as { withheld?: boolean; ends?: string; isRestricted?: boolean };
  const fact = (kind: SharingFact['kind']) => ({ id: event.id, kind, ends: head.ends ?? null });
  switch (event.type) {
    case 'office.matter.opened':
      return head.withheld === true ? fact('withheld') : null;
    case 'office.matter.withheld':
      return fact('withheld');
    case 'office.matter.given':
      return fact('given');
    default:
      return fact(head.isRestricted === true ? 'restricted' : 'lifted');
  }
}

function recordDecision(rows: RowWriter, judged: Judged, event: OpenedEvent): void {
  const fact = judged.counts ? factOf(event) : null;
  const matterId = idOfAggregate(event.aggregate);
  rows.run('DELETE FROM sharing_fact WHERE event_id = ?', [event.id]);
  if (fact !== null) {
    const members = (event.body as { memberIds?: readonly string[] } | null)?.memberIds ?? [];
    rows.run('INSERT INTO sharing_fact (event_id, matter_id, kind, ends, members) VALUES (?, ?, ?, ?, ?)', [
      fact.id,
      matterId,
      fact.kind,
      fact.ends,
      JSON.stringify(members),
    ]);
  }
  writeVeil(rows, matterId);
}

function writeVeil(rows: RowWriter, matterId: string): void {
  const facts = rows.all<{ id: string; kind: SharingFact['kind']; ends: string | null; members: string }>(
    'SELECT event_id AS id, kind, ends, members FROM sharing_fact WHERE matter_id = ?',
    [matterId],
  );
  const { withheldBy, restrictedBy } = addUpSharing(facts);
  rows.run('DELETE FROM veil WHERE matter_id = ?', [matterId]);
  if (withheldBy === null && restrictedBy === null) return;
  const members = facts.find((fact) => fact.id === restrictedBy)?.members ?? '[]';
  rows.run('INSERT INTO veil (matter_id, withheld, restricted, members) VALUES (?, ?, ?, ?)', [
    matterId,
    withheldBy === null ? 0 : 1,
    restrictedBy === null ? 0 : 1,
    members,
  ]);
}

/** True where this reader may not read the matter's texts now, whatever keys the device holds [SH3]. */
export function isVeiled(rows: RowReader, matterId: string, reader: Reader): boolean {
  const veil = rows.get<{ withheld: number; restricted: number; members: string }>(
    'SELECT withheld, restricted, members FROM veil WHERE matter_id = ?',
    [matterId],
  );
  if (veil === undefined) return false;
  const memberIds = veil.restricted === 1 ? (JSON.parse(veil.members) as string[]) : [];
  return !mayReadMatter(reader, { withheld: veil.withheld === 1, restricted: veil.restricted === 1, memberIds });
}

/** Everything about these matters is folded again: somebody may read it now, or may not any more. */
export function refoldMatters(rows: RowWriter, matterIds: readonly string[]): void {
  for (const matterId of matterIds) {
    rows.run(
      "INSERT OR IGNORE INTO refold (aggregate) SELECT aggregate FROM event WHERE matter_id = ? AND state = 'folded'",
      [matterId],
    );
  }
}

/** The text that was shown of an event which this device cannot open; undefined where none was. */
export function shownBody(rows: RowReader, eventId: string): unknown {
  const row = rows.get<{ body: string }>(
    'SELECT body FROM shown_body WHERE event_id = ? ORDER BY by_event_id LIMIT 1',
    [eventId],
  );
  return row === undefined ? undefined : JSON.parse(row.body);
}
