/** One figure of the benchmark, as it is printed and written. */
export interface BenchRow {
  readonly id: string;
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** What the figure is compared with, in the same unit; null where it stands alone. */
  readonly baseline: number | null;
  readonly ratio: number | null;
  /** In words: "≤ 2x", "< 10 ms". */
  readonly target: string;
  /** Null where there is no target. */
  readonly met: boolean | null;
}

/** A figure with an upper bound. */
export function atMost(id: string, what: string, value: number, unit: string, limit: number): BenchRow {
  return { id, what, value, unit, baseline: null, ratio: null, target: `< ${limit} ${unit}`, met: value < limit };
}

/** A figure with a lower bound. */
export function atLeast(id: string, what: string, value: number, unit: string, limit: number): BenchRow {
  return { id, what, value, unit, baseline: null, ratio: null, target: `≥ ${limit} ${unit}`, met: value >= limit };
}

/** A figure beside what the same bytes cost bare, in the same run. */
export function comparedWith(
  id: string,
  what: string,
  value: number,
  unit: string,
  baseline: number,
  ratioMax: number,
): BenchRow {
  const ratio = value / baseline;
  return { id, what, value, unit, baseline, ratio, target: `≤ ${ratioMax}x`, met: ratio <= ratioMax };
}

/** A figure to know, without a target. */
export function noted(id: string, what: string, value: number, unit: string): BenchRow {
  return { id, what, value, unit, baseline: null, ratio: null, target: '', met: null };
}

function round(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** The rows as a table for people. */
export function formatRows(rows: readonly BenchRow[]): string {
  const cells = rows.map((row) => [
    row.id,
    row.what,
    `${round(row.value)} ${row.unit}`,
    row.baseline === null ? '' : `${round(row.baseline)} ${row.unit}`,
    row.ratio === null ? '' : `${row.ratio.toFixed(2)}x`,
    row.target,
    row.met === null ? '' : row.met ? 'met' : 'MISSED',
  ]);
  const all = [['id', 'what', 'value', 'bare', 'ratio', 'target', ''], ...cells];
  const widths = (all[0] ?? []).map((_cell, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) =>
      row
        .map((cell, column) =>
          column >= 2 && column <= 4 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** The value below which a share (in hundredths) of the measurements lie. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? 0;
}

/** The middle of the measurements. */
export function median(values: readonly number[]): number {
  return percentile(values, 50);
}
