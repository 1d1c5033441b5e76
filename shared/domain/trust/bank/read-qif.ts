import type { Day } from '../../day.ts';
import { parseBankAmount } from './bank-amount.ts';
import { type DayOrder, parseBankDay } from './bank-day.ts';
import {
  type FileLine,
  type FileProblem,
  type FileStatement,
  lastFourOf,
  readCheckNumber,
  type StatementFile,
  tidyText,
} from './statement-file.ts';

interface Field {
  readonly line: number;
  readonly value: string;
}
type Fields = Map<string, Field>;

const bankTypes = ['bank', 'ccard', 'cash'];

/** Reads QIF [TB1]. It states neither period nor balance nor currency; an account block names the account. Never throws. */
export function readQif(text: string, order: DayOrder): StatementFile {
  const problems: FileProblem[] = [];
  const parts = new Map<string, FileLine[]>();
  let account = '';
  let section = '';
  let fields: Fields = new Map();
  const flush = (line: number): void => {
    if (fields.size === 0) return;
    if (section === 'account') account = tidyText(fields.get('N')?.value ?? '');
    else if (section === 'bank') {
      const read = readRecord(fields, line, order, problems);
      if (read !== null) parts.set(account, [...(parts.get(account) ?? []), read]);
    }
    fields = new Map();
  };
  let number = 0;
  for (const raw of text.split(/\r\n|\n|\r/)) {
    number += 1;
    const typed = raw.trim();
    if (typed === '') continue;
    const code = typed.charAt(0).toUpperCase();
    if (code === '!') {
      if (fields.size > 0)
        problems.push({
          line: number,
          sentence: 'The entry before this line has no end (^).',
        });
      fields = new Map();
      section = sectionOf(typed, number, problems) ?? section;
      if (section === 'bank' && !parts.has(account)) parts.set(account, []);
    } else if (code === '^') flush(number);
    else if (!fields.has(code)) fields.set(code, { line: number, value: typed.slice(1).trim() });
  }
  if (fields.size > 0)
    problems.push({
      line: number,
      sentence: 'The file ends in the middle of an entry.',
    });
  if (parts.size === 0 && problems.length === 0) {
    problems.push({
      line: 0,
      sentence: 'There is no bank account in the file (!Type:Bank).',
    });
  }
  return {
    format: 'qif',
    statements: [...parts].map(([name, lines]) => statementOf(name, lines)),
    problems,
  };
}

function statementOf(account: string, lines: readonly FileLine[]): FileStatement {
  return {
    account,
    lastFour: lastFourOf(account),
    currency: null,
    from: null,
    to: null,
    balance: null,
    lines,
  };
}

function sectionOf(typed: string, line: number, problems: FileProblem[]): string | null {
  const head = typed.slice(1).trim().toLowerCase();
  if (head === 'account') return 'account';
  if (head.startsWith('option') || head.startsWith('clear')) return null;
  const type = /^type:\s*(\S+)/.exec(head)?.[1];
  if (type !== undefined && bankTypes.includes(type)) return 'bank';
  if (type === 'cat' || type === 'class' || type === 'memorized') return 'other';
  problems.push({
    line,
    sentence: `"${typed.slice(0, 40)}" is not a bank account. Export the bank account alone.`,
  });
  return 'other';
}

function readRecord(fields: Fields, line: number, order: DayOrder, problems: FileProblem[]): FileLine | null {
  const date = fields.get('D');
  const amount = fields.get('T') ?? fields.get('U');
  if (date === undefined)
    problems.push({
      line,
      sentence: 'The entry that ends here has no date (D).',
    });
  if (amount === undefined)
    problems.push({
      line,
      sentence: 'The entry that ends here has no amount (T).',
    });
  if (date === undefined || amount === undefined) return null;
  const day: Day | null = parseBankDay(date.value, order);
  if (day === null) {
    problems.push({
      line: date.line,
      sentence: `"${date.value.slice(0, 40)}" is not a date in the chosen order.`,
    });
  }
  const cents = parseBankAmount(amount.value);
  if (!cents.ok) problems.push({ line: amount.line, sentence: cents.refusal.sentence });
  if (day === null || !cents.ok || cents.value === 0) return null;
  return {
    line: date.line,
    id: null,
    day,
    amountCents: cents.value,
    name: tidyText(fields.get('P')?.value ?? ''),
    memo: tidyText(fields.get('M')?.value ?? ''),
    checkNumber: readCheckNumber(fields.get('N')?.value ?? ''),
    kind: '',
  };
}
