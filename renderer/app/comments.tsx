import { Button, Checkbox, Group, MultiSelect, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { findMentions, typedMention } from '../../shared/domain/provider/talk.ts';
import { isOutside } from '../../shared/domain/roles/rights.ts';
import { Answer } from '../components/answer.tsx';
import { DraftForm } from '../components/draft-form.tsx';
import { InstantText } from '../components/instant-text.tsx';
import { Mark } from '../components/mark.tsx';
import { MentionTextarea } from '../components/mention-textarea.tsx';
import type { Answers } from './answers.ts';
import { api } from './client.ts';
import { useCommand } from './use-command.ts';
import { useMe } from './use-status.ts';

type Comment = Answers['talk']['listComments']['rows'][number];
type SubjectKind = Exclude<Answers['talk']['listNews']['rows'][number]['subjectKind'], 'conversation'>;

interface CommentsProps {
  readonly subjectKind: SubjectKind;
  readonly subjectId: string;
}

interface CommentValues {
  readonly text: string;
  readonly mentions: readonly string[];
  readonly firmOnly: boolean;
}

const shownMax = 50;

/** What was said about a thing, and a place to say more. Whoever is told can see the thing. */
export function Comments({ subjectKind, subjectId }: CommentsProps) {
  const subject = { subjectKind, subjectId };
  const query = useQuery(api.talk.listComments.queryOptions({ input: { ...subject, limit: shownMax } }));
  const { run: markSeen } = useCommand(api.talk.markSeen);
  const newest = query.data === undefined ? undefined : (query.data.rows[0]?.eventId ?? '');
  // Whoever looks at a thing has seen the news about it, the newest comment included.
  useEffect(() => {
    if (newest !== undefined) void markSeen({ about: { subjectKind, subjectId } });
  }, [subjectKind, subjectId, newest, markSeen]);
  return (
    <Stack component="section" gap={12} aria-label="Comments">
      <Title order={3}>Comments</Title>
      <Answer query={query} what="the comments">
        {({ rows, total, isFirmOnly }) => (
          <>
            <CommentForm {...subject} isFirmOnly={isFirmOnly} />
            {rows.map((row) => (
              <CommentLine key={row.commentId} comment={row} />
            ))}
            {total > rows.length && (
              <Text size="xs" c="dimmed">
                and {total - rows.length} older ones
              </Text>
            )}
          </>
        )}
      </Answer>
    </Stack>
  );
}

function CommentForm({ subjectKind, subjectId, isFirmOnly }: CommentsProps & { readonly isFirmOnly: boolean }) {
  const me = useMe();
  const draft = `comment/${subjectKind}/${subjectId}`;
  const add = useCommand(api.talk.addComment, { draft });
  const readers = useQuery(api.talk.listReaders.queryOptions({ input: { subjectKind, subjectId } }));
  const people = readers.data?.rows ?? [];
  const isOut = me !== null && isOutside(me.role);
  if (isFirmOnly && isOut) return null;
  const initial: CommentValues = { text: '', mentions: [], firmOnly: false };
  return (
    <DraftForm<CommentValues>
      draftKey={draft}
      initial={initial}
      submitLabel="Comment"
      canRepeat
      validate={({ text }) => (text.trim() === '' ? { text: 'Write something.' } : {})}
      onSubmit={async ({ text, mentions, firmOnly }) => {
        const named = findMentions(text, people);
        const told = [...new Set([...mentions, ...named])];
        const answer = await add.run({ subjectKind, subjectId, text, mentions: told, firmOnly });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <MentionTextarea
            aria-label="Comment"
            placeholder="Say something about this; @ tells somebody"
            autosize
            minRows={2}
            {...form.field('text')}
            typedAt={typedMention}
            people={people
              .filter((person) => !(form.values.firmOnly && person.isOutside))
              .map(({ memberId, name, isOutside: out }) => ({ memberId, name, ...(out ? { note: 'outside' } : {}) }))}
          />
          <Group gap="sm" align="center">
            <MultiSelect
              aria-label="Tell"
              placeholder={form.values.mentions.length === 0 ? 'Tell somebody' : undefined}
              data={people
                .filter((person) => !(form.values.firmOnly && person.isOutside))
                .map(({ memberId, name, isOutside: out }) => ({
                  value: memberId,
                  label: out ? `${name} (outside)` : name,
                }))}
              value={[...form.values.mentions]}
              onChange={(mentions) => form.set('mentions', mentions)}
              error={form.errors.mentions}
              searchable
              style={{ flex: 1, minWidth: 180 }}
            />
            {!isOut && !isFirmOnly && (
              <Checkbox
                label="The firm only"
                checked={form.values.firmOnly}
                onChange={(event) =>
                  form.change({
                    firmOnly: event.currentTarget.checked,
                    mentions: form.values.mentions.filter(
                      (id) => !people.some((person) => person.memberId === id && person.isOutside),
                    ),
                  })
                }
              />
            )}
          </Group>
        </>
      )}
    />
  );
}

function CommentLine({ comment }: { comment: Comment }) {
  const withdraw = useCommand(api.talk.withdrawComment, { say: 'Comment taken back' });
  return (
    <article>
      <Group gap={8}>
        <Text fw={600}>{comment.memberName}</Text>
        {comment.isOutside && <Mark tone="info">outside</Mark>}
        {comment.firmOnly && <Mark tone="plain">the firm only</Mark>}
        <Text size="xs" c="dimmed" component="span">
          <InstantText atMs={comment.atMs} />
        </Text>
        {comment.isMine && !comment.isWithdrawn && (
          <Button
            variant="subtle"
            size="compact-xs"
            onClick={() => void withdraw.run({ commentId: comment.commentId })}
            loading={withdraw.isRunning}
          >
            Take back
          </Button>
        )}
      </Group>
      <Text
        style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
        {...(comment.text === null ? { c: 'dimmed' } : {})}
      >
        {comment.isWithdrawn ? 'Taken back' : (comment.text ?? 'Kept to the firm')}
      </Text>
      {comment.mentions.length > 0 && (
        <Text size="xs" c="dimmed">
          Told: {comment.mentions.join(', ')}
        </Text>
      )}
    </article>
  );
}
