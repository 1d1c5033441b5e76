/** The units of sharing. Each is one database here and one at the hub; `roster` is read by every member. */
export const workspaces = ['roster', 'office', 'intake', 'documents', 'billing', 'trust'] as const;
export type Workspace = (typeof workspaces)[number];

/** The workspaces that carry the firm's work; the roster says who holds which of them. */
export const workWorkspaces = ['office', 'intake', 'documents', 'billing', 'trust'] as const;
export type WorkWorkspace = (typeof workWorkspaces)[number];

/** A workspace has a key for everybody who holds it (outside) and one for the firm's own members (inside). */
export const sides = ['inside', 'outside'] as const;
export type Side = (typeof sides)[number];

/** True when `value` names a workspace. */
export function isWorkspace(value: unknown): value is Workspace {
  return typeof value === 'string' && (workspaces as readonly string[]).includes(value);
}
