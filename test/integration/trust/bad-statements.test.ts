import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { openPractice, type Practice } from '../../support/practice.ts';
import { refusalOf } from '../../support/refusal-of.ts';
import { ofxText, xmlText } from '../../unit/domain/trust/bank/bank-files.ts';

let firm: Practice;
beforeAll(async () => {
  firm = await openPractice('2026-02-03');
});
afterAll(() => firm.remove());

const lines = [
  { day: '2026-01-12', cents: '1500.00', id: 'B1', name: 'DEPÓSITO', type: 'DEP' },
  { day: '2026-01-22', cents: '-300.00', id: 'B2', name: 'CHECK', check: '1001', type: 'CHECK' },
];
const whole = { balance: '1200.00' };
const good = ofxText(lines, undefined, whole);
const titles = 'Date,Description,Amount,Balance\n';
const table = `${titles}01/12/2026,Deposit,1500.00,1500.00\n01/22/2026,Check,-300.00,1200.00\n`;
const twoColumns = 'Date,Description,Debit,Credit,Balance\n';
const qif = (text: string): string => `!Type:Bank\n${text}`;
const period = { from: '2026-01-02', to: '2026-01-31' };

type Bytes = string | Buffer;
const file = (content: Bytes, more: object = {}) => ({
  accountId: firm.accountId,
  fileBase64: Buffer.from(content).toString('base64'),
  fileName: 'january',
  ...more,
});
const preview = (content: Bytes, more: object = {}) => firm.client.trust.previewStatement(file(content, more));
const bring = (content: Bytes, more: object = {}) =>
  firm.client.trust.importStatement({ commandId: createId(), ...file(content, more) });
const count = (what: string): number =>
  firm.host.firm.rows.get<{ n: number }>(`SELECT COUNT(*) AS n FROM ${what}`)?.n ?? 0;

/** What is wrong, the bytes, what the person says of them, the refusal, and words that it has to say. */
type BadFile = readonly [what: string, content: Bytes, more: object, code: string, words: RegExp];

const ofxFiles: BadFile[] = [
  [
    'a decimal comma',
    good.replace('-300.00', '-300,00'),
    {},
    'bad-lines',
    /Line \d+: "-300,00" has a comma .*1,234\.56/,
  ],
  ['points between thousands', good.replace('1500.00', '1.500,00'), {}, 'bad-lines', /has a comma where/],
  ['a point that may be either', good.replace('1500.00', '1.500'), {}, 'bad-lines', /may be dollars and cents or/],
  ['no amount', good.replace(/<TRNAMT>-300.00\n/, ''), {}, 'bad-lines', /no amount \(TRNAMT\)/],
  ['no date', good.replace(/<DTPOSTED>20260122[^\n]*\n/, ''), {}, 'bad-lines', /no date \(DTPOSTED\)/],
  ['no end', good.slice(0, -60), {}, 'bad-lines', /last tag is missing\. Download it again/],
  ['a movement of no account', good.replace('<STMTRS>', '<OTHER>'), {}, 'bad-lines', /belongs to no account/],
  ['no statement at all', '<OFX></OFX>', {}, 'bad-lines', /no statement of a bank account/],
  [
    'a movement in another currency',
    good.replace('<FITID>B2', '<CURRENCY><CURSYM>EUR</CURRENCY><FITID>B2'),
    {},
    'bad-lines',
    /in EUR.*US dollars/,
  ],
  ['a sign of another currency', good.replace('1500.00', '€1500.00'), {}, 'bad-lines', /is not an amount/],
  ['a movement given twice, not alike', good.replace('<FITID>B2', '<FITID>B1'), {}, 'line-changed', /Ask the bank/],
];
const qifFiles: BadFile[] = [
  [
    'days and months changed',
    qif("D1/22'26\nT-300.00\n^\n"),
    { dayOrder: 'dmy' },
    'bad-lines',
    /not a date in the chosen order/,
  ],
  ['a year to come', qif('D1/22/27\nT-300.00\n^\n'), {}, 'dates', /cannot end in the future/],
  ['another kind of account', '!Type:Invst\nD1/22/26\n^\n', {}, 'bad-lines', /Export the bank account alone/],
];
const csvFiles: BadFile[] = [
  [
    'columns that were changed',
    `${twoColumns}01/12/2026,Deposit,1500.00,,1500.00\n01/22/2026,Check,,300.00,1200.00\n`,
    period,
    'bad-lines',
    /balance does not follow/,
  ],
  [
    'an amount with a comma outside quotation marks',
    `${titles}01/12/2026,Deposit,1,500.00,1500.00\n`,
    period,
    'bad-lines',
    /not in quotation marks/,
  ],
  [
    'a decimal comma between semicolons',
    'Date;Text;Amount\n12.01.2026;In;1500,00\n',
    period,
    'bad-lines',
    /has a comma where/,
  ],
  [
    'money out and in on one line',
    `${twoColumns}01/12/2026,Both,5.00,7.00,2.00\n`,
    period,
    'bad-lines',
    /both money out and money in/,
  ],
  ['a column that is not there', table, { ...period, mapping: 'Sum' }, 'bad-lines', /no column "Sum"/],
  [
    'a period that starts late',
    table,
    { ...period, from: '2026-01-10' },
    'gap',
    /Jan 2, 2026 to Jan 9, 2026 is missing/,
  ],
  [
    'an ending balance that is not its own',
    table,
    { ...period, closingCents: 120_001 },
    'incomplete',
    /0\.01 is missing or too much/,
  ],
];
const noFiles: BadFile[] = [
  ['a PDF', '%PDF-1.7\n%âãÏÓ\n1 0 obj', {}, 'bad-lines', /This is a PDF.*Documents/],
  ['a spreadsheet', Buffer.from('504b030414000600080000002100', 'hex'), {}, 'bad-lines', /Save it as CSV/],
  ['an old spreadsheet', Buffer.from('d0cf11e0a1b11ae1000000000000', 'hex'), {}, 'bad-lines', /Save it as CSV/],
  ['a web page', '<!DOCTYPE html><html><body>Sign in</body></html>', {}, 'bad-lines', /web page/],
  ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), {}, 'bad-lines', /no text that a bank writes/],
  ['blank lines alone', '\n\n  \n', {}, 'bad-lines', /is empty/],
];

/** A wrong column is named in a mapping that otherwise fits. */
async function spoken(content: Bytes, more: object) {
  if (!('mapping' in more)) return more;
  const { mapping } = await preview(content);
  return { ...more, mapping: { ...mapping, amount: String(more.mapping) } };
}

describe('a bank’s file that cannot be taken', () => {
  it.each([...ofxFiles, ...qifFiles, ...csvFiles, ...noFiles])(
    '[TB1] [TB2] [TB3] [TB6] says what of %s, and leaves nothing behind',
    async (_what, content, more, code, words) => {
      const before = [count('event'), count('trust_statement'), count('trust_file')];
      const said = await spoken(content, more);
      const shown = (await preview(content, said)).refusal;
      expect(shown).toMatchObject({ code: `trust.statement-${code}`, sentence: expect.stringMatching(words) });
      expect(await refusalOf(bring(content, said))).toMatchObject({ code: shown?.code, sentence: shown?.sentence });
      expect([count('event'), count('trust_statement'), count('trust_file')]).toEqual(before);
    },
  );
});

describe('a bank’s file that is odd and good', () => {
  const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
  const marked = (mark: string, bytes: Buffer): Buffer => Buffer.concat([Buffer.from(mark, 'hex'), bytes]);
  it.each<[string, Bytes, object]>([
    ['UTF-8 with its mark', marked('efbbbf', Buffer.from(good)), {}],
    ['UTF-16 with its mark', marked('fffe', utf16(xmlText(lines, undefined, whole))), {}],
    ['UTF-16 without one', utf16(good), {}],
    ['UTF-16 the other way round', utf16(good).swap16(), {}],
    ['Windows-1252', Buffer.from(good, 'latin1'), {}],
    ['lines that end in CR', good.replaceAll('\n', '\r'), {}],
    ['no account, no currency', good.replace(/<ACCTID>\w+/, '').replace(/<CURDEF>USD\n/, ''), {}],
    [
      'QIF with two digits of the year',
      qif('D1/12/26\nT1,500.00\nPDEPÓSITO\n^\nD1/22/26\nT-300.00\nN1001\n^\n'),
      period,
    ],
    [
      'CSV with a mark and blank lines',
      `\ufeff\n\n${titles}\n01/12/2026,DEPÓSITO,1500.00,1500.00\n\n01/22/2026,Check,-300.00,1200.00\n\n`,
      period,
    ],
    [
      'CSV with brackets for minus',
      `${titles}01/12/2026,DEPÓSITO,"$1,500.00","$1,500.00"\n01/22/2026,Check,($300.00),1200.00\n`,
      period,
    ],
    [
      'CSV with two columns, newest first',
      `${twoColumns}01/22/2026,Check,300.00,,1200.00\n01/12/2026,DEPÓSITO,,1500.00,1500.00\n`,
      period,
    ],
    ['CSV with semicolons', 'Date;Description;Amount\n12.01.2026;DEPÓSITO;1500.00\n22.01.2026;Check;-300.00\n', period],
  ])('[TB1] is read: %s', async (_what, content, more) => {
    const shown = await preview(content, more);
    expect(shown).toMatchObject({
      problems: [],
      refusal: null,
      ...period,
      moneyInCents: 150_000,
      moneyOutCents: 30_000,
    });
    expect(shown.lines.map((line) => [line.day, line.amountCents])).toEqual([
      ['2026-01-12', 150_000],
      ['2026-01-22', -30_000],
    ]);
    expect(shown.lines[0]?.name).toBe('DEPÓSITO');
  });
});
