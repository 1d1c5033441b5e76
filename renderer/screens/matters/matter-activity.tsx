import type { z } from 'zod';
import type { auditRowSchema } from '../../../shared/contract/office.ts';
import { api } from '../../app/client.ts';
import { DataTable, type TableColumn } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { InstantText } from '../../components/instant-text.tsx';

type AuditRow = z.infer<typeof auditRowSchema>;

const columns: readonly TableColumn<AuditRow, 'clock'>[] = [
  {
    key: 'atMs',
    title: 'When',
    kind: 'node',
    width: 184,
    sortable: 'clock',
    render: (row) => <InstantText atMs={row.atMs} />,
  },
  { key: 'summary', title: 'What', kind: 'text' },
  { key: 'memberName', title: 'Who', kind: 'text', width: 150 },
  { key: 'deviceName', title: 'Machine', kind: 'text', width: 130 },
];

/** Everything that was done in a matter: who, when, on which machine. */
export function MatterActivity({ matterId, title }: { matterId: string; title: string }) {
  // Each summary ends with the matter, which is plain here.
  const shown = columns.map((column) =>
    column.key === 'summary' ? { ...column, render: (row: AuditRow) => row.summary.replace(`: ${title}`, '') } : column,
  );
  return (
    <DataTable<AuditRow, 'clock'>
      label="Activity"
      columns={shown}
      query={(page) => api.office.listEvents.queryOptions({ input: { ...page, aggregate: `matter:${matterId}` } })}
      defaultSort={{ by: 'clock', descending: true }}
      rowId={(row) => row.eventId}
      filterable
      empty={<EmptyState title="Nothing was done yet" />}
    />
  );
}
