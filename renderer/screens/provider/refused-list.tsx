import { Button, Group, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../app/client.ts';
import { say } from '../../app/notify.tsx';
import { useCommand } from '../../app/use-command.ts';
import { nameWorkspace } from '../../app/workspace-names.ts';
import { Answer } from '../../components/answer.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { SimpleTable } from '../../components/simple-table.tsx';

/** Changes that the hub refused: kept here, and offered again unchanged. */
export function RefusedList({ count }: { readonly count: number }) {
  const query = useQuery(api.provider.listRefused.queryOptions({ input: {}, enabled: count > 0 }));
  const retry = useCommand(api.provider.retryRefused, {
    onDone: ({ accepted, refused }) =>
      say(refused === 0 ? `The hub took all ${accepted}` : `The hub took ${accepted} and refused ${refused} again`),
  });
  if (count === 0) return null;
  return (
    <section aria-label="Refused by the hub">
      <Group justify="space-between">
        <Title order={2}>Refused by the hub</Title>
        <Button variant="default" loading={retry.isRunning} onClick={() => void retry.run({})}>
          Offer again
        </Button>
      </Group>
      <Answer query={query} what="what was refused">
        {({ rows }) => (
          <SimpleTable
            label="Refused by the hub"
            rows={rows}
            rowId={(row) => row.eventId}
            columns={[
              {
                key: 'atMs',
                title: 'When',
                kind: 'node',
                width: 180,
                render: (row) => <InstantText atMs={row.atMs} />,
              },
              {
                key: 'workspace',
                title: 'Workspace',
                kind: 'text',
                width: 120,
                render: (row) => nameWorkspace(row.workspace),
              },
              { key: 'reason', title: 'Reason', kind: 'text' },
              { key: 'tries', title: 'Tries', kind: 'count', width: 72 },
            ]}
          />
        )}
      </Answer>
    </section>
  );
}
