import { StyleSheet, Text, View } from '@react-pdf/renderer';
import type { ReactNode } from 'react';
import { paperTheme } from './paper-theme.ts';

export interface PaperTableColumn {
  readonly title: string;
  /** Width in points; without it the column shares what is left. */
  readonly width?: number;
  /** Share of what is left; 1 when absent. */
  readonly grow?: number;
  readonly align?: 'left' | 'right';
}

export interface PaperTableRow {
  readonly cells: readonly string[];
  /** A second, muted line for the cell of the same place. */
  readonly below?: readonly (string | undefined)[];
  readonly kind?: 'row' | 'group' | 'subtotal';
}

export interface PaperTableProps {
  /** A heading above the head, never left alone at the foot of a page. */
  readonly title?: string;
  readonly columns: readonly PaperTableColumn[];
  readonly rows: readonly PaperTableRow[];
  readonly totals?: readonly string[];
  /** Stays on the page of the totals: a block of sums that must not stand alone. */
  readonly closing?: ReactNode;
  /** Said in place of rows when there are none. */
  readonly emptySentence: string;
}

const styles = StyleSheet.create({
  title: { fontSize: paperTheme.section, fontWeight: 600, marginTop: 20, marginBottom: 5, lineHeight: 1.3 },
  head: { flexDirection: 'row', borderBottomWidth: 0.75, borderBottomColor: paperTheme.strongRule, paddingVertical: 3 },
  headCell: { fontSize: paperTheme.small, color: paperTheme.muted, fontWeight: 600, lineHeight: 1.3 },
  row: { flexDirection: 'row', borderBottomWidth: 0.5, borderBottomColor: paperTheme.rule, paddingVertical: 3.5 },
  group: { borderBottomWidth: 0, paddingTop: 9, fontWeight: 600 },
  subtotal: { fontWeight: 600, borderTopWidth: 0.5, borderTopColor: paperTheme.ink, borderBottomWidth: 0 },
  totals: {
    flexDirection: 'row',
    borderTopWidth: 1,
    borderTopColor: paperTheme.strongRule,
    paddingVertical: 4.5,
    fontWeight: 600,
    marginTop: -0.5,
  },
  below: { fontSize: paperTheme.small, color: paperTheme.muted, lineHeight: 1.35 },
  empty: { color: paperTheme.muted, paddingVertical: 6 },
});

/** A narrative longer than this may be cut by a page; a shorter row never is. */
const uncutCharactersMax = 1500;
/** This many last rows stay on the page of the totals. */
const rowsWithTotals = 2;
/** A table without totals that has no more rows than this is never cut. */
const rowsAlone = 4;
const charactersPerLine = 40;
const gap = 10;

function columnStyle(column: PaperTableColumn, isLast: boolean) {
  const size =
    column.width === undefined ? { flexGrow: column.grow ?? 1, flexShrink: 1, flexBasis: 0 } : { width: column.width };
  return { ...size, textAlign: column.align ?? 'left', paddingRight: isLast ? 0 : gap } as const;
}

function isLongRow(row: PaperTableRow | undefined): boolean {
  return row?.cells.some((cell) => cell.length > uncutCharactersMax) ?? false;
}

function TableRow({ columns, row }: { columns: readonly PaperTableColumn[]; row: PaperTableRow }) {
  const style =
    row.kind === 'group'
      ? [styles.row, styles.group]
      : row.kind === 'subtotal'
        ? [styles.row, styles.subtotal]
        : styles.row;
  if (row.kind === 'group') {
    return (
      <View wrap={false} minPresenceAhead={36} style={style}>
        <Text>{row.cells[0] ?? ''}</Text>
      </View>
    );
  }
  return (
    <View wrap={isLongRow(row)} style={style}>
      {columns.map((column, index) => (
        <Text key={column.title} style={columnStyle(column, index === columns.length - 1)}>
          {row.cells[index] ?? ''}
          {row.below?.[index] !== undefined && <Text style={styles.below}>{`\n${row.below[index]}`}</Text>}
        </Text>
      ))}
    </View>
  );
}

/** Points that the heading asks for below itself: the head and the first row, its height guessed from its text. */
function presenceAhead(row: PaperTableRow | undefined): number {
  const longest = Math.max(0, ...(row?.cells ?? []).map((cell) => cell.length));
  return 60 + Math.min(30, Math.ceil(longest / charactersPerLine)) * 13;
}

function TableHead({ columns, isRepeated }: { columns: readonly PaperTableColumn[]; isRepeated: boolean }) {
  return (
    <View fixed={isRepeated} style={styles.head}>
      {columns.map((column, index) => (
        <Text key={column.title} style={[styles.headCell, columnStyle(column, index === columns.length - 1)]}>
          {column.title}
        </Text>
      ))}
    </View>
  );
}

function TableTotals({ columns, totals }: { columns: readonly PaperTableColumn[]; totals: readonly string[] }) {
  return (
    <View style={styles.totals}>
      {columns.map((column, index) => (
        <Text key={column.title} style={columnStyle(column, index === columns.length - 1)}>
          {totals[index] ?? ''}
        </Text>
      ))}
    </View>
  );
}

/** How many rows from the start may be parted from the totals by a page. */
function countLooseRows(rows: readonly PaperTableRow[], hasTotals: boolean): number {
  const keptMin = Math.max(0, rows.length - (hasTotals ? rowsWithTotals : rowsAlone));
  if (!hasTotals && keptMin > 0) return rows.length;
  let keptFrom = rows.length;
  while (keptFrom > keptMin && !isLongRow(rows[keptFrom - 1])) keptFrom -= 1;
  return keptFrom;
}

/**
 * A table whose head is repeated on every page it takes, and whose totals never stand alone. A short one is never cut.
 * Its parts must be children of the page's content, not of a box of their own: there a heading can ask for a new page.
 */
export function PaperTable({ title, columns, rows, totals, closing, emptySentence }: PaperTableProps) {
  const keptFrom = countLooseRows(rows, totals !== undefined);
  const kept = (
    <>
      {rows.slice(keptFrom).map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a paper is laid out once, rows have no identity
        <TableRow key={index} columns={columns} row={row} />
      ))}
      {totals !== undefined && rows.length > 0 && <TableTotals columns={columns} totals={totals} />}
      {closing}
    </>
  );
  if (keptFrom === 0) {
    return (
      <View wrap={false}>
        {title !== undefined && <Text style={styles.title}>{title}</Text>}
        {rows.length === 0 && <Text style={styles.empty}>{emptySentence}</Text>}
        {rows.length > 0 && <TableHead columns={columns} isRepeated={false} />}
        {kept}
      </View>
    );
  }
  return (
    <>
      {title !== undefined && (
        <Text minPresenceAhead={presenceAhead(rows[0])} style={styles.title}>
          {title}
        </Text>
      )}
      <View>
        <TableHead columns={columns} isRepeated />
        {rows.slice(0, keptFrom).map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          <TableRow key={index} columns={columns} row={row} />
        ))}
        <View wrap={false}>{kept}</View>
      </View>
    </>
  );
}
