import { Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { api } from '../../app/client.ts';
import { Amount } from '../../components/amount.tsx';
import { Answer } from '../../components/answer.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Mark } from '../../components/mark.tsx';
import { SimpleTable } from '../../components/simple-table.tsx';

/** What is not wrong, but an examiner would ask about. */
export function LookAtList({ accountId }: { readonly accountId?: string | undefined }) {
  const query = useQuery(api.trust.listLookAt.queryOptions({ input: accountId === undefined ? {} : { accountId } }));
  return (
    <section aria-label="Look at">
      <Title order={2} mb={8}>
        Look at
      </Title>
      <Answer query={query} what="what to look at">
        {({ rows, more }) => (
          <>
            <SimpleTable
              label="Look at"
              rows={rows}
              rowId={(row) => row.key}
              empty={
                <EmptyState
                  title="Nothing to look at"
                  text="Stale checks, dormant balances, fees left in trust, backdated entries and missing check numbers stand here."
                />
              }
              columns={[
                { key: 'day', title: 'Day', kind: 'day', width: 100 },
                {
                  key: 'title',
                  title: 'What',
                  kind: 'node',
                  width: 200,
                  render: (row) => <Mark tone="look">{row.title}</Mark>,
                },
                {
                  key: 'sentence',
                  title: 'What to do',
                  kind: 'node',
                  render: (row) =>
                    row.ledgerId === null ? (
                      row.sentence
                    ) : (
                      <>
                        {row.sentence}{' '}
                        <Link href={`/trust/${row.accountId}/ledgers/${row.ledgerId}`}>Open the ledger</Link>
                      </>
                    ),
                },
                {
                  key: 'amountCents',
                  title: 'Amount',
                  kind: 'amount',
                  width: 112,
                  render: (row) => (row.amountCents === 0 ? '' : <Amount cents={row.amountCents} />),
                },
              ]}
            />
            {more && (
              <Text size="sm" c="dimmed" mt={8}>
                There is more of one kind than is listed. Settle these first.
              </Text>
            )}
          </>
        )}
      </Answer>
    </section>
  );
}
