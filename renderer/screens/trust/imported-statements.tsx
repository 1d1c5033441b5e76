import { Button, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatDay } from '../../../shared/domain/day.ts';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { useCan } from '../../app/use-status.ts';
import { Amount } from '../../components/amount.tsx';
import { Answer } from '../../components/answer.tsx';
import { AskReason } from '../../components/ask-reason.tsx';
import { Mark } from '../../components/mark.tsx';
import { SimpleTable } from '../../components/simple-table.tsx';

/** What was imported for an account, and how to take the last of it back. */
export function ImportedStatements({ accountId }: { readonly accountId: string }) {
  const query = useQuery(api.trust.listStatements.queryOptions({ input: { accountId } }));
  const canPrepare = useCan('trust.prepare');
  const withdraw = useCommand(api.trust.withdrawStatement, { say: 'Import taken back' });
  const [asked, setAsked] = useState<string | null>(null);
  return (
    <Answer query={query} what="the imported statements">
      {({ rows }) => (
        <section aria-label="Imported statements">
          <Title order={3} size="sm" mb={4}>
            Imported so far
          </Title>
          <SimpleTable
            label="Imported statements"
            rows={rows}
            rowId={(row) => row.statementId}
            empty={
              <Text size="sm" c="dimmed">
                Nothing yet. Download the statement's movements from the bank, then choose that file.
              </Text>
            }
            columns={[
              {
                key: 'to',
                title: 'Statement',
                kind: 'text',
                render: (row) => `${formatDay(row.from)} to ${formatDay(row.to)}`,
              },
              { key: 'lines', title: 'New lines', kind: 'count', width: 80 },
              {
                key: 'closingCents',
                title: 'Ending balance',
                kind: 'amount',
                render: (row) => (row.closingCents === null ? '' : <Amount cents={row.closingCents} />),
              },
              { key: 'importedBy', title: 'By', kind: 'text' },
              {
                key: 'withdrawn',
                title: 'State',
                kind: 'node',
                width: 104,
                render: (row) =>
                  row.withdrawn ? (
                    <Mark tone="plain">Taken back</Mark>
                  ) : canPrepare ? (
                    <Button
                      variant="subtle"
                      aria-label={`Take back the import to ${formatDay(row.to)}`}
                      onClick={() => setAsked(row.statementId)}
                    >
                      Take back
                    </Button>
                  ) : null,
              },
            ]}
          />
          <AskReason
            opened={asked !== null}
            title="Take the import back"
            consequence="Its lines fall away with what they are matched with. The file can be imported again."
            confirmLabel="Take back"
            isRequired
            onConfirm={async (reason) => {
              const answer = await withdraw.run({ statementId: asked ?? '', reason });
              return answer.ok ? null : answer.refusal;
            }}
            onClose={() => setAsked(null)}
          />
        </section>
      )}
    </Answer>
  );
}
