/** A row of a CSV file: where it begins, and its cells without the quotes. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** The sign between cells: of comma, semicolon and tab the one that the first lines have most of. */
function findSeparator(text: string): string {
  const start = text.slice(0, 4_000);
  const counts = [',', ';', '\t'].map((sign) => ({
    sign,
    count: start.split(sign).length,
  }));
  return counts.sort((a, b) => b.count - a.count)[0]?.sign ?? ',';
}

/**
 * Splits CSV into rows by RFC 4180; empty rows are passed over. `openQuote` is the line of a quotation mark that is
 * never closed, null where all are.
 */
export function splitCsv(text: string): {
  readonly rows: readonly CsvRow[];
  readonly openQuote: number | null;
} {
  const separator = findSeparator(text);
  const rows: CsvRow[] = [];
  let line = 1;
  let start = 1;
  let cells: string[] = [];
  let cell = '';
  let quotedFrom: number | null = null;
  const endRow = (): void => {
    cells.push(cell.trim());
    if (cells.some((value) => value !== '')) rows.push({ line: start, cells });
    cells = [];
    cell = '';
  };
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (sign === '\n') line += 1;
    if (quotedFrom !== null) {
      if (sign !== '"') cell += sign;
      else if (text.charAt(at + 1) === '"') {
        cell += '"';
        at += 1;
      } else quotedFrom = null;
    } else if (sign === '"' && cell.trim() === '') {
      quotedFrom = line;
      cell = '';
    } else if (sign === separator) {
      cells.push(cell.trim());
      cell = '';
    } else if (sign === '\n') {
      endRow();
      start = line;
    } else if (sign !== '\r') cell += sign;
  }
  endRow();
  return { rows, openQuote: quotedFrom };
}
