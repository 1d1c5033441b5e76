import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { formatDay } from '../../../shared/domain/day.ts';
import { formatCents } from '../../../shared/domain/money.ts';
import { api } from '../../app/client.ts';
import { usePlace } from '../../app/use-place.ts';
import { useCan } from '../../app/use-status.ts';
import { Amount } from '../../components/amount.tsx';
import { FactList } from '../../components/fact-list.tsx';
import { Figure } from '../../components/figure.tsx';
import { Mark } from '../../components/mark.tsx';
import { AccountTotals } from './account-totals.tsx';
import { CoverageCalendar } from './coverage-calendar.tsx';
import classes from './trust.module.css';
import { useTrustPanel } from './trust-panels.ts';
import type { Account } from './trust-words.ts';

/** One account: its totals, what waits, whose device guards it, and which months are reconciled. */
export function AccountTab({ account }: { readonly account: Account }) {
  const { go } = usePlace();
  const path = `/trust/${account.accountId}`;
  const reconciliations = useQuery(
    api.trust.listReconciliations.queryOptions({ input: { accountId: account.accountId } }),
  );
  return (
    <Stack gap={24} pt={16} maw={1000}>
      <AccountTotals account={account} />
      <section className={classes.figures} aria-label="What waits">
        <Figure
          label="Requests that wait"
          value={account.openRequests}
          {...(account.openRequests > 0 ? { tone: 'look' as const } : {})}
          onOpen={() => go(`${path}/requests`)}
        />
        <Figure
          label="Exceptions"
          value={account.exceptions}
          {...(account.exceptions > 0 ? { tone: 'danger' as const } : {})}
          onOpen={() => go(`${path}/exceptions`)}
        />
        <Figure
          label="Firm's own funds"
          value={<Amount cents={account.firmFundsCents} withSign />}
          hint={`of at most ${formatCents(account.firmFundsCeilingCents)}`}
          {...(account.firmFundsCents > account.firmFundsCeilingCents ? { tone: 'danger' as const } : {})}
          onOpen={() => go(`${path}/ledgers/firm`)}
        />
      </section>
      <Custody account={account} />
      <Signers account={account} />
      <Checklist account={account} />
      <section aria-label="Months">
        <Title order={2} mb={8}>
          Which months are reconciled?
        </Title>
        <CoverageCalendar months={reconciliations.data?.coverage ?? []} />
      </section>
      <FactList
        facts={{
          Bank: `${account.bank} …${account.lastFour}`,
          Kind: account.kind === 'iolta' ? 'IOLTA, for many clients' : 'Separate, for one client',
          Opened: formatDay(account.openedOn),
          'Next check': account.nextCheckNumber,
        }}
      />
    </Stack>
  );
}

function Signers({ account }: { readonly account: Account }) {
  const canManage = useCan('firm.manage');
  const open = useTrustPanel((store) => store.open);
  const { accountId } = account;
  const known = useQuery(api.trust.listSigners.queryOptions({ input: { accountId } })).data;
  const names = known?.rows.filter((row) => row.signs).map((row) => row.name) ?? [];
  return (
    <section aria-label="Signers">
      <Title order={2}>Signers</Title>
      <Group gap="sm" mt={4}>
        <Text>
          {known?.isNamed === true
            ? `${names.join(', ')} approve money out of the account.`
            : 'Every attorney of the firm approves money out of the account.'}
        </Text>
        {canManage && (
          <Button variant="default" onClick={() => open({ kind: 'signers', accountId })}>
            Name signers
          </Button>
        )}
      </Group>
    </section>
  );
}

function Checklist({ account }: { readonly account: Account }) {
  const canApprove = useCan('trust.approve');
  const open = useTrustPanel((store) => store.open);
  const { accountId } = account;
  const known = useQuery(api.trust.accountSetup.queryOptions({ input: { accountId } })).data;
  const left = known?.rows.filter((row) => !row.isDone).length ?? 0;
  const answers = known === undefined || known.licensee === '' ? '' : ` ${known.licensee} answers for the account.`;
  return (
    <section aria-label="Checklist at the bank">
      <Title order={2}>Checklist at the bank</Title>
      <Group gap="sm" mt={4}>
        <Text>
          {left === 0
            ? `An attorney stands for every point.${answers}`
            : `${left} of ${known?.rows.length ?? 0} points wait for an attorney.${answers}`}
        </Text>
        {left > 0 && canApprove && (
          <Button variant="default" onClick={() => open({ kind: 'setup', accountId })}>
            Go through it
          </Button>
        )}
      </Group>
    </section>
  );
}

function Custody({ account }: { readonly account: Account }) {
  const canPost = useCan('trust.post');
  const canManage = useCan('firm.manage');
  const open = useTrustPanel((store) => store.open);
  return (
    <section aria-label="Custody">
      <Title order={2}>Custody</Title>
      <Group gap="sm" mt={4}>
        <Text>
          {account.custodyIsHere
            ? `This device, ${account.custodianDeviceName}, pays out of the account. All others post receipts and requests.`
            : `${account.custodianDeviceName} pays out of the account. This device posts receipts and requests.`}
        </Text>
        {account.custodyIsHere && <Mark tone="good">Here</Mark>}
        {account.custodyIsHere && canPost && (
          <Button variant="default" onClick={() => open({ kind: 'hand-over', account })}>
            Hand over
          </Button>
        )}
        {!account.custodyIsHere && canManage && (
          <Button variant="default" onClick={() => open({ kind: 'override', account })}>
            Take custody
          </Button>
        )}
      </Group>
    </section>
  );
}
