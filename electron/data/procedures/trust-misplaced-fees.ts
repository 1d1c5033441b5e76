import { formatCents } from '../../../shared/domain/money.ts';
import type { RowReader } from '../projections/projection.ts';
import { ledgerTitleSql } from './trust-account-rows.ts';
import type { FoundException } from './trust-exceptions.ts';

interface MisplacedSqlRow {
  invoice_id: string;
  entry_id: string;
  account_id: string;
  day: string;
  title: string;
  taken_cents: number;
  number: string | null;
  state: string | null;
  over_cents: number | null;
  became_on: string;
}

/**
 * Earned fees whose invoice was meanwhile voided, credited or paid on another device [TR39]: the money is the client's
 * and stands at the firm. Of the transfers for one invoice the last ones are too many.
 */
export function findMisplacedFees(rows: RowReader): FoundException[] {
  const found = rows.all<MisplacedSqlRow>(
    `SELECT e.invoice_id, e.entry_id, e.account_id, e.day, ${ledgerTitleSql('e.ledger_id', 'm')} AS title, -e.effect_cents AS taken_cents,
       i.number, i.state, CASE WHEN i.state = 'issued' THEN -i.owed_cents END AS over_cents,
       MAX(e.day, COALESCE(i.voided_on, e.day)) AS became_on
     FROM trust_entry e JOIN billing_invoice i ON i.invoice_id = e.invoice_id
     LEFT JOIN office_matter m ON m.matter_id = e.ledger_id
     WHERE e.invoice_id IN (SELECT invoice_id FROM billing_invoice
         WHERE paid_cents > 0 AND (state <> 'issued' OR owed_cents < 0))
       AND e.type = 'fee transfer' AND e.is_reversed = 0
     ORDER BY e.invoice_id, e.day DESC, e.clock DESC, e.entry_id DESC`,
  );
  const left = new Map<string, number>();
  return found.flatMap((row) => {
    const over = left.get(row.invoice_id) ?? row.over_cents ?? Number.POSITIVE_INFINITY;
    const cents = Math.min(over, row.taken_cents);
    left.set(row.invoice_id, over - cents);
    return cents <= 0 ? [] : [misplaced(row, cents)];
  });
}

function misplaced(row: MisplacedSqlRow, cents: number): FoundException {
  const invoice = `invoice ${row.number ?? 'without a number'}`;
  const why = row.state === 'issued' ? 'which is paid without it' : `which is ${row.state ?? 'not issued'}`;
  return {
    key: `${row.account_id}/TC14/${row.entry_id}`,
    accountId: row.account_id,
    code: 'trust.fee-misplaced',
    sentence: `${formatCents(cents)} was taken from ${row.title} for ${invoice}, ${why}. Return it to trust, or apply it to another issued invoice of the matter.`,
    day: row.became_on,
    amountCents: cents,
    who: 'The custodian, with an attorney',
    entryId: row.entry_id,
    invoiceId: row.invoice_id,
  };
}
