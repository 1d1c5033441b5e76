import { Button, SegmentedControl } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { formatDay } from '../../../shared/domain/day.ts';
import type { Answers } from '../../app/answers.ts';
import { api } from '../../app/client.ts';
import { usePlace } from '../../app/use-place.ts';
import { useToday } from '../../app/use-status.ts';
import { DataTable, type TableColumn } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Mark } from '../../components/mark.tsx';
import { ProviderFrame } from './provider-frame.tsx';
import { SopDetail } from './sop-detail.tsx';
import { SopPanel } from './sop-panel.tsx';

type SopRow = Answers['sops']['listSops']['rows'][number];
type Sort = 'title' | 'serviceLine' | 'reviewBy';
type Scope = 'current' | 'to read' | 'to decide' | 'retired';

const scopes: readonly { value: Scope; label: string }[] = [
  { value: 'current', label: 'In use' },
  { value: 'to read', label: 'To acknowledge' },
  { value: 'to decide', label: 'Proposed' },
  { value: 'retired', label: 'Out of use' },
];

/** SOPs: what is in force, what waits to be acknowledged or decided. */
export function SopsPage() {
  const { parts, go } = usePlace();
  const [, id] = parts;
  const [scope, setScope] = useState<Scope>('current');
  const [isNew, setNew] = useState(false);
  const today = useToday();
  const title: TableColumn<SopRow, Sort> = { key: 'title', title: 'SOP', kind: 'text', sortable: 'title' };
  const state: TableColumn<SopRow, Sort> = {
    key: 'state',
    title: 'For you',
    kind: 'node',
    width: 148,
    render: renderState,
  };
  const columns: readonly TableColumn<SopRow, Sort>[] = [
    title,
    { key: 'serviceName', title: 'Service', kind: 'text', sortable: 'serviceLine' },
    { key: 'ownerName', title: 'Kept by', kind: 'text', width: 148 },
    { key: 'version', title: 'Version', kind: 'count', width: 80, render: (row) => row.version ?? '' },
    {
      key: 'readers',
      title: 'Acknowledged',
      kind: 'node',
      width: 128,
      render: (row) => (row.readersToCome > 0 ? `${row.readers}, ${row.readersToCome} to come` : row.readers),
    },
    {
      key: 'reviewBy',
      title: 'Review by',
      kind: 'node',
      width: 116,
      sortable: 'reviewBy',
      render: (row) =>
        row.reviewBy === null ? (
          ''
        ) : (
          <Mark tone={row.reviewBy < today ? 'look' : 'plain'}>{formatDay(row.reviewBy)}</Mark>
        ),
    },
    state,
  ];
  return (
    <>
      <ProviderFrame
        fill
        detailWidth="wide"
        actions={
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setNew(true)}>
            Propose an SOP
          </Button>
        }
        detail={id !== undefined && <SopDetail key={id} sopId={id} onClose={() => go('/provider/sops')} />}
      >
        <DataTable<SopRow, Sort>
          label="SOPs"
          columns={id === undefined ? columns : [title, state]}
          query={(page) => api.sops.listSops.queryOptions({ input: { ...page, scope } })}
          defaultSort={{ by: 'title' }}
          rowId={(row) => row.sopId}
          onOpen={(row) => go(`/provider/sops/${row.sopId}`)}
          selectedId={id}
          filterable
          filterLabel="Filter SOPs"
          toolbar={
            id === undefined && (
              <SegmentedControl
                size="xs"
                aria-label="Which SOPs"
                value={scope}
                onChange={(value) => setScope(scopes.find((one) => one.value === value)?.value ?? 'current')}
                data={[...scopes]}
              />
            )
          }
          empty={
            <EmptyState
              title="No SOP here"
              text="An SOP keeps what somebody knows: steps, decisions, checks, whom to ask. The firm puts it in force; whoever works by it acknowledges it."
              action={<Button onClick={() => setNew(true)}>Propose an SOP</Button>}
            />
          }
        />
      </ProviderFrame>
      {isNew && <SopPanel onClose={() => setNew(false)} onDone={(sopId) => go(`/provider/sops/${sopId}`)} />}
    </>
  );
}

function renderState(row: SopRow) {
  if (row.isRetired) return <Mark tone="plain">out of use</Mark>;
  if (row.isToRead) return <Mark tone="look">to acknowledge</Mark>;
  if (row.hasProposal) return <Mark tone="info">version proposed</Mark>;
  return '';
}
