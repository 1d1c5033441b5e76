import { addBusinessDays } from '../../../shared/domain/calendar/business-days.ts';
import { type InvoiceSqlRow, invoiceColumns, invoiceJoins, invoiceRow, openSql } from './pay-invoice-rows.ts';
import type { OpenFirm } from './turn.ts';

/** Contractors' invoices to decide on, and those to pay within five business days, the most pressing first [PY5]. */
export function contractorInvoicesDue(firm: OpenFirm, shownMax: number) {
  if (!firm.holds('provider.pay')) return { rows: [], count: 0 };
  const today = firm.today();
  const where = `i.withdrawn_at_ms IS NULL AND (i.approved_cents IS NULL OR (${openSql} > 0 AND i.due_on <= @until))`;
  const parameters = { until: addBusinessDays(today, 5) };
  const rows = firm.rows.all<InvoiceSqlRow>(
    `SELECT ${invoiceColumns} FROM ${invoiceJoins} WHERE ${where} ORDER BY i.due_on, i.invoice_id LIMIT ${shownMax}`,
    parameters,
  );
  const counted = firm.rows.get<{ n: number }>(
    `SELECT COUNT(*) AS n FROM provider_invoice_standing i WHERE ${where}`,
    parameters,
  );
  return {
    rows: rows.map((row) => {
      const { invoiceId, number, contractorName, dueOn, approveBy, state, urgency } = invoiceRow(row, today);
      const cents = state === 'to decide' ? row.total_cents : row.open_cents;
      return { invoiceId, number, contractorName, dueOn, approveBy, isDecided: state !== 'to decide', urgency, cents };
    }),
    count: counted?.n ?? 0,
  };
}
