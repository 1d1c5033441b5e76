import { Select, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { isRole, roleLabel } from '../../../shared/domain/roles/rights.ts';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { useCan } from '../../app/use-status.ts';
import { SimpleTable } from '../../components/simple-table.tsx';
import type { Provider } from './relations-words.ts';

/** The provider's staff among the outside members; an owner says whose staff somebody is. */
export function StaffList({ provider }: { readonly provider: Provider }) {
  const query = useQuery(api.agreement.listProviders.queryOptions({ input: {} }));
  const canLink = useCan('provider.oversee');
  const link = useCommand(api.agreement.linkMember, { say: 'Staff changed' });
  const providers = query.data?.rows ?? [];
  const rows = [
    ...provider.staff.map((one) => ({ ...one, providerId: provider.providerId })),
    ...(query.data?.unlinked ?? []).map((one) => ({ ...one, providerId: '' })),
  ];
  return (
    <section aria-label="Staff">
      <Title order={3} mb={4}>
        Staff
      </Title>
      <SimpleTable
        label="Staff"
        rows={rows}
        rowId={(row) => row.memberId}
        empty={<Text c="dimmed">None of the outside members is this provider’s staff. Invite them under Members.</Text>}
        columns={[
          { key: 'name', title: 'Name', kind: 'text' },
          {
            key: 'role',
            title: 'Role',
            kind: 'text',
            render: (row) => (isRole(row.role) ? roleLabel(row.role) : row.role),
          },
          {
            key: 'providerId',
            title: 'Works for',
            kind: 'node',
            width: 260,
            render: (row) =>
              canLink ? (
                <Select
                  aria-label={`Whom ${row.name} works for`}
                  data={[
                    { value: '', label: 'Nobody named yet' },
                    ...providers.map((one) => ({ value: one.providerId, label: one.name })),
                  ]}
                  allowDeselect={false}
                  value={row.providerId}
                  onChange={(value) =>
                    void link.run({ memberId: row.memberId, ...(value ? { providerId: value } : {}) })
                  }
                />
              ) : (
                (providers.find((one) => one.providerId === row.providerId)?.name ?? 'Nobody named yet')
              ),
          },
        ]}
      />
    </section>
  );
}
