import { refuse } from '../../shared/domain/refusal.ts';
import { Refused } from './refused.ts';

/** One record of a CSV file: where it begins, and its cells by the header's names. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

export interface CsvFile {
  readonly columns: readonly string[];
  readonly records: readonly CsvRecord[];
}

interface RawRow {
  line: number;
  cells: string[];
}

/**
 * Reads CSV (RFC 4180; line ends of any system, a byte-order mark is left out, empty lines are passed over). The first
 * row names the columns; names are compared in lower case, with blanks as underscores. Throws Refused on a quote that is
 * not closed, a row with more cells than columns, and a file without a header.
 */
export function parseCsv(text: string): CsvFile {
  const [header, ...rows] = splitRows(text.replace(/^\uFEFF/, ''));
  if (header === undefined)
    throw new Refused(refuse('csv.empty', 'The file is empty. Its first line names the columns.'));
  const columns = header.cells.map((name) =>
    name
      .trim()
      .toLowerCase()
      .replace(/[\s-]+/g, '_'),
  );
  const records = rows.map(({ line, cells }) => {
    if (cells.length > columns.length) {
      throw new Refused(
        refuse(
          'csv.too-many-cells',
          `Line ${line} has ${cells.length} cells, and there are ${columns.length} columns.`,
        ),
      );
    }
    return {
      line,
      cells: Object.fromEntries(columns.map((name, place) => [name, unguard(cells[place] ?? '')])),
    };
  });
  return { columns, records };
}

function splitRows(text: string): RawRow[] {
  const rows: RawRow[] = [];
  let line = 1;
  let row: RawRow = { line, cells: [] };
  let cell = '';
  let quotedFrom = 0;
  const endRow = (): void => {
    row.cells.push(cell);
    if (row.cells.some((value) => value !== '')) rows.push(row);
    cell = '';
    row = { line: line + 1, cells: [] };
  };
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (quotedFrom > 0) {
      if (sign !== '"') cell += sign;
      else if (text.charAt(at + 1) === '"') {
        cell += '"';
        at += 1;
      } else quotedFrom = 0;
    } else if (sign === '"' && cell === '') quotedFrom = line;
    else if (sign === ',') {
      row.cells.push(cell);
      cell = '';
    } else if (sign === '\n' || (sign === '\r' && text.charAt(at + 1) !== '\n')) endRow();
    else if (sign !== '\r') cell += sign;
    if (sign === '\n' || (sign === '\r' && text.charAt(at + 1) !== '\n')) line += 1;
  }
  if (quotedFrom > 0) {
    throw new Refused(refuse('csv.open-quote', `The quotation mark on line ${quotedFrom} is not closed.`));
  }
  if (cell !== '' || row.cells.length > 0) endRow();
  return rows;
}

const formulaStart = /^[=+\-@\t\r]/;
const plainNumber = /^[+-]?\d+(\.\d+)?$/;

/** A spreadsheet takes a cell that begins like this for a formula, so such text gets an apostrophe in front. */
function guard(text: string): string {
  return formulaStart.test(text) && !plainNumber.test(text) ? `'${text}` : text;
}

function unguard(text: string): string {
  return text.startsWith("'") && formulaStart.test(text.slice(1)) ? text.slice(1) : text;
}

/** One row of CSV with its line end. Quotes where needed, and takes the sting out of what looks like a formula. */
export function formatCsvRow(cells: readonly (string | number)[]): string {
  const written = cells.map((cell) => {
    const text = guard(String(cell));
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  });
  return `${written.join(',')}\r\n`;
}
