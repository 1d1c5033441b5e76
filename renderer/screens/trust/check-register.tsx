import { Button, Group, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { formatCheckRanges } from '../../../shared/domain/trust/check-numbers.ts';
import { api, client } from '../../app/client.ts';
import { useCan, useToday } from '../../app/use-status.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Mark } from '../../components/mark.tsx';
import { saveFile } from '../../components/read-base64.ts';
import { SimpleTable } from '../../components/simple-table.tsx';
import { useTrustPanel } from './trust-panels.ts';

const shownChecks = 50;
const tones = { outstanding: 'look', cleared: 'good', void: 'plain', spoiled: 'plain' } as const;

/** The last check numbers of an account and what became of each; what is missing is named. */
export function CheckRegister({ accountId }: { readonly accountId: string }) {
  const today = useToday();
  const canPost = useCan('trust.post');
  const canPrepare = useCan('trust.prepare');
  const open = useTrustPanel((store) => store.open);
  const query = useQuery(
    api.trust.checkRegister.queryOptions({ input: { accountId, descending: true, limit: shownChecks } }),
  );
  const missing = query.data?.missing ?? [];
  const positivePay = async (): Promise<void> => {
    const file = await client.trust.positivePay({ accountId, from: `${today.slice(0, 7)}-01`, to: today });
    saveFile(file.csv, 'text/csv', file.fileName);
  };
  return (
    <section aria-label="Check register">
      <Group justify="space-between" mb={8}>
        <Title order={2}>What became of each check?</Title>
        <Group gap="sm">
          {canPrepare && (
            <Button variant="default" onClick={() => void positivePay()}>
              Positive pay of this month
            </Button>
          )}
          {canPost && (
            <Button variant="default" onClick={() => open({ kind: 'spoil', accountId })}>
              Spoiled check
            </Button>
          )}
        </Group>
      </Group>
      {missing.length > 0 && (
        <Text c="var(--annex-look)" mb={8}>
          Missing: {formatCheckRanges(missing.map(({ from, to }) => [from, to] as const))}. Account for each.
        </Text>
      )}
      <SimpleTable
        label="Check register"
        rows={query.data?.rows ?? []}
        rowId={(row) => `${row.checkNumber}${row.entryId ?? ''}`}
        empty={<EmptyState title="No check was written yet" />}
        columns={[
          { key: 'checkNumber', title: 'Check', kind: 'text', width: 76 },
          { key: 'day', title: 'Day', kind: 'day', width: 100 },
          {
            key: 'payee',
            title: 'Payee',
            kind: 'text',
            render: (row) => (row.state === 'spoiled' ? row.reason : row.payee),
          },
          {
            key: 'state',
            title: 'State',
            kind: 'text',
            width: 180,
            render: (row) => (
              <Mark tone={row.isDoubled ? 'danger' : tones[row.state]}>
                {row.isDoubled ? `${row.state}, number used twice` : row.state}
              </Mark>
            ),
          },
          {
            key: 'prints',
            title: 'Printed',
            kind: 'text',
            width: 150,
            render: (row) => {
              const last = row.prints.at(-1);
              if (last === undefined) return '';
              return row.prints.length === 1 ? last.by : `${row.prints.length} times, last by ${last.by}`;
            },
          },
          { key: 'amountCents', title: 'Amount', kind: 'amount', width: 108 },
        ]}
      />
    </section>
  );
}
