import { formatCents, scaleCents } from '../../../shared/domain/money.ts';

/** What a column holds: amounts in cents, hours in minutes, shares in thousandths; days and text as they are. */
export type CellKind = 'text' | 'amount' | 'day' | 'hours' | 'count' | 'share';
export type Cell = string | number | null;

/** "1250.00": two decimals, no grouping. */
function hundredths(whole: number): string {
  return formatCents(whole).replaceAll(',', '');
}

/** A cell as plain text: amounts and hours with a decimal point and no grouping, so that a spreadsheet adds them up. */
function cellText(cell: Cell, kind: CellKind): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return cell;
  if (kind === 'amount') return hundredths(cell);
  if (kind === 'hours') return hundredths(scaleCents(cell, 100, 60));
  if (kind === 'share') return `${cell < 0 ? '-' : ''}${Math.floor(Math.abs(cell) / 10)}.${Math.abs(cell) % 10}`;
  return String(cell);
}

const isNumeric = /^-?\d+(\.\d+)?$/;

/**
 * A field of a CSV file by RFC 4180. Text that a spreadsheet would run as a formula (it begins with = + - @, a tab or a
 * carriage return, and is no number) gets an apostrophe in front.
 */
export function csvField(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !isNumeric.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A table as CSV with a line of titles; lines end with CRLF, the last one too. */
export function toCsv(
  columns: readonly { readonly key: string; readonly title: string; readonly kind: CellKind }[],
  rows: readonly Readonly<Record<string, Cell>>[],
): string {
  const head = columns.map((column) => csvField(column.title)).join(',');
  const lines = rows.map((row) =>
    columns.map((column) => csvField(cellText(row[column.key] ?? null, column.kind))).join(','),
  );
  return `${[head, ...lines].join('\r\n')}\r\n`;
}
