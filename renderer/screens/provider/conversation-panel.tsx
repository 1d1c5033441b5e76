import { MultiSelect, Text, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../app/client.ts';
import { findMatters } from '../../app/find.ts';
import { useCommand } from '../../app/use-command.ts';
import { useMe } from '../../app/use-status.ts';
import { FormPanel } from '../../components/form-panel.tsx';
import { type SearchOption, SearchSelect } from '../../components/search-select.tsx';

interface ConversationValues {
  readonly subject: string;
  readonly matter: SearchOption | null;
  readonly memberIds: readonly string[];
  readonly text: string;
}

interface ConversationPanelProps {
  readonly onClose: () => void;
  readonly onDone: (conversationId: string) => void;
}

const empty: ConversationValues = { subject: '', matter: null, memberIds: [], text: '' };

/** Begins a conversation with its first message. */
export function ConversationPanel({ onClose, onDone }: ConversationPanelProps) {
  const me = useMe();
  const members = useQuery(api.office.listMembers.queryOptions({ input: {} })).data?.rows ?? [];
  const open = useCommand(api.talk.openConversation, { draft: 'conversation', say: 'Sent' });
  const others = members.filter((member) => member.active && member.memberId !== me?.memberId);
  return (
    <FormPanel<ConversationValues>
      opened
      title="Write a message"
      draftKey="conversation"
      initial={empty}
      submitLabel="Send"
      onClose={onClose}
      validate={(values) => ({
        ...(values.memberIds.length === 0 ? { memberIds: 'Choose somebody.' } : {}),
        ...(values.subject.trim() === '' ? { subject: 'Say what it is about.' } : {}),
        ...(values.text.trim() === '' ? { text: 'Write something.' } : {}),
      })}
      onSubmit={async ({ subject, matter, memberIds, text }) => {
        const answer = await open.run({
          subject,
          text,
          memberIds: [...memberIds],
          ...(matter === null ? {} : { matterId: matter.value }),
        });
        if (answer.ok) onDone(answer.value.id);
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <MultiSelect
            label="To"
            required
            searchable
            data-autofocus
            data={others.map((member) => ({
              value: member.memberId,
              label: member.outside ? `${member.name} (outside)` : member.name,
            }))}
            value={[...form.values.memberIds]}
            onChange={(memberIds) => form.set('memberIds', memberIds)}
            error={form.errors.memberIds}
          />
          <TextInput label="About" required {...form.text('subject')} />
          <SearchSelect label="Matter" search={findMatters} {...form.field('matter')} />
          <Textarea label="Message" required autosize minRows={3} {...form.text('text')} />
          <Text size="sm" c="dimmed">
            Among the firm's own people a conversation is kept to the firm.
          </Text>
        </>
      )}
    />
  );
}
