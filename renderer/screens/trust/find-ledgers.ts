import { formatCents } from '../../../shared/domain/money.ts';
import { client } from '../../app/client.ts';
import { findMatters } from '../../app/find.ts';
import type { SearchOption } from '../../components/search-select.tsx';

const found = 20;

/** The ledger of the firm's own money in an account. */
export const firmLedger: SearchOption = { value: 'firm', label: "Firm's own funds", detail: 'for bank fees' };

/** The ledger of money whose owner is not known yet. */
const suspenseLedger: SearchOption = {
  value: 'suspense',
  label: 'Unidentified money',
  detail: 'until its owner is found',
};

/** Ledgers that money may be received on: every matter, the firm's own, and that of unidentified money. */
export async function findReceivingLedgers(text: string): Promise<SearchOption[]> {
  const matters = await findMatters(text);
  const isNamed = (option: SearchOption): boolean => option.label.toLowerCase().includes(text.toLowerCase());
  return [...matters, ...[firmLedger, suspenseLedger].filter(isNamed)];
}

/** Documents in the file of a matter, or in all files. */
export async function findDocuments(text: string, matterId?: string): Promise<SearchOption[]> {
  const { rows } = await client.documents.listDocuments({
    filter: text,
    sort: 'filedAtMs',
    descending: true,
    limit: found,
    ...(matterId === undefined ? {} : { matterId }),
  });
  return rows.map((row) => ({ value: row.documentId, label: row.title, detail: row.matterTitle }));
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

/** The matter of a ledger; nothing for the two ledgers without one. */
export function matterOf(ledgerId: string): string | undefined {
  return ledgerId === firmLedger.value || ledgerId === suspenseLedger.value ? undefined : ledgerId;
}
