import { type Day, isDay } from '../day.ts';
import type { Cents } from '../money.ts';
import type { InvoiceLineKind } from './provider-invoice.ts';

/** The 24 titles of a LEDES 1998B file, in their order (ledes.org, LEDES 98B format). */
export const ledesColumns = [
  'INVOICE_DATE',
  'INVOICE_NUMBER',
  'CLIENT_ID',
  'LAW_FIRM_MATTER_ID',
  'INVOICE_TOTAL',
  'BILLING_START_DATE',
  'BILLING_END_DATE',
  'INVOICE_DESCRIPTION',
  'LINE_ITEM_NUMBER',
  'EXP/FEE/INV_ADJ_TYPE',
  'LINE_ITEM_NUMBER_OF_UNITS',
  'LINE_ITEM_ADJUSTMENT_AMOUNT',
  'LINE_ITEM_TOTAL',
  'LINE_ITEM_DATE',
  'LINE_ITEM_TASK_CODE',
  'LINE_ITEM_EXPENSE_CODE',
  'LINE_ITEM_ACTIVITY_CODE',
  'TIMEKEEPER_ID',
  'LINE_ITEM_DESCRIPTION',
  'LAW_FIRM_ID',
  'LINE_ITEM_UNIT_COST',
  'TIMEKEEPER_NAME',
  'TIMEKEEPER_CLASSIFICATION',
  'CLIENT_MATTER_ID',
] as const;
type Column = (typeof ledesColumns)[number];

/** What is wrong in a file, with the line it stands in. */
export interface FileProblem {
  readonly line: number;
  readonly sentence: string;
}

/** A line of an invoice file before it is tied to a work order. `orderNumber` is what the file calls the matter or order. */
export interface InvoiceFileLine {
  readonly kind: InvoiceLineKind;
  readonly workedOn: Day;
  readonly orderNumber: string;
  readonly hundredths: number;
  readonly rateCents: Cents;
  readonly amountCents: Cents;
  readonly description: string;
  readonly timekeeper: string;
}

/** One invoice of a file. */
export interface InvoiceInFile {
  readonly number: string;
  readonly invoicedOn: Day;
  readonly totalCents: Cents;
  readonly lines: readonly InvoiceFileLine[];
}

/** What a file holds; where there is a problem, nothing of it is taken. */
export interface InvoiceFile {
  readonly invoices: readonly InvoiceInFile[];
  readonly problems: readonly FileProblem[];
}

/** "-1234.5" as cents; null for what is no plain decimal of at most two places. */
export function readDecimalCents(text: string): Cents | null {
  const found = /^(-?)(\d{1,11})(?:\.(\d{1,2}))?$/.exec(text.trim());
  if (found === null) return null;
  const cents = Number(found[2]) * 100 + Number((found[3] ?? '').padEnd(2, '0'));
  return found[1] === '-' && cents !== 0 ? -cents : cents;
}

function readLedesDay(text: string): Day | null {
  const day = /^\d{8}$/.test(text) ? `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}` : '';
  return isDay(day) ? day : null;
}

const kinds: Readonly<Record<string, InvoiceLineKind>> = { F: 'fee', E: 'expense', IF: 'adjustment', IE: 'adjustment' };

/**
 * Reads a LEDES 1998B file [PY13]: tolerant of a byte order mark, line ends, blanks behind the last sign and a missing
 * `[]` at the end; strict with everything that money rests on. Never throws; every problem is named with its line.
 */
export function readLedes1998B(text: string): InvoiceFile {
  const rows = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .map((row, index) => ({ line: index + 1, text: row.trim().replace(/\[\]$/, '') }))
    .filter((row) => row.text !== '');
  const problems: FileProblem[] = [];
  if (rows[0]?.text !== 'LEDES1998B')
    return {
      invoices: [],
      problems: [
        { line: 1, sentence: 'The first line of a LEDES 1998B file is "LEDES1998B[]". This is another kind of file.' },
      ],
    };
  if (rows[1]?.text !== ledesColumns.join('|'))
    return {
      invoices: [],
      problems: [
        {
          line: rows[1]?.line ?? 2,
          sentence: 'The second line has to name the 24 columns of LEDES 1998B in their order.',
        },
      ],
    };
  const invoices = new Map<string, { number: string; invoicedOn: Day; totalCents: Cents; lines: InvoiceFileLine[] }>();
  for (const row of rows.slice(2)) {
    const cells = row.text.split('|');
    if (cells.length !== ledesColumns.length) {
      problems.push({
        line: row.line,
        sentence: `This line has ${cells.length} fields; there have to be ${ledesColumns.length}.`,
      });
      continue;
    }
    readRow(row.line, (column) => cells[ledesColumns.indexOf(column)]?.trim() ?? '', invoices, problems);
  }
  if (rows.length === 2) problems.push({ line: 2, sentence: 'The file has no line below its titles.' });
  return problems.length > 0 ? { invoices: [], problems } : { invoices: [...invoices.values()], problems };
}

type OpenInvoices = Map<string, { number: string; invoicedOn: Day; totalCents: Cents; lines: InvoiceFileLine[] }>;

function readRow(
  line: number,
  cell: (column: Column) => string,
  invoices: OpenInvoices,
  problems: FileProblem[],
): void {
  const wrong: string[] = [];
  const need = <T>(column: Column, read: (text: string) => T | null): T | null => {
    const value = read(cell(column));
    if (value === null) wrong.push(`${column} "${cell(column)}" cannot be read.`);
    return value;
  };
  const invoicedOn = need('INVOICE_DATE', readLedesDay);
  const number = need('INVOICE_NUMBER', (text) => (text === '' ? null : text.slice(0, 60)));
  const totalCents = need('INVOICE_TOTAL', readDecimalCents);
  const kind = need('EXP/FEE/INV_ADJ_TYPE', (text) => kinds[text] ?? null);
  const isAdjustment = kind === 'adjustment';
  const hundredths = need('LINE_ITEM_NUMBER_OF_UNITS', (text) =>
    isAdjustment && text === '' ? 0 : readDecimalCents(text),
  );
  const rateCents = need('LINE_ITEM_UNIT_COST', (text) => (isAdjustment && text === '' ? 0 : readDecimalCents(text)));
  const adjustment = need('LINE_ITEM_ADJUSTMENT_AMOUNT', (text) => (text === '' ? 0 : readDecimalCents(text)));
  const amountCents = need('LINE_ITEM_TOTAL', readDecimalCents);
  const workedOn = need('LINE_ITEM_DATE', readLedesDay);
  for (const sentence of wrong) problems.push({ line, sentence });
  if (invoicedOn === null || number === null || totalCents === null || kind === null || workedOn === null) return;
  if (hundredths === null || rateCents === null || adjustment === null || amountCents === null) return;
  const invoice = invoices.get(number) ?? { number, invoicedOn, totalCents, lines: [] };
  if (invoice.totalCents !== totalCents || invoice.invoicedOn !== invoicedOn)
    problems.push({ line, sentence: `Invoice ${number} has another day or total in this line than before.` });
  invoices.set(number, invoice);
  invoice.lines.push({
    kind,
    workedOn,
    orderNumber: cell('LAW_FIRM_MATTER_ID') || cell('CLIENT_MATTER_ID'),
    hundredths,
    rateCents,
    amountCents,
    description: cell('LINE_ITEM_DESCRIPTION').slice(0, 500),
    timekeeper: (cell('TIMEKEEPER_NAME') || cell('TIMEKEEPER_ID')).slice(0, 120),
  });
}
