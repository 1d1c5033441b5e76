import { Button, Group, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { isRole, type Role, roleLabel, suggestedWorkspaces } from '../../../shared/domain/roles/rights.ts';
import type { StartableWorkspace } from '../../../shared/domain/sharing/workspace-share.ts';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { useCan, useMe } from '../../app/use-status.ts';
import { nameWorkspaces } from '../../app/workspace-names.ts';
import { Answer } from '../../components/answer.tsx';
import { DetailHead } from '../../components/detail-head.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FactList } from '../../components/fact-list.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { Mark } from '../../components/mark.tsx';
import { DeviceList } from './device-list.tsx';
import { InvitePanel, keepGiven, StartChoice, WorkspaceChoice } from './invite-panel.tsx';
import { LostDevicePanel } from './lost-device-panel.tsx';
import {
  type Device,
  describeMember,
  describeRights,
  type Member,
  roleChoices,
  type WorkWorkspace,
} from './provider-words.ts';
import { RenameDevicePanel } from './rename-device-panel.tsx';

interface MemberDetailProps {
  readonly memberId: string;
  readonly onClose: () => void;
}

type Panel =
  | { readonly kind: 'role' | 'remove' | 'device' }
  | { readonly kind: 'remove-device' | 'lost' | 'rename'; readonly device: Device };

/** One member: role, what they read, their devices. */
export function MemberDetail({ memberId, onClose }: MemberDetailProps) {
  const query = useQuery(api.provider.listMembers.queryOptions({ input: {} }));
  const canManage = useCan('firm.manage');
  const me = useMe();
  const [panel, setPanel] = useState<Panel | null>(null);
  const close = (): void => setPanel(null);
  return (
    <Answer query={query} what="the member">
      {({ rows }) => {
        const member = rows.find((row) => row.memberId === memberId);
        if (member === undefined) return <EmptyState title="This member is not in the roster" />;
        const canChange = canManage && member.state !== 'removed';
        return (
          <Stack gap={16} p="md">
            <DetailHead
              over={member.outside ? 'Outside the firm' : 'Member of the firm'}
              title={member.name}
              beside={<Mark tone={describeMember(member.state).tone}>{describeMember(member.state).word}</Mark>}
              onClose={onClose}
              actions={
                canChange && (
                  <>
                    <Button variant="default" onClick={() => setPanel({ kind: 'role' })}>
                      Change role
                    </Button>
                    <Button variant="default" onClick={() => setPanel({ kind: 'device' })}>
                      Invite a further device
                    </Button>
                    <Button variant="default" onClick={() => setPanel({ kind: 'remove' })}>
                      Remove
                    </Button>
                  </>
                )
              }
            />
            <FactList
              facts={{
                Role: roleLabel(member.role),
                Reads: nameWorkspaces(member.workspaces),
                'Only from when they were given it': nameWorkspaces(member.fromNow),
                'May do': describeRights(member.role),
              }}
            />
            <section aria-label="Devices">
              <Title order={3}>Devices</Title>
              <DeviceList
                devices={member.devices}
                onRemove={canChange ? (device) => setPanel({ kind: 'remove-device', device }) : undefined}
                onLost={(device) => setPanel({ kind: 'lost', device })}
                onRename={
                  canChange || member.memberId === me?.memberId
                    ? (device) => setPanel({ kind: 'rename', device })
                    : undefined
                }
              />
            </section>
            {panel?.kind === 'role' && <ChangeRolePanel member={member} onClose={close} />}
            {panel?.kind === 'remove' && <RemoveMemberPanel member={member} onClose={close} />}
            {panel?.kind === 'device' && <InvitePanel member={member} onClose={close} />}
            {panel?.kind === 'rename' && <RenameDevicePanel device={panel.device} onClose={close} />}
            {panel?.kind === 'lost' && (
              <LostDevicePanel
                members={rows}
                deviceId={panel.device.deviceId}
                onClose={close}
                onReplace={() => setPanel({ kind: 'device' })}
              />
            )}
            {panel?.kind === 'remove-device' && (
              <RemoveDevicePanel device={panel.device} memberName={member.name} onClose={close} />
            )}
          </Stack>
        );
      }}
    </Answer>
  );
}

interface MemberPanelProps {
  readonly member: Member;
  readonly onClose: () => void;
}

interface RoleValues {
  readonly role: Role;
  readonly workspaces: readonly WorkWorkspace[];
  readonly fromNow: readonly StartableWorkspace[];
}

function ChangeRolePanel({ member, onClose }: MemberPanelProps) {
  const draftKey = `provider/role/${member.memberId}`;
  const change = useCommand(api.provider.changeRole, { draft: draftKey, say: 'Role changed' });
  return (
    <FormPanel<RoleValues>
      opened
      title={`Change ${member.name}'s role`}
      draftKey={draftKey}
      initial={{ role: member.role, workspaces: member.workspaces, fromNow: member.fromNow }}
      submitLabel="Change role"
      onClose={onClose}
      onSubmit={async ({ role, workspaces, fromNow }) => {
        const answer = await change.run({
          memberId: member.memberId,
          role,
          workspaces: [...workspaces],
          fromNow: keepGiven(role, workspaces, fromNow),
        });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <Select
            label="Role"
            data={roleChoices}
            allowDeselect={false}
            value={form.values.role}
            error={form.errors.role}
            onChange={(role) => {
              if (isRole(role)) form.change({ role, workspaces: suggestedWorkspaces(role) });
            }}
          />
          <WorkspaceChoice
            value={form.values.workspaces}
            onChange={(workspaces) => form.set('workspaces', workspaces)}
            error={form.errors.workspaces}
          />
          <StartChoice
            role={form.values.role}
            workspaces={form.values.workspaces}
            value={form.values.fromNow}
            onChange={(fromNow) => form.set('fromNow', fromNow)}
            error={form.errors.fromNow}
          />
          <Text size="sm" c="dimmed">
            What they no longer read begins with new keys. What they read before they have read.
          </Text>
        </>
      )}
    />
  );
}

function RemoveMemberPanel({ member, onClose }: MemberPanelProps) {
  const draftKey = `provider/remove/${member.memberId}`;
  const remove = useCommand(api.provider.removeMember, { draft: draftKey, say: 'Member removed' });
  return (
    <FormPanel
      opened
      title={`Remove ${member.name}`}
      draftKey={draftKey}
      initial={{ reason: '' }}
      submitLabel="Remove member"
      onClose={onClose}
      onSubmit={async ({ reason }) => {
        const answer = await remove.run({ memberId: member.memberId, reason });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <Text>
            {member.name} loses {nameWorkspaces(member.workspaces)} on every device. New keys start for what comes; what
            they did until now counts, what comes from their devices later is set aside.
          </Text>
          <TextInput label="Reason" {...form.text('reason')} data-autofocus />
        </>
      )}
    />
  );
}

interface RemoveDevicePanelProps {
  readonly device: Device;
  readonly memberName: string;
  readonly onClose: () => void;
}

function RemoveDevicePanel({ device, memberName, onClose }: RemoveDevicePanelProps) {
  const draftKey = `provider/device/${device.deviceId}`;
  const remove = useCommand(api.provider.removeDevice, { draft: draftKey, say: 'Device retired' });
  return (
    <FormPanel
      opened
      title={`Retire ${device.name}`}
      draftKey={draftKey}
      initial={{ reason: '' }}
      submitLabel="Retire device"
      onClose={onClose}
      onSubmit={async ({ reason }) => {
        const answer = await remove.run({ deviceId: device.deviceId, reason });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <Text>
            {device.name} of {memberName} reads nothing new from now on: new keys start for what it read. Sync it once
            more before, so that nothing written on it is left behind.
          </Text>
          {device.lastEventAtMs !== null && (
            <Group gap={4}>
              <Text c="dimmed">
                Last seen at work <InstantText atMs={device.lastEventAtMs} />
              </Text>
            </Group>
          )}
          <TextInput label="Reason" placeholder="Sold, replaced" {...form.text('reason')} data-autofocus />
        </>
      )}
    />
  );
}
