import type { ReactNode } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { formatMonth } from '../../components/periods.ts';
import { SimpleTable } from '../../components/simple-table.tsx';
import { type ColumnKind, showValue } from '../../components/table-cell.tsx';
import { formatShare, type Report } from './report-kinds.ts';

/** An instant in the zone of this machine, as reports write it. */
const instantPattern = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})$/;
const monthPattern = /^\d{4}-\d{2}$/;

type Column = Report['columns'][number];
type Value = Report['rows'][number][string] | undefined;

interface ReportTableProps {
  readonly report: Report;
  /** The account is not named on every line then. */
  readonly isOfOneAccount?: boolean;
}

/** A page of a report under its own columns, with the totals of the whole at the foot. */
export function ReportTable({ report, isOfOneAccount = false }: ReportTableProps) {
  const rows = report.rows.map((values, place) => ({ values, place }));
  const columns = report.columns.filter((column) => !(isOfOneAccount && column.key === 'account'));
  const hasTotals = Object.keys(report.totals).length > 0;
  return (
    <SimpleTable
      label={report.title}
      rows={rows}
      rowId={(row) => String(row.place)}
      empty={<EmptyState title="Nothing is in these days" text="Choose other days above." />}
      columns={columns.map((column) => ({
        key: column.key,
        title: column.title,
        kind: column.kind === 'share' ? ('count' as const) : column.kind,
        render: (row: { readonly values: Report['rows'][number] }) => show(column, row.values[column.key]),
        ...(hasTotals ? { total: show(column, report.totals[column.key]) } : {}),
      }))}
    />
  );
}

function show(column: Column, value: Value): ReactNode {
  if (column.kind === 'share') return typeof value === 'number' ? formatShare(value) : '';
  const kind: ColumnKind = column.kind;
  if (kind === 'text' && typeof value === 'string' && monthPattern.test(value)) return formatMonth(value);
  const instant = kind === 'text' && typeof value === 'string' ? instantPattern.exec(value) : null;
  if (instant !== null) return <InstantText atMs={Date.parse(`${instant[1]}T${instant[2]}`)} />;
  return showValue(kind, value);
}
