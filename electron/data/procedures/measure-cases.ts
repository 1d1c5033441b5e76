import type { ServiceMeasure } from '../../../shared/domain/provider/service-measures.ts';

/**
 * The cases of a measure as SQL: `case_id`, `place` (where it opens), `what`, `at_ms`, `took` (in the measure's unit;
 * NULL where it has none or is not over) and `hit` (1 where it counts into the numerator).
 *
 * Parameters: @fromMs and @toMs, @fromDay and @toDay of the month; @nowMs; @limit; @staff and @providerId; @offsets, what the
 * clocks of the firm's time zone are off UTC, from when on; @ordinals, an
 * object that numbers days so that the difference of two is the business days between them.
 */
type EventMeasure = string;

const mine = (member: string): string => `${member} IN (SELECT value FROM json_each(@staff))`;
const inMonth = (instant: string): string => `${instant} >= @fromMs AND ${instant} < @toMs`;
const dayOf = (instant: string): string =>
  `date((${instant} + (SELECT json_extract(z.value, '$[1]') FROM json_each(@offsets) z
    WHERE json_extract(z.value, '$[0]') <= ${instant} ORDER BY z.key DESC LIMIT 1)) / 1000, 'unixepoch')`;
const businessDays = (from: string, to: string): string =>
  `(json_extract(@ordinals, '$."' || ${to} || '"') - json_extract(@ordinals, '$."' || ${from} || '"'))`;
const ownOrder = `(o.provider_party_id = @providerId OR ${mine('COALESCE(o.assignee_member_id, o.offered_to_member_id)')})`;
const orderTitle = "o.number || ' ' || COALESCE(o.title, '(withheld)')";
const orderCase = `o.order_id AS case_id, '/provider/orders/' || o.order_id AS place, ${orderTitle} AS what`;

function relayed(condition: string): EventMeasure {
  return `SELECT c.call_id AS case_id, '/reception/calls/' || c.call_id AS place,
      COALESCE(c.caller_name, 'Call (withheld)') AS what, c.started_at_ms AS at_ms,
      max(0, (e.at_ms - c.ended_at_ms) / 60000.0) AS took, e.at_ms - c.ended_at_ms <= @limit * 60000 AS hit
    FROM intake_call c JOIN event e ON e.aggregate = c.aggregate AND e.type = 'intake.call.logged'
    WHERE ${inMonth('c.started_at_ms')} AND ${mine('c.taken_by_member_id')} AND ${condition}`;
}

const measures: Readonly<Record<string, EventMeasure>> = {
  'message-relayed': relayed("c.outcome = 'message'"),
  'urgent-relayed': relayed("c.urgency = 'urgent' AND c.outcome NOT IN ('spam', 'wrong number')"),
  'callback-on-time': `SELECT c.call_id AS case_id, '/reception/calls/' || c.call_id AS place,
      COALESCE(c.caller_name, 'Call (withheld)') AS what, c.callback_by_ms AS at_ms, NULL AS took,
      c.returned_at_ms IS NOT NULL AND c.returned_at_ms <= c.callback_by_ms AS hit
    FROM intake_call c WHERE ${inMonth('c.callback_by_ms')} AND ${mine('c.taken_by_member_id')}
      AND (c.returned_at_ms IS NOT NULL OR c.callback_by_ms <= @nowMs)`,
  'lead-complete': `SELECT l.lead_id AS case_id, '/reception/leads/' || l.lead_id AS place,
      l.practice_area AS what, l.opened_at_ms AS at_ms, NULL AS took,
      trim(l.summary) <> '' AND trim(l.source) <> '' AND EXISTS (
        SELECT 1 FROM intake_lead_party p WHERE p.lead_id = l.lead_id AND p.party_id <> l.prospect_party_id) AS hit
    FROM intake_lead l WHERE ${inMonth('l.opened_at_ms')} AND ${mine('l.opened_by_member_id')} AND l.summary IS NOT NULL`,
  'conflict-run': `SELECT lead_id AS case_id, '/reception/leads/' || lead_id AS place, practice_area AS what,
      opened_at_ms AS at_ms, (ran_at_ms - opened_at_ms) / 60000.0 AS took,
      ran_at_ms IS NOT NULL AND ran_at_ms - opened_at_ms <= @limit * 60000 AS hit
    FROM (SELECT l.*, (SELECT MIN(c.ran_at_ms) FROM intake_conflict c WHERE c.lead_id = l.lead_id) AS ran_at_ms
      FROM intake_lead l WHERE ${inMonth('l.opened_at_ms')} AND ${mine('l.opened_by_member_id')})
    WHERE ran_at_ms IS NOT NULL OR opened_at_ms + @limit * 60000 <= @nowMs`,
  'filed-in-time': `SELECT d.document_id AS case_id, '/documents/' || d.document_id AS place,
      COALESCE(d.title, 'Document (withheld)') AS what, d.filed_at_ms AS at_ms,
      ${businessDays('d.received_on', dayOf('d.filed_at_ms'))} AS took,
      COALESCE(${businessDays('d.received_on', dayOf('d.filed_at_ms'))}, 9999) <= @limit AS hit
    FROM documents_document d WHERE ${inMonth('d.filed_at_ms')} AND ${mine('d.filed_by_member_id')} AND d.removed = 0`,
  misfiled: `SELECT d.document_id AS case_id, '/documents/' || d.document_id AS place,
      COALESCE(d.title, 'Document (withheld)') AS what, d.filed_at_ms AS at_ms, NULL AS took, d.removed = 1 AS hit
    FROM documents_document d WHERE ${inMonth('d.filed_at_ms')} AND ${mine('d.filed_by_member_id')}`,
  'prebills-ready': `SELECT i.invoice_id AS case_id, '/billing/invoices/' || i.invoice_id AS place,
      COALESCE(i.matter_title, i.number, 'Draft') AS what, e.at_ms,
      ${businessDays('i.period_to', dayOf('e.at_ms'))} AS took,
      COALESCE(${businessDays('i.period_to', dayOf('e.at_ms'))}, 9999) <= @limit AS hit
    FROM billing_invoice i JOIN event e ON e.aggregate = i.aggregate AND e.type = 'billing.invoice.drafted'
    WHERE i.period_to >= @fromDay AND i.period_to <= @toDay AND ${mine('e.member_id')}`,
  'billing-errors': `SELECT i.invoice_id AS case_id, '/billing/invoices/' || i.invoice_id AS place,
      COALESCE(i.number, 'Draft') AS what, e.at_ms, NULL AS took, i.voided_on IS NOT NULL AS hit
    FROM billing_invoice i JOIN event e ON e.aggregate = i.aggregate AND e.type = 'billing.invoice.drafted'
    WHERE i.issued_on >= @fromDay AND i.issued_on <= @toDay AND ${mine('e.member_id')}`,
  'bank-lines-posted': `SELECT line_id AS case_id, '/trust/' || account_id || '/reconcile' AS place,
      COALESCE(name, 'Bank line') AS what, at_ms, ${businessDays(dayOf('at_ms'), dayOf('matched_at_ms'))} AS took,
      matched_at_ms IS NOT NULL AND COALESCE(${businessDays(dayOf('at_ms'), dayOf('matched_at_ms'))}, 9999) <= @limit AS hit
    FROM (SELECT t.line_id, t.account_id, t.name, s.at_ms, (
        SELECT MIN(e.at_ms) FROM trust_match_item m
        JOIN event e ON e.aggregate = m.aggregate AND e.type = 'trust.match.made'
        WHERE m.item_id = t.line_id AND m.kind = 'line') AS matched_at_ms
      FROM trust_statement s JOIN trust_statement_line t ON t.statement_id = s.statement_id
      WHERE ${inMonth('s.at_ms')} AND ${mine('s.member_id')} AND s.is_withdrawn = 0)
    WHERE matched_at_ms IS NOT NULL OR COALESCE(${businessDays(dayOf('at_ms'), dayOf('@nowMs'))}, 9999) > @limit`,
  'reconciled-in-time': `SELECT r.reconciliation_id AS case_id, '/trust/' || r.account_id || '/reconcile/' || r.reconciliation_id AS place,
      'Statement of ' || r.statement_on AS what, r.at_ms, ${businessDays('r.statement_on', dayOf('r.at_ms'))} AS took,
      COALESCE(${businessDays('r.statement_on', dayOf('r.at_ms'))}, 9999) <= @limit AS hit
    FROM trust_reconciliation r WHERE r.statement_on >= @fromDay AND r.statement_on <= @toDay AND r.is_reopened = 0
      AND (${mine('r.prepared_by')} OR ${mine('r.member_id')})`,
  'orders-answered': `SELECT ${orderCase}, o.offered_at_ms AS at_ms,
      (min(COALESCE(o.accepted_at_ms, o.declined_at_ms), COALESCE(o.declined_at_ms, o.accepted_at_ms)) - o.offered_at_ms) / 3600000.0 AS took,
      COALESCE(o.accepted_at_ms, o.declined_at_ms) IS NOT NULL
        AND COALESCE(o.accepted_at_ms, o.declined_at_ms) - o.offered_at_ms <= @limit * 3600000 AS hit
    FROM provider_order o WHERE ${inMonth('o.offered_at_ms')} AND ${ownOrder}
      AND (COALESCE(o.accepted_at_ms, o.declined_at_ms) IS NOT NULL OR o.offered_at_ms + @limit * 3600000 <= @nowMs)`,
  'orders-on-time': `SELECT ${orderCase}, o.due_at_ms + o.stopped_ms AS at_ms, NULL AS took,
      o.first_delivered_at_ms IS NOT NULL AND o.first_delivered_at_ms <= o.due_at_ms + o.stopped_ms AS hit
    FROM provider_order o WHERE ${inMonth('(o.due_at_ms + o.stopped_ms)')} AND ${ownOrder}
      AND o.accepted_at_ms IS NOT NULL AND o.state NOT IN ('cancelled', 'declined')
      AND (o.first_delivered_at_ms IS NOT NULL
        OR (o.stopped_since_ms IS NULL AND o.due_at_ms + o.stopped_ms <= @nowMs))`,
  'first-pass': `SELECT ${orderCase}, o.work_accepted_at_ms AS at_ms, NULL AS took, o.returns = 0 AS hit
    FROM provider_order o WHERE ${inMonth('o.work_accepted_at_ms')} AND ${ownOrder}`,
};

/** The cases of a measure that is counted from events, as SQL; undefined for one that somebody records. */
export function measureCases(measure: Pick<ServiceMeasure, 'id'>): string | undefined {
  return measures[measure.id];
}
