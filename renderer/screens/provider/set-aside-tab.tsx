import { Button, Group, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { isWorkspace } from '../../../shared/domain/workspace.ts';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { nameWorkspace } from '../../app/workspace-names.ts';
import { Answer } from '../../components/answer.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { Mark } from '../../components/mark.tsx';
import { SimpleTable } from '../../components/simple-table.tsx';
import type { SetAside } from './provider-words.ts';

type Decision = { readonly event: SetAside; readonly decision: 'adopt' | 'reject' };

/** Events that are kept but do not count, with the reason; who holds the right they need adopts or rejects them. */
export function SetAsideTab() {
  const query = useQuery(api.firm.setAside.queryOptions({ input: {} }));
  const [opened, setOpened] = useState<Decision | null>(null);
  return (
    <Answer query={query} what="what was set aside">
      {({ rows, total }) => (
        <>
          <SimpleTable
            label="Set aside"
            rows={rows}
            rowId={(row) => `${row.workspace}/${row.eventId}`}
            empty={
              <EmptyState
                title="Nothing is set aside"
                text="What comes from a device without the right to it, cannot be read, or arrived out of line, is kept here and does not count."
              />
            }
            columns={[
              {
                key: 'atMs',
                title: 'When',
                kind: 'node',
                width: 180,
                render: (row) => (row.atMs === null ? 'not known' : <InstantText atMs={row.atMs} />),
              },
              { key: 'memberName', title: 'By', kind: 'text', width: 140 },
              {
                key: 'workspace',
                title: 'Workspace',
                kind: 'text',
                width: 108,
                render: (row) => nameWorkspace(row.workspace),
              },
              {
                key: 'reason',
                title: 'Reason',
                kind: 'node',
                width: 156,
                render: (row) => <Mark tone="look">{row.reason}</Mark>,
              },
              { key: 'detail', title: 'What', kind: 'text' },
              {
                key: 'decide',
                title: 'Decide',
                kind: 'node',
                width: 176,
                render: (row) =>
                  row.adoptable ? (
                    <Group gap={4} wrap="nowrap">
                      <Button variant="default" onClick={() => setOpened({ event: row, decision: 'adopt' })}>
                        Adopt
                      </Button>
                      <Button variant="default" onClick={() => setOpened({ event: row, decision: 'reject' })}>
                        Reject
                      </Button>
                    </Group>
                  ) : null,
              },
            ]}
          />
          {total > rows.length && (
            <Text size="xs" c="dimmed" pt={8}>
              The newest {rows.length} of {total.toLocaleString('en-US')}.
            </Text>
          )}
          {opened !== null && <DecidePanel {...opened} onClose={() => setOpened(null)} />}
        </>
      )}
    </Answer>
  );
}

function DecidePanel({ event, decision, onClose }: Decision & { readonly onClose: () => void }) {
  const draftKey = `provider/adopt/${event.eventId.slice(0, 33)}`;
  const isAdopting = decision === 'adopt';
  const decide = useCommand(api.firm.adopt, { draft: draftKey, say: isAdopting ? 'Adopted' : 'Rejected' });
  return (
    <FormPanel
      opened
      title={isAdopting ? 'Adopt' : 'Reject'}
      draftKey={draftKey}
      initial={{ reason: '' }}
      submitLabel={isAdopting ? 'Adopt' : 'Reject'}
      onClose={onClose}
      validate={(values) => (values.reason.trim() === '' ? { reason: 'Say why.' } : {})}
      onSubmit={async ({ reason }) => {
        if (!isWorkspace(event.workspace)) return null;
        const answer = await decide.run({ eventId: event.eventId, workspace: event.workspace, decision, reason });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <Text>{event.detail}</Text>
          <Text>
            {isAdopting
              ? `It counts from now on as if ${event.memberName === '' ? 'its author' : event.memberName} had held the right. You answer for it.`
              : 'It stays in the store and never counts. You answer for that.'}
          </Text>
          <TextInput label="Reason" required {...form.text('reason')} data-autofocus />
        </>
      )}
    />
  );
}
