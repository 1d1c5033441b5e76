import { workWorkspaces } from '../../shared/domain/workspace.ts';

type WorkWorkspace = (typeof workWorkspaces)[number];

const workspaceNames: Readonly<Record<WorkWorkspace, string>> = {
  office: 'Office',
  intake: 'Reception',
  documents: 'Documents',
  billing: 'Billing',
  trust: 'Trust',
};

/** The workspaces, for choosing. */
export const workspaceChoices = workWorkspaces.map((value) => ({ value, label: workspaceNames[value] }));

/** "Office, Billing, Trust": workspaces as people call them. */
export function nameWorkspaces(names: readonly string[]): string {
  return names.map(nameWorkspace).join(', ');
}

/** A workspace's name; the roster's is not work. */
export function nameWorkspace(name: string): string {
  return workspaceChoices.find((one) => one.value === name)?.label ?? (name === 'roster' ? 'Members' : name);
}
