import { Group, Stack, Text, Title } from '@mantine/core';
import { Link } from 'wouter';
import { InstantText } from '../../components/instant-text.tsx';
import { Mark, type MarkTone } from '../../components/mark.tsx';
import { formatCount, type Order } from './order-words.ts';

type Delivery = Order['deliveries'][number];

const tones: Readonly<Record<Delivery['outcome'], MarkTone>> = {
  'to review': 'look',
  accepted: 'good',
  returned: 'look',
  'out of turn': 'plain',
};

/** What was delivered, the newest first, and what became of it. */
export function OrderDeliveries({ order }: { order: Order }) {
  return (
    <section aria-label="Deliveries">
      <Title order={3}>Delivered</Title>
      <Stack gap={12} mt={8}>
        {order.deliveries.map((delivery) => (
          <article key={delivery.deliveryId}>
            <Group gap={8}>
              <Text fw={600}>{formatCount(delivery.hundredths, order.unit)}</Text>
              <Mark tone={tones[delivery.outcome]}>{delivery.outcome}</Mark>
              <Text size="xs" c="dimmed" component="span">
                {delivery.byName} <InstantText atMs={delivery.atMs} />
              </Text>
            </Group>
            <Prose text={delivery.note} />
            <Prose text={delivery.sources} label="Sources" />
            {delivery.documents.map((document) => (
              <Text key={document.documentId}>
                <Link href={`/documents/${document.documentId}`}>{document.title}</Link>
              </Text>
            ))}
            {delivery.outcomeByName !== '' && (
              <Text size="sm" c="dimmed">
                {delivery.outcomeByName}
                {delivery.outcomeReason !== '' && ` (${delivery.outcomeReason})`}
                {delivery.outcomeNote !== '' && `: ${delivery.outcomeNote}`}
              </Text>
            )}
          </article>
        ))}
      </Stack>
    </section>
  );
}

function Prose({ text, label }: { text: string; label?: string }) {
  if (text === '') return null;
  return (
    <Text style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
      {label === undefined ? '' : `${label}: `}
      {text}
    </Text>
  );
}
