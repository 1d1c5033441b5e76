import type { Right } from '../../shared/domain/roles/rights.ts';
import type { WorkWorkspace } from '../../shared/domain/workspace.ts';
import { reportChoices } from '../screens/reports/report-kinds.ts';

/** A place that somebody may ask for by name: a page, a report, or a form that opens there. */
export interface PalettePlace {
  readonly path: string;
  readonly label: string;
  readonly detail?: string;
  /** Only for those who hold this workspace. */
  readonly workspace?: WorkWorkspace;
  /** Only for those who hold this right. */
  readonly right?: Right;
}

const pages: readonly PalettePlace[] = [
  { path: '/billing/expenses/new', label: 'Record an expense', workspace: 'billing', right: 'time.record' },
  { path: '/billing/payments/new', label: 'Record a payment', workspace: 'billing', right: 'billing.prepare' },
  { path: '/billing/unbilled', label: 'To bill: make invoices', workspace: 'billing', right: 'billing.prepare' },
  { path: '/billing/invoices', label: 'Invoices', workspace: 'billing' },
  { path: '/billing/payments', label: 'Payments', workspace: 'billing' },
  { path: '/billing/time', label: 'Time entries', workspace: 'billing' },
  { path: '/reception/leads', label: 'Leads', workspace: 'intake' },
  { path: '/reception/conflicts', label: 'Conflict checks', workspace: 'intake' },
  { path: '/trust/requests', label: 'Trust: requests to approve', workspace: 'trust' },
  { path: '/trust/exceptions', label: 'Trust: exceptions', workspace: 'trust' },
  { path: '/provider/orders', label: 'Work orders' },
  { path: '/provider/sops', label: 'SOPs' },
  { path: '/provider/messages', label: 'Messages' },
  { path: '/provider/members', label: 'Members: people and devices' },
  { path: '/provider/outside', label: 'What outside sees' },
  { path: '/provider/agreement', label: 'Service agreement' },
  { path: '/provider/forecast', label: 'Forecast of work' },
  { path: '/provider/invoices', label: 'Contractors’ invoices', right: 'provider.invoice' },
  { path: '/provider/sync', label: 'Sync: state' },
];

const reports: readonly PalettePlace[] = reportChoices.map(({ kind, title, question }) => ({
  path: `/reports/${kind}`,
  label: `Report: ${title}`,
  detail: question,
}));

/** Places by some letters of their name or of the question they answer, for whoever holds what they need. */
export function findPlaces(
  words: string,
  held: { readonly workspaces: readonly WorkWorkspace[]; readonly rights: readonly Right[] },
): readonly PalettePlace[] {
  const asked = words.trim().toLowerCase();
  if (asked === '') return [];
  return [...pages, ...reports].filter(
    ({ label, detail = '', workspace, right }) =>
      `${label} ${detail}`.toLowerCase().includes(asked) &&
      (workspace === undefined || held.workspaces.includes(workspace)) &&
      (right === undefined || held.rights.includes(right)),
  );
}
