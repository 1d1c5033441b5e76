import { Button, Group, Progress, Stack, Text } from '@mantine/core';

interface ProgressLineProps {
  /** What is being done. */
  readonly title: string;
  readonly done: number;
  readonly total: number;
  /** What of it is being done now. */
  readonly what?: string;
  readonly onCancel?: () => void;
}

/** Work that takes longer than a second: how far it is, and what is left. */
export function ProgressLine({ title, done, total, what = '', onCancel }: ProgressLineProps) {
  const percent = total > 0 ? Math.min(100, Math.floor((done * 100) / total)) : 0;
  return (
    <Stack gap={4}>
      <Group justify="space-between" gap="sm" wrap="nowrap">
        <Text size="sm">{title}</Text>
        <Text size="xs" c="dimmed" className="annex-figures">
          {total > 0 ? `${done.toLocaleString('en-US')} of ${total.toLocaleString('en-US')}` : ''}
        </Text>
      </Group>
      <Progress value={percent} aria-label={title} size="sm" />
      <Group justify="space-between" gap="sm" wrap="nowrap" mih={20}>
        <Text size="xs" c="dimmed" truncate>
          {what}
        </Text>
        {onCancel !== undefined && (
          <Button variant="subtle" onClick={onCancel}>
            Cancel
          </Button>
        )}
      </Group>
    </Stack>
  );
}
