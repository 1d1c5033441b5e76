import { Mark } from '../../components/mark.tsx';
import { SimpleTable } from '../../components/simple-table.tsx';
import { describeTarget, formatShare } from './relations-words.ts';
import { type Card, describeReached } from './scorecard-words.ts';
import { useLineNames } from './use-line-names.ts';

interface MeasureTableProps {
  readonly card: Card;
  readonly selectedId: string | undefined;
  readonly onOpen: (measureId: string) => void;
}

/** Every measure of the month: so many of so many, against its target. */
export function MeasureTable({ card, selectedId, onOpen }: MeasureTableProps) {
  const { nameLine } = useLineNames();
  const isNarrow = selectedId !== undefined;
  return (
    <SimpleTable
      label="Measures"
      rows={card.rows}
      rowId={(row) => row.measureId}
      selectedId={selectedId}
      onOpen={(row) => onOpen(row.measureId)}
      columns={[
        { key: 'name', title: 'Measure', kind: 'text' },
        ...(isNarrow
          ? []
          : [
              {
                key: 'line',
                title: 'Service line',
                kind: 'text' as const,
                render: (row: Card['rows'][number]) => nameLine(row.line),
              },
              {
                key: 'target',
                title: 'Target',
                kind: 'text' as const,
                render: (row: Card['rows'][number]) => describeTarget(row, row),
              },
            ]),
        {
          key: 'numerator',
          title: 'Counted',
          kind: 'count',
          width: 110,
          render: (row) => (row.denominator === 0 ? '' : `${row.numerator} of ${row.denominator}`),
        },
        {
          key: 'sharePerMille',
          title: 'Share',
          kind: 'count',
          width: 80,
          render: (row) => (row.sharePerMille === null ? '' : formatShare(row.sharePerMille)),
        },
        {
          key: 'isReached',
          title: 'Result',
          kind: 'node',
          width: 130,
          render: (row) => (
            <Mark tone={describeReached(row.isReached).tone}>{describeReached(row.isReached).word}</Mark>
          ),
        },
      ]}
    />
  );
}
