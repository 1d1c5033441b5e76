import type { Day } from '../../../shared/domain/day.ts';
import { type LineMatch, type MatchedOrder, matchLine } from '../../../shared/domain/provider/invoice-match.ts';
import { basisOfUnit, type OrderPrice, type orderUnits } from '../../../shared/domain/provider/order-price.ts';
import type { OrderState } from '../../../shared/domain/provider/order-state.ts';
import type { RowReader } from '../projections/projection.ts';
import { readRateOn } from './agreement-rates.ts';
import { type ContractorSqlRow, workersOf } from './pay-contractor-rows.ts';
import { type InvoiceLineSqlRow, lineForRules } from './pay-invoice-rows.ts';
import { readPrice } from './work-order-price.ts';

interface OrderSqlRow {
  order_id: string;
  number: string;
  title: string | null;
  state: OrderState;
  service_line: string;
  unit: (typeof orderUnits)[number];
  matter_id: string | null;
  billing_mode: string;
  provider_party_id: string | null;
  assignee_member_id: string | null;
  offered_to_member_id: string | null;
  work_accepted_at_ms: number | null;
  accepted_hundredths: number | null;
}

export interface MatchedLine {
  readonly line: InvoiceLineSqlRow;
  readonly order: OrderSqlRow | null;
  readonly match: LineMatch;
}

const settledStates: readonly OrderState[] = ['work accepted', 'invoiced', 'paid'];

function readMatchedOrder(rows: RowReader, orderId: string): OrderSqlRow | null {
  return (
    rows.get<OrderSqlRow>(
      `SELECT order_id, number, title, state, service_line, unit, matter_id, billing_mode, provider_party_id, assignee_member_id,
         offered_to_member_id, work_accepted_at_ms, accepted_hundredths
       FROM provider_order WHERE order_id = ?`,
      [orderId],
    ) ?? null
  );
}

/** Whose work an order is: the party that it was offered to, or the member who did it. */
function isOfContractor(order: OrderSqlRow, partyId: string, workers: ReadonlySet<string>): boolean {
  if (order.provider_party_id !== null && order.provider_party_id === partyId) return true;
  const worker = order.assignee_member_id ?? order.offered_to_member_id;
  return worker !== null && workers.has(worker);
}

/** What other invoices that stand ask for on an order; of a decided one, what was approved. */
function invoicedBefore(rows: RowReader, orderId: string, invoiceId: string) {
  const sum = rows.get<{ hundredths: number; cents: number }>(
    `SELECT COALESCE(SUM(CASE WHEN l.kind = 'fee' AND COALESCE(l.approved_cents, 1) > 0 THEN l.hundredths ELSE 0 END), 0) AS hundredths,
       COALESCE(SUM(COALESCE(l.approved_cents, l.amount_cents)), 0) AS cents
     FROM provider_invoice_line l JOIN provider_invoice_standing i ON i.invoice_id = l.invoice_id
     WHERE l.order_id = ? AND l.invoice_id <> ? AND i.withdrawn_at_ms IS NULL`,
    [orderId, invoiceId],
  );
  return { hundredths: sum?.hundredths ?? 0, cents: sum?.cents ?? 0 };
}

/** The agreement's price of the order's work on a day [PY15]: by its unit, else a fixed one. */
function readAgreed(rows: RowReader, providerId: string, order: OrderSqlRow, day: Day): OrderPrice | null {
  const wanted = { providerId, serviceLine: order.service_line, day };
  const rate =
    readRateOn(rows, { ...wanted, basis: basisOfUnit(order.unit) }) ?? readRateOn(rows, { ...wanted, basis: 'fixed' });
  return rate === null ? null : { basis: rate.basis, rateCents: rate.rateCents, capCents: null };
}

function dayOf(instantMs: number | null): Day | null {
  return instantMs === null ? null : new Date(instantMs).toISOString().slice(0, 10);
}

/** Holds every line of an invoice against its work order, the acceptance and the price agreed [PY10]. */
export function matchInvoice(
  rows: RowReader,
  contractor: ContractorSqlRow,
  invoice: { readonly invoice_id: string; readonly invoiced_on: Day },
  lines: readonly InvoiceLineSqlRow[],
): MatchedLine[] {
  const workers = workersOf(rows, contractor);
  const before = new Map<string, { hundredths: number; cents: number }>();
  return lines.map((line) => {
    const order = line.order_id === null ? null : readMatchedOrder(rows, line.order_id);
    if (order === null) return { line, order, match: matchLine(lineForRules(line), null) };
    const invoiced = before.get(order.order_id) ?? invoicedBefore(rows, order.order_id, invoice.invoice_id);
    const agreed = readAgreed(rows, contractor.party_id, order, line.worked_on ?? invoice.invoiced_on);
    const matched: MatchedOrder = {
      orderId: order.order_id,
      number: order.number,
      isOfContractor: isOfContractor(order, contractor.party_id, workers),
      isWorkAccepted: settledStates.includes(order.state),
      acceptedOn: dayOf(order.work_accepted_at_ms),
      acceptedHundredths: order.accepted_hundredths,
      price: readPrice(rows, order.order_id),
      agreed,
      invoicedHundredths: invoiced.hundredths,
      invoicedCents: invoiced.cents,
    };
    const match = matchLine(lineForRules(line), matched);
    // A second line on the same order is held against what the first one leaves.
    before.set(order.order_id, {
      hundredths: invoiced.hundredths + (line.kind === 'fee' ? line.hundredths : 0),
      cents: invoiced.cents + match.undisputedCents,
    });
    return { line, order, match };
  });
}
