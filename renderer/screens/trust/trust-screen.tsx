import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../app/client.ts';
import { usePlace } from '../../app/use-place.ts';
import { useCan } from '../../app/use-status.ts';
import { RouteTabs } from '../../components/route-tabs.tsx';
import { Screen } from '../../components/screen.tsx';
import { AccountTab } from './account-tab.tsx';
import { AccountsOverview } from './accounts-overview.tsx';
import { ChecksTab } from './checks-tab.tsx';
import { DepositDetail } from './deposit-detail.tsx';
import { DepositsTab } from './deposits-tab.tsx';
import { ExceptionsTab } from './exceptions-tab.tsx';
import { ExportMenu } from './export-menu.tsx';
import { JournalTab } from './journal-tab.tsx';
import { LedgerCard } from './ledger-card.tsx';
import { LedgersTab } from './ledgers-tab.tsx';
import { PostMenu } from './post-menu.tsx';
import { ReconcileTab } from './reconcile-tab.tsx';
import { RequestDetail } from './request-detail.tsx';
import { RequestsTab } from './requests-tab.tsx';
import { RulesTab } from './rules-tab.tsx';
import { RulesWarning } from './rules-warning.tsx';
import { SignedReconciliation } from './signed-reconciliation.tsx';
import { TrustForms } from './trust-forms.tsx';
import { useTrustPanel } from './trust-panels.ts';
import type { Account } from './trust-words.ts';

type Place = ReturnType<typeof usePlace>;

const overAll = ['requests', 'exceptions', 'rules', 'transfer'];
/** Tabs of an account whose list scrolls by itself. */
const listTabs = new Set(['ledgers', 'journal', 'requests', 'deposits', 'checks']);

/** Trust: the accounts, their ledgers and journal, what is asked for, and the three-way reconciliation. */
export function TrustScreen() {
  const place = usePlace();
  const accounts = useQuery(api.trust.listAccounts.queryOptions({ input: {} }));
  const [first] = place.parts;
  const isAccount = first !== undefined && !overAll.includes(first);
  const account = accounts.data?.rows.find((row) => row.accountId === first);
  return (
    <>
      {isAccount && account !== undefined ? (
        <AccountScreen account={account} place={place} />
      ) : (
        <AllAccountsScreen accounts={accounts.data?.rows} place={place} />
      )}
      <TrustForms transferInvoiceId={first === 'transfer' ? place.parts[1] : undefined} />
    </>
  );
}

interface AllAccountsScreenProps {
  readonly accounts: readonly Account[] | undefined;
  readonly place: Place;
}

function AllAccountsScreen({ accounts, place }: AllAccountsScreenProps) {
  const canManage = useCan('firm.manage');
  const open = useTrustPanel((store) => store.open);
  const [first, id] = place.parts;
  const tabs = [
    { path: '/trust', title: 'Accounts' },
    { path: '/trust/requests', title: 'Requests', count: sum(accounts, (account) => account.openRequests) },
    { path: '/trust/exceptions', title: 'Exceptions', count: sum(accounts, (account) => account.exceptions) },
    { path: '/trust/rules', title: 'Rules' },
  ];
  return (
    <Screen
      title="Trust"
      tabs={<RouteTabs label="Trust" tabs={tabs} />}
      fill={first === 'requests'}
      actions={
        <>
          {canManage && (
            <Button
              variant={accounts?.length === 0 ? 'filled' : 'default'}
              leftSection={<IconPlus size={16} aria-hidden />}
              onClick={() => open({ kind: 'account' })}
            >
              Open a trust account
            </Button>
          )}
          {canManage && (
            <Button variant="default" onClick={() => open({ kind: 'cut-over' })}>
              Take over an account
            </Button>
          )}
          {accounts !== undefined && accounts.length > 0 && <PostMenu />}
        </>
      }
      detail={
        first === 'requests' &&
        id !== undefined && <RequestDetail key={id} requestId={id} onClose={() => place.go('/trust/requests')} />
      }
    >
      {first === 'requests' ? (
        <RequestsTab selectedId={id} path="/trust/requests" />
      ) : first === 'exceptions' ? (
        <ExceptionsTab />
      ) : first === 'rules' ? (
        <RulesTab />
      ) : (
        <>
          {accounts !== undefined && accounts.length > 0 && <RulesWarning />}
          <AccountsOverview />
        </>
      )}
    </Screen>
  );
}

function sum(accounts: readonly Account[] | undefined, read: (account: Account) => number): number {
  return (accounts ?? []).reduce((total, account) => total + read(account), 0);
}

interface AccountScreenProps {
  readonly account: Account;
  readonly place: Place;
}

function AccountScreen({ account, place }: AccountScreenProps) {
  const { accountId } = account;
  const [, tab = 'account', id] = place.parts;
  const path = `/trust/${accountId}`;
  const tabs = [
    { path: '/trust', title: 'All accounts' },
    { path, title: 'Account' },
    { path: `${path}/ledgers`, title: 'Ledgers' },
    { path: `${path}/journal`, title: 'Journal' },
    { path: `${path}/requests`, title: 'Requests', count: account.openRequests },
    { path: `${path}/deposits`, title: 'Deposits' },
    { path: `${path}/checks`, title: 'Checks' },
    { path: `${path}/reconcile`, title: 'Reconcile' },
    { path: `${path}/exceptions`, title: 'Exceptions', count: account.exceptions },
  ];
  const isFilled = listTabs.has(tab) || (tab === 'reconcile' && id === 'work');
  return (
    <Screen
      title={account.name}
      tabs={<RouteTabs label={account.name} tabs={tabs} />}
      fill={isFilled}
      actions={
        <>
          <ExportMenu accountId={accountId} />
          <PostMenu accountId={accountId} />
        </>
      }
      detailWidth={tab === 'ledgers' || tab === 'deposits' ? 'half' : 'panel'}
      detail={renderDetail(account, tab, id, place)}
    >
      {renderTab(account, tab, id)}
    </Screen>
  );
}

function renderTab(account: Account, tab: string, id: string | undefined) {
  const { accountId } = account;
  switch (tab) {
    case 'ledgers':
      return <LedgersTab accountId={accountId} selectedId={id} />;
    case 'journal':
      return <JournalTab accountId={accountId} />;
    case 'requests':
      return <RequestsTab accountId={accountId} selectedId={id} path={`/trust/${accountId}/requests`} />;
    case 'checks':
      return <ChecksTab accountId={accountId} />;
    case 'deposits':
      return <DepositsTab accountId={accountId} selectedId={id} />;
    case 'reconcile':
      return <ReconcileTab account={account} part={id} />;
    case 'exceptions':
      return <ExceptionsTab accountId={accountId} />;
    default:
      return <AccountTab account={account} />;
  }
}

function renderDetail(account: Account, tab: string, id: string | undefined, place: Place) {
  const { accountId } = account;
  if (id === undefined) return null;
  const close = (): void => place.go(`/trust/${accountId}/${tab}`);
  if (tab === 'ledgers') return <LedgerCard key={id} accountId={accountId} ledgerId={id} onClose={close} />;
  if (tab === 'requests') return <RequestDetail key={id} requestId={id} onClose={close} />;
  if (tab === 'deposits') return <DepositDetail key={id} accountId={accountId} depositId={id} onClose={close} />;
  if (tab === 'reconcile' && id !== 'work') {
    return <SignedReconciliation key={id} accountId={accountId} reconciliationId={id} onClose={close} />;
  }
  return null;
}
