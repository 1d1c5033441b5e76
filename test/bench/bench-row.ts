import { availableParallelism, loadavg } from 'node:os';

/** What something took: by the clock, and of the processor. On a machine that others use too, only the second is its own. */
export interface Spent {
  readonly wallMs: number;
  readonly processorMs: number;
}

/** One figure of the benchmark, as it is printed and written. */
export interface BenchRow {
  readonly id: string;
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** What the figure is compared with, in the same unit; null where it stands alone. */
  readonly baseline: number | null;
  readonly ratio: number | null;
  /** Processor time of the same, in milliseconds, and beside the bare one's; null where it was not measured. */
  readonly processorMs: number | null;
  readonly processorRatio: number | null;
  /** How many programs wanted a processor in the last minute, this one among them. */
  readonly load: number;
  /** In words: "≤ 2x", "< 10 ms". */
  readonly target: string;
  /** Null where there is no target. */
  readonly met: boolean | null;
}

type Measured = Pick<BenchRow, 'id' | 'what' | 'value' | 'unit'> & Partial<BenchRow>;

function row(measured: Measured): BenchRow {
  const load = loadavg()[0] ?? 0;
  return {
    baseline: null,
    ratio: null,
    processorMs: null,
    processorRatio: null,
    load,
    target: '',
    met: null,
    ...measured,
  };
}

/** A figure with an upper bound. */
export function atMost(
  id: string,
  what: string,
  value: number,
  unit: string,
  limit: number,
  processorMs: number | null = null,
): BenchRow {
  return row({ id, what, value, unit, processorMs, target: `< ${limit} ${unit}`, met: value < limit });
}

/** A figure with a lower bound. */
export function atLeast(id: string, what: string, value: number, unit: string, limit: number): BenchRow {
  return row({ id, what, value, unit, target: `≥ ${limit} ${unit}`, met: value >= limit });
}

/** A speed beside what the same bytes do bare, in the same run. */
export function fasterThan(
  id: string,
  what: string,
  value: number,
  unit: string,
  baseline: number,
  least: number,
): BenchRow {
  const ratio = value / baseline;
  return row({ id, what, value, unit, baseline, ratio, target: `≥ ${least}x`, met: ratio >= least });
}

/** A figure beside what the same bytes cost bare, in the same run; the middle of both. */
export function comparedWith(
  id: string,
  what: string,
  spent: readonly Spent[],
  bare: readonly Spent[],
  ratioMax: number,
): BenchRow {
  const [own, other] = [spent, bare].map((times) => ({
    wallMs: median(times.map((time) => time.wallMs)),
    processorMs: median(times.map((time) => time.processorMs)),
  })) as [Spent, Spent];
  const ratio = own.wallMs / other.wallMs;
  const { processorMs } = own;
  const processorRatio = processorMs / other.processorMs;
  const compared = { baseline: other.wallMs, ratio, processorMs, processorRatio };
  return row({
    id,
    what,
    value: own.wallMs,
    unit: 'ms',
    ...compared,
    target: `≤ ${ratioMax}x`,
    met: ratio <= ratioMax,
  });
}

/** A figure to know, without a target. */
export function noted(
  id: string,
  what: string,
  value: number,
  unit: string,
  processorMs: number | null = null,
): BenchRow {
  return row({ id, what, value, unit, processorMs });
}

function round(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

const columns = ['id', 'what', 'value', 'bare', 'ratio', 'cpu', 'cpu ratio', 'load', 'target', ''];
const firstNumber = 2;
const lastNumber = 7;

function cellsOf(bench: BenchRow): string[] {
  const { id, what, value, unit, baseline, ratio, processorMs, processorRatio, load, target, met } = bench;
  const orNothing = (figure: number | null, show: (figure: number) => string) => (figure === null ? '' : show(figure));
  return [
    id,
    what,
    `${round(value)} ${unit}`,
    orNothing(baseline, (figure) => `${round(figure)} ${unit}`),
    orNothing(ratio, (figure) => `${figure.toFixed(2)}x`),
    orNothing(processorMs, (figure) => `${round(figure)} ms`),
    orNothing(processorRatio, (figure) => `${figure.toFixed(2)}x`),
    load.toFixed(1),
    target,
    met === null ? '' : met ? 'met' : 'MISSED',
  ];
}

/** The rows as a table for people, with what the machine was like. */
export function formatRows(rows: readonly BenchRow[]): string {
  const all = [columns, ...rows.map(cellsOf)];
  const widths = columns.map((_column, at) => Math.max(...all.map((cells) => cells[at]?.length ?? 0)));
  const lines = all.map((cells) =>
    cells
      .map((cell, at) => {
        const width = widths[at] ?? 0;
        return at >= firstNumber && at <= lastNumber ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd(),
  );
  const machine = `${availableParallelism()} processors; load: programs that wanted one in the last minute; cpu: of this program alone`;
  return [...lines, machine].join('\n');
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
