import { describe, expect, it } from 'vitest';
import { parseBankAmount } from '../../../../../shared/domain/trust/bank/bank-amount.ts';
import { parseBankDay } from '../../../../../shared/domain/trust/bank/bank-day.ts';
import { readCsvTable, suggestMapping } from '../../../../../shared/domain/trust/bank/csv-mapping.ts';
import { chooseStatement, readStatement } from '../../../../../shared/domain/trust/bank/read-statement.ts';
import { ofxText, xmlText } from './bank-files.ts';

const line = {
  day: '2026-01-20',
  cents: '-300.00',
  id: 'B2',
  name: 'COUNTY CLERK &amp; CO',
  check: '001041',
  type: 'CHECK',
};

describe('amounts and days of a bank', () => {
  it.each([
    ['-12.5', -1_250],
    ['1,234.56', 123_456],
    ['+7', 700],
    ['(12.00)', -1_200],
    ['$3.10', 310],
    ['12.00-', -1_200],
    ['.5', 50],
    ['-0.00', 0],
  ])('[TB2] reads %s', (text, cents) => {
    expect(parseBankAmount(text)).toEqual({ ok: true, value: cents });
  });

  it.each([
    ['-1.1O', 'trust.bank-amount-not-understood'],
    ['1.234,56', 'trust.bank-amount-comma'],
    ['12,50', 'trust.bank-amount-comma'],
    ['1.2k', 'trust.bank-amount-not-understood'],
    ['1.005', 'trust.bank-amount-unclear'],
    ['1.0055', 'money.amount-too-fine'],
    ['1e5', 'trust.bank-amount-not-understood'],
    ['', 'trust.bank-amount-not-understood'],
    ['12,34.00', 'money.amount-unclear'],
  ])('[TB2] refuses %s', (text, code) => {
    const decision = parseBankAmount(text);
    expect(decision.ok ? decision.value : decision.refusal.code).toBe(code);
  });

  it.each([
    ['1/31/2026', 'mdy', '2026-01-31'],
    ["01/31'26", 'mdy', '2026-01-31'],
    ["1/ 5'2026", 'mdy', '2026-01-05'],
    ['31.01.2026', 'dmy', '2026-01-31'],
    ['2026-01-31', 'mdy', '2026-01-31'],
    ['20260131', 'mdy', '2026-01-31'],
    ['31-Jan-2026', 'mdy', '2026-01-31'],
    ['Jan 31, 2026', 'dmy', '2026-01-31'],
    ['31/01/2026', 'mdy', null],
    ['02/30/2026', 'mdy', null],
    ['', 'mdy', null],
  ] as const)('reads %s as %s', (text, order, day) => {
    expect(parseBankDay(text, order)).toBe(day);
  });
});

describe('OFX', () => {
  it('[TB1] reads 1.x with tags that are not closed, and 2.x, alike', () => {
    for (const text of [ofxText([line]), xmlText([line])]) {
      const { file } = readStatement(text);
      expect(file.problems).toEqual([]);
      expect(file.statements).toHaveLength(1);
      expect(file.statements[0]).toMatchObject({
        account: '0000004242',
        lastFour: '4242',
        currency: 'USD',
        from: '2026-01-02',
        to: '2026-01-31',
        balance: { cents: 70_000, on: '2026-01-31' },
        lines: [
          {
            id: 'B2',
            day: '2026-01-20',
            amountCents: -30_000,
            name: 'COUNTY CLERK & CO',
            checkNumber: 1_041,
            kind: 'CHECK',
          },
        ],
      });
    }
  });

  it('[TB1] [TB2] names the line of what is wrong', () => {
    const bad = ofxText([{ ...line, cents: '-1.1O' }]);
    const { file } = readStatement(bad);
    expect(file.problems).toEqual([
      { line: expect.any(Number), sentence: '"-1.1O" is not an amount. Amounts are written 1,234.56.' },
    ]);
    expect(bad.split('\n')[(file.problems[0]?.line ?? 0) - 1]).toContain('<STMTTRN>');
  });

  it.each([
    ['a file that is cut off', (text: string) => text.slice(0, text.indexOf('</BANKTRANLIST>'))],
    ['a movement without an amount', (text: string) => text.replace(/<TRNAMT>[^<]*/, '')],
    ['a movement without a date', (text: string) => text.replace(/<DTPOSTED>[^<]*/, '')],
    ['a date that does not exist', (text: string) => text.replace('20260120', '20260230')],
    [
      'another currency of a movement',
      (text: string) => text.replace('<FITID>', '<CURRENCY><CURSYM>CAD</CURRENCY><FITID>'),
    ],
    ['a movement without an end', (text: string) => text.replace('</STMTTRN>', '')],
    ['an error of the bank', (text: string) => text.replace('INFO', 'ERROR')],
  ])('[TB1] says so of %s', (_what, spoil) => {
    const { file } = readStatement(spoil(ofxText([line])));
    expect(file.problems.length).toBeGreaterThan(0);
  });

  it('[TB3] asks which of several accounts is meant, unless one ends like ours', () => {
    const both = ofxText([line]).replace('</OFX>', `${ofxText([line], '99999999').split('<OFX>')[1]}`);
    const { statements } = readStatement(both).file;
    expect(statements).toHaveLength(2);
    expect(chooseStatement(statements, '4242', undefined)).toMatchObject({ ok: true, value: { lastFour: '4242' } });
    expect(chooseStatement(statements, '4242', 1)).toMatchObject({ ok: true, value: { lastFour: '9999' } });
    expect(chooseStatement(statements, '1111', undefined)).toMatchObject({
      ok: false,
      refusal: { code: 'trust.statement-several-accounts' },
    });
    expect(chooseStatement([], '1111', undefined).ok).toBe(false);
  });
});

describe('QIF', () => {
  const qif =
    "!Account\nNTrust 4242\nTBank\n^\n!Type:Bank\nD1/20'26\nT-1,300.00\nN1041\nPCounty Clerk\nMFiling\n^\nD1/21'26\nU5.00\nT5.00\nPBank\n^\n";

  it('[TB1] reads entries and the name of the account', () => {
    const { file } = readStatement(qif);
    expect(file).toMatchObject({
      format: 'qif',
      problems: [],
      statements: [
        {
          lastFour: '4242',
          lines: [
            { day: '2026-01-20', amountCents: -130_000, checkNumber: 1_041, name: 'County Clerk', memo: 'Filing' },
            { day: '2026-01-21', amountCents: 500, checkNumber: null },
          ],
        },
      ],
    });
  });

  it('[TB1] names the line of what is wrong', () => {
    expect(readStatement(qif.replace('T-1,300.00', 'T-13OO')).file.problems).toMatchObject([{ line: 7 }]);
    expect(readStatement(qif, { dayOrder: 'dmy' }).file.problems).toMatchObject([{ line: 6 }, { line: 12 }]);
    expect(readStatement(qif.slice(0, -2)).file.problems).toMatchObject([{ line: 16 }]);
    expect(readStatement('!Type:Invst\nD1/1/26\n^\n').file.problems).toHaveLength(1);
    expect(readStatement('!Type:Bank\nPx\n^\n').file.problems).toHaveLength(2);
    expect(readStatement('!Option:AutoSwitch\n').file.problems).toMatchObject([{ line: 0 }]);
  });
});

describe('CSV', () => {
  const head = 'Date,Description,Amount,Running Bal.,Check Number\n';
  const rows = '01/20/2026,"County, Clerk",-300.00,700.00,1041\n01/21/2026,Wire in,"1,000.00","1,700.00",\n';

  it('[TB1] finds the titles under a letterhead and reads by the titles that banks use', () => {
    const { file, mapping } = readStatement(
      `First Bank\nAccount 4242\n\n${head}${rows}`.replace('Running Bal.', 'Balance'),
    );
    expect(mapping).toMatchObject({ day: 'Date', amount: 'Amount', balance: 'Balance', checkNumber: 'Check Number' });
    expect(file.problems).toEqual([]);
    expect(file.statements[0]).toMatchObject({
      balance: { cents: 170_000, on: '2026-01-21' },
      lines: [
        { day: '2026-01-20', amountCents: -30_000, name: 'County, Clerk', checkNumber: 1_041 },
        { day: '2026-01-21', amountCents: 100_000 },
      ],
    });
  });

  it('[TB1] reads newest first, two columns, semicolons, and turned signs', () => {
    const falling =
      'Posted Date;Payee;Debit;Credit;Balance\n21.01.2026;In;;1000.00;1700.00\n20.01.2026;Out;300.00;;700.00\n';
    const read = readStatement(falling);
    expect(read.mapping).toMatchObject({ dayOrder: 'dmy', moneyOut: 'Debit', moneyIn: 'Credit', amount: '' });
    expect(read.file.problems).toEqual([]);
    expect(read.file.statements[0]?.lines.map((one) => one.amountCents)).toEqual([-30_000, 100_000]);
    const turned = suggestMapping(readCsvTable(head + rows));
    const { file } = readStatement(head + rows, { mapping: { ...turned, balance: '', outIsPositive: true } });
    expect(file.statements[0]?.lines.map((one) => one.amountCents)).toEqual([30_000, -100_000]);
  });

  it('[TB1] finds a line that is missing by the balances', () => {
    const { file } = readStatement(
      `Date,Description,Amount,Balance\n1/1/2026,a,1.00,1.00\n1/2/2026,b,1.00,2.00\n1/4/2026,d,1.00,4.00\n`,
    );
    expect(file.problems).toMatchObject([{ line: 4 }]);
  });

  it.each([
    ['Date,Amount,Description\n1/1/2026,12,50,x\n', 1],
    ['Date,Amount,Description\n1/1/2026,12.50,x,,\n', 0],
    ['Date,Amount,Description\n1/1/2026,1.230,x\n', 1],
    ['Date,Amount,Description\n1/1/2026,(12.5000),x\n', 0],
    ['Date,Amount,Description\n1/1/2026,1.1O,x\n', 1],
    ['Date,Amount,Description\n13/13/2026,1.10,x\n', 1],
    ['Date,Amount,Description\n1/1/2026,,x\n', 1],
    ['Date,Amount,Description\n1/1/2026,1.00,"x\n', 1],
    ['Date,Amount,Description\n', 1],
    ['Day,Sum,Text\n1/1/2026,1,x\n', 2],
    ['Date,Debit,Credit\n1/1/2026,1,2\n', 1],
    ['', 1],
  ])('[TB1] lists what is wrong with %j', (text, count) => {
    expect(readStatement(text).file.problems).toHaveLength(count);
  });

  it('[TB1] refuses a mapping that names a column the file has not', () => {
    const mapping = { ...suggestMapping(readCsvTable(head + rows)), name: 'Payee' };
    expect(readStatement(head + rows, { mapping }).file.problems).toMatchObject([
      { line: 0, sentence: 'The file has no column "Payee".' },
    ]);
  });
});
