import { formatCents, scaleCents } from '../money.ts';
import { parseAmount } from '../parse-amount.ts';
import { type DayOrder, parseBankDay } from '../trust/bank/bank-day.ts';
import { splitCsv } from '../trust/bank/csv-rows.ts';
import type { FileProblem, InvoiceFile, InvoiceFileLine } from './ledes-1998b.ts';

/** Which column of a contractor's CSV is what, by its title; empty where the file has no such column. */
export interface InvoiceCsvMapping {
  readonly dayOrder: DayOrder;
  readonly workedOn: string;
  readonly orderNumber: string;
  readonly units: string;
  readonly rate: string;
  readonly amount: string;
  readonly description: string;
  readonly timekeeper: string;
}

/** A mapping to begin with, by titles that contractors use. */
export function suggestInvoiceMapping(titles: readonly string[]): InvoiceCsvMapping {
  const find = (pattern: RegExp): string => titles.find((title) => pattern.test(title)) ?? '';
  return {
    dayOrder: 'mdy',
    workedOn: find(/date|day/i),
    orderNumber: find(/order|project|reference|matter/i),
    units: find(/hours|units|quantity|qty/i),
    rate: find(/rate|unit price|price/i),
    amount: find(/amount|total/i),
    description: find(/description|narrative|task|work/i),
    timekeeper: find(/timekeeper|person|by whom|staff/i),
  };
}

/** The titles of a CSV file: its first row. */
export function invoiceCsvTitles(text: string): string[] {
  return (splitCsv(text).rows[0]?.cells ?? []).map((cell) => cell.trim());
}

/**
 * Reads the lines of one invoice from a contractor's CSV by a mapping of its columns [PY13]. Number and day of the
 * invoice are typed by whoever imports it. Never throws; every problem is named with its line, and then nothing is taken.
 */
export function readInvoiceCsv(
  text: string,
  mapping: InvoiceCsvMapping,
  invoice: { readonly number: string; readonly invoicedOn: string },
): InvoiceFile {
  const { rows, openQuote } = splitCsv(text);
  const titles = invoiceCsvTitles(text);
  const problems = checkTitles(titles, mapping);
  if (openQuote !== null) problems.push({ line: openQuote, sentence: 'This quotation mark is never closed.' });
  const lines: InvoiceFileLine[] = [];
  if (problems.length === 0) {
    for (const row of rows.slice(1)) {
      if (row.cells.every((cell) => cell.trim() === '')) continue;
      const cell = (title: string) => (title === '' ? '' : (row.cells[titles.indexOf(title)] ?? '').trim());
      const read = readLine(row.line, cell, mapping, problems);
      if (read !== null) lines.push(read);
    }
    if (rows.length < 2) problems.push({ line: 1, sentence: 'The file has no line below its titles.' });
  }
  if (problems.length > 0) return { invoices: [], problems };
  const totalCents = lines.reduce((sum, line) => sum + line.amountCents, 0);
  return { invoices: [{ ...invoice, totalCents, lines }], problems };
}

function checkTitles(titles: readonly string[], mapping: InvoiceCsvMapping): FileProblem[] {
  const { dayOrder: _order, ...named } = mapping;
  const missing = Object.values(named).filter((title) => title !== '' && !titles.includes(title));
  const sentences = [...new Set(missing)].map((title) => `The file has no column "${title}".`);
  if (mapping.workedOn === '') sentences.push('Say which column is the day of the work.');
  if (mapping.amount === '' && (mapping.units === '' || mapping.rate === ''))
    sentences.push('Say which column is the amount, or which are the units and the rate.');
  return sentences.map((sentence) => ({ line: 1, sentence }));
}

function readLine(
  line: number,
  cell: (title: string) => string,
  mapping: InvoiceCsvMapping,
  problems: FileProblem[],
): InvoiceFileLine | null {
  const workedOn = parseBankDay(cell(mapping.workedOn), mapping.dayOrder);
  const units = readCell(line, 'units', cell(mapping.units), problems);
  const rate = readCell(line, 'rate', cell(mapping.rate), problems);
  const amount = readCell(line, 'amount', cell(mapping.amount), problems);
  if (workedOn === null) {
    problems.push({ line, sentence: `"${cell(mapping.workedOn)}" is not a day in this order.` });
    return null;
  }
  const product = scaleCents(rate ?? 0, units ?? 0, 100);
  const amountCents = amount ?? product;
  if (amount === null && product === 0) {
    problems.push({ line, sentence: 'There is no amount in this line.' });
    return null;
  }
  if (amount !== null && units !== null && rate !== null && amount !== product)
    problems.push({
      line,
      sentence: `Units and rate make ${formatCents(product)}, the amount says ${formatCents(amount)}.`,
    });
  return {
    kind: amountCents < 0 ? 'adjustment' : 'fee',
    workedOn,
    orderNumber: cell(mapping.orderNumber).slice(0, 60),
    hundredths: units ?? 0,
    rateCents: rate ?? 0,
    amountCents,
    description: cell(mapping.description).slice(0, 500),
    timekeeper: cell(mapping.timekeeper).slice(0, 120),
  };
}

/** A cell as hundredths or cents; null where it is empty or cannot be read, which is then a problem. */
function readCell(line: number, what: string, text: string, problems: FileProblem[]): number | null {
  if (text === '') return null;
  const read = parseAmount(text, true);
  if (read.ok) return read.value;
  problems.push({ line, sentence: `The ${what} "${text}" cannot be read as a number.` });
  return null;
}
