import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { gradedParts } from '../../../shared/domain/provider/feedback.ts';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { useCan } from '../../app/use-status.ts';
import { Answer } from '../../components/answer.tsx';
import { DetailHead } from '../../components/detail-head.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FactList } from '../../components/fact-list.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { Mark } from '../../components/mark.tsx';
import { formatGrade } from './scorecard-words.ts';

interface RatingDetailProps {
  readonly providerId: string;
  readonly orderId: string;
  readonly onClose: () => void;
}

/** One rating with its reasons, the passage, and the reply. */
export function RatingDetail({ providerId, orderId, onClose }: RatingDetailProps) {
  const query = useQuery(
    api.scorecard.listRatings.queryOptions({ input: { providerId, limit: 500, sort: 'ratedAtMs', descending: true } }),
  );
  const canReply = useCan('work.deliver');
  const [isReplying, setReplying] = useState(false);
  return (
    <Answer query={query} what="the rating">
      {({ rows }) => {
        const rating = rows.find((row) => row.orderId === orderId);
        if (rating === undefined) return <EmptyState title="This rating is not among the newest" />;
        return (
          <Stack gap={16} p="md">
            <DetailHead
              over={`Order ${rating.orderNumber}`}
              title={rating.orderTitle}
              beside={<Mark tone="info">{formatGrade(rating.meanTenths)}</Mark>}
              onClose={onClose}
              actions={
                canReply && (
                  <Button variant="default" onClick={() => setReplying(true)}>
                    Reply
                  </Button>
                )
              }
            />
            <FactList
              facts={{
                ...Object.fromEntries(
                  gradedParts.map((part) => [
                    part.charAt(0).toUpperCase() + part.slice(1),
                    String(rating.grades[part]),
                  ]),
                ),
                Passage: rating.excerpt,
                Note: rating.note,
                Document:
                  rating.documentId === null ? (
                    ''
                  ) : (
                    <Link href={`/documents/${rating.documentId}`}>{rating.documentTitle}</Link>
                  ),
              }}
            />
            {rating.tags.length > 0 && (
              <Group gap={4}>
                {rating.tags.map((tag) => (
                  <Mark key={tag} tone="plain">
                    {tag}
                  </Mark>
                ))}
              </Group>
            )}
            <Text c="dimmed">
              {rating.ratedBy}, <InstantText atMs={rating.ratedAtMs} />
            </Text>
            {rating.reply !== '' && (
              <section aria-label="Reply">
                <Text fw={600}>{rating.repliedBy} replied</Text>
                <Text style={{ whiteSpace: 'pre-wrap' }}>{rating.reply}</Text>
              </section>
            )}
            {isReplying && <ReplyPanel orderId={orderId} onClose={() => setReplying(false)} />}
          </Stack>
        );
      }}
    </Answer>
  );
}

function ReplyPanel({ orderId, onClose }: { readonly orderId: string; readonly onClose: () => void }) {
  const draftKey = `provider/reply/${orderId}`;
  const reply = useCommand(api.scorecard.reply, { draft: draftKey, say: 'Replied' });
  return (
    <FormPanel
      opened
      title="Reply to the rating"
      draftKey={draftKey}
      initial={{ text: '' }}
      submitLabel="Reply"
      onClose={onClose}
      onSubmit={async ({ text }) => {
        const answer = await reply.run({ orderId, reply: text });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <Textarea label="Reply" autosize minRows={4} {...form.text('text')} error={form.errors.reply} data-autofocus />
      )}
    />
  );
}
