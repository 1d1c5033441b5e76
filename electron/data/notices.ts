import { accept } from '../../shared/domain/refusal.ts';
import type { Right } from '../../shared/domain/roles/rights.ts';
import type { NewEvent } from '../../shared/events/event.ts';
import { createId } from './create-id.ts';
import type { Firm } from './firm.ts';
import type { RowReader } from './projections/projection.ts';

/** Another device's fact gets this long until its own notice arrives. */
const patienceMs = 10 * 60_000;
const noticesMax = 200;

interface NoticeKind {
  readonly right: Right;
  /** Notices that are missing for facts of this device, or of any device before `beforeMs`. */
  find(rows: RowReader, deviceId: string, beforeMs: number): NewEvent[];
}

/** A trust transfer pays an invoice: the billing workspace is told. */
const paidFromTrust: NoticeKind = {
  right: 'trust.post',
  find: (rows, deviceId, beforeMs) =>
    rows
      .all<{
        entry_id: string;
        event_id: string;
        invoice_id: string;
        day: string;
        effect_cents: number;
        matter_id: string | null;
      }>(
        `SELECT t.entry_id, t.event_id, t.invoice_id, t.day, t.effect_cents, e.matter_id
         FROM trust_entry t JOIN event e ON e.event_id = t.event_id
         WHERE t.invoice_id IS NOT NULL AND t.reverses_entry_id IS NULL AND (t.device_id = ? OR t.at_ms < ?)
           AND NOT EXISTS (SELECT 1 FROM billing_trust_notice n WHERE n.entry_id = t.entry_id) LIMIT ?`,
        [deviceId, beforeMs, noticesMax],
      )
      .map((row) => ({
        type: 'billing.invoice.paid-from-trust',
        workspace: 'billing',
        aggregate: `trust-payment:${row.entry_id}`,
        ...(row.matter_id === null ? {} : { matterId: row.matter_id }),
        head: {
          transferEventId: row.event_id,
          entryId: row.entry_id,
          invoiceId: row.invoice_id,
          amountCents: -row.effect_cents,
          paidOn: row.day,
        },
        body: {},
      })),
};

/** A matter was opened from a lead: the intake workspace is told. */
const leadConverted: NoticeKind = {
  right: 'matters.manage',
  find: (rows, deviceId, beforeMs) =>
    rows
      .all<{ matter_id: string; client_id: string; lead_id: string }>(
        `SELECT m.matter_id, m.client_id, m.lead_id FROM office_matter m
         JOIN event e ON e.aggregate = 'matter:' || m.matter_id AND e.type = 'office.matter.opened'
         WHERE m.lead_id IS NOT NULL AND (e.device_id = ? OR e.at_ms < ?)
           AND NOT EXISTS (SELECT 1 FROM event n WHERE n.aggregate = 'lead:' || m.lead_id AND n.type = 'intake.lead.converted') LIMIT ?`,
        [deviceId, beforeMs, noticesMax],
      )
      .map((row) => ({
        type: 'intake.lead.converted',
        workspace: 'intake',
        aggregate: `lead:${row.lead_id}`,
        head: { clientId: row.client_id, matterId: row.matter_id },
        body: {},
      })),
};

const kinds: readonly NoticeKind[] = [paidFromTrust, leadConverted];

/**
 * Appends notices that are missing because a process died between a fact and its notice, or because their author left:
 * this device's own at once, others' after a while. A notice that two devices append counts once.
 */
export async function appendMissingNotices(firm: Firm): Promise<number> {
  const member = firm.roster.current.members.get(firm.me.memberId);
  let appended = 0;
  for (const kind of kinds) {
    if (!firm.holds(kind.right)) continue;
    await firm.execute(createId(), (turn) => {
      const found = kind.find(turn.rows, turn.me.deviceId, turn.nowMs - patienceMs);
      const events = found.filter(
        (event) => event.workspace !== 'roster' && member?.workspaces.includes(event.workspace),
      );
      appended += events.length;
      return accept({ events, answer: { appended: events.length } });
    });
  }
  return appended;
}
