import {
  IconBuildingBank,
  IconCalendarCheck,
  IconChartBar,
  IconFileText,
  IconFolder,
  IconPhone,
  IconReceipt2,
  IconSettings,
  IconUsersGroup,
  type TablerIcon,
} from '@tabler/icons-react';
import type { WorkWorkspace } from '../../shared/domain/workspace.ts';

export interface AppArea {
  /** The first part of its addresses. */
  readonly name: string;
  readonly title: string;
  readonly icon: TablerIcon;
  /** Shown to those who hold this workspace; to everybody where absent. */
  readonly workspace?: WorkWorkspace;
}

/** The areas of the left rail, in their order. */
export const appAreas: readonly AppArea[] = [
  { name: 'today', title: 'Today', icon: IconCalendarCheck },
  { name: 'reception', title: 'Reception', icon: IconPhone, workspace: 'intake' },
  { name: 'matters', title: 'Matters', icon: IconFolder },
  { name: 'documents', title: 'Documents', icon: IconFileText, workspace: 'documents' },
  { name: 'billing', title: 'Billing', icon: IconReceipt2, workspace: 'billing' },
  { name: 'trust', title: 'Trust', icon: IconBuildingBank, workspace: 'trust' },
  { name: 'provider', title: 'Provider', icon: IconUsersGroup },
  { name: 'reports', title: 'Reports', icon: IconChartBar },
  { name: 'settings', title: 'Settings', icon: IconSettings },
];

/** The areas that somebody who holds these workspaces can use. */
export function listAreas(held: readonly WorkWorkspace[]): readonly AppArea[] {
  return appAreas.filter((area) => area.workspace === undefined || held.includes(area.workspace));
}
