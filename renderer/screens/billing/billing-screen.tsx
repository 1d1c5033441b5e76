import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconClock } from '@tabler/icons-react';
import { useState } from 'react';
import { usePlace } from '../../app/use-place.ts';
import { useCan } from '../../app/use-status.ts';
import { RouteTabs } from '../../components/route-tabs.tsx';
import { Screen } from '../../components/screen.tsx';
import { AgingTab } from './aging-tab.tsx';
import { ClientInvoices } from './client-invoices.tsx';
import { ExpensePanel } from './expense-panel.tsx';
import { ExpensesTab } from './expenses-tab.tsx';
import { InvoiceDetail } from './invoice-detail.tsx';
import { InvoicesTab } from './invoices-tab.tsx';
import { OverviewTab } from './overview-tab.tsx';
import { PaymentPanel } from './payment-panel.tsx';
import { PaymentsTab } from './payments-tab.tsx';
import { TimePanel } from './time-panel.tsx';
import { TimeTab } from './time-tab.tsx';
import { UnbilledTab } from './unbilled-tab.tsx';

const tabs = [
  { path: '/billing', title: 'Overview' },
  { path: '/billing/time', title: 'Time' },
  { path: '/billing/expenses', title: 'Expenses' },
  { path: '/billing/unbilled', title: 'To bill' },
  { path: '/billing/invoices', title: 'Invoices' },
  { path: '/billing/payments', title: 'Payments' },
  { path: '/billing/aging', title: 'Aging' },
];

type Panel = 'time' | 'expense' | 'payment';

/** Billing: from the work done to the money received. */
export function BillingScreen() {
  const { parts, go } = usePlace();
  const [tab = 'overview', id] = parts;
  const [panel, setPanel] = useState<Panel | null>(null);
  const close = (): void => {
    setPanel(null);
    if (id === 'new') go(`/billing/${tab}`);
  };
  const isNew = (name: string): boolean => id === 'new' && tab === name;
  return (
    <>
      <Screen
        title="Billing"
        tabs={<RouteTabs label="Billing" tabs={tabs} />}
        actions={<BillingActions onOpen={setPanel} />}
        fill={tab !== 'overview' && tab !== 'aging'}
        detailWidth={tab === 'invoices' ? 'wide' : 'panel'}
        detail={renderDetail(tab, id, go)}
      >
        {renderTab(tab, id, setPanel)}
      </Screen>
      <TimePanel opened={panel === 'time' || isNew('time')} time={null} onClose={close} />
      <ExpensePanel opened={panel === 'expense' || isNew('expenses')} expense={null} onClose={close} />
      <PaymentPanel opened={panel === 'payment' || isNew('payments')} invoice={null} onClose={close} />
    </>
  );
}

function BillingActions({ onOpen }: { readonly onOpen: (panel: Panel) => void }) {
  const canRecord = useCan('time.record');
  const canPrepare = useCan('billing.prepare');
  return (
    <>
      {(canRecord || canPrepare) && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
              Record
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {canRecord && <Menu.Item onClick={() => onOpen('expense')}>Record an expense</Menu.Item>}
            {canPrepare && <Menu.Item onClick={() => onOpen('payment')}>Record a payment</Menu.Item>}
          </Menu.Dropdown>
        </Menu>
      )}
      {canRecord && (
        <Button leftSection={<IconClock size={16} aria-hidden />} onClick={() => onOpen('time')}>
          Record time
        </Button>
      )}
    </>
  );
}

function renderTab(tab: string, id: string | undefined, onOpen: (panel: Panel) => void) {
  switch (tab) {
    case 'time':
      return <TimeTab onRecord={() => onOpen('time')} />;
    case 'expenses':
      return <ExpensesTab onRecord={() => onOpen('expense')} />;
    case 'unbilled':
      return <UnbilledTab />;
    case 'invoices':
      return <InvoicesTab selectedId={id} />;
    case 'payments':
      return <PaymentsTab onRecord={() => onOpen('payment')} />;
    case 'aging':
      return <AgingTab selectedId={id} />;
    default:
      return <OverviewTab />;
  }
}

function renderDetail(tab: string, id: string | undefined, go: (path: string) => void) {
  if (id === undefined || id === 'new') return null;
  if (tab === 'invoices') return <InvoiceDetail key={id} invoiceId={id} onClose={() => go('/billing/invoices')} />;
  if (tab === 'aging') return <ClientInvoices key={id} clientId={id} onClose={() => go('/billing/aging')} />;
  return null;
}
