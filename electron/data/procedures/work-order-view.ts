import type * as z from 'zod';
import type { orderSchema } from '../../../shared/contract/work.ts';
import { declineStep } from '../../../shared/domain/provider/order-rules.ts';
import { type OrderStep, orderSteps } from '../../../shared/domain/provider/order-state.ts';
import { hasRight } from '../../../shared/domain/roles/rights.ts';
import { found } from './found.ts';
import { documentTitleSql } from './shown-names.ts';
import type { OpenFirm } from './turn.ts';
import { type OrderRowSql, orderColumns, orderJoins, orderRow } from './work-order-list.ts';
import { readPrice } from './work-order-price.ts';
import { actorOf, readOrder } from './work-order-state.ts';

type OrderView = z.infer<typeof orderSchema>;

interface OrderDetailSql extends OrderRowSql {
  readonly own_title: string | null;
  readonly template_id: string | null;
  readonly result: string | null;
  readonly inputs: string | null;
  readonly standards: string | null;
  readonly criteria: string;
  readonly unit: OrderView['unit'];
  readonly estimated_hundredths: number;
  readonly delivered_hundredths: number | null;
  readonly accepted_hundredths: number | null;
  readonly tier: OrderView['tier'];
  readonly billing_mode: OrderView['billingMode'];
  readonly drafted_by_member_id: string;
  readonly offered_to_member_id: string | null;
  readonly provider_party_id: string | null;
  readonly assignee_member_id: string | null;
  readonly last_delivery_id: string | null;
  readonly answer_by_ms: number | null;
  readonly terms_event_id: string;
  readonly accepted_terms_event_id: string | null;
  readonly accepted_price_event_id: string | null;
  readonly question: string | null;
}

const detailColumns = `${orderColumns}, o.title AS own_title, o.template_id, o.result, o.inputs, o.standards, o.criteria, o.unit,
  o.estimated_hundredths, o.delivered_hundredths, o.accepted_hundredths, o.tier, o.billing_mode, o.drafted_by_member_id,
  o.offered_to_member_id, o.provider_party_id, o.assignee_member_id, o.last_delivery_id, o.answer_by_ms, o.terms_event_id,
  o.accepted_terms_event_id, o.accepted_price_event_id,
  (SELECT s.question FROM provider_order_stop s WHERE s.order_id = o.order_id AND s.resumed_at_ms IS NULL
   ORDER BY s.stopped_at_ms DESC LIMIT 1) AS question`;

function readChecklist(firm: OpenFirm, orderId: string): OrderView['checklist'] {
  return firm.rows
    .all<{
      item_id: string;
      text: string | null;
      tag: OrderView['checklist'][number]['tag'];
      done_at_ms: number | null;
      done_by_member_id: string | null;
    }>('SELECT * FROM provider_order_item WHERE order_id = ? ORDER BY place', [orderId])
    .map((row) => ({
      itemId: row.item_id,
      text: row.text ?? '',
      tag: row.tag,
      doneAtMs: row.done_at_ms,
      doneByName: row.done_by_member_id === null ? '' : firm.memberName(row.done_by_member_id),
    }));
}

function readDeliveries(firm: OpenFirm, orderId: string): OrderView['deliveries'] {
  const documents = firm.rows.all<{ delivery_id: string; document_id: string; title: string }>(
    `SELECT x.delivery_id, x.document_id, ${documentTitleSql('d')} AS title FROM provider_order_document x
     LEFT JOIN documents_document d ON d.document_id = x.document_id WHERE x.order_id = ? ORDER BY title`,
    [orderId],
  );
  return firm.rows
    .all<{
      delivery_id: string;
      at_ms: number;
      by_member_id: string;
      hundredths: number;
      note: string | null;
      sources: string | null;
      outcome: OrderView['deliveries'][number]['outcome'];
      outcome_at_ms: number | null;
      outcome_by_member_id: string | null;
      outcome_reason: string | null;
      outcome_note: string | null;
    }>('SELECT * FROM provider_order_delivery WHERE order_id = ? ORDER BY at_ms DESC', [orderId])
    .map((row) => ({
      deliveryId: row.delivery_id,
      atMs: row.at_ms,
      byName: firm.memberName(row.by_member_id),
      hundredths: row.hundredths,
      note: row.note ?? '',
      sources: row.sources ?? '',
      outcome: row.outcome,
      outcomeAtMs: row.outcome_at_ms,
      outcomeByName: row.outcome_by_member_id === null ? '' : firm.memberName(row.outcome_by_member_id),
      outcomeReason: row.outcome_reason ?? '',
      outcomeNote: row.outcome_note ?? '',
      documents: documents
        .filter((one) => one.delivery_id === row.delivery_id)
        .map((one) => ({ documentId: one.document_id, title: one.title })),
    }));
}

function readTimeline(firm: OpenFirm, orderId: string): OrderView['timeline'] {
  return firm.rows
    .all<{
      event_id: string;
      at_ms: number;
      step: OrderStep;
      member_id: string;
      other_member_id: string | null;
      reason: string | null;
      note: string | null;
      in_turn: number;
    }>("SELECT * FROM provider_order_step WHERE order_id = ? AND step <> 'check' ORDER BY event_id", [orderId])
    .map((row) => ({
      eventId: row.event_id,
      atMs: row.at_ms,
      step: row.step,
      memberName: firm.memberName(row.member_id),
      otherName: row.other_member_id === null ? '' : firm.memberName(row.other_member_id),
      reason: row.reason ?? '',
      note: row.note ?? '',
      isInTurn: row.in_turn === 1,
    }));
}

/** The last events of the order that did not see each other, where there is more than one. */
function readConcurrent(firm: OpenFirm, orderId: string): OrderView['concurrentSteps'] {
  return firm.rows
    .all<{ event_id: string; at_ms: number; step: OrderStep; member_id: string }>(
      `SELECT s.event_id, s.at_ms, s.step, s.member_id FROM concurrent c
       JOIN provider_order_step s ON s.event_id = c.event_id WHERE c.aggregate = ? ORDER BY s.event_id`,
      [`order:${orderId}`],
    )
    .map((row) => ({
      eventId: row.event_id,
      atMs: row.at_ms,
      step: row.step,
      memberName: firm.memberName(row.member_id),
    }));
}

function readSops(firm: OpenFirm, orderId: string): OrderView['sops'] {
  return firm.rows
    .all<{ versionId: string; sopId: string | null; title: string | null; acknowledged: number }>(
      `SELECT o.version_id AS versionId, v.sop_id AS sopId, v.title, EXISTS (SELECT 1 FROM provider_sop_read r
         WHERE r.version_id = o.version_id AND r.member_id = @me) AS acknowledged
       FROM provider_order_sop o LEFT JOIN provider_sop_version v ON v.version_id = o.version_id
       WHERE o.order_id = @orderId ORDER BY v.title`,
      { orderId, me: firm.me.memberId },
    )
    .map((row) => ({
      versionId: row.versionId,
      sopId: row.sopId ?? '',
      title: row.title ?? 'An SOP that is not here yet',
      isAcknowledged: row.acknowledged === 1,
    }));
}

/** The steps that this person may take now, by right and by the rules. */
function stepsFor(firm: OpenFirm, orderId: string): OrderStep[] {
  const order = readOrder(firm.rows, orderId);
  const actor = actorOf(order, firm.me, (right) => firm.holds(right));
  const holds = (step: OrderStep): boolean => {
    if (step === 'resume clock') return true;
    if (step === 'invoice') return firm.holds('billing.prepare');
    const isDoing = ['accept', 'decline', 'start', 'hand off', 'stop clock', 'check', 'deliver'].includes(step);
    return hasRight(firm.me.role, isDoing ? 'work.deliver' : 'work.order');
  };
  const canWrite = !(firm.me.outside && order.withheld);
  return canWrite ? orderSteps.filter((step) => holds(step) && declineStep(order, step, actor) === null) : [];
}

/** One work order with everything that hangs on it. */
export function getOrder(firm: OpenFirm, orderId: string): OrderView {
  const row = found(
    firm.rows.get<OrderDetailSql>(`SELECT ${detailColumns} FROM ${orderJoins} WHERE o.order_id = ?`, [orderId]),
    'provider',
    'work order',
    'orderId',
  );
  const price = readPrice(firm.rows, orderId);
  const isAccepted = row.accepted_terms_event_id !== null;
  return {
    ...orderRow(firm, row),
    isReadable: row.own_title !== null,
    templateId: row.template_id,
    result: row.result ?? '',
    inputs: row.inputs ?? '',
    standards: row.standards ?? '',
    criteria: JSON.parse(row.criteria) as string[],
    unit: row.unit,
    estimatedHundredths: row.estimated_hundredths,
    deliveredHundredths: row.delivered_hundredths,
    acceptedHundredths: row.accepted_hundredths,
    tier: row.tier,
    billingMode: row.billing_mode,
    reviewerMemberId: row.reviewer_member_id,
    draftedByName: firm.memberName(row.drafted_by_member_id),
    offeredToMemberId: row.offered_to_member_id,
    providerPartyId: row.provider_party_id,
    assigneeMemberId: row.assignee_member_id,
    lastDeliveryId: row.last_delivery_id,
    answerByMs: row.answer_by_ms,
    acceptedOtherTerms: isAccepted && row.accepted_terms_event_id !== row.terms_event_id,
    stoppedMs: row.stopped_ms,
    stoppedSinceMs: row.stopped_since_ms,
    question: row.question ?? '',
    price,
    checklist: readChecklist(firm, orderId),
    sops: readSops(firm, orderId),
    deliveries: readDeliveries(firm, orderId),
    timeline: readTimeline(firm, orderId),
    concurrentSteps: readConcurrent(firm, orderId),
    steps: stepsFor(firm, orderId),
  };
}
