import type { ReactNode } from 'react';
import classes from './data-table.module.css';
import { type ColumnKind, readField, showValue } from './table-cell.tsx';

export interface SimpleColumn<Row> {
  readonly key: string;
  readonly title: string;
  readonly kind: ColumnKind;
  readonly width?: number;
  readonly render?: (row: Row) => ReactNode;
  /** What stands under the column at the foot. */
  readonly total?: ReactNode;
}

interface SimpleTableProps<Row> {
  /** What the table lists, for people who hear it. */
  readonly label: string;
  readonly columns: readonly SimpleColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowId: (row: Row) => string;
  readonly onOpen?: (row: Row) => void;
  /** The row that stands open beside the table. */
  readonly selectedId?: string | undefined;
  readonly empty?: ReactNode;
}

/** A short list that is here already: the lines of an invoice, the people of a matter. */
export function SimpleTable<Row extends object>(props: SimpleTableProps<Row>) {
  const { label, columns, rows, rowId, onOpen, selectedId, empty } = props;
  if (rows.length === 0 && empty !== undefined) return <>{empty}</>;
  const hasTotals = columns.some((column) => column.total !== undefined);
  return (
    <table className={classes.simple} aria-label={label}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th
              key={column.key}
              scope="col"
              data-kind={column.kind}
              style={column.width === undefined ? undefined : { width: column.width }}
            >
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr
            key={rowId(row)}
            data-openable={onOpen !== undefined || undefined}
            data-selected={(selectedId !== undefined && rowId(row) === selectedId) || undefined}
            aria-current={(selectedId !== undefined && rowId(row) === selectedId) || undefined}
            tabIndex={onOpen === undefined ? undefined : 0}
            onClick={onOpen === undefined ? undefined : () => onOpen(row)}
            onKeyDown={
              onOpen === undefined
                ? undefined
                : (event) => {
                    if (event.key === 'Enter' && event.target === event.currentTarget) onOpen(row);
                  }
            }
          >
            {columns.map((column) => (
              <td key={column.key} data-kind={column.kind}>
                {column.render === undefined ? showValue(column.kind, readField(row, column.key)) : column.render(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
      {hasTotals && (
        <tfoot>
          <tr>
            {columns.map((column) => (
              <td key={column.key} data-kind={column.kind}>
                {column.total}
              </td>
            ))}
          </tr>
        </tfoot>
      )}
    </table>
  );
}
