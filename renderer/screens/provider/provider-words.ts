import { type Right, type Role, rightsOf, roleLabel, roles } from '../../../shared/domain/roles/rights.ts';
import type { workWorkspaces } from '../../../shared/domain/workspace.ts';
import type { Answers } from '../../app/answers.ts';
import type { MarkTone } from '../../components/mark.tsx';

export type Member = Answers['provider']['listMembers']['rows'][number];
export type Device = Member['devices'][number];
export type SyncStatus = Answers['provider']['syncStatus'];
export type SetAside = Answers['firm']['setAside']['rows'][number];
export type WorkWorkspace = (typeof workWorkspaces)[number];

/** The roles in two groups, for choosing. */
export const roleChoices = [
  { group: 'The firm', items: roles.filter((role) => !role.startsWith('provider-')).map(nameRole) },
  { group: 'The provider', items: roles.filter((role) => role.startsWith('provider-')).map(nameRole) },
];

function nameRole(role: (typeof roles)[number]): { value: string; label: string } {
  return { value: role, label: roleLabel(role) };
}

/** How far a member is, as a mark. */
export function describeMember(state: Member['state']): { readonly tone: MarkTone; readonly word: string } {
  switch (state) {
    case 'active':
      return { tone: 'good', word: 'Active' };
    case 'invited':
      return { tone: 'look', word: 'Invited' };
    case 'removed':
      return { tone: 'plain', word: 'Removed' };
  }
}

/** The state of sync as a mark. */
export function describeSync(state: SyncStatus['state']): { readonly tone: MarkTone; readonly word: string } {
  switch (state) {
    case 'up to date':
      return { tone: 'good', word: 'Up to date' };
    case 'working':
    case 'connecting':
      return { tone: 'info', word: state === 'working' ? 'Working' : 'Connecting' };
    case 'refused':
      return { tone: 'danger', word: 'Refused' };
    case 'trouble':
      return { tone: 'danger', word: 'Trouble' };
    case 'signed out':
      return { tone: 'danger', word: 'Signed out' };
    case 'offline':
      return { tone: 'look', word: 'Offline' };
    case 'paused':
      return { tone: 'look', word: 'Paused' };
    case 'off':
      return { tone: 'plain', word: 'Off' };
  }
}

const rightNames: Readonly<Record<Right, string>> = {
  'firm.manage': 'manage the firm and its members',
  'intake.work': 'take calls and leads',
  'conflicts.clear': 'decide conflicts',
  'matters.manage': 'open and close matters',
  'documents.work': 'file documents',
  'time.record': 'record time and expenses',
  'billing.prepare': 'prepare invoices and payments',
  'billing.issue': 'issue invoices',
  'trust.prepare': 'prepare trust entries',
  'trust.approve': 'approve trust payments and sign',
  'trust.post': 'post in trust',
  'provider.manage': "manage the provider's work",
  'work.order': 'order work and accept it',
  'work.deliver': 'take work on and deliver it',
  'provider.oversee': "judge the provider's work",
  'provider.invoice': "send a contractor's invoices in",
  'provider.pay': 'approve and pay contractors',
  'provider.classify': 'decide how a contractor is classified',
  'matters.share': 'decide what leaves the firm',
};

/** What somebody of a role may do, in a sentence. */
export function describeRights(role: Role): string {
  const words = rightsOf(role)
    .map((right) => rightNames[right])
    .join(', ');
  return words === '' ? 'nothing yet' : words.charAt(0).toUpperCase() + words.slice(1);
}
