import { Button } from '@mantine/core';
import { useLocation } from 'wouter';
import type { z } from 'zod';
import type { documentRowSchema } from '../../../shared/contract/documents.ts';
import { api } from '../../app/client.ts';
import { DataTable, type TableColumn } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';

type DocumentRow = z.infer<typeof documentRowSchema>;
type DocumentSort = 'filedAtMs' | 'title' | 'documentType' | 'receivedOn';

const columns: readonly TableColumn<DocumentRow, DocumentSort>[] = [
  { key: 'title', title: 'Title', kind: 'text', sortable: 'title' },
  { key: 'documentType', title: 'Type', kind: 'text', width: 140, sortable: 'documentType' },
  { key: 'folder', title: 'Folder', kind: 'text', width: 140 },
  { key: 'receivedOn', title: 'Received', kind: 'day', width: 108, sortable: 'receivedOn' },
];

/** The documents filed to a matter. */
export function MatterDocuments({ matterId }: { matterId: string }) {
  const [, go] = useLocation();
  return (
    <DataTable<DocumentRow, DocumentSort>
      label="Documents of the matter"
      columns={columns}
      query={(page) => api.documents.listDocuments.queryOptions({ input: { ...page, matterId } })}
      defaultSort={{ by: 'filedAtMs', descending: true }}
      rowId={(row) => row.documentId}
      onOpen={(row) => go(`/documents/${row.documentId}`)}
      filterable
      filterLabel="Filter documents"
      empty={
        <EmptyState
          title="No document is filed"
          action={<Button onClick={() => go('/documents')}>Go to Documents</Button>}
        />
      }
    />
  );
}
