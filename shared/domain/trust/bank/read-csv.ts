import type { Day } from '../../day.ts';
import { type Cents, sumCents } from '../../money.ts';
import { parseBankAmount } from './bank-amount.ts';
import { parseBankDay } from './bank-day.ts';
import { type CsvMapping, type CsvTable, readCsvTable } from './csv-mapping.ts';
import type { CsvRow } from './csv-rows.ts';
import { type FileLine, type FileProblem, readCheckNumber, type StatementFile, tidyText } from './statement-file.ts';

interface BalancedLine {
  readonly read: FileLine;
  readonly balanceCents: Cents | null;
}

/**
 * Reads a bank's CSV by a mapping of its columns [TB1]. Where there is a column of balances it is held against the
 * amounts, so a line that is missing in the middle is found. Never throws.
 */
export function readCsv(text: string, mapping: CsvMapping): StatementFile {
  const table = readCsvTable(text);
  const problems = checkMapping(table, mapping);
  const lines: BalancedLine[] = [];
  if (problems.length === 0) {
    for (const row of table.rows) {
      const read = readRow(table, row, mapping, problems);
      if (read !== null) lines.push(read);
    }
  }
  const ordered = problems.length > 0 ? lines : orderLines(lines, problems);
  const last = ordered.at(-1);
  const balance = last && last.balanceCents !== null ? { cents: last.balanceCents, on: last.read.day } : null;
  const statement = {
    account: '',
    lastFour: null,
    currency: null,
    from: null,
    to: null,
    balance,
    lines: ordered.map(({ read }) => read),
  };
  return { format: 'csv', statements: [statement], problems };
}

function checkMapping({ columns, rows, openQuote }: CsvTable, mapping: CsvMapping): FileProblem[] {
  const sentences: string[] = [];
  const { dayOrder: _order, outIsPositive: _sign, ...named } = mapping;
  const missing = Object.values(named).filter((title) => title !== '' && !columns.includes(title));
  for (const title of new Set(missing)) sentences.push(`The file has no column "${title}".`);
  if (mapping.day === '') sentences.push('Say which column is the date.');
  const hasTwo = mapping.moneyOut !== '' && mapping.moneyIn !== '';
  if (mapping.amount === '' && !hasTwo) {
    sentences.push('Say which column is the amount, or which two are money out and money in.');
  }
  if (rows.length === 0) sentences.push('The file has no lines below its titles.');
  const problems = sentences.map((sentence) => ({ line: 0, sentence }));
  if (openQuote !== null)
    problems.push({
      line: openQuote,
      sentence: 'This quotation mark is never closed.',
    });
  return problems;
}

function readRow(table: CsvTable, row: CsvRow, mapping: CsvMapping, problems: FileProblem[]): BalancedLine | null {
  const { line } = row;
  if (row.cells.slice(table.columns.length).some((beyond) => beyond !== '')) {
    problems.push({
      line,
      sentence: `This line has more columns than the titles: an amount or a text with the sign between columns in it is not in quotation marks. Put it in quotation marks, or download OFX.`,
    });
    return null;
  }
  const cell = (title: string): string => (title === '' ? '' : (row.cells[table.columns.indexOf(title)] ?? ''));
  const amountCents = readAmount(cell, mapping, line, problems);
  if (amountCents === null) return null;
  const day: Day | null = parseBankDay(cell(mapping.day), mapping.dayOrder);
  if (day === null) {
    problems.push({
      line,
      sentence: `"${cell(mapping.day).slice(0, 40)}" is not a date in the chosen order.`,
    });
  }
  const balanceText = cell(mapping.balance);
  const balance = balanceText === '' ? null : parseBankAmount(balanceText);
  if (balance?.ok === false) problems.push({ line, sentence: balance.refusal.sentence });
  if (day === null || amountCents === 0) return null;
  const read: FileLine = {
    line,
    id: cell(mapping.id).slice(0, 255) || null,
    day,
    amountCents,
    name: tidyText(cell(mapping.name)),
    memo: tidyText(cell(mapping.memo)),
    checkNumber: readCheckNumber(cell(mapping.checkNumber)),
    kind: '',
  };
  return { read, balanceCents: balance?.ok ? balance.value : null };
}

/** Null for a line that is to be left out: it is bad, or a balance carried forward without an amount. */
function readAmount(
  cell: (title: string) => string,
  mapping: CsvMapping,
  line: number,
  problems: FileProblem[],
): Cents | null {
  const read = (title: string): Cents | null => {
    if (cell(title) === '') return 0;
    const decision = parseBankAmount(cell(title));
    if (decision.ok) return decision.value;
    problems.push({ line, sentence: decision.refusal.sentence });
    return null;
  };
  const titles = mapping.amount === '' ? [mapping.moneyOut, mapping.moneyIn] : [mapping.amount];
  if (titles.every((title) => cell(title) === '')) {
    if (cell(mapping.balance) === '') problems.push({ line, sentence: 'This line has no amount.' });
    return null;
  }
  if (mapping.amount !== '') {
    const cents = read(mapping.amount);
    return cents === null ? null : mapping.outIsPositive ? 0 - cents : cents;
  }
  const out = read(mapping.moneyOut);
  const into = read(mapping.moneyIn);
  if (out === null || into === null) return null;
  if (out !== 0 && into !== 0) {
    problems.push({
      line,
      sentence: 'This line has both money out and money in.',
    });
    return null;
  }
  return sumCents([into, -Math.abs(out)]);
}

/** Oldest first. Which way the file runs is told by the balances, else by the days. */
function orderLines(lines: readonly BalancedLine[], problems: FileProblem[]): readonly BalancedLine[] {
  const reversed = [...lines].reverse();
  const breaks = findBreak(lines);
  if (breaks === null && lines.some((one) => one.balanceCents !== null)) {
    return isFalling(lines) && findBreak(reversed) === null ? reversed : lines;
  }
  if (breaks !== null && findBreak(reversed) === null) return reversed;
  const ordered = isFalling(lines) ? reversed : lines;
  const at = findBreak(ordered);
  if (at !== null) {
    problems.push({
      line: at.line,
      sentence: 'The balance does not follow from the line before: a line is missing.',
    });
  }
  return ordered;
}

function isFalling(lines: readonly BalancedLine[]): boolean {
  return (lines[0]?.read.day ?? '') > (lines.at(-1)?.read.day ?? '');
}

/** The first line whose balance is not the one before plus its amount; null where all follow. */
function findBreak(lines: readonly BalancedLine[]): FileLine | null {
  let before: Cents | null = null;
  for (const { read, balanceCents } of lines) {
    if (before !== null && balanceCents !== null && sumCents([before, read.amountCents]) !== balanceCents) return read;
    before = balanceCents;
  }
  return null;
}
