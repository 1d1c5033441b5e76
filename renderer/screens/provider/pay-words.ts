import { formatDay } from '../../../shared/domain/day.ts';
import type { Answers } from '../../app/answers.ts';
import { client } from '../../app/client.ts';
import type { MarkTone } from '../../components/mark.tsx';
import type { SearchOption } from '../../components/search-select.tsx';

export type Contractor = Answers['pay']['listContractors']['rows'][number];
export type InvoiceInRow = Answers['pay']['listInvoices']['rows'][number];
export type InvoiceIn = Answers['pay']['getInvoice'];
export type InvoiceInLine = InvoiceIn['lines'][number];
export type PaymentRow = Answers['pay']['listPayments']['rows'][number];
export type ClassificationFile = Answers['classification']['get'];

interface Described {
  readonly word: string;
  readonly tone: MarkTone;
}

/** What an invoice waits for, in a word or two. */
export function describeInvoiceIn(row: Pick<InvoiceInRow, 'state' | 'urgency' | 'settledOn' | 'dueOn'>): Described {
  if (row.state === 'withdrawn') return { word: 'Withdrawn', tone: 'plain' };
  if (row.state === 'disputed') return { word: 'Disputed', tone: 'look' };
  if (row.state === 'paid')
    return row.settledOn !== null && row.settledOn > row.dueOn
      ? { word: 'Paid late', tone: 'look' }
      : { word: 'Paid', tone: 'good' };
  if (row.urgency === 'late') return { word: row.state === 'to decide' ? 'Late, undecided' : 'Late', tone: 'danger' };
  if (row.state === 'to decide') return { word: 'To decide', tone: 'info' };
  if (row.urgency === 'today') return { word: 'Pay today', tone: 'danger' };
  if (row.urgency === 'tomorrow') return { word: 'Due tomorrow', tone: 'look' };
  return row.urgency === 'soon' ? { word: 'Due soon', tone: 'look' } : { word: 'To pay', tone: 'info' };
}

/** What is known of a contractor's tax form. */
export function describeTaxForm(row: Pick<Contractor, 'form' | 'signedOn' | 'hasTaxpayerNumber'>): Described {
  if (row.form === 'none') return { word: 'Missing', tone: 'danger' };
  const signed = row.signedOn === null ? '' : ` ${formatDay(row.signedOn)}`;
  return row.hasTaxpayerNumber
    ? { word: `${row.form}${signed}`, tone: 'good' }
    : { word: `${row.form}, no number`, tone: 'look' };
}

/** Contractors by a few letters. */
export async function findContractors(text: string): Promise<SearchOption[]> {
  const { rows } = await client.pay.listContractors({ filter: text, limit: 12 });
  return rows.map((row) => ({ value: row.contractorId, label: row.name, detail: row.entity }));
}

/** Filed documents by a few letters, the newest first. */
export async function findDocuments(text: string): Promise<SearchOption[]> {
  const { rows } = await client.documents.listDocuments({ filter: text, limit: 12, descending: true });
  return rows.map((row) => ({ value: row.documentId, label: row.title }));
}

/** Work orders by a few letters. */
export async function findOrders(text: string): Promise<SearchOption[]> {
  const { rows } = await client.work.listOrders({ filter: text, scope: 'all', limit: 12 });
  return rows.map((row) => ({ value: row.orderId, label: row.number, detail: `${row.title}, ${row.state}` }));
}
