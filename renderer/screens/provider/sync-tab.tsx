import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { useCan } from '../../app/use-status.ts';
import { Answer } from '../../components/answer.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FactList } from '../../components/fact-list.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { Mark } from '../../components/mark.tsx';
import { SimpleTable } from '../../components/simple-table.tsx';
import { HubPanel } from './hub-panel.tsx';
import { describeSync, nameWorkspace, type SyncStatus } from './provider-words.ts';
import { RefusedList } from './refused-list.tsx';

/** Sync: what is up to date, what waits, what the hub refused, and the hub itself. */
export function SyncTab() {
  const query = useQuery(api.provider.syncStatus.queryOptions({ input: {} }));
  const canManage = useCan('firm.manage');
  const [isSetting, setSetting] = useState(false);
  return (
    <Answer query={query} what="the state of sync">
      {(status) => (
        <Stack gap={24} pt={16} maw={1000}>
          {status.hubUrl === null ? (
            <EmptyState
              title="This firm is on this machine alone"
              text="A hub carries sealed changes between machines. It reads nothing of them. Give its address and account to connect."
              action={canManage && <Button onClick={() => setSetting(true)}>Connect a hub</Button>}
            />
          ) : (
            <>
              <SyncHead status={status} onSetHub={canManage ? () => setSetting(true) : undefined} />
              <WorkspaceTable status={status} />
              <RefusedList count={status.refused} />
            </>
          )}
          {isSetting && <HubPanel hubUrl={status.hubUrl} onClose={() => setSetting(false)} />}
        </Stack>
      )}
    </Answer>
  );
}

interface SyncHeadProps {
  readonly status: SyncStatus;
  readonly onSetHub: (() => void) | undefined;
}

function SyncHead({ status, onSetHub }: SyncHeadProps) {
  const pause = useCommand(api.provider.pauseSync);
  const now = useCommand(api.provider.syncNow);
  const isPaused = status.state === 'paused';
  return (
    <section aria-label="State">
      <Group gap="sm" mb={12}>
        <Mark tone={describeSync(status.state).tone}>{describeSync(status.state).word}</Mark>
        {status.sentence !== describeSync(status.state).word && <Text role="status">{status.sentence}</Text>}
      </Group>
      <FactList
        facts={{
          Hub: status.hubUrl,
          'Last success': status.lastSuccessAtMs === null ? 'never' : <InstantText atMs={status.lastSuccessAtMs} />,
          'Changes waiting': status.waiting.toLocaleString('en-US'),
          'Files waiting': status.filesWaiting.toLocaleString('en-US'),
        }}
      />
      <Group gap="sm" mt={12}>
        <Button loading={now.isRunning} disabled={isPaused} onClick={() => void now.run({})}>
          Sync now
        </Button>
        <Button variant="default" loading={pause.isRunning} onClick={() => void pause.run({ paused: !isPaused })}>
          {isPaused ? 'Resume' : 'Pause'}
        </Button>
        {onSetHub !== undefined && (
          <Button variant="default" onClick={onSetHub}>
            Change the hub
          </Button>
        )}
      </Group>
    </section>
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
            width: 140,
            render: (row) => nameWorkspace(row.workspace),
          },
          { key: 'state', title: 'State', kind: 'text', width: 140 },
          { key: 'pushed', title: 'Sent', kind: 'count', width: 100 },
          { key: 'pulled', title: 'Received', kind: 'count', width: 100 },
          { key: 'waiting', title: 'Waiting', kind: 'count', width: 100 },
          { key: 'lastError', title: 'Last trouble', kind: 'text' },
        ]}
      />
    </section>
  );
}
