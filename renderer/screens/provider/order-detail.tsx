import { Alert, Button, Checkbox, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { formatCents } from '../../../shared/domain/money.ts';
import { api } from '../../app/client.ts';
import { Comments } from '../../app/comments.tsx';
import { useCommand } from '../../app/use-command.ts';
import { Answer } from '../../components/answer.tsx';
import { DetailHead } from '../../components/detail-head.tsx';
import { FactList } from '../../components/fact-list.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { Mark } from '../../components/mark.tsx';
import { OrderActions } from './order-actions.tsx';
import { OrderDeliveries } from './order-deliveries.tsx';
import { OrderTimeline } from './order-timeline.tsx';
import {
  describeStep,
  formatCount,
  formatDue,
  formatDueThere,
  type Order,
  toneOfDue,
  toneOfState,
} from './order-words.ts';

/** One work order: its terms, what may be done now, deliveries, checklist, comments, timeline. */
export function OrderDetail({ orderId, onClose }: { orderId: string; onClose: () => void }) {
  const query = useQuery(api.work.getOrder.queryOptions({ input: { orderId } }));
  return (
    <Answer query={query} what="the work order">
      {(order) => (
        <Stack gap={16} p="md">
          <DetailHead
            over={`${order.number}, ${order.serviceName}`}
            title={order.title}
            beside={
              <>
                <Mark tone={toneOfState(order.state)}>{order.state}</Mark>
                {order.isWaiting && <Mark tone="look">waits for the firm</Mark>}
              </>
            }
            onClose={onClose}
            actions={order.steps.length > 0 && <OrderActions order={order} />}
          />
          <Warnings order={order} />
          <Terms order={order} />
          {order.deliveries.length > 0 && <OrderDeliveries order={order} />}
          {order.checklist.length > 0 && <Checklist order={order} />}
          <Comments subjectKind="order" subjectId={orderId} />
          <OrderTimeline order={order} />
        </Stack>
      )}
    </Answer>
  );
}

function Warnings({ order }: { order: Order }) {
  const lines: string[] = [];
  if (!order.isReadable) lines.push('The firm keeps this matter to itself; its number alone is shown here.');
  if (order.acceptedOtherTerms) lines.push('It was taken on as it stood before its last change. Agree on the change.');
  if (order.outOfTurn > 0)
    lines.push('Somebody acted without having seen what others did: see the timeline. Everything is kept.');
  const apart = order.concurrentSteps.map((step) => `${step.memberName} ${describeStep(step.step)} at the same time.`);
  const said = [...lines, ...apart];
  if (said.length === 0 && order.question === '') return null;
  return (
    <>
      {order.question !== '' && (
        <Alert color="yellow" variant="light" p="sm" role="status">
          The provider asks: {order.question}
        </Alert>
      )}
      {said.length > 0 && (
        <Alert color="yellow" variant="light" p="sm" role="status">
          {said.join(' ')}
        </Alert>
      )}
    </>
  );
}

function Terms({ order }: { order: Order }) {
  const there = formatDueThere(order.dueAtMs, order.dueZone);
  const moved = order.dueWithWaitingMs - order.dueAtMs;
  return (
    <section aria-label="Terms">
      <FactList
        facts={{
          Matter: order.matterId === null ? null : <Link href={`/matters/${order.matterId}`}>{order.matterTitle}</Link>,
          Due: (
            <Group gap={8}>
              <Mark tone={toneOfDue(order, Date.now())}>{formatDue(order.dueAtMs)}</Mark>
              {there !== null && <Text component="span">{there}</Text>}
              {moved > 60_000 && <Text component="span">with waiting: {formatDue(order.dueWithWaitingMs)}</Text>}
            </Group>
          ),
          With: order.contractorName,
          Reviewer: order.reviewerName,
          'Ordered by': order.draftedByName,
          'Answer by':
            order.state === 'offered' && order.answerByMs !== null ? <InstantText atMs={order.answerByMs} /> : null,
          Result: showLines(order.result),
          'The firm gives': showLines(order.inputs),
          Standards: showLines(order.standards),
          'Accepted when':
            order.criteria.length === 0 ? null : (
              <ul style={{ margin: 0, paddingLeft: 16 }}>
                {order.criteria.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            ),
          Estimate: order.estimatedHundredths === 0 ? null : formatCount(order.estimatedHundredths, order.unit),
          Price: describePrice(order),
          'May be given': order.tier,
          'Borne as': order.billingMode,
          SOPs: order.sops.length === 0 ? null : <Sops order={order} />,
        }}
      />
    </section>
  );
}

function showLines(text: string): ReactNode {
  return text === '' ? null : <span style={{ whiteSpace: 'pre-wrap' }}>{text}</span>;
}

function describePrice({ price, unit }: Order): string {
  if (price === null) return '';
  const rate = formatCents(price.rateCents);
  const base =
    price.basis === 'fixed'
      ? `$${rate} fixed`
      : `$${rate} ${unit === 'hour' || unit === 'item' ? 'an' : 'a'} ${unit}, ${price.basis}`;
  return price.capCents === null ? base : `${base}, at most $${formatCents(price.capCents)}`;
}

function Sops({ order }: { order: Order }) {
  return (
    <Group gap={8}>
      {order.sops.map((sop) => (
        <span key={sop.versionId}>
          <Link href={`/provider/sops/${sop.sopId}`}>{sop.title}</Link>{' '}
          {!sop.isAcknowledged && <Mark tone="look">not acknowledged by you</Mark>}
        </span>
      ))}
    </Group>
  );
}

const tagWords = { required: 'required', quality: 'quality', method: 'how' } as const;

function Checklist({ order }: { order: Order }) {
  const check = useCommand(api.work.checkItem);
  const canCheck = order.steps.includes('check');
  const done = order.checklist.filter((item) => item.doneAtMs !== null).length;
  return (
    <section aria-label="Checklist">
      <Title order={3}>
        Checklist, {done} of {order.checklist.length}
      </Title>
      <Stack gap={6} mt={8}>
        {order.checklist.map((item) => (
          <Group key={item.itemId} gap={8} wrap="nowrap">
            <Checkbox
              label={item.text}
              checked={item.doneAtMs !== null}
              disabled={!canCheck || check.isRunning}
              onChange={(event) =>
                void check.run({ orderId: order.orderId, itemId: item.itemId, done: event.currentTarget.checked })
              }
            />
            <Mark tone={item.tag === 'required' ? 'info' : 'plain'}>{tagWords[item.tag]}</Mark>
            {item.doneByName !== '' && (
              <Text size="xs" c="dimmed">
                {item.doneByName}
              </Text>
            )}
          </Group>
        ))}
      </Stack>
      {check.refusal !== null && (
        <Text c="var(--annex-danger)" role="alert">
          {check.refusal.sentence}{' '}
          <Button variant="default" size="compact-xs" onClick={check.clearRefusal}>
            Close
          </Button>
        </Text>
      )}
    </section>
  );
}
