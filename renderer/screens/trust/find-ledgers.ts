import { formatCents } from '../../../shared/domain/money.ts';
import { client } from '../../app/client.ts';
import { findMatters } from '../../app/find.ts';
import type { SearchOption } from '../../components/search-select.tsx';

const found = 20;

/** The ledger of the firm's own money in an account. */
export const firmLedger: SearchOption = { value: 'firm', label: "Firm's own funds", detail: 'for bank fees' };

/** Ledgers that money may be received on: every matter, and the firm's own. */
export async function findReceivingLedgers(text: string): Promise<SearchOption[]> {
  const matters = await findMatters(text);
  return firmLedger.label.toLowerCase().includes(text.toLowerCase()) ? [...matters, firmLedger] : matters;
}

/** Ledgers of an account that hold money, with what is available on each. */
export async function findPayingLedgers(accountId: string, text: string): Promise<SearchOption[]> {
  const { rows } = await client.trust.listLedgers({ accountId, filter: text, withMoney: true, limit: found });
  return rows.map((row) => ({
    value: row.ledgerId,
    label: row.title,
    detail: `${row.clientName} ${formatCents(row.availableCents)} available`.trim(),
  }));
}

/** Issued invoices that something is still owed on. */
export async function findOpenInvoices(text: string): Promise<SearchOption[]> {
  const { rows } = await client.billing.listInvoices({ filter: text, state: 'open', sort: 'dueOn', limit: found });
  return rows.map((row) => ({
    value: row.invoiceId,
    label: `${row.number} ${row.clientName}`,
    detail: `${formatCents(row.owedCents)} owed`,
  }));
}
