import type { ComponentType } from 'react';
import type { Right } from '../../../shared/domain/roles/rights.ts';
import { AgreementPage } from './agreement-page.tsx';
import { ContractorsPage } from './contractors-page.tsx';
import { FeedbackPage } from './feedback-page.tsx';
import { ForecastPage } from './forecast-page.tsx';
import { HubPage } from './hub-page.tsx';
import { InvoicesInPage } from './invoices-in-page.tsx';
import { MembersPage } from './members-page.tsx';
import { MessagesPage } from './messages-page.tsx';
import { OpeningsPage } from './openings-page.tsx';
import { OrdersPage } from './orders-page.tsx';
import { OutsidePage } from './outside-page.tsx';
import { PayCashPage } from './pay-cash-page.tsx';
import { PaymentsOutPage } from './payments-out-page.tsx';
import { RelationshipPage } from './relationship-page.tsx';
import { ScorecardPage } from './scorecard-page.tsx';
import { SetAsidePage } from './set-aside-page.tsx';
import { SopsPage } from './sops-page.tsx';
import { SyncPage } from './sync-page.tsx';
import { YearReportPage } from './year-report-page.tsx';

/** What waits behind a page, for the number beside its name. */
export type WaitingKind = 'refused' | 'setAside' | 'orders' | 'sops' | 'messages';

/** One page of the area; it draws its own content inside a ProviderFrame. */
export interface ProviderPage {
  /** The second part of its address: `sync` in "/provider/sync/…". */
  readonly name: string;
  readonly title: string;
  readonly page: ComponentType;
  readonly waiting?: WaitingKind;
  /** Only for those who hold it. */
  readonly right?: Right;
}

/** Pages that belong together: the groups are the tabs of the area, their pages a second row. */
export interface ProviderGroup {
  readonly title: string;
  readonly pages: readonly ProviderPage[];
}

/** The groups in their order. */
export const providerGroups: readonly ProviderGroup[] = [
  {
    title: 'Work',
    pages: [
      { name: 'orders', title: 'Work orders', page: OrdersPage, waiting: 'orders' },
      { name: 'sops', title: 'SOPs', page: SopsPage, waiting: 'sops' },
      { name: 'messages', title: 'Messages', page: MessagesPage, waiting: 'messages' },
    ],
  },
  {
    title: 'People',
    pages: [
      { name: 'members', title: 'Members', page: MembersPage },
      { name: 'outside', title: 'What outside sees', page: OutsidePage },
      { name: 'opened', title: 'What was opened', page: OpeningsPage },
    ],
  },
  {
    title: 'Working together',
    pages: [
      { name: 'agreement', title: 'Agreement', page: AgreementPage },
      { name: 'scorecard', title: 'Scorecard', page: ScorecardPage },
      { name: 'feedback', title: 'Feedback', page: FeedbackPage },
      { name: 'forecast', title: 'Forecast', page: ForecastPage },
      { name: 'relationship', title: 'Relationship', page: RelationshipPage },
    ],
  },
  {
    title: 'Pay',
    pages: [
      { name: 'invoices', title: 'Invoices and calendar', page: InvoicesInPage, right: 'provider.invoice' },
      { name: 'payments', title: 'Payments', page: PaymentsOutPage, right: 'provider.invoice' },
      { name: 'cash', title: 'On time and cash', page: PayCashPage, right: 'provider.pay' },
      { name: 'contractors', title: 'Contractors', page: ContractorsPage, right: 'provider.invoice' },
      { name: 'year', title: '1099', page: YearReportPage, right: 'provider.pay' },
    ],
  },
  {
    title: 'Sync',
    pages: [
      { name: 'sync', title: 'State', page: SyncPage, waiting: 'refused' },
      { name: 'hub', title: 'Hub', page: HubPage },
      { name: 'set-aside', title: 'Set aside', page: SetAsidePage, waiting: 'setAside' },
    ],
  },
];
