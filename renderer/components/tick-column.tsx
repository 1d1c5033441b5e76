import { Checkbox } from '@mantine/core';
import type { SimpleColumn } from './simple-table.tsx';

interface Ticks<Row> {
  readonly rowId: (row: Row) => string;
  /** What a tick means for a row, for people who hear it. */
  readonly label: (row: Row) => string;
  /** Ids of the rows without a tick: all are chosen until one is left out. */
  readonly left: readonly string[];
  readonly onChange: (left: string[]) => void;
}

/** The first column of a table whose rows are all chosen, and can be left out one by one. */
export function tickColumn<Row>({ rowId, label, left, onChange }: Ticks<Row>): SimpleColumn<Row> {
  return {
    key: 'tick',
    title: '',
    kind: 'node',
    width: 36,
    render: (row) => {
      const others = left.filter((id) => id !== rowId(row));
      return (
        <Checkbox
          aria-label={label(row)}
          checked={!left.includes(rowId(row))}
          onChange={(event) => onChange(event.currentTarget.checked ? others : [...others, rowId(row)])}
        />
      );
    },
  };
}
