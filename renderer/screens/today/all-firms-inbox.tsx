import { Group, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { PlaceRow } from '../../../shared/contract/machine.ts';
import { formatDay } from '../../../shared/domain/day.ts';
import { switchFirm } from '../../app/bound-place.ts';
import { nameFirm } from '../../app/use-firms.ts';
import { useInboxes } from '../../app/use-inboxes.ts';
import { useStatus, useToday } from '../../app/use-status.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { Mark } from '../../components/mark.tsx';
import { SimpleTable } from '../../components/simple-table.tsx';
import { type DueRow, mergeInboxes } from './merge-inboxes.ts';

/** What waits for this person over all of their firms, the most pressing first. A row opens in its own firm. */
export function AllFirmsInbox({ firms }: { firms: readonly PlaceRow[] }) {
  const [, go] = useLocation();
  const [only, setOnly] = useState<string | null>(null);
  const here = useStatus()?.place;
  const today = useToday();
  const inboxes = useInboxes(firms);
  const rows = mergeInboxes(inboxes, firms).filter((row) => only === null || row.place === only);
  const unread = firms.filter((firm) => inboxes.every(({ place, asOfMs }) => place !== firm.place || asOfMs === null));
  const open = (row: DueRow): void => {
    if (row.place === here) go(row.path);
    else void switchFirm(row.place, row.path);
  };
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <Select
          aria-label="Firm"
          placeholder="All firms"
          clearable
          searchable
          w={280}
          data={firms.map((firm) => ({ value: firm.place, label: nameFirm(firm) }))}
          value={only}
          onChange={setOnly}
        />
        <Text c="dimmed" role="status">
          {sayUnread(unread)}
        </Text>
      </Group>
      <SimpleTable
        label="Waiting in all firms"
        rows={rows}
        rowId={(row) => `${row.place}/${row.kind}/${row.id}`}
        onOpen={open}
        empty={<EmptyState title="Nothing waits for you" text="In none of your firms." />}
        columns={[
          { key: 'firmName', title: 'Firm', kind: 'text', width: 200 },
          {
            key: 'kind',
            title: 'What',
            kind: 'text',
            width: 130,
            render: ({ kind }) => kind[0]?.toUpperCase() + kind.slice(1),
          },
          {
            key: 'title',
            title: 'Work',
            kind: 'text',
            render: (row) => (
              <>
                {row.isUrgent && <Mark tone="look">urgent</Mark>} {row.title}{' '}
                <Text component="span" c="dimmed">
                  {row.detail}
                </Text>
              </>
            ),
          },
          {
            key: 'dueOn',
            title: 'Due',
            kind: 'text',
            width: 160,
            render: (row) => {
              if (row.dueAtMs !== null) return <InstantText atMs={row.dueAtMs} />;
              if (row.dueOn === null) return '';
              if (row.dueOn === today) return 'today';
              return row.dueOn < today ? <Mark tone="look">{formatDay(row.dueOn)}</Mark> : formatDay(row.dueOn);
            },
          },
        ]}
      />
    </Stack>
  );
}

function sayUnread(unread: readonly PlaceRow[]): string {
  if (unread.length === 0) return '';
  const [first] = unread;
  if (unread.length === 1 && first !== undefined) return `${nameFirm(first)} has not been read yet`;
  return `${unread.length} firms have not been read yet`;
}
