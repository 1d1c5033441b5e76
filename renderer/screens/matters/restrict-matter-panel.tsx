import { Alert, MultiSelect, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { restrictionFlags } from '../../../shared/events/sharing.ts';
import { api } from '../../app/client.ts';
import type { MatterSharing } from '../../app/sharing-words.ts';
import { useCommand } from '../../app/use-command.ts';
import { useMe } from '../../app/use-status.ts';
import { FormPanel } from '../../components/form-panel.tsx';
import type { Matter } from './amend-matter-panel.tsx';

interface RestrictValues {
  readonly flags: readonly string[];
  readonly memberIds: readonly string[];
  readonly note: string;
}

/** Flags a matter: export control, a protective order, an ethical screen. Only the members named read it. */
export function RestrictMatterPanel({
  matter,
  sharing,
  onClose,
}: {
  readonly matter: Matter;
  readonly sharing: MatterSharing;
  readonly onClose: () => void;
}) {
  const me = useMe();
  const members = useQuery(api.office.listMembers.queryOptions({ input: {} })).data?.rows ?? [];
  const draftKey = `sharing/restrict/${matter.matterId}`;
  const restrict = useCommand(api.sharing.restrictMatter, { draft: draftKey, say: 'Matter restricted' });
  const inside = members.filter((member) => member.active && !member.outside);
  const own = [...new Set([me?.memberId ?? '', matter.responsibleMemberId])].filter((id) => id !== '');
  return (
    <FormPanel<RestrictValues>
      opened
      title={`Restrict ${matter.number}`}
      draftKey={draftKey}
      initial={{
        flags: sharing.flags,
        memberIds: sharing.members.length === 0 ? own : sharing.members.map((member) => member.memberId),
        note: sharing.note,
      }}
      submitLabel="Restrict the matter"
      onClose={onClose}
      validate={(values) => ({
        ...(values.flags.length === 0 ? { flags: 'Choose at least one flag.' } : {}),
        ...(values.memberIds.length === 0 ? { memberIds: 'Name who may read it.' } : {}),
      })}
      onSubmit={async ({ flags, memberIds, note }) => {
        const answer = await restrict.run({
          matterId: matter.matterId,
          flags: restrictionFlags.filter((flag) => flags.includes(flag)),
          memberIds: [...memberIds],
          note,
        });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <Alert color="yellow" variant="light" p="sm">
            Everybody else, inside and outside, sees this matter as a number with amounts, in every list, search, report
            and conflict check. It is withheld from the people outside until you lift this and give it.
          </Alert>
          <MultiSelect
            label="Flags"
            required
            data={[...restrictionFlags]}
            value={[...form.values.flags]}
            onChange={(flags) => form.set('flags', flags)}
            error={form.errors.flags}
            data-autofocus
          />
          <MultiSelect
            label="Who may read it"
            required
            data={inside.map((member) => ({ value: member.memberId, label: member.name }))}
            value={[...form.values.memberIds]}
            onChange={(memberIds) => form.set('memberIds', memberIds)}
            error={form.errors.memberIds}
          />
          <Textarea
            label="Note"
            description="The order, the licence, the reason: read by the same members"
            autosize
            minRows={2}
            {...form.text('note')}
          />
        </>
      )}
    />
  );
}
