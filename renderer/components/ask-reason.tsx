import { Alert, Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Refusal } from '../../shared/domain/refusal.ts';

interface AskReasonProps {
  readonly opened: boolean;
  readonly title: string;
  /** What happens then. */
  readonly consequence?: string;
  readonly label?: string;
  readonly confirmLabel: string;
  readonly isRequired?: boolean;
  readonly onConfirm: (reason: string) => Promise<Refusal | null>;
  /** What stands under a refusal: a way to what stands against it. */
  readonly remedy?: (refusal: Refusal) => ReactNode;
  readonly onClose: () => void;
}

/** Asks for a reason before something is done. */
export function AskReason({
  opened,
  title,
  consequence,
  label = 'Reason',
  confirmLabel,
  isRequired = false,
  onConfirm,
  remedy,
  onClose,
}: AskReasonProps) {
  const [reason, setReason] = useState('');
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isRunning, setRunning] = useState(false);
  const confirm = async (): Promise<void> => {
    setRunning(true);
    try {
      const no = await onConfirm(reason.trim());
      setRefusal(no);
      if (no !== null) return;
      setReason('');
      onClose();
    } finally {
      setRunning(false);
    }
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      centered
      closeButtonProps={{ 'aria-label': `Close ${title}` }}
    >
      <Stack gap={12}>
        {consequence !== undefined && <Text>{consequence}</Text>}
        {refusal !== null && (
          <Alert color="red" variant="light" role="alert" p="sm">
            {refusal.sentence}
            {remedy?.(refusal)}
          </Alert>
        )}
        <Textarea
          label={label}
          required={isRequired}
          autosize
          minRows={2}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          data-autofocus
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void confirm();
          }}
        />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button onClick={() => void confirm()} loading={isRunning} disabled={isRequired && reason.trim() === ''}>
            {confirmLabel}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
