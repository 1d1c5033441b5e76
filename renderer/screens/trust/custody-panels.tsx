import { NumberInput, Select, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { formatCents } from '../../../shared/domain/money.ts';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { AmountInput } from '../../components/amount-input.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import { usePassphraseStep } from '../../components/use-passphrase-step.tsx';
import type { Account } from './trust-words.ts';

interface CustodyPanelProps {
  readonly account: Account;
  readonly onClose: () => void;
}

/** Hands custody to another device of a member who holds trust. */
export function HandOverPanel({ account, onClose }: CustodyPanelProps) {
  const draftKey = `trust/hand-over/${account.accountId}`;
  const handOver = useCommand(api.trust.handCustody, { draft: draftKey, say: 'Custody handed over' });
  const members = useQuery(api.provider.listMembers.queryOptions({ input: {} })).data?.rows ?? [];
  const devices = members
    .filter((member) => member.state === 'active' && !member.outside && member.workspaces.includes('trust'))
    .flatMap((member) =>
      member.devices
        .filter((device) => !device.removed && device.deviceId !== account.custodianDeviceId)
        .map((device) => ({ value: device.deviceId, label: `${device.name}, ${member.name}` })),
    );
  return (
    <FormPanel<{ device: string | null }>
      opened
      title="Hand over custody"
      draftKey={draftKey}
      initial={{ device: null }}
      submitLabel="Hand over"
      onClose={onClose}
      validate={(values) => (values.device === null ? { device: 'Choose the device.' } : {})}
      onSubmit={async ({ device }) => {
        const answer = await handOver.run({ accountId: account.accountId, toDeviceId: device ?? '' });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <Text>
            From then on the other device alone pays out of {account.name}, once it holds everything that this one
            posted.
          </Text>
          <Select
            label="Device"
            data={devices}
            placeholder={devices.length === 0 ? 'No other device holds trust' : 'Choose'}
            required
            {...form.field('device')}
            error={form.errors.device ?? form.errors.toDeviceId}
          />
        </>
      )}
    />
  );
}

interface OverrideValues {
  readonly nextCheckNumber: number | null;
  readonly bankBalanceCents: number | null;
  readonly reason: string;
}

/** Takes custody from a device that is lost. Asks what the lost device alone knew. */
export function OverridePanel({ account, onClose }: CustodyPanelProps) {
  const draftKey = `trust/override/${account.accountId}`;
  const override = useCommand(api.trust.overrideCustody, { draft: draftKey, say: 'This device has custody' });
  const step = usePassphraseStep();
  return (
    <>
      <FormPanel<OverrideValues>
        opened
        title="Take custody"
        draftKey={draftKey}
        isCovered={step.isAsking}
        initial={{ nextCheckNumber: null, bankBalanceCents: null, reason: '' }}
        submitLabel="Take custody"
        onClose={onClose}
        validate={(values) => ({
          ...(values.nextCheckNumber === null ? { nextCheckNumber: 'Give the next check in the book.' } : {}),
          ...(values.bankBalanceCents === null ? { bankBalanceCents: "Give the bank's balance." } : {}),
          ...(values.reason.trim() === '' ? { reason: 'Say why.' } : {}),
        })}
        onSubmit={(values) =>
          step.ask(
            {
              title: 'Take custody',
              consequence: `${account.custodianDeviceName} can no longer pay out of ${account.name}. What it posted and this device has not seen is set aside, and lowers what is available until you adopt or reject it. The bank holds ${formatCents(values.bankBalanceCents ?? 0)}.`,
              confirmLabel: 'Take custody',
            },
            async (passphrase) => {
              const answer = await override.run({
                accountId: account.accountId,
                nextCheckNumber: values.nextCheckNumber ?? 1,
                bankBalanceCents: values.bankBalanceCents ?? 0,
                reason: values.reason,
                passphrase,
              });
              return answer.ok ? null : answer.refusal;
            },
          )
        }
        fields={(form) => (
          <>
            <Text>
              Only where {account.custodianDeviceName} is lost or broken. Where it still works, hand custody over from
              it.
            </Text>
            <NumberInput
              label="Next check number"
              description="The next blank check in the book"
              min={1}
              allowDecimal={false}
              hideControls
              required
              value={form.values.nextCheckNumber ?? ''}
              onChange={(value) => form.set('nextCheckNumber', typeof value === 'number' ? value : null)}
              error={form.errors.nextCheckNumber}
            />
            <AmountInput label="Bank's balance now" required {...form.field('bankBalanceCents')} mayBeNegative />
            <TextInput label="Reason" required {...form.text('reason')} />
          </>
        )}
      />
      {step.dialog}
    </>
  );
}
