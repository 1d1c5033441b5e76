import type { RowReader } from '../projections/projection.ts';
import { actsForSql } from '../projections/provider-pay-schema.ts';

/** PC1: invoices and withdrawals by outside members who do not act for the contractor [PY14]: they count for nothing. */
export const foreignInvoiceCheck = {
  number: 'PC1',
  title: 'Contractors’ invoices come from those who act for them',
  find: (rows: RowReader): string[] =>
    rows
      .all<{ number: string; what: string; name: string | null }>(
        `SELECT i.number, 'written' AS what, m.name FROM provider_invoice i
         LEFT JOIN roster_member m ON m.member_id = i.received_by_member_id
         WHERE NOT ${actsForSql('i.received_by_member_id', 'i.contractor_id')}
         UNION ALL SELECT i.number, 'withdrawn', m.name FROM provider_invoice_withdrawal w
         JOIN provider_invoice i ON i.invoice_id = w.invoice_id LEFT JOIN roster_member m ON m.member_id = w.member_id
         WHERE NOT ${actsForSql('w.member_id', 'i.contractor_id')} ORDER BY 1 LIMIT 200`,
      )
      .map(
        ({ number, what, name }) =>
          `Invoice ${number} was ${what} by ${name ?? 'somebody outside'}, who does not act for its contractor. It does not count.`,
      ),
};
