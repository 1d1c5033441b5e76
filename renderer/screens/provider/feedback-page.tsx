import { Button, Group, Stack, Title } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { api } from '../../app/client.ts';
import { usePlace } from '../../app/use-place.ts';
import { useCan, useToday } from '../../app/use-status.ts';
import { DataTable, type TableColumn } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { Mark } from '../../components/mark.tsx';
import { ActionPanel, OpenActionPanel } from './action-panels.tsx';
import { ProviderFrame } from './provider-frame.tsx';
import { RatePanel } from './rate-panel.tsx';
import { RatingDetail } from './rating-detail.tsx';
import type { Provider } from './relations-words.ts';
import { type Action, describeAction, formatGrade, type Rating } from './scorecard-words.ts';
import { WithProvider } from './use-provider.tsx';

/** Ratings of accepted work with the provider's replies, and what is done so that mistakes do not come again. */
export function FeedbackPage() {
  const { parts, go } = usePlace();
  const [, providerId, orderId] = parts;
  return (
    <ProviderFrame
      detail={
        providerId !== undefined &&
        orderId !== undefined && (
          <RatingDetail
            key={orderId}
            providerId={providerId}
            orderId={orderId}
            onClose={() => go(`/provider/feedback/${providerId}`)}
          />
        )
      }
    >
      <WithProvider page="feedback">
        {(provider, choice) => <FeedbackOf provider={provider} choice={choice} orderId={orderId} />}
      </WithProvider>
    </ProviderFrame>
  );
}

const ratingColumns: readonly TableColumn<Rating, 'ratedAtMs' | 'meanTenths' | 'orderNumber'>[] = [
  { key: 'orderNumber', title: 'Order', kind: 'text', width: 110, sortable: 'orderNumber' },
  { key: 'orderTitle', title: 'Work', kind: 'text' },
  {
    key: 'meanTenths',
    title: 'Mean',
    kind: 'count',
    width: 72,
    sortable: 'meanTenths',
    render: (row) => formatGrade(row.meanTenths),
  },
  {
    key: 'ratedAtMs',
    title: 'Rated',
    kind: 'node',
    width: 160,
    sortable: 'ratedAtMs',
    render: (row) => <InstantText atMs={row.ratedAtMs} />,
  },
  { key: 'ratedBy', title: 'By', kind: 'text', width: 140 },
  {
    key: 'reply',
    title: 'Reply',
    kind: 'node',
    width: 96,
    render: (row) => (row.reply === '' ? '' : <Mark tone="info">Replied</Mark>),
  },
];
/** Beside a rating that is open. */
const fewColumns = ratingColumns.filter(({ key }) => key !== 'orderNumber' && key !== 'ratedBy');

interface FeedbackOfProps {
  readonly provider: Provider;
  readonly choice: ReactNode;
  readonly orderId: string | undefined;
}

function FeedbackOf({ provider, choice, orderId }: FeedbackOfProps) {
  const { go } = usePlace();
  const { providerId } = provider;
  const canRate = useCan('work.order');
  const [isRating, setRating] = useState(false);
  const rate = canRate && <Button onClick={() => setRating(true)}>Rate accepted work</Button>;
  return (
    <Stack gap={20} pt="sm">
      <Group justify="space-between">
        <Title order={2}>{provider.name}</Title>
        <Group gap="sm">
          {choice}
          {rate}
        </Group>
      </Group>
      <section aria-label="Ratings">
        <Title order={3} mb={8}>
          Ratings
        </Title>
        <DataTable
          label="Ratings"
          height={260}
          rowId={(row: Rating) => row.orderId}
          selectedId={orderId}
          onOpen={(row) => go(`/provider/feedback/${providerId}/${row.orderId}`)}
          defaultSort={{ by: 'ratedAtMs', descending: true }}
          query={(page) => api.scorecard.listRatings.queryOptions({ input: { ...page, providerId } })}
          empty={
            <EmptyState
              title="Nothing is rated yet"
              text="Accepted work is rated from 1 to 5. The provider sees it at once and may reply."
            />
          }
          columns={orderId === undefined ? ratingColumns : fewColumns}
        />
      </section>
      <Actions providerId={providerId} />
      {isRating && <RatePanel providerId={providerId} onClose={() => setRating(false)} />}
    </Stack>
  );
}

function Actions({ providerId }: { readonly providerId: string }) {
  const today = useToday();
  const canOpen = useCan('work.deliver');
  const [isOpening, setOpening] = useState(false);
  const [opened, setOpened] = useState<Action | null>(null);
  const open = canOpen && (
    <Button variant="default" onClick={() => setOpening(true)}>
      Open a corrective action
    </Button>
  );
  return (
    <section aria-label="Corrective actions">
      <Group justify="space-between" mb={8}>
        <Title order={3}>Corrective actions</Title>
        {open}
      </Group>
      <DataTable
        label="Corrective actions"
        height={220}
        rowId={(row: Action) => row.actionId}
        onOpen={setOpened}
        defaultSort={{ by: 'dueOn' }}
        query={(page) => api.scorecard.listActions.queryOptions({ input: { ...page, providerId } })}
        empty={<EmptyState title="No corrective action" text="Root cause, fix, a day, and a look whether it worked." />}
        columns={[
          { key: 'rootCause', title: 'Root cause', kind: 'text' },
          { key: 'fix', title: 'Fix', kind: 'text' },
          { key: 'dueOn', title: 'Due', kind: 'day', sortable: 'dueOn' },
          {
            key: 'state',
            title: 'State',
            kind: 'node',
            width: 110,
            sortable: 'state',
            render: (row) => <Mark tone={describeAction(row, today).tone}>{describeAction(row, today).word}</Mark>,
          },
        ]}
      />
      {isOpening && <OpenActionPanel providerId={providerId} onClose={() => setOpening(false)} />}
      {opened !== null && <ActionPanel action={opened} onClose={() => setOpened(null)} />}
    </section>
  );
}
