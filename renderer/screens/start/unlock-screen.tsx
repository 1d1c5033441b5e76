import { Alert, Button, Group, PasswordInput, Stack, UnstyledButton } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { FirmStatus } from '../../../shared/contract/firm.ts';
import { api } from '../../app/client.ts';
import { useAskStatus, useTakeStatus } from '../../app/take-status.ts';
import { useCommand } from '../../app/use-command.ts';
import { useFirms } from '../../app/use-firms.ts';
import { KitUnlockForm } from './kit-unlock-form.tsx';
import { OtherFirms } from './other-firms.tsx';
import { PinForm } from './pin-form.tsx';
import { StartLayout } from './start-layout.tsx';

/** Opens the vault: by passphrase, by the system's keychain, or with the recovery kit. */
export function UnlockScreen({ status }: { status: FirmStatus }) {
  const [usesKit, setUsesKit] = useState(false);
  const [usesPassphrase, setUsesPassphrase] = useState(false);
  const here = useFirms().find((row) => row.place === status.place);
  const [passphrase, setPassphrase] = useState('');
  const take = useTakeStatus();
  const askStatus = useAskStatus();
  const unlock = useCommand(api.firm.unlock, { onDone: take });
  const keychain = useCommand(api.firm.unlockWithKeychain, { onDone: take });
  const waitSeconds = useCountdown(status.waitSeconds);
  const refusal = keychain.refusal ?? unlock.refusal;

  if (usesKit) {
    return (
      <StartLayout title="Use the recovery kit" text="Type or paste the kit’s groups, and choose a new passphrase.">
        <KitUnlockForm onBack={() => setUsesKit(false)} />
      </StartLayout>
    );
  }
  const title = here === undefined || here.firmName === '' ? 'Unlock Annex' : here.firmName;
  const whose = here === undefined || here.personName === '' ? status.sentence : here.personName;
  if (status.pin.canReopen && !usesPassphrase) {
    return (
      <StartLayout title={title} text={whose}>
        <PinForm onUsePassphrase={() => setUsesPassphrase(true)} />
        <OtherFirms place={status.place} />
      </StartLayout>
    );
  }
  const open = async (): Promise<void> => {
    keychain.clearRefusal();
    const answer = await unlock.run({ passphrase });
    if (!answer.ok) await askStatus();
    setPassphrase('');
  };
  return (
    <StartLayout title={title} {...(whose === '' ? {} : { text: whose })}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (waitSeconds === 0 && passphrase !== '' && !unlock.isRunning) void open();
        }}
      >
        <Stack gap={12}>
          {refusal !== null && (
            <Alert color="red" variant="light" role="alert" p="sm">
              {refusal.sentence}
            </Alert>
          )}
          <PasswordInput
            label="Passphrase"
            value={passphrase}
            onChange={(event) => setPassphrase(event.currentTarget.value)}
            autoComplete="current-password"
            autoFocus
            {...(waitSeconds > 0 ? { description: `Wait ${countSeconds(waitSeconds)} before the next try.` } : {})}
          />
          <Group gap="sm">
            <Button type="submit" loading={unlock.isRunning} disabled={waitSeconds > 0}>
              Unlock
            </Button>
            {status.hasKeychain && (
              <Button
                variant="default"
                leftSection={<IconKey size={16} aria-hidden />}
                loading={keychain.isRunning}
                onClick={() => void keychain.run({})}
              >
                Unlock with this system’s keychain
              </Button>
            )}
          </Group>
          <UnstyledButton
            onClick={() => setUsesKit(true)}
            style={{ color: 'var(--mantine-color-anchor)', textDecoration: 'underline', fontSize: 14 }}
            w="fit-content"
          >
            Use the recovery kit
          </UnstyledButton>
        </Stack>
      </form>
      <OtherFirms place={status.place} />
    </StartLayout>
  );
}

function countSeconds(seconds: number): string {
  return seconds === 1 ? '1 second' : `${seconds} seconds`;
}

/** Counts down from what the data process last said. */
function useCountdown(fromSeconds: number): number {
  const [left, setLeft] = useState(Math.ceil(fromSeconds));
  useEffect(() => {
    setLeft(Math.ceil(fromSeconds));
    if (fromSeconds <= 0) return;
    const tick = setInterval(() => setLeft((before) => Math.max(0, before - 1)), 1_000);
    return () => clearInterval(tick);
  }, [fromSeconds]);
  return left;
}
