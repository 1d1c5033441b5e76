import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import type { z } from 'zod';
import type { leadRowSchema } from '../../../shared/contract/intake.ts';
import { leadStages } from '../../../shared/domain/intake/lead-stage.ts';
import { api } from '../../app/client.ts';
import { usePanels } from '../../app/panels.ts';
import { DataTable, type TableColumn } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { Mark, type MarkTone } from '../../components/mark.tsx';

export type LeadRow = z.infer<typeof leadRowSchema>;
type LeadSort = 'openedAtMs' | 'name' | 'stage' | 'nextActionOn' | 'practiceArea';

const columns: readonly TableColumn<LeadRow, LeadSort>[] = [
  { key: 'name', title: 'Name', kind: 'text', sortable: 'name' },
  { key: 'practiceArea', title: 'Area', kind: 'text', width: 130, sortable: 'practiceArea' },
  {
    key: 'stage',
    title: 'Stage',
    kind: 'node',
    width: 150,
    sortable: 'stage',
    render: (row) => <Mark tone="plain">{row.stage}</Mark>,
  },
  {
    key: 'conflict',
    title: 'Conflicts',
    kind: 'node',
    width: 130,
    render: (row) => <ConflictMark result={row.conflict} />,
  },
  { key: 'nextAction', title: 'Next', kind: 'text' },
  { key: 'nextActionOn', title: 'On', kind: 'day', width: 100, sortable: 'nextActionOn' },
  {
    key: 'openedAtMs',
    title: 'Opened',
    kind: 'node',
    width: 190,
    sortable: 'openedAtMs',
    render: (row) => <InstantText atMs={row.openedAtMs} />,
  },
];
const narrow = columns.filter((column) => column.key === 'name' || column.key === 'stage');

interface LeadListProps {
  readonly selectedId: string | undefined;
  readonly onOpen: (leadId: string) => void;
}

type StageChoice = (typeof leadStages)[number] | 'all' | 'active';

/** Leads; those that somebody still works on at first. */
export function LeadList({ selectedId, onOpen }: LeadListProps) {
  const [stage, setStage] = useState<StageChoice>('active');
  const open = usePanels((store) => store.open);
  const isNarrow = selectedId !== undefined;
  return (
    <DataTable<LeadRow, LeadSort>
      label="Leads"
      columns={isNarrow ? narrow : columns}
      query={(page) => api.intake.listLeads.queryOptions({ input: { ...page, stage } })}
      defaultSort={{ by: 'openedAtMs', descending: true }}
      rowId={(row) => row.leadId}
      onOpen={(row) => onOpen(row.leadId)}
      selectedId={selectedId}
      filterable
      toolbar={
        !isNarrow && (
          <Select
            aria-label="Which leads"
            w={180}
            allowDeselect={false}
            value={stage}
            onChange={(value) => setStage(choices.find((choice) => choice.value === value)?.value ?? 'active')}
            data={[...choices]}
          />
        )
      }
      empty={
        stage === 'active' ? (
          <EmptyState
            title="No lead is open"
            text="A lead names everybody involved, so that conflicts are found before the story is told."
            action={<Button onClick={() => open({ kind: 'lead' })}>New lead</Button>}
          />
        ) : (
          <EmptyState title="No lead is at this stage" />
        )
      }
    />
  );
}

const choices: readonly { value: StageChoice; label: string }[] = [
  { value: 'active', label: 'In work' },
  { value: 'all', label: 'All' },
  ...leadStages.map((stage) => ({ value: stage, label: stage })),
];

const conflictTones: Record<string, MarkTone> = {
  'not run': 'plain',
  'to decide': 'look',
  clear: 'good',
  'clear with waiver': 'good',
  conflict: 'danger',
};

/** How the conflict check stands, in its word. */
export function ConflictMark({ result }: { result: string }) {
  return <Mark tone={conflictTones[result] ?? 'plain'}>{result}</Mark>;
}
