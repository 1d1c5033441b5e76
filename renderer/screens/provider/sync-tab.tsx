import { Button, Group, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/client.ts';
import { useCan } from '../../app/use-status.ts';
import { nameWorkspace } from '../../app/workspace-names.ts';
import { Answer } from '../../components/answer.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { SimpleTable } from '../../components/simple-table.tsx';
import { BundlePanel } from './bundle-panel.tsx';
import { HubPanel } from './hub-panel.tsx';
import type { SyncStatus } from './provider-words.ts';
import { RefusedList } from './refused-list.tsx';
import { SyncHead } from './sync-head.tsx';

type Panel = 'firm' | 'carry' | null;

/** Sync: what is up to date, what waits, what is wrong, and bundles carried by hand. */
export function SyncTab() {
  const query = useQuery(api.provider.syncStatus.queryOptions({ input: {}, refetchInterval: 5_000 }));
  const canManage = useCan('firm.manage');
  const [panel, setPanel] = useState<Panel>(null);
  const close = () => setPanel(null);
  return (
    <Answer query={query} what="the state of sync">
      {(status) => (
        <Stack gap={24} pt={16} maw={1000}>
          {status.hubUrl === null ? (
            <EmptyState
              title="This firm is on this machine alone"
              text="A hub carries sealed changes between machines. It reads nothing of them. Without one, bundles carry the same by hand."
              action={
                <Group justify="center">
                  {canManage && <Button onClick={() => setPanel('firm')}>Connect a hub</Button>}
                  <Button variant="default" onClick={() => setPanel('carry')}>
                    Carry by hand
                  </Button>
                </Group>
              }
            />
          ) : (
            <>
              <SyncHead status={status} onCarry={() => setPanel('carry')} />
              <WorkspaceTable status={status} />
              <NoticeList notices={status.notices} />
              <RefusedList count={status.refused} />
            </>
          )}
          {panel === 'firm' && <HubPanel hubUrl={null} way="firm" onClose={close} />}
          {panel === 'carry' && <BundlePanel onClose={close} />}
        </Stack>
      )}
    </Answer>
  );
}

function WorkspaceTable({ status }: { readonly status: SyncStatus }) {
  return (
    <section aria-label="Workspaces">
      <Title order={2}>Workspaces</Title>
      <SimpleTable
        label="Workspaces"
        rows={status.workspaces}
        rowId={(row) => row.workspace}
        columns={[
          {
            key: 'workspace',
            title: 'Workspace',
            kind: 'text',
            width: 120,
            render: (row) => nameWorkspace(row.workspace),
          },
          { key: 'state', title: 'State', kind: 'text', width: 110 },
          { key: 'pushed', title: 'Sent', kind: 'count', width: 80 },
          { key: 'pulled', title: 'Received', kind: 'count', width: 90 },
          { key: 'waiting', title: 'Waiting', kind: 'count', width: 80 },
          { key: 'toPull', title: 'To come', kind: 'count', width: 80 },
          {
            key: 'lastSuccessAtMs',
            title: 'Last success',
            kind: 'node',
            width: 170,
            render: (row) => (row.lastSuccessAtMs === null ? 'never' : <InstantText atMs={row.lastSuccessAtMs} />),
          },
          { key: 'lastError', title: 'Last trouble', kind: 'text' },
        ]}
      />
    </section>
  );
}

function NoticeList({ notices }: { readonly notices: SyncStatus['notices'] }) {
  if (notices.length === 0) return null;
  return (
    <section aria-label="What the hub did">
      <Title order={2}>What the hub did</Title>
      <SimpleTable
        label="What the hub did"
        rows={notices}
        rowId={(row) => `${row.atMs} ${row.workspace} ${row.sentence}`}
        columns={[
          { key: 'atMs', title: 'When', kind: 'node', width: 180, render: (row) => <InstantText atMs={row.atMs} /> },
          {
            key: 'workspace',
            title: 'Workspace',
            kind: 'text',
            width: 120,
            render: (row) => nameWorkspace(row.workspace),
          },
          { key: 'sentence', title: 'What', kind: 'text' },
        ]}
      />
    </section>
  );
}
