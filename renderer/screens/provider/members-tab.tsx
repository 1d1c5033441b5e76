import { Alert, Button, List, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { roleLabel } from '../../../shared/domain/roles/rights.ts';
import { api } from '../../app/client.ts';
import { usePlace } from '../../app/use-place.ts';
import { useCan } from '../../app/use-status.ts';
import { nameWorkspaces } from '../../app/workspace-names.ts';
import { Answer } from '../../components/answer.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { Mark } from '../../components/mark.tsx';
import { SimpleTable } from '../../components/simple-table.tsx';
import { OpenInvitations } from './open-invitations.tsx';
import { describeMember, type Member } from './provider-words.ts';

interface MembersTabProps {
  readonly selectedId: string | undefined;
  readonly onInvite: () => void;
}

/** Everybody who shares the firm, inside and outside. */
export function MembersTab({ selectedId, onInvite }: MembersTabProps) {
  const { go } = usePlace();
  const canManage = useCan('firm.manage');
  const query = useQuery(api.provider.listMembers.queryOptions({ input: {} }));
  const isNarrow = selectedId !== undefined;
  return (
    <Answer query={query} what="the members">
      {({ rows, invitations, contested }) => (
        <Stack gap={24}>
          <ContestedRemovals rows={contested} />
          <SimpleTable
            label="Members"
            rows={rows}
            rowId={(row) => row.memberId}
            onOpen={(row) => go(`/provider/members/${row.memberId}`)}
            selectedId={selectedId}
            columns={[
              { key: 'name', title: 'Name', kind: 'text' },
              { key: 'role', title: 'Role', kind: 'text', render: (row) => roleLabel(row.role) },
              ...(isNarrow
                ? []
                : [
                    { key: 'outside', title: 'Side', kind: 'node' as const, render: renderSide },
                    {
                      key: 'workspaces',
                      title: 'Reads',
                      kind: 'text' as const,
                      render: (row: Member) => nameWorkspaces(row.workspaces),
                    },
                    { key: 'devices', title: 'Devices', kind: 'count' as const, width: 80, render: countDevices },
                    { key: 'lastSync', title: 'Last sync', kind: 'node' as const, width: 132, render: renderLastSync },
                  ]),
              {
                key: 'state',
                title: 'State',
                kind: 'node',
                width: 96,
                render: (row) => <Mark tone={describeMember(row.state).tone}>{describeMember(row.state).word}</Mark>,
              },
            ]}
          />
          {rows.length < 2 && (
            <EmptyState
              title="You are the only member"
              text="Invite a colleague, your own second machine, or the provider's staff. Each reads only what you choose."
              action={canManage && <Button onClick={onInvite}>Invite</Button>}
            />
          )}
          {canManage && <OpenInvitations rows={invitations} />}
        </Stack>
      )}
    </Answer>
  );
}

function renderSide(row: Member) {
  return row.outside ? <Mark tone="info">Outside</Mark> : 'Inside';
}

/** When any of the member's devices was last in touch. */
function renderLastSync(row: Member) {
  const last = Math.max(0, ...row.devices.map((device) => device.lastSyncAtMs ?? 0));
  return last === 0 ? '' : <InstantText atMs={last} />;
}

/** Removals that people who acted apart made of one another: whom to ask, and what stands. */
function ContestedRemovals({ rows }: { readonly rows: readonly { eventId: string; sentence: string }[] }) {
  if (rows.length === 0) return null;
  return (
    <Alert color="yellow" variant="light" title="Decisions that contradict each other" role="status">
      <List spacing={4}>
        {rows.map((row) => (
          <List.Item key={row.eventId}>{row.sentence}</List.Item>
        ))}
      </List>
      <Text size="sm" mt={8}>
        Talk to each other. If the wrong one stands, whoever holds the recovery kit has the last word: “Use the recovery
        kit” on the lock screen makes that machine an owner’s again.
      </Text>
    </Alert>
  );
}

function countDevices(row: Member): number {
  return row.devices.filter((device) => !device.removed).length;
}
