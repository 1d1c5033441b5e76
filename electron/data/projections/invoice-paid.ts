/**
 * SQL for what has been paid on an invoice, each fact once: payments that stand, fee transfers net of their reversals,
 * and notices of transfers that this device cannot see itself. `invoice` is an SQL expression for the invoice's id.
 */
export function paidCentsOf(invoice: string): string {
  return `(
    COALESCE((SELECT SUM(a.amount_cents) FROM billing_payment_allocation a
      WHERE a.invoice_id = ${invoice} AND a.reversed_on IS NULL), 0)
    + COALESCE((SELECT SUM(-e.effect_cents) FROM trust_entry e WHERE e.invoice_id = ${invoice}), 0)
    + COALESCE((SELECT SUM(n.amount_cents) FROM billing_trust_notice n WHERE n.invoice_id = ${invoice}
      AND n.is_overtaken = 0), 0))`;
}

/** SQL statement that brings an invoice's `paid_cents` up to date; used by triggers wherever a payment changes. */
export function refreshPaid(invoice: string): string {
  return `UPDATE billing_invoice SET paid_cents = ${paidCentsOf(invoice)} WHERE invoice_id = ${invoice};`;
}

/** SQL for what had been paid on an invoice by the end of a day; `day` is an SQL expression. */
export function paidCentsAsOf(invoice: string, day: string): string {
  return `(
    COALESCE((SELECT SUM(a.amount_cents) FROM billing_payment_allocation a WHERE a.invoice_id = ${invoice}
      AND a.received_on <= ${day} AND (a.reversed_on IS NULL OR a.reversed_on > ${day})), 0)
    + COALESCE((SELECT SUM(-e.effect_cents) FROM trust_entry e WHERE e.invoice_id = ${invoice} AND e.day <= ${day}), 0)
    + COALESCE((SELECT SUM(n.amount_cents) FROM billing_trust_notice n WHERE n.invoice_id = ${invoice}
      AND n.is_overtaken = 0 AND n.paid_on <= ${day}), 0))`;
}
