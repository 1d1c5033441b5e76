import type { Day } from '../../day.ts';
import type { Cents } from '../../money.ts';
import { parseBankAmount } from './bank-amount.ts';
import { parseBankDay } from './bank-day.ts';
import {
  type FileLine,
  type FileProblem,
  type FileStatement,
  lastFourOf,
  readCheckNumber,
  type StatementFile,
  tidyText,
} from './statement-file.ts';

/** One tag with the text up to the next: a leaf of OFX 1.x is not closed, so its value ends where a tag begins. */
interface Tag {
  readonly name: string;
  readonly isEnd: boolean;
  readonly value: string;
  readonly line: number;
}

interface OpenStatement {
  account: string;
  currency: string | null;
  from: Day | null;
  to: Day | null;
  balanceCents: Cents | null;
  balanceOn: Day | null;
  lines: FileLine[];
}

interface OpenLine {
  readonly line: number;
  readonly values: Map<string, string>;
}

/** Where in the tree a leaf stands; other aggregates are passed through. */
const contexts = ['BANKACCTFROM', 'CCACCTFROM', 'BANKACCTTO', 'CCACCTTO', 'LEDGERBAL', 'AVAILBAL', 'CURRENCY'];

/** Reads OFX and QFX, both the tagged text of 1.x and the XML of 2.x [TB1]. Never throws: what is wrong is listed. */
export function readOfx(text: string): StatementFile {
  const reader = new OfxReader();
  for (const tag of listTags(text)) reader.take(tag);
  return reader.finish();
}

class OfxReader {
  readonly #problems: FileProblem[] = [];
  readonly #statements: FileStatement[] = [];
  #statement: OpenStatement | null = null;
  #line: OpenLine | null = null;
  #context = '';
  #isEnded = false;

  take(tag: Tag): void {
    if (tag.isEnd) this.#close(tag);
    else this.#open(tag);
  }

  finish(): StatementFile {
    if (this.#line !== null) this.#say(this.#line.line, 'This movement has no end. Download the file again.');
    this.#endStatement();
    if (!this.#isEnded) this.#say(0, 'The file ends in the middle: its last tag is missing. Download it again.');
    else if (this.#statements.length === 0) this.#say(0, 'There is no statement of a bank account in the file.');
    return {
      format: 'ofx',
      statements: this.#statements,
      problems: this.#problems,
    };
  }

  #open(tag: Tag): void {
    const { name, line, value } = tag;
    if (name === 'STMTRS' || name === 'CCSTMTRS') {
      this.#endStatement();
      this.#statement = {
        account: '',
        currency: null,
        from: null,
        to: null,
        balanceCents: null,
        balanceOn: null,
        lines: [],
      };
    } else if (name === 'STMTTRN') {
      if (this.#line !== null) this.#say(this.#line.line, 'This movement has no end. Download the file again.');
      this.#line = { line, values: new Map() };
      this.#context = '';
    } else if (contexts.includes(name)) this.#context = name;
    else if (name === 'SEVERITY' && value.toUpperCase() === 'ERROR') {
      this.#say(line, 'The bank answered with an error instead of a statement. Download the file again.');
    } else this.#leaf(tag);
  }

  #close({ name }: Tag): void {
    if (name === 'STMTTRN') this.#endLine();
    else if (name === 'STMTRS' || name === 'CCSTMTRS') this.#endStatement();
    else if (name === 'OFX') this.#isEnded = true;
    else if (name === this.#context) this.#context = '';
  }

  #leaf({ name, value, line }: Tag): void {
    const statement = this.#statement;
    if (statement === null || value === '') return;
    if (this.#context === 'BANKACCTFROM' || this.#context === 'CCACCTFROM') {
      if (name === 'ACCTID') statement.account = tidyText(value);
    } else if (this.#context === 'LEDGERBAL') {
      if (name === 'BALAMT') statement.balanceCents = this.#amount(value, line);
      if (name === 'DTASOF') statement.balanceOn = this.#day(value, line);
    } else if (this.#line !== null) {
      if (this.#context === 'CURRENCY' && name === 'CURSYM' && value.toUpperCase() !== 'USD') {
        this.#say(line, `This movement is in ${value.slice(0, 10)}. A trust account is kept in US dollars.`);
      } else if (this.#context === '') this.#line.values.set(name, value);
    } else if (name === 'CURDEF') statement.currency = value.toUpperCase();
    else if (name === 'DTSTART') statement.from = this.#day(value, line);
    else if (name === 'DTEND') statement.to = this.#day(value, line);
  }

  #endLine(): void {
    const open = this.#line;
    this.#line = null;
    this.#context = '';
    if (open === null) return;
    if (this.#statement === null) {
      this.#say(open.line, 'This movement belongs to no account. Download the file again.');
      return;
    }
    const { values, line } = open;
    const posted = values.get('DTPOSTED');
    const amount = values.get('TRNAMT');
    if (posted === undefined) this.#say(line, 'This movement has no date (DTPOSTED).');
    if (amount === undefined) this.#say(line, 'This movement has no amount (TRNAMT).');
    if (posted === undefined || amount === undefined) return;
    const day = this.#day(posted, line);
    const amountCents = this.#amount(amount, line);
    if (day === null || amountCents === null || amountCents === 0) return;
    this.#statement.lines.push({
      line,
      id: values.get('FITID')?.slice(0, 255) ?? null,
      day,
      amountCents,
      name: tidyText(values.get('NAME') ?? ''),
      memo: tidyText(values.get('MEMO') ?? ''),
      checkNumber: readCheckNumber(values.get('CHECKNUM') ?? ''),
      kind: (values.get('TRNTYPE') ?? '').toUpperCase().slice(0, 20),
    });
  }

  #endStatement(): void {
    const open = this.#statement;
    this.#statement = null;
    this.#context = '';
    if (open === null) return;
    const { account, currency, from, to, balanceCents, balanceOn, lines } = open;
    const isWhole = balanceCents !== null && balanceOn !== null;
    const balance = isWhole ? { cents: balanceCents, on: balanceOn } : null;
    this.#statements.push({
      account,
      lastFour: lastFourOf(account),
      currency,
      from,
      to,
      balance,
      lines,
    });
  }

  #amount(text: string, line: number): Cents | null {
    const decision = parseBankAmount(text);
    if (decision.ok) return decision.value;
    this.#say(line, decision.refusal.sentence);
    return null;
  }

  /** The day that the bank wrote: its time and time zone do not move it. */
  #day(text: string, line: number): Day | null {
    const day = /^\d{8}/.test(text) ? parseBankDay(text.slice(0, 8), 'ymd') : null;
    if (day === null) this.#say(line, `"${text.slice(0, 40)}" is not a date. Dates are written 20260131.`);
    return day;
  }

  #say(line: number, sentence: string): void {
    this.#problems.push({ line, sentence });
  }
}

function* listTags(text: string): Generator<Tag, void, void> {
  const whole = text.includes(']]>')
    ? text.replace(/<!\[CDATA\[([^\]]*)\]\]>/g, (_all, inner) => escapeSigns(inner))
    : text;
  const pattern = /<(\/?)([A-Za-z][A-Za-z0-9_.]*)([^<>]*)>([^<]*)/g;
  let line = 1;
  let counted = 0;
  for (let found = pattern.exec(whole); found !== null; found = pattern.exec(whole)) {
    for (; counted < found.index; counted += 1) if (whole.charCodeAt(counted) === 10) line += 1;
    const [, slash, name = '', , value = ''] = found;
    yield {
      name: name.toUpperCase(),
      isEnd: slash === '/',
      value: putSignsBack(value).trim(),
      line,
    };
  }
}

function escapeSigns(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/** Puts the signs back that OFX writes as entities; each once, so "&amp;lt;" is "&lt;". */
function putSignsBack(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,6})|#[xX]([0-9a-fA-F]{1,5})|([a-z]{2,4}));/g, (all, decimal, hex, name) => {
    if (name !== undefined) return entities[name] ?? all;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0x10ffff ? all : String.fromCodePoint(code);
  });
}
