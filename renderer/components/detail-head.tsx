import { ActionIcon, Group, Text, Title } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface DetailHeadProps {
  readonly title: ReactNode;
  /** Stands small above the title. */
  readonly over?: ReactNode;
  /** Stands beside the title: a mark. */
  readonly beside?: ReactNode;
  readonly actions?: ReactNode;
  readonly onClose: () => void;
}

/** The head of a detail beside its list: what it is, what can be done, and how to close it. */
export function DetailHead({ title, over, beside, actions, onClose }: DetailHeadProps) {
  return (
    <div>
      <Group justify="space-between" wrap="nowrap" align="flex-start" gap="sm">
        <div style={{ minWidth: 0 }}>
          {over !== undefined && over !== '' && (
            <Text size="xs" c="dimmed">
              {over}
            </Text>
          )}
          <Group gap="sm">
            <Title order={2} style={{ overflowWrap: 'anywhere' }}>
              {title}
            </Title>
            {beside}
          </Group>
        </div>
        <ActionIcon aria-label="Close the detail" onClick={onClose}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </Group>
      {actions !== undefined && (
        <Group gap="sm" mt={12}>
          {actions}
        </Group>
      )}
    </div>
  );
}
