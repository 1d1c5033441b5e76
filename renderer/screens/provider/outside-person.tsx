import { SegmentedControl, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Answers } from '../../app/answers.ts';
import { api } from '../../app/client.ts';
import { Answer } from '../../components/answer.tsx';
import { DataTable, type TableColumn } from '../../components/data-table.tsx';
import { DayText } from '../../components/day-text.tsx';
import { Detail } from '../../components/detail.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Mark } from '../../components/mark.tsx';
import { PlaceTabs } from '../../components/place-tabs.tsx';

export type Seen = Answers['sharing']['listOutside']['rows'][number]['seen'][number];
type Thing = Answers['sharing']['listSeen']['rows'][number];

const kindNames: Readonly<Record<Seen['kind'], { readonly one: string; readonly many: string }>> = {
  matter: { one: 'matter', many: 'matters' },
  lead: { one: 'lead', many: 'leads' },
  call: { one: 'call', many: 'calls' },
  document: { one: 'document', many: 'documents' },
  invoice: { one: 'invoice', many: 'invoices' },
  ledger: { one: 'ledger', many: 'ledgers' },
};

function capitalise(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** "14 matters, 3 by number". */
export function describeSeen({ kind, readable, byNumber }: Seen): string {
  const things = `${readable.toLocaleString('en-US')} ${kindNames[kind][readable === 1 ? 'one' : 'many']}`;
  return byNumber === 0 ? things : `${things}, ${byNumber.toLocaleString('en-US')} by number`;
}

const scopes = ['all', 'readable', 'by number', 'opened'] as const;
type Scope = (typeof scopes)[number];
const scopeNames: Readonly<Record<Scope, string>> = {
  all: 'All',
  readable: 'Reads',
  'by number': 'By number',
  opened: 'Opened',
};

const columns: readonly TableColumn<Thing, 'newest' | 'title' | 'openedOn'>[] = [
  { key: 'title', title: 'What', kind: 'text', sortable: 'title' },
  { key: 'matterTitle', title: 'Matter', kind: 'text' },
  {
    key: 'isReadable',
    title: 'Sees',
    kind: 'node',
    width: 104,
    render: (row) => (row.isReadable ? 'all of it' : <Mark tone="plain">by number</Mark>),
  },
  {
    key: 'openedOn',
    title: 'Last opened',
    kind: 'node',
    width: 116,
    sortable: 'openedOn',
    render: (row) => <DayText day={row.openedOn} none="not yet" />,
  },
];

interface OutsidePersonProps {
  readonly memberId: string;
  readonly kind: string | undefined;
  readonly onKind: (kind: string) => void;
  readonly onClose: () => void;
}

/** Exactly what one person outside sees, thing by thing, and when they last opened it. */
export function OutsidePerson({ memberId, kind, onKind, onClose }: OutsidePersonProps) {
  const query = useQuery(api.sharing.listOutside.queryOptions({ input: {} }));
  return (
    <Answer query={query} what="what this person sees">
      {({ rows }) => {
        const person = rows.find((row) => row.memberId === memberId);
        if (person === undefined) return <EmptyState title="This person reads nothing of the firm" />;
        const seen = person.seen.find((one) => one.kind === kind) ?? person.seen[0];
        return (
          <Detail
            title={person.name}
            subtitle={person.role}
            onClose={onClose}
            fill
            tabs={
              seen !== undefined && (
                <PlaceTabs
                  label={`What ${person.name} sees`}
                  value={seen.kind}
                  onChange={onKind}
                  tabs={person.seen.map((one) => ({
                    value: one.kind,
                    title: capitalise(kindNames[one.kind].many),
                    count: one.readable + one.byNumber,
                  }))}
                />
              )
            }
          >
            {seen === undefined ? (
              <EmptyState title="No key has reached this person’s devices yet" text="Until then they read nothing." />
            ) : (
              <Things key={seen.kind} memberId={memberId} seen={seen} />
            )}
          </Detail>
        );
      }}
    </Answer>
  );
}

function Things({ memberId, seen }: { readonly memberId: string; readonly seen: Seen }) {
  const [, go] = useLocation();
  const [scope, setScope] = useState<Scope>('all');
  const names = capitalise(kindNames[seen.kind].many);
  return (
    <DataTable
      key={scope}
      label={names}
      columns={seen.kind === 'matter' ? columns.filter(({ key }) => key !== 'matterTitle') : columns}
      defaultSort={{ by: 'newest', descending: true }}
      query={(page) => api.sharing.listSeen.queryOptions({ input: { ...page, memberId, kind: seen.kind, scope } })}
      rowId={(row) => row.thingId}
      onOpen={(row) => {
        if (row.matterId !== null) go(`/matters/${row.matterId}/sharing`);
      }}
      filterable
      toolbar={
        <Stack gap={4}>
          <Text size="xs" c="dimmed">
            Reads {describeSeen(seen)}; opened {seen.opened.toLocaleString('en-US')}.
          </Text>
          <SegmentedControl
            aria-label={`Which ${kindNames[seen.kind].many}`}
            size="xs"
            value={scope}
            onChange={(value) => setScope(scopes.find((one) => one === value) ?? 'all')}
            data={scopes.map((value) => ({ value, label: scopeNames[value] }))}
          />
        </Stack>
      }
      empty={
        <EmptyState
          title={scope === 'all' ? `There are no ${kindNames[seen.kind].many} here yet` : 'There is none of this kind'}
        />
      }
    />
  );
}
