import { Button, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Answers } from '../../app/answers.ts';
import { api } from '../../app/client.ts';
import { describeSharing } from '../../app/sharing-words.ts';
import { useCan } from '../../app/use-status.ts';
import { nameWorkspace } from '../../app/workspace-names.ts';
import { Answer } from '../../components/answer.tsx';
import { DataTable, type TableColumn } from '../../components/data-table.tsx';
import { DayText } from '../../components/day-text.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Figure } from '../../components/figure.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { Mark } from '../../components/mark.tsx';
import { SimpleTable } from '../../components/simple-table.tsx';
import { describeSeen } from './outside-person.tsx';
import { SharedKeysNote } from './shared-keys-note.tsx';

type Outside = Answers['sharing']['listOutside'];
type Person = Outside['rows'][number];
type MatterRow = Answers['sharing']['listMatters']['rows'][number];
type Kind = 'all' | 'shared' | 'withheld' | 'restricted' | 'without consent';

/** What each person outside can read now and has opened: the firm's own decisions, shown back. */
export function OutsideTab({
  selectedId,
  onInvite,
}: {
  readonly selectedId: string | undefined;
  readonly onInvite: () => void;
}) {
  const canManage = useCan('firm.manage');
  const query = useQuery(api.sharing.listOutside.queryOptions({ input: {} }));
  const [kind, setKind] = useState<Kind>('all');
  return (
    <Answer query={query} what="what people outside see">
      {(outside) => (
        <Stack gap={20}>
          <SharedKeysNote />
          <People rows={outside.rows} selectedId={selectedId} onInvite={canManage ? onInvite : undefined} />
          <section aria-label="Matters">
            <Group gap={4} ml={-12} mb={8}>
              <Count label="Shared" count={outside.shared} onOpen={() => setKind('shared')} />
              <Count label="Withheld" count={outside.withheld} onOpen={() => setKind('withheld')} />
              <Count label="Restricted" count={outside.restricted} onOpen={() => setKind('restricted')} />
              <Figure
                label="Shared without a consent"
                value={outside.withoutConsent.toLocaleString('en-US')}
                tone={outside.withoutConsent > 0 && outside.rows.length > 0 ? 'look' : 'plain'}
                onOpen={() => setKind('without consent')}
              />
            </Group>
            <Matters kind={kind} onKind={setKind} />
          </section>
        </Stack>
      )}
    </Answer>
  );
}

function Count({
  label,
  count,
  onOpen,
}: {
  readonly label: string;
  readonly count: number;
  readonly onOpen: () => void;
}) {
  return <Figure label={label} value={count.toLocaleString('en-US')} onOpen={onOpen} />;
}

function People({
  rows,
  selectedId,
  onInvite,
}: {
  readonly rows: readonly Person[];
  readonly selectedId: string | undefined;
  readonly onInvite?: (() => void) | undefined;
}) {
  const [, go] = useLocation();
  // Beside one person's things there is room for little else.
  const isAlone = selectedId === undefined;
  return (
    <section aria-label="People outside">
      <SimpleTable
        label="People outside"
        rows={rows}
        rowId={(row) => row.memberId}
        selectedId={selectedId}
        onOpen={(row) => go(`/provider/outside/${row.memberId}`)}
        empty={
          <EmptyState
            title="Nobody outside the firm reads anything"
            text="The provider's staff are invited like anybody else, with the workspaces you choose for them."
            action={onInvite !== undefined && <Button onClick={onInvite}>Invite</Button>}
          />
        }
        columns={[
          { key: 'name', title: 'Name', kind: 'text', width: 160 },
          ...(isAlone
            ? [
                { key: 'role', title: 'Role', kind: 'text' as const, width: 160 },
                {
                  key: 'workspaces',
                  title: 'Holds',
                  kind: 'node' as const,
                  render: (row: Person) => <Shares person={row} />,
                },
              ]
            : []),
          { key: 'seen', title: 'Reads', kind: 'node', render: (row) => <Sees person={row} /> },
          {
            key: 'lastOpenedOn',
            title: 'Last opened',
            kind: 'node',
            width: 120,
            render: (row) => <DayText day={row.lastOpenedOn} none="nothing yet" />,
          },
          ...(isAlone
            ? [
                {
                  key: 'lastSeenAtMs',
                  title: 'Last work',
                  kind: 'node' as const,
                  width: 160,
                  render: (row: Person) =>
                    row.lastSeenAtMs === null ? 'none yet' : <InstantText atMs={row.lastSeenAtMs} />,
                },
              ]
            : []),
        ]}
      />
      {rows.length > 0 && (
        <Text size="xs" c="dimmed" pt={8}>
          By number: they see that it is there, its days and its amounts, and no name, narrative or file. Opening a
          person shows each thing. What was shown before it was withheld, they have seen: the matter’s page says how
          much.
        </Text>
      )}
    </section>
  );
}

/** "14 matters, 3 by number", a line for each kind. */
function Sees({ person }: { readonly person: Person }) {
  if (person.seen.length === 0) return <>nothing yet</>;
  return (
    <>
      {person.seen.map((seen) => (
        <div key={seen.kind}>{describeSeen(seen)}</div>
      ))}
    </>
  );
}

/** "Office (the first key and 2 since)": what is read, and under which keys. */
function Shares({ person }: { readonly person: Person }) {
  return (
    <>
      {person.workspaces.map((share) => (
        <div key={share.workspace}>
          {nameWorkspace(share.workspace)}{' '}
          <Text span size="xs" c="dimmed">
            {share.keys}, since {share.sinceMs === 0 ? 'they join' : <InstantText atMs={share.sinceMs} />}
          </Text>
        </div>
      ))}
    </>
  );
}

const columns: readonly TableColumn<MatterRow, 'number' | 'state' | 'consentedOn' | 'openings'>[] = [
  { key: 'title', title: 'Matter', kind: 'text', sortable: 'number' },
  {
    key: 'state',
    title: 'State',
    kind: 'node',
    width: 116,
    sortable: 'state',
    render: (row) => <Mark tone={describeSharing(row.state).tone}>{describeSharing(row.state).word}</Mark>,
  },
  { key: 'from', title: 'From', kind: 'day', width: 104 },
  {
    key: 'consentedOn',
    title: 'Consent',
    kind: 'node',
    width: 116,
    sortable: 'consentedOn',
    render: (row) => <DayText day={row.consentedOn} none="none" />,
  },
  { key: 'openings', title: 'Opened', kind: 'count', width: 92, sortable: 'openings' },
];

function Matters({ kind, onKind }: { readonly kind: Kind; readonly onKind: (kind: Kind) => void }) {
  const [, go] = useLocation();
  const kinds: readonly Kind[] = ['all', 'shared', 'withheld', 'restricted', 'without consent'];
  return (
    <DataTable
      key={kind}
      label="Matters as people outside see them"
      columns={columns}
      defaultSort={{ by: 'number', descending: true }}
      query={(page) => api.sharing.listMatters.queryOptions({ input: { ...page, state: kind } })}
      rowId={(row) => row.matterId}
      onOpen={(row) => go(`/matters/${row.matterId}/sharing`)}
      filterable
      height={360}
      toolbar={
        <SegmentedControl
          aria-label="Which matters"
          size="xs"
          value={kind}
          onChange={(value) => onKind(kinds.find((one) => one === value) ?? 'all')}
          data={kinds.map((value) => ({ value, label: value.charAt(0).toUpperCase() + value.slice(1) }))}
        />
      }
      empty={<EmptyState title={kind === 'all' ? 'No matter is open yet' : 'There is none of this kind'} />}
    />
  );
}
