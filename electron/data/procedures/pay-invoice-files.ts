import type { payInvoicesContract } from '../../../shared/contract/pay-invoices.ts';
import {
  invoiceCsvTitles,
  readInvoiceCsv,
  suggestInvoiceMapping,
} from '../../../shared/domain/provider/invoice-csv.ts';
import { type InvoiceInFile, readLedes1998B } from '../../../shared/domain/provider/ledes-1998b.ts';
import type { Implementer } from './implementer.ts';
import { readContractor } from './pay-contractor-rows.ts';
import { declineReceived } from './pay-invoices.ts';
import type { InputOf } from './procedure-input.ts';
import type { OpenFirm } from './turn.ts';

type FileInput = InputOf<typeof payInvoicesContract.readInvoiceFile>;

function readFile(input: FileInput, today: string) {
  if (input.format === 'ledes') return { ...readLedes1998B(input.text), titles: [], mapping: null };
  const titles = invoiceCsvTitles(input.text);
  const mapping = input.mapping ?? suggestInvoiceMapping(titles);
  const invoice = { number: input.number, invoicedOn: input.invoicedOn ?? today };
  return { ...readInvoiceCsv(input.text, mapping, invoice), titles, mapping };
}

/** The work order that a file means by its number; only one that this device knows. */
function findOrder(firm: OpenFirm, orderNumber: string): { orderId?: string } {
  if (orderNumber === '') return {};
  const row = firm.rows.get<{ order_id: string }>(
    'SELECT order_id FROM provider_order WHERE number = ? COLLATE NOCASE ORDER BY order_id LIMIT 1',
    [orderNumber],
  );
  return row === undefined ? {} : { orderId: row.order_id };
}

function showInvoice(firm: OpenFirm, contractorId: string, invoice: InvoiceInFile) {
  const lines = invoice.lines.map((line) => ({ ...line, ...findOrder(firm, line.orderNumber) }));
  const received = { ...invoice, receivedOn: firm.today(), lines };
  return { ...invoice, lines, refusal: declineReceived(firm, contractorId, received)?.sentence ?? '' };
}

/** Reading invoice files: shown whole before anything of them counts. */
export function createPayFileProcedures(os: Implementer) {
  return {
    readInvoiceFile: os.pay.readInvoiceFile.handler(({ input, context }) => {
      const firm = context.firm();
      readContractor(firm, input.contractorId);
      const { invoices, problems, titles, mapping } = readFile(input, firm.today());
      return {
        titles: [...titles],
        mapping,
        invoices: invoices.map((invoice) => showInvoice(firm, input.contractorId, invoice)),
        problems: problems.slice(0, 200),
      };
    }),
  };
}
