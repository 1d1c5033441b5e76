import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { formatDay } from '../../../shared/domain/day.ts';
import type { Answers } from '../../app/answers.ts';
import { api } from '../../app/client.ts';
import { useCan } from '../../app/use-status.ts';
import { Answer } from '../../components/answer.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FactList } from '../../components/fact-list.tsx';
import { Mark } from '../../components/mark.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import { SimpleTable } from '../../components/simple-table.tsx';
import { CloseProjectPanel } from './close-project-panel.tsx';
import { MomentPanel } from './moment-panel.tsx';
import { ProviderFrame } from './provider-frame.tsx';
import type { Provider } from './relations-words.ts';
import { WithProvider } from './use-provider.tsx';

/** What keeps the work together: meetings, thanks, team events, what is due, and projects that ended well. */
export function RelationshipPage() {
  return (
    <ProviderFrame>
      <WithProvider page="relationship">
        {(provider, choice) => <RelationshipOf provider={provider} choice={choice} />}
      </WithProvider>
    </ProviderFrame>
  );
}

type Moment = Answers['relationship']['listMoments']['rows'][number];

function RelationshipOf({ provider, choice }: { readonly provider: Provider; readonly choice: ReactNode }) {
  const { providerId } = provider;
  const canNote = useCan('provider.manage');
  const [isNoting, setNoting] = useState(false);
  return (
    <Stack gap={20} pt="sm">
      <Group justify="space-between">
        <Title order={2}>{provider.name}</Title>
        <Group gap="sm">
          {choice}
          {canNote && <Button onClick={() => setNoting(true)}>Note a meeting or thanks</Button>}
        </Group>
      </Group>
      <Upcoming providerId={providerId} />
      <section aria-label="What was">
        <Title order={3} mb={8}>
          Meetings, thanks, events
        </Title>
        <DataTable
          label="Meetings, thanks, events"
          height={220}
          rowId={(row: Moment) => row.momentId}
          defaultSort={{ by: 'on', descending: true }}
          query={(page) => api.relationship.listMoments.queryOptions({ input: { ...page, providerId } })}
          empty={<EmptyState title="Nothing noted yet" text="A regular talk and a word of thanks keep it going." />}
          columns={[
            { key: 'on', title: 'Day', kind: 'day', sortable: 'on' },
            { key: 'kind', title: 'Kind', kind: 'text', width: 120, sortable: 'kind' },
            { key: 'title', title: 'What', kind: 'text' },
            { key: 'people', title: 'Who', kind: 'text' },
            { key: 'note', title: 'Note', kind: 'text' },
            { key: 'nextOn', title: 'Next', kind: 'day' },
          ]}
        />
      </section>
      <CloseOuts provider={provider} />
      {isNoting && <MomentPanel providerId={providerId} onClose={() => setNoting(false)} />}
    </Stack>
  );
}

const kindWords = { renewal: 'Renewal', clause: 'Clause', meeting: 'Next time', action: 'Corrective action' } as const;

function Upcoming({ providerId }: { readonly providerId: string }) {
  const query = useQuery(api.relationship.upcoming.queryOptions({ input: { providerId } }));
  return (
    <section aria-label="Due soon">
      <Title order={3} mb={8}>
        Due in the next 60 days
      </Title>
      <Answer query={query} what="what is due">
        {({ rows }) => (
          <SimpleTable
            label="Due soon"
            rows={rows}
            rowId={(row) => `${row.kind}/${row.id}`}
            empty={<Text c="dimmed">Nothing is due.</Text>}
            columns={[
              { key: 'dueOn', title: 'Due', kind: 'day' },
              { key: 'kind', title: 'Kind', kind: 'text', width: 150, render: (row) => kindWords[row.kind] },
              { key: 'what', title: 'What', kind: 'text' },
              {
                key: 'isLate',
                title: 'State',
                kind: 'node',
                width: 80,
                render: (row) => (row.isLate ? <Mark tone="danger">Late</Mark> : ''),
              },
            ]}
          />
        )}
      </Answer>
    </section>
  );
}

type CloseOut = Answers['relationship']['listCloseOuts']['rows'][number];

function CloseOuts({ provider }: { readonly provider: Provider }) {
  const { providerId } = provider;
  const canClose = useCan('provider.oversee');
  const [isClosing, setClosing] = useState(false);
  const [opened, setOpened] = useState<CloseOut | null>(null);
  return (
    <section aria-label="Projects">
      <Group justify="space-between" mb={8}>
        <Title order={3}>Projects that were closed</Title>
        {canClose && (
          <Button variant="default" onClick={() => setClosing(true)}>
            Close a project
          </Button>
        )}
      </Group>
      <DataTable
        label="Projects that were closed"
        height={200}
        rowId={(row: CloseOut) => row.closeOutId}
        onOpen={setOpened}
        defaultSort={{ by: 'closedOn', descending: true }}
        query={(page) => api.relationship.listCloseOuts.queryOptions({ input: { ...page, providerId } })}
        empty={
          <EmptyState
            title="No project was closed yet"
            text="A one-time project ends properly: what came of it, what was learnt, who carries on what is left."
          />
        }
        columns={[
          { key: 'closedOn', title: 'Closed', kind: 'day', sortable: 'closedOn' },
          { key: 'title', title: 'Project', kind: 'text' },
          { key: 'grade', title: 'Grade', kind: 'count', width: 72, sortable: 'grade' },
          { key: 'orders', title: 'Orders', kind: 'count', width: 72 },
          { key: 'lessons', title: 'Lessons', kind: 'text' },
        ]}
      />
      {isClosing && <CloseProjectPanel provider={provider} onClose={() => setClosing(false)} />}
      {opened !== null && (
        <SidePanel opened title={opened.title} onClose={() => setOpened(null)}>
          <FactList
            facts={{
              Closed: `${formatDay(opened.closedOn)} by ${opened.closedBy}`,
              Grade: `${opened.grade} of 5`,
              Delivered: opened.delivered,
              Lessons: opened.lessons,
              'Open ends': opened.openEnds.map((end) => `${end.text}: ${end.handedTo}`).join('; '),
              'Access ended': opened.accessEndedOn === null ? 'not noted' : formatDay(opened.accessEndedOn),
            }}
          />
        </SidePanel>
      )}
    </section>
  );
}
