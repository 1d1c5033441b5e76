import { Button, Group, PasswordInput, Select, Stack, Text } from '@mantine/core';
import { api } from '../../app/client.ts';
import { useTakeStatus } from '../../app/take-status.ts';
import { useCommand } from '../../app/use-command.ts';
import { useStatus } from '../../app/use-status.ts';
import { DraftForm } from '../../components/draft-form.tsx';

const initial = { pin: '', again: '', passphrase: '' };

const times = [
  { value: '1', label: 'after 1 minute' },
  { value: '5', label: 'after 5 minutes' },
  { value: '10', label: 'after 10 minutes' },
  { value: '15', label: 'after 15 minutes' },
  { value: '30', label: 'after 30 minutes' },
  { value: '60', label: 'after an hour' },
  { value: '0', label: 'never' },
];

/** The PIN for quick switching, and when windows lock by themselves. */
export function PinSection() {
  const status = useStatus();
  const take = useTakeStatus();
  const set = useCommand(api.firm.setPin, { say: 'PIN set', onDone: take });
  const remove = useCommand(api.firm.setPin, { say: 'PIN removed', onDone: take });
  const autoLock = useCommand(api.firm.setAutoLock, { onDone: take });
  const isSet = status?.pin.isSet === true;
  return (
    <Stack gap="md">
      <Select
        label="Lock when nobody is there"
        description="Also when this computer sleeps or its screen is locked, where Annex can see that."
        data={times}
        value={String(status?.autoLockMinutes ?? 10)}
        allowDeselect={false}
        maw={420}
        onChange={(minutes) => minutes !== null && void autoLock.run({ minutes: Number(minutes) })}
      />
      <DraftForm
        draftKey={null}
        initial={initial}
        submitLabel={isSet ? 'Change the PIN' : 'Set a PIN'}
        validate={(values) => ({
          ...(/^[0-9]{4,8}$/.test(values.pin) ? {} : { pin: 'A PIN has four to eight digits.' }),
          ...(values.again === values.pin ? {} : { again: 'The two are not the same. Type it again.' }),
          ...(values.passphrase === '' ? { passphrase: 'Give your passphrase.' } : {}),
        })}
        onSubmit={async ({ pin, passphrase }) => {
          const answer = await set.run({ pin, passphrase });
          return answer.ok ? null : answer.refusal;
        }}
        fields={(form) => (
          <>
            <Group grow gap="sm" align="flex-start">
              <PasswordInput label="PIN" inputMode="numeric" maxLength={8} autoComplete="off" {...form.text('pin')} />
              <PasswordInput
                label="PIN again"
                inputMode="numeric"
                maxLength={8}
                autoComplete="off"
                {...form.text('again')}
              />
            </Group>
            <PasswordInput label="Your passphrase" autoComplete="current-password" {...form.text('passphrase')} />
            {isSet && (
              <Group gap="sm">
                <Button
                  variant="default"
                  loading={remove.isRunning}
                  disabled={form.values.passphrase === ''}
                  onClick={() => void remove.run({ pin: null, passphrase: form.values.passphrase })}
                >
                  Remove the PIN
                </Button>
                {remove.refusal !== null && (
                  <Text c="var(--annex-danger)" role="alert">
                    {remove.refusal.sentence}
                  </Text>
                )}
              </Group>
            )}
          </>
        )}
      />
    </Stack>
  );
}
