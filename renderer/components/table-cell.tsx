// biome-ignore-all lint/a11y/useSemanticElements: only the rows in sight exist, which table elements cannot say.
import type { ReactNode } from 'react';
import { Amount } from './amount.tsx';
import classes from './data-table.module.css';
import { DayText } from './day-text.tsx';
import { formatHours } from './format-hours.ts';

/** What a column holds: `amount` in cents, `day` as ISO text, `hours` in minutes, `count` whole numbers. */
export type ColumnKind = 'text' | 'amount' | 'day' | 'hours' | 'count' | 'node';

interface TableCellProps<Row> {
  readonly kind: ColumnKind;
  readonly column: string;
  /** Undefined while the row is being asked for. */
  readonly row: Row | undefined;
  readonly render?: ((row: Row) => ReactNode) | undefined;
}

/** One cell of a long list. */
export function TableCell<Row extends object>({ kind, column, row, render }: TableCellProps<Row>) {
  const isText = kind === 'text' && row !== undefined && render === undefined;
  return (
    <div
      role="gridcell"
      tabIndex={-1}
      className={classes.cell}
      data-kind={kind}
      title={isText ? String(readField(row, column) ?? '') : undefined}
    >
      {row === undefined ? (
        <span className={classes.waiting} />
      ) : render === undefined ? (
        showValue(kind, readField(row, column))
      ) : (
        render(row)
      )}
    </div>
  );
}

/** Shows a value by the kind of its column. */
export function showValue(kind: ColumnKind, value: unknown): ReactNode {
  if (value === null || value === undefined || value === '') return '';
  if (kind === 'amount' && typeof value === 'number') return <Amount cents={value} />;
  if (kind === 'day' && typeof value === 'string') return <DayText day={value} />;
  if (kind === 'hours' && typeof value === 'number') return formatHours(value);
  if (kind === 'count' && typeof value === 'number') return value.toLocaleString('en-US');
  return String(value);
}

/** The row's value of a column's key. */
export function readField(row: object, key: string): unknown {
  return new Map<string, unknown>(Object.entries(row)).get(key);
}
