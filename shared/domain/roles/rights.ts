import type { WorkWorkspace } from '../workspace.ts';

/** Everything that a member may be allowed to do. Procedures and `admit` ask the same table. */
export const rights = [
  'firm.manage',
  'intake.work',
  'conflicts.clear',
  'matters.manage',
  'documents.work',
  'time.record',
  'billing.prepare',
  'billing.issue',
  'trust.prepare',
  'trust.approve',
  'trust.post',
  'provider.manage',
  'work.order',
  'work.deliver',
  'provider.oversee',
  'provider.invoice',
  'provider.pay',
  'provider.classify',
  'matters.share',
] as const;
export type Right = (typeof rights)[number];

/** A role is a preset of rights. The `provider-` roles are the provider's staff and everybody else from outside. */
export const roles = [
  'owner',
  'attorney',
  'receptionist',
  'bookkeeper',
  'clerk',
  'paralegal',
  'provider-receptionist',
  'provider-bookkeeper',
  'provider-clerk',
  'provider-manager',
  'associate',
  'provider-trust-bookkeeper',
  'provider-paralegal',
  'provider-supervisor',
] as const;
export type Role = (typeof roles)[number];

/** What nobody outside the firm may ever hold: the attorney's own judgement and the firm's own house [RO2]. */
export const firmOnlyRights: readonly Right[] = [
  'firm.manage',
  'conflicts.clear',
  'billing.issue',
  'trust.approve',
  'work.order',
  'provider.oversee',
  'provider.pay',
  'provider.classify',
  'matters.share',
];

interface RolePreset {
  readonly label: string;
  readonly rights: readonly Right[];
  readonly workspaces: readonly WorkWorkspace[];
}

const presets: Readonly<Record<Role, RolePreset>> = {
  owner: {
    label: 'Owner',
    rights,
    workspaces: ['office', 'intake', 'documents', 'billing', 'trust'],
  },
  attorney: {
    label: 'Attorney',
    rights: rights.filter((right) => right !== 'firm.manage'),
    workspaces: ['office', 'intake', 'documents', 'billing', 'trust'],
  },
  receptionist: {
    label: 'Receptionist',
    rights: ['intake.work', 'documents.work'],
    workspaces: ['office', 'intake', 'documents'],
  },
  bookkeeper: {
    label: 'Bookkeeper',
    rights: [
      'documents.work',
      'time.record',
      'billing.prepare',
      'trust.prepare',
      'trust.post',
      'work.order',
      'work.deliver',
      'provider.invoice',
      'provider.pay',
    ],
    workspaces: ['office', 'documents', 'billing', 'trust'],
  },
  clerk: {
    label: 'Document clerk',
    rights: ['documents.work'],
    workspaces: ['office', 'documents'],
  },
  paralegal: {
    label: 'Paralegal',
    rights: ['intake.work', 'matters.manage', 'documents.work', 'time.record', 'work.order', 'work.deliver'],
    workspaces: ['office', 'intake', 'documents', 'billing'],
  },
  'provider-receptionist': {
    label: 'Provider: reception',
    rights: ['intake.work', 'work.deliver'],
    workspaces: ['office', 'intake'],
  },
  'provider-bookkeeper': {
    label: 'Provider: bookkeeper',
    rights: ['time.record', 'billing.prepare', 'trust.prepare', 'work.deliver'],
    workspaces: ['office', 'billing', 'trust'],
  },
  'provider-clerk': {
    label: 'Provider: document clerk',
    rights: ['documents.work', 'work.deliver'],
    workspaces: ['office', 'documents'],
  },
  'provider-manager': {
    label: 'Provider: account manager',
    rights: ['intake.work', 'documents.work', 'billing.prepare', 'provider.manage', 'work.deliver', 'provider.invoice'],
    workspaces: ['office', 'intake', 'documents', 'billing'],
  },
  associate: {
    label: 'Associate',
    rights: [
      'intake.work',
      'matters.manage',
      'documents.work',
      'time.record',
      'billing.prepare',
      'trust.prepare',
      'work.order',
      'work.deliver',
    ],
    workspaces: ['office', 'intake', 'documents', 'billing', 'trust'],
  },
  'provider-trust-bookkeeper': {
    label: 'Provider: trust bookkeeper',
    rights: ['trust.prepare', 'work.deliver'],
    workspaces: ['office', 'trust'],
  },
  'provider-paralegal': {
    label: 'Provider: paralegal',
    rights: ['intake.work', 'documents.work', 'time.record', 'work.deliver'],
    workspaces: ['office', 'intake', 'documents', 'billing'],
  },
  'provider-supervisor': {
    label: 'Provider: supervisor',
    rights: [
      'intake.work',
      'documents.work',
      'time.record',
      'billing.prepare',
      'trust.prepare',
      'provider.manage',
      'work.deliver',
      'provider.invoice',
    ],
    workspaces: ['office', 'intake', 'documents', 'billing', 'trust'],
  },
};

/** The rights that a role stands for. */
export function rightsOf(role: Role): readonly Right[] {
  return presets[role].rights;
}

/** True when the role includes the right. This is the one question that procedures, `admit` and screens ask. */
export function hasRight(role: Role, right: Right): boolean {
  return presets[role].rights.includes(right);
}

/** True for the provider's staff and other members from outside the firm. */
export function isOutside(role: Role): boolean {
  return role.startsWith('provider-');
}

/** True when `value` names a role. */
export function isRole(value: unknown): value is Role {
  return typeof value === 'string' && (roles as readonly string[]).includes(value);
}

/** The role's name as people read it. */
export function roleLabel(role: Role): string {
  return presets[role].label;
}

/** The workspaces that somebody of this role is offered first; the person who invites may give fewer or more. */
export function suggestedWorkspaces(role: Role): readonly WorkWorkspace[] {
  return presets[role].workspaces;
}
