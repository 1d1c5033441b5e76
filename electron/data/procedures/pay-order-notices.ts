import { isInTurn } from '../../../shared/domain/provider/order-state.ts';
import type { NewEvent } from '../../../shared/events/event.ts';
import {
  orderInvoiced,
  orderInvoiceWithdrawn,
  orderPaid,
  orderPaymentReversed,
} from '../../../shared/events/orders.ts';
import { newEvent } from './new-event.ts';
import type { Turn } from './turn.ts';
import { contractorSide, firmSide, readOrder, surroundings } from './work-order-state.ts';

function knownOrders(turn: Turn, orderIds: readonly (string | null | undefined)[]) {
  return [...new Set(orderIds)].flatMap((orderId) => {
    const known = turn.rows.get('SELECT 1 AS yes FROM provider_order WHERE order_id = ?', [orderId ?? '']);
    return orderId && known !== undefined ? [readOrder(turn.rows, orderId)] : [];
  });
}

/** Notices for the accepted orders of an invoice that was taken in; none for whoever may not write them. */
export function invoicedNotices(
  turn: Turn,
  invoiceId: string,
  number: string,
  orderIds: readonly (string | null | undefined)[],
): NewEvent[] {
  if (!turn.holds('billing.prepare')) return [];
  return knownOrders(turn, orderIds)
    .filter((order) => order.state === 'work accepted' && !(order.withheld && turn.me.outside))
    .map((order) =>
      newEvent(
        orderInvoiced,
        order.orderId,
        { notifies: firmSide(order), providerInvoiceId: invoiceId },
        { reference: number },
        surroundings(order),
      ),
    );
}

/** Notices for the orders of an invoice that is paid whole now. */
export function paidNotices(
  turn: Turn,
  invoice: { readonly invoiceId: string; readonly number: string; readonly paidOn: string },
  orderIds: readonly (string | null | undefined)[],
): NewEvent[] {
  if (!turn.holds('work.order')) return [];
  return knownOrders(turn, orderIds)
    .filter((order) => isInTurn(order.state, 'pay'))
    .map((order) =>
      newEvent(
        orderPaid,
        order.orderId,
        { notifies: contractorSide(order), providerInvoiceId: invoice.invoiceId, paidOn: invoice.paidOn },
        { reference: invoice.number },
        surroundings(order),
      ),
    );
}

/** Notices for the orders of an invoice that is withdrawn and that no other one names [WO13]. */
export function withdrawnNotices(
  turn: Turn,
  invoice: { readonly invoiceId: string; readonly number: string },
  orderIds: readonly (string | null)[],
): NewEvent[] {
  if (!turn.holds('billing.prepare')) return [];
  const otherInvoice = `SELECT 1 AS yes FROM provider_invoice_line l JOIN provider_invoice_standing i USING (invoice_id)
    WHERE l.order_id = ? AND i.invoice_id <> ? AND i.withdrawn_at_ms IS NULL`;
  return knownOrders(turn, orderIds)
    .filter((order) => isInTurn(order.state, 'withdraw invoice') && !(order.withheld && turn.me.outside))
    .filter((order) => turn.rows.get(otherInvoice, [order.orderId, invoice.invoiceId]) === undefined)
    .map((order) =>
      newEvent(
        orderInvoiceWithdrawn,
        order.orderId,
        { notifies: firmSide(order), providerInvoiceId: invoice.invoiceId },
        { reference: invoice.number },
        surroundings(order),
      ),
    );
}

/** Notices for the orders of an invoice whose payment is reversed [WO13]. */
export function reversedNotices(
  turn: Turn,
  invoice: { readonly invoiceId: string; readonly number: string; readonly reversedOn: string },
  orderIds: readonly (string | null)[],
): NewEvent[] {
  if (!turn.holds('work.order')) return [];
  const { invoiceId, number, reversedOn } = invoice;
  return knownOrders(turn, orderIds)
    .filter((order) => isInTurn(order.state, 'reverse payment'))
    .map((order) =>
      newEvent(
        orderPaymentReversed,
        order.orderId,
        { notifies: contractorSide(order), providerInvoiceId: invoiceId, reversedOn },
        { reference: number },
        surroundings(order),
      ),
    );
}
