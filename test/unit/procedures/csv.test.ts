import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvField, toCsv } from '../../../electron/data/procedures/csv.ts';

/** Reads one CSV line back, as RFC 4180 says. */
function readFields(line: string): string[] {
  return [...`${line},`.matchAll(/("(?:[^"]|"")*"|[^,]*),/gs)]
    .map((match) => match[1] ?? '')
    .map((field) => (field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field));
}

describe('csv', () => {
  it('quotes where it must and keeps formulas from running', () => {
    expect(csvField('Alder, J.')).toBe('"Alder, J."');
    expect(csvField('He said "no"')).toBe('"He said ""no"""');
    expect(csvField('two\nlines')).toBe('"two\nlines"');
    expect(csvField('=1+1')).toBe("'=1+1");
    expect(csvField('@SUM(A1)')).toBe("'@SUM(A1)");
    expect(csvField('-12.50')).toBe('-12.50');
    expect(csvField('-x')).toBe("'-x");
  });

  it('writes amounts, hours and shares as plain numbers', () => {
    const columns = [
      { key: 'a', title: 'Amount', kind: 'amount' },
      { key: 'h', title: 'Hours', kind: 'hours' },
      { key: 's', title: 'Share', kind: 'share' },
      { key: 'd', title: 'Date', kind: 'day' },
    ] as const;
    const csv = toCsv(columns, [
      { a: -123_456, h: 84, s: 933, d: '2026-06-30' },
      { a: null, h: 0, s: null },
    ]);
    expect(csv).toBe('Amount,Hours,Share,Date\r\n-1234.56,1.40,93.3,2026-06-30\r\n,0.00,,\r\n');
  });

  it('is read back as it was, whatever was typed', () => {
    const text = fc.string().filter((typed) => !/^[=+\-@\t\r]/.test(typed));
    fc.assert(
      fc.property(fc.array(text, { minLength: 2, maxLength: 6 }), (cells) => {
        expect(readFields(cells.map(csvField).join(','))).toEqual(cells);
      }),
    );
  });
});
