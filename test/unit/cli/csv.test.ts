import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCsvRow, parseCsv } from '../../../electron/cli/csv.ts';
import { Refused } from '../../../electron/cli/refused.ts';

function refusalCode(text: string): string {
  try {
    parseCsv(text);
  } catch (error) {
    if (error instanceof Refused) return error.refusal.code;
    throw error;
  }
  return '';
}

describe('CSV', () => {
  it('reads quotes, commas, line breaks in cells, and line ends of any system', () => {
    const { columns, records } = parseCsv(
      '\uFEFFName,Other Names\r\n"Alder, J.","a ""b"" c"\r"two\nlines",\n\n last ,x',
    );
    expect(columns).toEqual(['name', 'other_names']);
    expect(records).toEqual([
      { line: 2, cells: { name: 'Alder, J.', other_names: 'a "b" c' } },
      { line: 3, cells: { name: 'two\nlines', other_names: '' } },
      { line: 6, cells: { name: ' last ', other_names: 'x' } },
    ]);
  });

  it('gives back every cell as it was written', () => {
    // A leading apostrophe before a formula sign is the guard itself.
    const cell = fc.string().filter((text) => !/^'[=+\-@\t\r]/.test(text));
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 }), (rows) => {
        const filled = rows.filter((row) => row.some((text) => text !== ''));
        const text = ['a,b\r\n', ...filled.map((row) => formatCsvRow(row))].join('');
        expect(parseCsv(text).records.map(({ cells }) => [cells.a, cells.b])).toEqual(filled);
      }),
    );
  });

  it('takes the sting out of what a spreadsheet would run, and leaves numbers alone', () => {
    expect(formatCsvRow(['=1+1', '-3.50', '+1 555', '@x', 'plain', 12])).toBe("'=1+1,-3.50,'+1 555,'@x,plain,12\r\n");
  });

  it('refuses an empty file, an open quotation mark and too many cells', () => {
    expect(refusalCode('\n\n')).toBe('csv.empty');
    expect(refusalCode('a,b\n"x,y\nz')).toBe('csv.open-quote');
    expect(refusalCode('a,b\n1,2,3')).toBe('csv.too-many-cells');
  });
});
