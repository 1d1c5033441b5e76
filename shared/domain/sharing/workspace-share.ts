import { accept, type Decision, decline } from '../refusal.ts';
import { isOutside, type Role } from '../roles/rights.ts';
import type { WorkWorkspace } from '../workspace.ts';

/** Workspaces that may be shared from now on alone: no total of theirs rests on what was before [SH11]. */
export const startableWorkspaces = ['intake', 'documents'] as const;
export type StartableWorkspace = (typeof startableWorkspaces)[number];

export function isStartable(workspace: WorkWorkspace): workspace is StartableWorkspace {
  return (startableWorkspaces as readonly string[]).includes(workspace);
}

/**
 * Whether these workspaces may be shared with somebody from now on alone [SH11]: for people outside, where they do not
 * read them already, and only what they are given at all.
 */
export function decideStart(input: {
  readonly role: Role;
  readonly workspaces: readonly WorkWorkspace[];
  readonly fromNow: readonly StartableWorkspace[];
  /** What they read from the beginning already. */
  readonly readWhole: readonly WorkWorkspace[];
}): Decision<null> {
  const { role, workspaces, fromNow, readWhole } = input;
  if (fromNow.length === 0) return accept(null);
  if (!isOutside(role)) {
    return decline(
      'sharing.start-inside',
      'Members of the firm read a workspace from its beginning. Only people outside can be given it from now on.',
      ['fromNow'],
    );
  }
  if (fromNow.some((workspace) => !workspaces.includes(workspace))) {
    return decline(
      'sharing.start-not-given',
      'A workspace that is not given cannot start from now on. Give it, or take it off.',
      ['fromNow'],
    );
  }
  if (fromNow.some((workspace) => readWhole.includes(workspace))) {
    return decline(
      'sharing.start-too-late',
      'What was before has been read already: it cannot be taken back. Leave it shared from the beginning.',
      ['fromNow'],
    );
  }
  return accept(null);
}
