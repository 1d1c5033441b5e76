import { Alert, Button, Group, PasswordInput, Stack } from '@mantine/core';
import { useState } from 'react';
import { api } from '../../app/client.ts';
import { useAskStatus, useTakeStatus } from '../../app/take-status.ts';
import { useCommand } from '../../app/use-command.ts';

/** Reopens by PIN what a passphrase opened since the start. */
export function PinForm({ onUsePassphrase }: { onUsePassphrase: () => void }) {
  const [pin, setPin] = useState('');
  const take = useTakeStatus();
  const askStatus = useAskStatus();
  const unlock = useCommand(api.firm.unlockWithPin, { onDone: take });
  const open = async (): Promise<void> => {
    const answer = await unlock.run({ pin });
    setPin('');
    if (!answer.ok) await askStatus();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (pin !== '' && !unlock.isRunning) void open();
      }}
    >
      <Stack gap={12}>
        {unlock.refusal !== null && (
          <Alert color="red" variant="light" role="alert" p="sm">
            {unlock.refusal.sentence}
          </Alert>
        )}
        <PasswordInput
          label="PIN"
          inputMode="numeric"
          maxLength={8}
          value={pin}
          onChange={(event) => setPin(event.currentTarget.value.replace(/\D/g, ''))}
          autoComplete="off"
          autoFocus
        />
        <Group gap="sm">
          <Button type="submit" loading={unlock.isRunning}>
            Unlock
          </Button>
          <Button variant="default" onClick={onUsePassphrase}>
            Use the passphrase
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
