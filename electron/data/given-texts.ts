import { accept } from '../../shared/domain/refusal.ts';
import type { WorkWorkspace } from '../../shared/domain/workspace.ts';
import type { NewEvent } from '../../shared/events/event.ts';
import { createId } from './create-id.ts';
import { type EventDocument, openBody } from './events/envelope.ts';
import { partBytesMax } from './events/sealed-part.ts';
import type { Firm } from './firm.ts';
import { readTimeZone, startOfDay } from './local-day.ts';
import type { RowReader } from './projections/projection.ts';

/** Texts in one event: well under what a body may hold. */
const textsBytesMax = 200_000;
/** A text's own event held it, so a copy holds it too, but for the few bytes that name it. */
const oneTextBytesMax = partBytesMax - 200;
const textsAtOnce = 400;

/** Why something was kept stays inside, whatever becomes of the matter. */
const reasons = ['office.matter.withheld', 'office.matter.restricted'];
const namings = ['office.matter.opened', 'office.matter.amended'];

interface Sealed {
  readonly event_id: string;
  readonly workspace: WorkWorkspace;
  readonly matter_id: string;
}

/** Texts of given matters that are sealed for the inside and were not shown: at most some hundred. */
function findUnshown(rows: RowReader): Sealed[] {
  const matters = rows.all<{ matter_id: string; shared_from: string | null; lead_id: string | null }>(
    `SELECT m.matter_id, m.shared_from, m.lead_id FROM office_matter m WHERE m.withheld = 0 AND EXISTS (
       SELECT 1 FROM office_matter_sharing s WHERE s.matter_id = m.matter_id AND s.kind = 'given')`,
  );
  const timeZone = readTimeZone(rows);
  const found: Sealed[] = [];
  for (const { matter_id: matterId, shared_from: from, lead_id: leadId } of matters) {
    found.push(...findOfMatter(rows, matterId, from === null ? 0 : startOfDay(from, timeZone)));
    if (leadId !== null && from === null) found.push(...findOfLead(rows, matterId, leadId));
    if (found.length >= textsAtOnce) break;
  }
  return found.slice(0, textsAtOnce);
}

const unshown = "e.state = 'folded' AND NOT EXISTS (SELECT 1 FROM shown_body s WHERE s.event_id = b.event_id)";

function findOfMatter(rows: RowReader, matterId: string, fromMs: number): Sealed[] {
  const naming = rows.get<{ id: string | null }>(
    `SELECT max(event_id) AS id FROM event WHERE aggregate = 'matter:' || ? AND state = 'folded'
       AND type IN (SELECT value FROM json_each(?))`,
    [matterId, JSON.stringify(namings)],
  );
  return rows.all<Sealed>(
    `SELECT b.event_id, b.workspace, b.matter_id FROM inside_body b JOIN event e ON e.event_id = b.event_id
     WHERE b.matter_id = ? AND (e.at_ms >= ? OR e.event_id = ?) AND ${unshown}
       AND e.type NOT IN (SELECT value FROM json_each(?)) ORDER BY b.event_id LIMIT ?`,
    [matterId, fromMs, naming?.id ?? '', JSON.stringify(reasons), textsAtOnce],
  );
}

/** The lead that became the matter, and the call that it began with. */
function findOfLead(rows: RowReader, matterId: string, leadId: string): Sealed[] {
  const call = rows.get<{ call_id: string | null }>('SELECT call_id FROM intake_lead WHERE lead_id = ?', [leadId]);
  return rows.all<Sealed>(
    `SELECT b.event_id, b.workspace, ? AS matter_id FROM inside_body b JOIN event e ON e.event_id = b.event_id
     WHERE b.aggregate IN (?, ?) AND ${unshown} ORDER BY b.event_id LIMIT ?`,
    [matterId, `lead:${leadId}`, `call:${call?.call_id ?? ''}`, textsAtOnce],
  );
}

function openText(firm: Firm, document: EventDocument, workspace: WorkWorkspace): unknown {
  const key = firm.ring.find(workspace, 'inside', document.k[2]);
  return key === undefined ? undefined : openBody(document, { firmId: firm.firmId, workspace }, key);
}

/** Events that show these texts, each of one matter and workspace and not too long; a text too long for one is left out. */
async function showAll(firm: Firm, sealed: readonly Sealed[]): Promise<(NewEvent & { matterId: string })[]> {
  const events: (NewEvent & { matterId: string })[] = [];
  const places = new Set(sealed.map((one) => `${one.workspace} ${one.matter_id}`));
  for (const place of places) {
    const own = sealed.filter((one) => `${one.workspace} ${one.matter_id}` === place);
    const { workspace, matter_id: matterId } = own[0] as Sealed;
    const documents = await firm.store.readMany(
      workspace,
      own.map((one) => one.event_id),
    );
    let bodies: Record<string, unknown> = {};
    let bytes = 0;
    const end = (): void => {
      if (Object.keys(bodies).length === 0) return;
      events.push({
        type: 'event.shown',
        workspace,
        aggregate: `shown:${matterId}`,
        head: {},
        body: { bodies },
        matterId,
      });
      bodies = {};
      bytes = 0;
    };
    for (const document of documents) {
      const text = openText(firm, document, workspace);
      const length = text === undefined ? Number.POSITIVE_INFINITY : Buffer.byteLength(JSON.stringify(text));
      if (length > oneTextBytesMax) continue;
      if (bytes + length > textsBytesMax) end();
      bodies[document._id] = text;
      bytes += length;
    }
    end();
  }
  return events;
}

/**
 * Shows what given matters still keep inside [SH4]: what was written before the giving, and what others wrote before
 * they knew of it. Returns how many texts. A matter that is withheld again meanwhile is left out when it is decided.
 */
export async function showGivenTexts(firm: Firm): Promise<number> {
  if (!firm.holds('matters.share')) return 0;
  let shown = 0;
  for (;;) {
    const events = await showAll(firm, findUnshown(firm.rows));
    if (events.length === 0) return shown;
    const count = await firm.execute(createId(), ({ rows }) => {
      const still = events.filter(
        ({ matterId }) =>
          rows.get('SELECT 1 AS yes FROM office_matter WHERE matter_id = ? AND withheld = 0', [matterId]) !== undefined,
      );
      const texts = still.reduce(
        (sum, event) => sum + Object.keys((event.body as { bodies: Record<string, unknown> }).bodies).length,
        0,
      );
      return accept({ events: still, answer: texts });
    });
    if (count === 0) return shown;
    shown += count;
  }
}
