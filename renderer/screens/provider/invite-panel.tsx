import { Checkbox, Group, Select, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { isOutside, isRole, type Role, suggestedWorkspaces } from '../../../shared/domain/roles/rights.ts';
import { type StartableWorkspace, startableWorkspaces } from '../../../shared/domain/sharing/workspace-share.ts';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { nameWorkspace, workspaceChoices } from '../../app/workspace-names.ts';
import { DraftForm } from '../../components/draft-form.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import type { FormHandle } from '../../components/use-draft-form.ts';
import { type Invitation, InvitationReady } from './invitation-ready.tsx';
import { type Member, roleChoices, type WorkWorkspace } from './provider-words.ts';

interface InvitePanelProps {
  /** The member whose further device is invited; null for a new person. */
  readonly member: Member | null;
  readonly onClose: () => void;
}

interface InviteValues {
  readonly name: string;
  readonly role: Role;
  readonly workspaces: readonly WorkWorkspace[];
  readonly fromNow: readonly StartableWorkspace[];
}

/** Invites a person, or a further device of one; then hands the invitation over, which works once. */
export function InvitePanel({ member, onClose }: InvitePanelProps) {
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  const invite = useCommand(api.provider.invite);
  const isDevice = member !== null;
  const title = isDevice ? `A further device for ${member.name}` : 'Invite';
  if (invitation !== null) {
    return (
      <SidePanel opened title={`Invitation of ${invitation.name}`} onClose={onClose}>
        <InvitationReady invitation={invitation} onClose={onClose} />
      </SidePanel>
    );
  }
  return (
    <SidePanel opened title={title} onClose={onClose}>
      <DraftForm<InviteValues>
        draftKey={isDevice ? null : 'provider/invite'}
        initial={{
          name: member?.name ?? '',
          role: member?.role ?? 'attorney',
          workspaces: member?.workspaces ?? suggestedWorkspaces('attorney'),
          fromNow: [],
        }}
        submitLabel="Make the invitation"
        onCancel={onClose}
        validate={(values) => ({
          ...(values.name.trim() === '' ? { name: 'Give the name.' } : {}),
          ...(values.workspaces.length === 0 ? { workspaces: 'Choose at least one workspace.' } : {}),
        })}
        onSubmit={async ({ name, role, workspaces, fromNow }) => {
          const input = { name, role, workspaces: [...workspaces], fromNow: keepGiven(role, workspaces, fromNow) };
          const answer = await invite.run(isDevice ? { ...input, memberId: member.memberId } : input);
          if (!answer.ok) return answer.refusal;
          setInvitation({ code: answer.value.code, name, expiresAtMs: answer.value.expiresAtMs });
          return null;
        }}
        fields={(form) =>
          isDevice ? (
            <Text>
              The new device gets a key of its own and reads what {member.name} reads. It starts once the hub, or a
              bundle carried by hand, has brought it everything.
            </Text>
          ) : (
            <PersonFields form={form} />
          )
        }
      />
    </SidePanel>
  );
}

function PersonFields({ form }: { readonly form: FormHandle<InviteValues> }) {
  return (
    <>
      <TextInput label="Name" required {...form.text('name')} data-autofocus />
      <Select
        label="Role"
        data={roleChoices}
        allowDeselect={false}
        value={form.values.role}
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
      {form.values.role.startsWith('provider-') && (
        <Text size="sm" c="dimmed">
          Outside the firm: names and narratives of matters that are kept inside stay unreadable to them.
        </Text>
      )}
    </>
  );
}

interface WorkspaceChoiceProps {
  readonly value: readonly WorkWorkspace[];
  readonly onChange: (workspaces: readonly WorkWorkspace[]) => void;
  readonly error?: string | undefined;
}

/** Which workspaces somebody reads. */
export function WorkspaceChoice({ value, onChange, error }: WorkspaceChoiceProps) {
  return (
    <Checkbox.Group
      label="Reads"
      value={[...value]}
      error={error}
      onChange={(names) => onChange(workspaceChoices.map((one) => one.value).filter((name) => names.includes(name)))}
    >
      <Group gap="md" mt={4}>
        {workspaceChoices.map((one) => (
          <Checkbox key={one.value} value={one.value} label={one.label} />
        ))}
      </Group>
    </Checkbox.Group>
  );
}

/** Those that are given at all, to people outside; of others no start is kept. */
export function keepGiven(
  role: Role,
  workspaces: readonly WorkWorkspace[],
  fromNow: readonly StartableWorkspace[],
): StartableWorkspace[] {
  return isOutside(role) ? fromNow.filter((name) => workspaces.includes(name)) : [];
}

interface StartChoiceProps {
  readonly role: Role;
  readonly workspaces: readonly WorkWorkspace[];
  readonly value: readonly StartableWorkspace[];
  readonly onChange: (value: readonly StartableWorkspace[]) => void;
  readonly error?: string | undefined;
}

/** Which of the workspaces somebody outside reads from now on alone [SH11]. */
export function StartChoice({ role, workspaces, value, onChange, error }: StartChoiceProps) {
  const choices = keepGiven(role, workspaces, startableWorkspaces);
  if (choices.length === 0) return null;
  return (
    <Checkbox.Group
      label="Only from now on"
      description="What was before stays unreadable to them. Office, Billing and Trust are shared whole: totals rest on them."
      value={keepGiven(role, workspaces, value)}
      error={error}
      onChange={(names) => onChange(choices.filter((name) => names.includes(name)))}
    >
      <Group gap="md" mt={4}>
        {choices.map((name) => (
          <Checkbox key={name} value={name} label={nameWorkspace(name)} />
        ))}
      </Group>
    </Checkbox.Group>
  );
}
