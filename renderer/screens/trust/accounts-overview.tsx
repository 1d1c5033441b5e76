import { Button, Group, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { api } from '../../app/client.ts';
import { useCan } from '../../app/use-status.ts';
import { Answer } from '../../components/answer.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { AccountTotals } from './account-totals.tsx';
import classes from './trust.module.css';
import { useTrustPanel } from './trust-panels.ts';

/** Every trust account with its three totals. */
export function AccountsOverview() {
  const canManage = useCan('firm.manage');
  const open = useTrustPanel((store) => store.open);
  const query = useQuery(api.trust.listAccounts.queryOptions({ input: {} }));
  return (
    <Answer query={query} what="the trust accounts">
      {({ rows }) =>
        rows.length === 0 ? (
          <EmptyState
            title="No trust account is open yet"
            text="Client money is kept apart from the firm's. Open the account at the bank first, then here."
            action={canManage && <Button onClick={() => open({ kind: 'account' })}>Open a trust account</Button>}
          />
        ) : (
          <div className={classes.accounts}>
            {rows.map((account) => (
              <section key={account.accountId} className={classes.account} aria-label={account.name}>
                <Group mb={8}>
                  <div>
                    <Title order={2}>
                      <Link href={`/trust/${account.accountId}`}>{account.name}</Link>
                    </Title>
                    <Text size="xs" c="dimmed">
                      {account.bank} …{account.lastFour}, {account.kind === 'iolta' ? 'IOLTA' : 'separate account'}
                    </Text>
                  </div>
                </Group>
                <AccountTotals account={account} isSmall />
              </section>
            ))}
          </div>
        )
      }
    </Answer>
  );
}
