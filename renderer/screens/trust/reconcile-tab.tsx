import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { endOfMonth, formatDay } from '../../../shared/domain/day.ts';
import { api } from '../../app/client.ts';
import { usePlace } from '../../app/use-place.ts';
import { Amount } from '../../components/amount.tsx';
import { Answer } from '../../components/answer.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Mark } from '../../components/mark.tsx';
import { formatMonth } from '../../components/periods.ts';
import { SimpleTable } from '../../components/simple-table.tsx';
import { CoverageCalendar } from './coverage-calendar.tsx';
import { ReconcileWorkspace } from './reconcile-workspace.tsx';
import type { Account } from './trust-words.ts';

const wideColumns = [
  { key: 'adjustedBankCents', title: 'Bank, adjusted', kind: 'amount' as const },
  { key: 'journalCents', title: 'Journal', kind: 'amount' as const },
];

interface ReconcileTabProps {
  readonly account: Account;
  /** "work" for the workspace, an id for a signed one, nothing for the list. */
  readonly part: string | undefined;
}

/** Which months are reconciled, the signed ones, and the workspace for the next. */
export function ReconcileTab({ account, part }: ReconcileTabProps) {
  const { accountId } = account;
  const { go } = usePlace();
  const query = useQuery(api.trust.listReconciliations.queryOptions({ input: { accountId } }));
  const path = `/trust/${accountId}/reconcile`;
  return (
    <Answer query={query} what="the reconciliations">
      {({ rows, coverage }) => {
        const next = coverage.find((month) => month.state === 'due' || month.state === 'overdue')?.month ?? null;
        if (part === 'work') {
          return (
            <ReconcileWorkspace
              key={`${accountId}/${next ?? ''}`}
              account={account}
              suggestedOn={next === null ? null : endOfMonth(`${next.slice(0, 7)}-01`)}
            />
          );
        }
        const start = (
          <Button onClick={() => go(`${path}/work`)}>
            {next === null ? 'Reconcile a statement' : `Reconcile ${formatMonth(next)}`}
          </Button>
        );
        return (
          <Stack gap={24} pt={16}>
            <section aria-label="Months">
              <Group justify="space-between" mb={8}>
                <Title order={2}>Which months are reconciled?</Title>
                {start}
              </Group>
              <CoverageCalendar months={coverage} />
            </section>
            <section aria-label="Signed">
              <Title order={2}>Signed reconciliations</Title>
              <SimpleTable
                label="Signed reconciliations"
                rows={rows}
                rowId={(row) => row.reconciliationId}
                selectedId={part}
                onOpen={(row) => go(`${path}/${row.reconciliationId}`)}
                empty={
                  <EmptyState
                    title="No statement is reconciled yet"
                    text="Have the bank's statement at hand: its last day, its ending balance, and what cleared on it."
                    action={start}
                  />
                }
                columns={[
                  {
                    key: 'statementOn',
                    title: 'Statement',
                    kind: 'text',
                    render: (row) => `${formatDay(row.statementFrom)} to ${formatDay(row.statementOn)}`,
                  },
                  { key: 'bankBalanceCents', title: "Bank's balance", kind: 'amount' },
                  ...(part === undefined ? wideColumns : []),
                  {
                    key: 'ledgersCents',
                    title: 'Ledgers',
                    kind: 'amount',
                    render: (row) => <Amount cents={row.ledgersCents} />,
                  },
                  { key: 'signedBy', title: 'Signed by', kind: 'text' },
                  {
                    key: 'state',
                    title: 'State',
                    kind: 'node',
                    render: (row) =>
                      row.reopened ? (
                        <Mark tone="look">Opened again</Mark>
                      ) : row.lateEntries > 0 ? (
                        <Mark tone="danger">{`${row.lateEntries} late`}</Mark>
                      ) : (
                        <Mark tone="good">Signed</Mark>
                      ),
                  },
                ]}
              />
            </section>
            <Text size="xs" c="dimmed">
              A signed period is locked: what is dated into it afterwards is shown as late.
            </Text>
          </Stack>
        );
      }}
    </Answer>
  );
}
