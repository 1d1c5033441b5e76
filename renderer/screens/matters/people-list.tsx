import { Button } from '@mantine/core';
import { useState } from 'react';
import type { z } from 'zod';
import type { partyRowSchema } from '../../../shared/contract/office.ts';
import { api } from '../../app/client.ts';
import { usePanels } from '../../app/panels.ts';
import { useCan } from '../../app/use-status.ts';
import { DataTable, type TableColumn } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { PersonForm } from './person-form.tsx';

type PartyRow = z.infer<typeof partyRowSchema>;

const columns: readonly TableColumn<PartyRow, 'name' | 'kind'>[] = [
  { key: 'name', title: 'Name', kind: 'text', sortable: 'name' },
  { key: 'kind', title: 'Kind', kind: 'text', width: 120, sortable: 'kind' },
  { key: 'roles', title: 'In', kind: 'text' },
  { key: 'phone', title: 'Telephone', kind: 'text', width: 150 },
  { key: 'email', title: 'E-mail', kind: 'text', width: 220 },
];

/** Everybody the firm knows: whom a conflict check searches. */
export function PeopleList() {
  const open = usePanels((store) => store.open);
  const canRecord = useCan('intake.work');
  const [isRecording, setRecording] = useState(false);
  const record = (
    <Button variant="default" onClick={() => setRecording(true)}>
      Record somebody
    </Button>
  );
  return (
    <>
      <DataTable<PartyRow, 'name' | 'kind'>
        label="People"
        columns={columns}
        query={(page) => api.office.listParties.queryOptions({ input: page })}
        defaultSort={{ by: 'name' }}
        rowId={(row) => row.partyId}
        onOpen={(row) => open({ kind: 'person', partyId: row.partyId })}
        filterable
        toolbar={canRecord && record}
        empty={
          <EmptyState
            title="Nobody is recorded"
            text="People come in with calls and leads."
            action={canRecord && record}
          />
        }
      />
      {isRecording && <PersonForm onClose={() => setRecording(false)} />}
    </>
  );
}
