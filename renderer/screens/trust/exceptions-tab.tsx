import { Button, Group, Stack, Switch, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatDay } from '../../../shared/domain/day.ts';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { useCan } from '../../app/use-status.ts';
import { Answer } from '../../components/answer.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import { Mark } from '../../components/mark.tsx';
import { SimpleTable } from '../../components/simple-table.tsx';
import { LookAtList } from './look-at-list.tsx';
import { ReapplyPanel } from './reapply-panel.tsx';
import type { ExceptionRow } from './trust-words.ts';

/** What the books found that somebody must answer for, as sentences. */
export function ExceptionsTab({ accountId }: { readonly accountId?: string | undefined }) {
  const canApprove = useCan('trust.approve');
  const [isAll, setAll] = useState(false);
  const canPost = useCan('trust.post');
  const [opened, setOpened] = useState<ExceptionRow | null>(null);
  const [misplaced, setMisplaced] = useState<ExceptionRow | null>(null);
  const account = accountId === undefined ? {} : { accountId };
  const query = useQuery(
    api.trust.listExceptions.queryOptions({ input: { ...account, state: isAll ? 'all' : 'open' } }),
  );
  return (
    <Stack gap={12} pt={12}>
      <Group>
        <Switch label="Answered ones too" checked={isAll} onChange={(event) => setAll(event.currentTarget.checked)} />
      </Group>
      <Answer query={query} what="the exceptions">
        {({ rows }) => (
          <SimpleTable
            label="Exceptions"
            rows={rows}
            rowId={(row) => row.key}
            empty={
              <EmptyState
                title={isAll ? 'Nothing was ever found' : 'Nothing is open'}
                text="What the checks of the books find stands here until an attorney answers for it in writing."
              />
            }
            columns={[
              { key: 'day', title: 'Day', kind: 'day', width: 100 },
              {
                key: 'sentence',
                title: 'What was found',
                kind: 'node',
                render: (row) => (
                  <div>
                    <Text component="span">{row.sentence}</Text>
                    {row.explanation !== '' && (
                      <Text size="xs" c="dimmed">
                        {row.resolvedBy}: {row.explanation}
                      </Text>
                    )}
                  </div>
                ),
              },
              { key: 'amountCents', title: 'Amount', kind: 'amount', width: 112 },
              {
                key: 'dueOn',
                title: 'Who, by when',
                kind: 'node',
                width: 150,
                render: (row) => (
                  <div>
                    <Text size="sm">{row.who}</Text>
                    <Text size="xs" c={row.overdue ? 'red' : 'dimmed'}>
                      {row.overdue ? 'Overdue since' : 'By'} {formatDay(row.dueOn)}
                    </Text>
                  </div>
                ),
              },
              {
                key: 'state',
                title: 'State',
                kind: 'node',
                width: 128,
                render: (row) =>
                  row.resolvedBy !== '' ? (
                    <Mark tone="good">Answered</Mark>
                  ) : row.code === 'trust.fee-misplaced' && canPost ? (
                    <Button variant="default" onClick={() => setMisplaced(row)}>
                      Put right
                    </Button>
                  ) : canApprove ? (
                    <Button variant="default" onClick={() => setOpened(row)}>
                      Answer
                    </Button>
                  ) : (
                    <Mark tone="danger">Open</Mark>
                  ),
              },
            ]}
          />
        )}
      </Answer>
      <LookAtList accountId={accountId} />
      {misplaced !== null && <ReapplyPanel exception={misplaced} onClose={() => setMisplaced(null)} />}
      {opened !== null && <ResolvePanel exception={opened} onClose={() => setOpened(null)} />}
    </Stack>
  );
}

function ResolvePanel({ exception, onClose }: { readonly exception: ExceptionRow; readonly onClose: () => void }) {
  const draftKey = `trust/exception/${exception.key}`;
  const resolve = useCommand(api.trust.resolveException, { draft: draftKey, say: 'Exception answered' });
  return (
    <FormPanel
      opened
      title="Answer an exception"
      draftKey={draftKey}
      initial={{ explanation: '' }}
      submitLabel="Answer"
      onClose={onClose}
      validate={(values) =>
        values.explanation.trim() === '' ? { explanation: 'Say what happened and what was done.' } : {}
      }
      onSubmit={async ({ explanation }) => {
        const answer = await resolve.run({ key: exception.key, explanation });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <Text>{exception.sentence}</Text>
          <Textarea
            label="What happened, and what was done"
            autosize
            minRows={3}
            maxLength={500}
            required
            {...form.text('explanation')}
            data-autofocus
          />
        </>
      )}
    />
  );
}
