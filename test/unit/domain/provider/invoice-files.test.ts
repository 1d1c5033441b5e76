import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  invoiceCsvTitles,
  readInvoiceCsv,
  suggestInvoiceMapping,
} from '../../../../shared/domain/provider/invoice-csv.ts';
import { ledesColumns, readDecimalCents, readLedes1998B } from '../../../../shared/domain/provider/ledes-1998b.ts';

const row =
  '20261120|A-7|FIRM|WO-2026-0001|150.00|20261101|20261115|Indexing|1|F|3.00|0.00|150.00|20261105|L310||A103|MV|Indexed records|91-0000001|50.00|Vane, Mira|PARALG|WO-2026-0001';
const file = (...rows: string[]) =>
  ['LEDES1998B[]', `${ledesColumns.join('|')}[]`, ...rows.map((one) => `${one}[]`)].join('\r\n');

describe('[PY13] a LEDES 1998B file', () => {
  it('is read with its invoice and lines', () => {
    expect(readLedes1998B(`\uFEFF${file(row)}\r\n`)).toEqual({
      problems: [],
      invoices: [
        {
          number: 'A-7',
          invoicedOn: '2026-11-20',
          totalCents: 15_000,
          lines: [
            {
              kind: 'fee',
              workedOn: '2026-11-05',
              orderNumber: 'WO-2026-0001',
              hundredths: 300,
              rateCents: 5_000,
              amountCents: 15_000,
              description: 'Indexed records',
              timekeeper: 'Vane, Mira',
            },
          ],
        },
      ],
    });
  });

  it('is read whole or not at all: header, pipes, days and decimals', () => {
    const sentences = (text: string) =>
      readLedes1998B(text).problems.map(({ line, sentence }) => `${line}: ${sentence}`);
    expect(sentences('LEDES98BI V2[]')[0]).toContain('1: The first line');
    expect(sentences('LEDES1998B[]\nINVOICE_DATE|X[]')[0]).toContain('2: The second line');
    expect(sentences(file(row, row.replace('|F|', '|F')))).toEqual([
      '4: This line has 23 fields; there have to be 24.',
    ]);
    expect(sentences(file(row.replace('20261105', '20261305')))[0]).toContain('LINE_ITEM_DATE "20261305"');
    expect(sentences(file(row.replace('|150.00|20261105', '|1,50.00|20261105')))[0]).toContain('LINE_ITEM_TOTAL');
    expect(sentences(file(row, row.replace('|150.00|20261101', '|151.00|20261101')))[0]).toContain(
      'another day or total',
    );
    expect(sentences(file())).toHaveLength(1);
    expect(readLedes1998B(file(row, 'broken')).invoices).toEqual([]);
  });

  it('never throws, and never reads an amount as another', () => {
    fc.assert(
      fc.property(fc.string(), (text) => void readLedes1998B(text)),
      { numRuns: 50 },
    );
    fc.assert(
      fc.property(fc.integer({ min: -99_999_999, max: 99_999_999 }), (cents) => {
        const text = `${cents < 0 ? '-' : ''}${Math.floor(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, '0')}`;
        expect(readDecimalCents(text)).toBe(cents);
      }),
      { numRuns: 100 },
    );
    for (const wrong of ['1,234.56', '1.234', '1.1O', '', '--1', '1e3', '.5'])
      expect(readDecimalCents(wrong)).toBeNull();
  });
});

describe('[PY13] a CSV of a contractor', () => {
  const invoice = { number: 'B-1', invoicedOn: '2026-11-20' };
  const csv =
    'Date,Work order,Hours,Rate,Amount,Description\n11/05/2026,WO-2026-0001,3,50.00,150.00,Indexed\n11/06/2026,,,,-10.00,Discount\n';

  it('is read by a mapping that its titles suggest', () => {
    const mapping = suggestInvoiceMapping(invoiceCsvTitles(csv));
    const { invoices, problems } = readInvoiceCsv(csv, { ...mapping, description: 'Description' }, invoice);
    expect(problems).toEqual([]);
    expect(invoices[0]).toMatchObject({ totalCents: 14_000 });
    expect(invoices[0]?.lines[1]).toMatchObject({ kind: 'adjustment', amountCents: -1_000 });
  });

  it('names each problem with its line and takes nothing', () => {
    const mapping = suggestInvoiceMapping(invoiceCsvTitles(csv));
    const read = (text: string) => readInvoiceCsv(text, mapping, invoice);
    expect(read(csv.replace('150.00', '151.00')).problems[0]?.sentence).toContain('make 150.00');
    expect(read(csv.replace('11/05/2026', '31/31/2026')).problems[0]).toMatchObject({ line: 2 });
    expect(read(csv.replace('50.00,150.00', 'fifty,150.00')).problems[0]?.sentence).toContain('"fifty"');
    expect(read('Date\n').invoices).toEqual([]);
    expect(readInvoiceCsv(csv, { ...mapping, amount: 'Sum' }, invoice).problems[0]?.sentence).toContain(
      'no column "Sum"',
    );
  });
});
