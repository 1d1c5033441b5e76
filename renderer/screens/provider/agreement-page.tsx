import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconFileText } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/client.ts';
import { usePlace } from '../../app/use-place.ts';
import { useCan, useToday } from '../../app/use-status.ts';
import { DataTable, type TableColumn } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Mark } from '../../components/mark.tsx';
import { AgreementDetail } from './agreement-detail.tsx';
import { ClauseList } from './clause-list.tsx';
import { ProposePanel } from './propose-panel.tsx';
import { ProviderFrame } from './provider-frame.tsx';
import { describeVersion, type Provider, type VersionRow } from './relations-words.ts';
import { StaffList } from './staff-list.tsx';
import { WithProvider } from './use-provider.tsx';

/** What the firm and a provider agreed on: versions, clauses, whose staff works here. */
export function AgreementPage() {
  const { parts, go } = usePlace();
  const versionId = parts[2];
  const base = `/provider/agreement/${parts[1] ?? ''}`;
  return (
    <ProviderFrame
      detailWidth="half"
      detail={
        versionId !== undefined && <AgreementDetail key={versionId} versionId={versionId} onClose={() => go(base)} />
      }
    >
      <WithProvider page="agreement">
        {(provider, choice) => (
          <Stack gap={20} pt="sm">
            <Group justify="space-between">
              <div>
                <Title order={2}>{provider.name}</Title>
                <Text c="dimmed">{describeProvider(provider)}</Text>
              </div>
              {choice}
            </Group>
            <Versions provider={provider} selectedId={versionId} />
            <ClauseList provider={provider} isNarrow={versionId !== undefined} />
            {versionId === undefined && <StaffList provider={provider} />}
          </Stack>
        )}
      </WithProvider>
    </ProviderFrame>
  );
}

function describeProvider(provider: Provider): string {
  const [year, month, day] = provider.engagedOn.split('-');
  const since = `Works for the firm since ${month}/${day}/${year}`;
  const contact = provider.contactName === '' ? '' : `, ask ${provider.contactName}`;
  return provider.endedOn === null ? `${since}${contact}.` : `${since}; the work has ended.`;
}

function VersionState({ row }: { readonly row: VersionRow }) {
  const { tone, word } = describeVersion(row, useToday());
  return <Mark tone={tone}>{word}</Mark>;
}

const columns: readonly TableColumn<VersionRow, 'number' | 'startsOn' | 'state'>[] = [
  { key: 'number', title: 'No.', kind: 'count', width: 72, sortable: 'number' },
  { key: 'title', title: 'Title', kind: 'text' },
  {
    key: 'state',
    title: 'State',
    kind: 'node',
    width: 176,
    sortable: 'state',
    render: (row) => <VersionState row={row} />,
  },
  { key: 'startsOn', title: 'From', kind: 'day', sortable: 'startsOn' },
];

const furtherColumns: typeof columns = [
  { key: 'endsOn', title: 'To', kind: 'day' },
  { key: 'renewsOn', title: 'Renews', kind: 'day' },
  { key: 'proposedBy', title: 'Proposed by', kind: 'text', width: 160 },
];

function Versions({ provider, selectedId }: { readonly provider: Provider; readonly selectedId: string | undefined }) {
  const { go } = usePlace();
  const canPropose = useCan('provider.manage') && provider.endedOn === null;
  const [isProposing, setProposing] = useState(false);
  const current = useQuery(api.agreement.inForce.queryOptions({ input: { providerId: provider.providerId } }));
  const propose = canPropose && (
    <Button leftSection={<IconFileText size={16} aria-hidden />} onClick={() => setProposing(true)}>
      Propose a version
    </Button>
  );
  return (
    <section aria-label="Service agreement">
      <Group justify="space-between" mb={8}>
        <Title order={3}>Service agreement</Title>
        {propose}
      </Group>
      <DataTable
        label="Versions of the agreement"
        height={180}
        rowId={(row) => row.versionId}
        selectedId={selectedId}
        onOpen={(row) => go(`/provider/agreement/${provider.providerId}/${row.versionId}`)}
        defaultSort={{ by: 'number', descending: true }}
        query={(page) =>
          api.agreement.listVersions.queryOptions({ input: { ...page, providerId: provider.providerId } })
        }
        empty={
          <EmptyState
            title="Nothing is agreed yet"
            text="Write down scope, goals, targets and prices. It holds once the firm's owner and the provider's manager have agreed to it."
          />
        }
        columns={
          selectedId === undefined ? [...columns, ...furtherColumns] : columns.filter(({ key }) => key !== 'title')
        }
      />
      {isProposing && (
        <ProposePanel provider={provider} current={current.data?.version ?? null} onClose={() => setProposing(false)} />
      )}
    </section>
  );
}
