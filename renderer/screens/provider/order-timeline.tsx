import { Group, Stack, Text, Title } from '@mantine/core';
import { InstantText } from '../../components/instant-text.tsx';
import { Mark } from '../../components/mark.tsx';
import { describeStep, type Order } from './order-words.ts';

/** Everything that happened to an order, the newest first; what came apart and had no effect is marked. */
export function OrderTimeline({ order }: { order: Order }) {
  return (
    <section aria-label="Timeline">
      <Title order={3}>Timeline</Title>
      <Stack component="ol" gap={6} mt={8} style={{ listStyle: 'none', padding: 0, margin: '8px 0 0' }}>
        {[...order.timeline].reverse().map((step) => (
          <li key={step.eventId}>
            <Group gap={8}>
              <Text component="span">
                {step.memberName} {describeStep(step.step)}
                {step.otherName !== '' && `: ${step.otherName}`}
                {step.reason !== '' && ` (${step.reason})`}
              </Text>
              {!step.isInTurn && <Mark tone="look">without effect</Mark>}
              <Text size="xs" c="dimmed" component="span">
                <InstantText atMs={step.atMs} />
              </Text>
            </Group>
            {step.note !== '' && (
              <Text size="sm" c="dimmed" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
                {step.note}
              </Text>
            )}
          </li>
        ))}
      </Stack>
    </section>
  );
}
