import { MultiSelect, Stack, Switch, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import type { Answers } from '../../app/answers.ts';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { Answer } from '../../components/answer.tsx';
import { DetailHead } from '../../components/detail-head.tsx';
import { DraftForm } from '../../components/draft-form.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { Mark } from '../../components/mark.tsx';
import classes from './provider.module.css';

type Conversation = Answers['talk']['getConversation'];

/** One conversation: its messages, the newest last, and a place to answer. Opened, it is read. */
export function ConversationDetail({ conversationId, onClose }: { conversationId: string; onClose: () => void }) {
  const query = useQuery(api.talk.getConversation.queryOptions({ input: { conversationId } }));
  const { run: read } = useCommand(api.talk.readConversation);
  const last = query.data?.messages.at(-1)?.eventId;
  useEffect(() => {
    if (last !== undefined) void read({ conversationId });
  }, [conversationId, last, read]);
  return (
    <Answer query={query} what="the conversation">
      {(conversation) => (
        <Stack gap={16} p="md">
          <DetailHead
            over={`With ${conversation.others.join(', ')}`}
            title={conversation.subject}
            beside={conversation.firmOnly && <Mark tone="plain">the firm only</Mark>}
            onClose={onClose}
          />
          {conversation.matterId !== null && (
            <Link href={`/matters/${conversation.matterId}`}>{conversation.matterTitle}</Link>
          )}
          <Messages conversation={conversation} />
          <Answering conversationId={conversationId} />
          <People conversation={conversation} />
        </Stack>
      )}
    </Answer>
  );
}

function Messages({ conversation }: { conversation: Conversation }) {
  const { messages, total } = conversation;
  return (
    <>
      {total > messages.length && (
        <Text size="xs" c="dimmed">
          {total - messages.length} earlier messages are not shown
        </Text>
      )}
      <ul className={classes.messages} aria-label="Messages">
        {messages.map((message) => (
          <li key={message.messageId} className={classes.message} data-mine={message.isMine}>
            <Text size="xs" c="dimmed">
              {message.memberName}
              {message.isOutside && ' (outside)'}, <InstantText atMs={message.atMs} />
            </Text>
            {message.text ?? 'Kept to the firm'}
            {message.isMine && message.readBy.length > 0 && (
              <Text size="xs" c="dimmed">
                Read by {message.readBy.join(', ')}
              </Text>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function Answering({ conversationId }: { conversationId: string }) {
  const draftKey = `message/${conversationId}`;
  const send = useCommand(api.talk.sendMessage, { draft: draftKey });
  return (
    <DraftForm<{ text: string }>
      draftKey={draftKey}
      initial={{ text: '' }}
      submitLabel="Send"
      canRepeat
      validate={({ text }) => (text.trim() === '' ? { text: 'Write something.' } : {})}
      onSubmit={async ({ text }) => {
        const answer = await send.run({ conversationId, text });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <Textarea
          aria-label="Message"
          placeholder="Answer"
          autosize
          minRows={2}
          {...form.text('text')}
          data-autofocus
        />
      )}
    />
  );
}

function People({ conversation }: { conversation: Conversation }) {
  const { conversationId } = conversation;
  const choose = useCommand(api.talk.chooseReceipts);
  const join = useCommand(api.talk.joinConversation, { say: 'Brought in' });
  const members = useQuery(api.office.listMembers.queryOptions({ input: {} })).data?.rows ?? [];
  const [chosen, setChosen] = useState<string[]>([]);
  const add = async (memberIds: string[]): Promise<void> => {
    setChosen(memberIds);
    if (memberIds.length === 0) return;
    const answer = await join.run({ conversationId, memberIds });
    if (answer.ok) setChosen([]);
  };
  return (
    <Stack gap={12}>
      <MultiSelect
        label="Bring somebody in"
        searchable
        data={members
          .filter((member) => member.active && !conversation.others.includes(member.name))
          .map((member) => ({ value: member.memberId, label: member.name }))}
        value={chosen}
        onChange={(memberIds) => void add(memberIds)}
        error={join.refusal?.sentence}
      />
      <Switch
        label="Let others see what I have read"
        checked={conversation.receiptsShown}
        disabled={choose.isRunning}
        onChange={(event) => void choose.run({ shown: event.currentTarget.checked })}
      />
    </Stack>
  );
}
