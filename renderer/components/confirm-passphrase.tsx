import { Alert, Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Refusal } from '../../shared/domain/refusal.ts';

interface ConfirmPassphraseProps {
  readonly opened: boolean;
  readonly title: string;
  /** What happens, with its figures. */
  readonly consequence: string;
  readonly confirmLabel?: string;
  readonly onConfirm: (passphrase: string) => Promise<Refusal | null>;
  readonly onClose: () => void;
}

/** Asks for the passphrase again before something that cannot be undone. The passphrase is kept nowhere. */
export function ConfirmPassphrase({
  opened,
  title,
  consequence,
  confirmLabel = 'Confirm',
  onConfirm,
  onClose,
}: ConfirmPassphraseProps) {
  const [passphrase, setPassphrase] = useState('');
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isRunning, setRunning] = useState(false);
  const close = (): void => {
    setPassphrase('');
    setRefusal(null);
    onClose();
  };
  const confirm = async (): Promise<void> => {
    setRunning(true);
    setRefusal(null);
    try {
      const no = await onConfirm(passphrase);
      setPassphrase('');
      if (no === null) close();
      else setRefusal(no);
    } finally {
      setRunning(false);
    }
  };
  return (
    <Modal opened={opened} onClose={close} title={title} centered closeButtonProps={{ 'aria-label': `Close ${title}` }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          if (passphrase !== '' && !isRunning) void confirm();
        }}
      >
        <Stack gap={12}>
          <Text>{consequence}</Text>
          {refusal !== null && (
            <Alert color="red" variant="light" role="alert" p="sm">
              {refusal.sentence}
            </Alert>
          )}
          <PasswordInput
            label="Your passphrase or PIN"
            value={passphrase}
            onChange={(event) => setPassphrase(event.currentTarget.value)}
            autoComplete="off"
            data-autofocus
          />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button type="submit" loading={isRunning} disabled={passphrase === ''}>
              {confirmLabel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
