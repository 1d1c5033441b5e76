import { Button, Loader, Text } from '@mantine/core';
import { IconPhonePlus, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import type { officeContract } from '../../../shared/contract/office.ts';
import { formatLongDay } from '../../../shared/domain/day.ts';
import type { Role } from '../../../shared/domain/roles/rights.ts';
import { api } from '../../app/client.ts';
import { usePanels } from '../../app/panels.ts';
import { useMyFirms } from '../../app/use-firms.ts';
import { usePlace } from '../../app/use-place.ts';
import { useCan, useMe, useToday } from '../../app/use-status.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { RouteTabs } from '../../components/route-tabs.tsx';
import { Screen } from '../../components/screen.tsx';
import { AllFirmsInbox } from './all-firms-inbox.tsx';
import { CallbackSection } from './callback-section.tsx';
import { ContractorSection } from './contractor-section.tsx';
import { LeadSection } from './lead-section.tsx';
import { MoneySection } from './money-section.tsx';
import { OrderSection } from './order-section.tsx';
import { ProviderSection } from './provider-section.tsx';
import { ApprovalSection, ConflictSection, InvoiceSection } from './review-sections.tsx';
import { TaskSection } from './task-section.tsx';
import classes from './today.module.css';

export type TodayWork = z.output<NonNullable<(typeof officeContract.today)['~orpc']['outputSchema']>>;
type SectionName =
  | 'callbacks'
  | 'leads'
  | 'conflicts'
  | 'tasks'
  | 'orders'
  | 'approvals'
  | 'invoices'
  | 'money'
  | 'contractors'
  | 'provider';

const forReception: readonly SectionName[] = [
  'callbacks',
  'tasks',
  'orders',
  'leads',
  'conflicts',
  'approvals',
  'invoices',
  'money',
  'contractors',
  'provider',
];
const forAttorneys: readonly SectionName[] = [
  'approvals',
  'tasks',
  'orders',
  'conflicts',
  'invoices',
  'callbacks',
  'leads',
  'money',
  'contractors',
  'provider',
];
const forBookkeepers: readonly SectionName[] = [
  'money',
  'contractors',
  'tasks',
  'orders',
  'invoices',
  'approvals',
  'callbacks',
  'leads',
  'conflicts',
  'provider',
];

const orders: Readonly<Record<Role, readonly SectionName[]>> = {
  owner: forAttorneys,
  attorney: forAttorneys,
  receptionist: forReception,
  paralegal: forReception,
  clerk: forReception,
  bookkeeper: forBookkeepers,
  'provider-receptionist': forReception,
  'provider-clerk': forReception,
  'provider-bookkeeper': forBookkeepers,
  'provider-manager': forReception,
  associate: forAttorneys,
  'provider-trust-bookkeeper': forBookkeepers,
  'provider-paralegal': forReception,
  'provider-supervisor': forReception,
};

const tabs = [
  { path: '/today', title: 'This firm' },
  { path: '/today/all-firms', title: 'All firms' },
];

/** What waits for this person, the most pressing for their role first. */
export function TodayScreen() {
  const work = useQuery(api.office.today.queryOptions({ input: {} }));
  const me = useMe();
  const today = useToday();
  const open = usePanels((store) => store.open);
  const takesCalls = useCan('intake.work');
  const firms = useMyFirms();
  const { parts } = usePlace();
  return (
    <Screen
      title={`Today, ${formatLongDay(today)}`}
      fill={false}
      {...(firms.length < 2 ? {} : { tabs: <RouteTabs label="Today" tabs={tabs} /> })}
      actions={
        <>
          <Button
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => open({ kind: 'task' })}
          >
            Add a task
          </Button>
          {takesCalls && (
            <Button leftSection={<IconPhonePlus size={16} aria-hidden />} onClick={() => open({ kind: 'call' })}>
              Log a call
            </Button>
          )}
        </>
      }
    >
      {parts[0] === 'all-firms' && firms.length > 1 ? (
        <AllFirmsInbox firms={firms} />
      ) : work.data === undefined ? (
        work.isLoading ? (
          <Loader size="sm" aria-label="Loading" />
        ) : (
          <Text c="var(--annex-danger)" role="alert">
            {work.error?.message}
          </Text>
        )
      ) : (
        <Sections work={work.data} role={me?.role ?? 'attorney'} today={today} />
      )}
    </Screen>
  );
}

function Sections({ work, role, today }: { work: TodayWork; role: Role; today: string }) {
  const hasMoney = work.unreconciled.length > 0 || work.exceptions > 0 || work.overdueInvoices > 0;
  const sections: Record<SectionName, ReactNode> = {
    callbacks: work.callbacks.length > 0 && <CallbackSection key="callbacks" callbacks={work.callbacks} />,
    leads: work.leads.length > 0 && <LeadSection key="leads" leads={work.leads} today={today} />,
    conflicts: work.conflicts.length > 0 && <ConflictSection key="conflicts" conflicts={work.conflicts} />,
    tasks: work.tasks.length > 0 && <TaskSection key="tasks" tasks={work.tasks} today={today} />,
    orders: (work.orders.length > 0 || work.sopsToRead > 0) && <OrderSection key="orders" work={work} />,
    approvals: work.approvals.length > 0 && <ApprovalSection key="approvals" approvals={work.approvals} />,
    invoices: work.invoicesToReview.length > 0 && <InvoiceSection key="invoices" invoices={work.invoicesToReview} />,
    contractors: work.contractorInvoices.length > 0 && (
      <ContractorSection key="contractors" invoices={work.contractorInvoices} />
    ),
    provider: work.providerDue.length > 0 && <ProviderSection key="provider" due={work.providerDue} />,
    money: hasMoney && <MoneySection key="money" work={work} />,
  };
  const shown = orders[role].map((name) => sections[name]).filter((section) => section !== false);
  if (shown.length === 0) return <FirstSteps />;
  return <div className={classes.sections}>{shown}</div>;
}

function FirstSteps() {
  const open = usePanels((store) => store.open);
  const takesCalls = useCan('intake.work');
  return (
    <EmptyState
      title="Nothing waits for you"
      text="Calls to return, tasks, approvals and months to reconcile stand here when there are any."
      action={
        takesCalls ? (
          <Button onClick={() => open({ kind: 'call' })}>Log a call</Button>
        ) : (
          <Button onClick={() => open({ kind: 'task' })}>Add a task</Button>
        )
      }
    />
  );
}
