import { StyleSheet, Text, View } from '@react-pdf/renderer';
import { formatDay } from '../../../shared/domain/day.ts';
import { formatCents, sumCents } from '../../../shared/domain/money.ts';
import { PaperFrame } from './page-frame.tsx';
import type { AgingPaper, TablePaper, TablePaperCell, TablePaperColumn } from './paper-data.ts';
import { PaperTitle } from './paper-parts.tsx';
import { PaperTable, type PaperTableColumn } from './paper-table.tsx';
import { paperTheme } from './paper-theme.ts';
import { formatTenths } from './paper-words.ts';

const styles = StyleSheet.create({
  table: { marginTop: 14 },
  notes: { marginTop: 14, color: paperTheme.muted, fontSize: 8 },
});

/** Formats one cell by its column's kind. A number where text belongs (or the reverse) is printed as it is given. */
function formatCell(column: TablePaperColumn | undefined, cell: TablePaperCell | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'string')
    return column?.kind === 'day' && /^\d{4}-\d{2}-\d{2}$/.test(cell) ? formatDay(cell) : cell;
  if (column?.kind === 'amount') return formatCents(cell);
  if (column?.kind === 'hours') return formatTenths(cell);
  return cell.toLocaleString('en-US');
}

function tableColumn(column: TablePaperColumn): PaperTableColumn {
  const align = column.kind === 'amount' || column.kind === 'number' || column.kind === 'hours' ? 'right' : 'left';
  if (column.kind === 'day') return { title: column.title, width: 64, align };
  return { title: column.title, grow: column.weight ?? 1, align };
}

/** Any report that is a title, an as-of line and a table. */
export function TableDocument({ paper }: { paper: TablePaper }) {
  const format = (cells: readonly TablePaperCell[]) =>
    cells.map((cell, index) => formatCell(paper.columns[index], cell));
  return (
    <PaperFrame paper={paper} title={paper.title} subject={paper.asOfLine} orientation={paper.orientation}>
      <PaperTitle title={paper.title} subtitle={paper.asOfLine} />
      <View style={styles.table}>
        <PaperTable
          columns={paper.columns.map(tableColumn)}
          rows={paper.rows.map((row) => ({ cells: format(row.cells), kind: row.kind ?? 'row' }))}
          {...(paper.totals === undefined ? {} : { totals: format(paper.totals) })}
          emptySentence="Nothing to show."
        />
      </View>
      {(paper.notes ?? []).length > 0 && (
        <View wrap={false} style={styles.notes}>
          {(paper.notes ?? []).map((note) => (
            <Text key={note}>{note}</Text>
          ))}
        </View>
      )}
    </PaperFrame>
  );
}

/** Receivables by age as a table paper: one line for each matter, a subtotal for each client with more than one. */
export function agingTable(paper: AgingPaper): TablePaper {
  const bucketSums = paper.buckets.map((_, index) => sumCents(paper.rows.map((row) => row.bucketCents[index] ?? 0)));
  return {
    firm: paper.firm,
    madeAt: paper.madeAt,
    ...(paper.timeZone === undefined ? {} : { timeZone: paper.timeZone }),
    ...(paper.madeBy === undefined ? {} : { madeBy: paper.madeBy }),
    title: 'Receivables by age',
    asOfLine: `As of ${formatDay(paper.asOf)}, aged from the ${paper.basis}`,
    orientation: 'landscape',
    columns: [
      { title: 'Client', kind: 'text', weight: 2.2 },
      { title: 'Matter', kind: 'text', weight: 2.2 },
      ...paper.buckets.map((title) => ({ title, kind: 'amount' as const })),
      { title: 'Total', kind: 'amount', weight: 1.1 },
    ],
    rows: paper.rows.map((row) => ({
      cells: [
        row.client,
        row.matter,
        ...row.bucketCents.map((cents) => (cents === 0 ? null : cents)),
        sumCents(row.bucketCents),
      ],
    })),
    totals: ['Total', '', ...bucketSums, sumCents(bucketSums)],
  };
}
