import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { isRole, roleLabel } from '../../../shared/domain/roles/rights.ts';
import { api } from '../../app/client.ts';
import { useCan } from '../../app/use-status.ts';
import { Answer } from '../../components/answer.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { SimpleTable } from '../../components/simple-table.tsx';
import { nameWorkspaces } from './provider-words.ts';

/** What each outside member can read now: the firm's own decision, shown back. */
export function OutsideTab({ onInvite }: { readonly onInvite: () => void }) {
  const canManage = useCan('firm.manage');
  const query = useQuery(api.provider.whatOutsideSees.queryOptions({ input: {} }));
  return (
    <Answer query={query} what="what outside members see">
      {({ rows }) => (
        <>
          <SimpleTable
            label="What outside sees"
            rows={rows}
            rowId={(row) => row.memberId}
            empty={
              <EmptyState
                title="Nobody outside the firm reads anything"
                text="The provider's staff are invited like anybody else, with the workspaces you choose for them."
                action={canManage && <Button onClick={onInvite}>Invite</Button>}
              />
            }
            columns={[
              { key: 'name', title: 'Name', kind: 'text' },
              {
                key: 'role',
                title: 'Role',
                kind: 'text',
                render: (row) => (isRole(row.role) ? roleLabel(row.role) : row.role),
              },
              { key: 'workspaces', title: 'Reads', kind: 'text', render: (row) => nameWorkspaces(row.workspaces) },
              { key: 'matters', title: 'Matters', kind: 'count', width: 88 },
              { key: 'withheldMatters', title: 'Kept inside', kind: 'count', width: 104 },
              { key: 'documents', title: 'Documents', kind: 'count', width: 104 },
              {
                key: 'lastSeenAtMs',
                title: 'Last work',
                kind: 'node',
                width: 180,
                render: (row) => (row.lastSeenAtMs === null ? 'none yet' : <InstantText atMs={row.lastSeenAtMs} />),
              },
            ]}
          />
          {rows.length > 0 && (
            <Text size="xs" c="dimmed" pt={12}>
              Of a matter kept inside they see its number and its amounts, and no name, narrative or file. What was
              shown before it was withheld, they have seen.
            </Text>
          )}
        </>
      )}
    </Answer>
  );
}
