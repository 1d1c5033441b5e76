import { Group, NumberInput, SegmentedControl, Text, TextInput } from '@mantine/core';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { usePlace } from '../../app/use-place.ts';
import { useToday } from '../../app/use-status.ts';
import { AmountInput } from '../../components/amount-input.tsx';
import { DayInput } from '../../components/day-input.tsx';
import { FormPanel } from '../../components/form-panel.tsx';

interface OpenAccountPanelProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

interface AccountValues {
  readonly name: string;
  readonly bank: string;
  readonly lastFour: string;
  readonly kind: 'iolta' | 'separate';
  readonly openedOn: string | null;
  readonly firmFundsCeilingCents: number | null;
  readonly nextCheckNumber: number | null;
}

const draftKey = 'trust/account';

/** Opens a trust account; this device becomes its custodian. */
export function OpenAccountPanel({ opened, onClose }: OpenAccountPanelProps) {
  const today = useToday();
  const { go } = usePlace();
  const open = useCommand(api.trust.openAccount, {
    draft: draftKey,
    say: 'Trust account opened',
    onDone: (done) => go(`/trust/${done.id}`),
  });
  return (
    <FormPanel<AccountValues>
      opened={opened}
      title="Open a trust account"
      draftKey={draftKey}
      initial={{
        name: '',
        bank: '',
        lastFour: '',
        kind: 'iolta',
        openedOn: today,
        firmFundsCeilingCents: 20_000,
        nextCheckNumber: 1_001,
      }}
      submitLabel="Open account"
      onClose={onClose}
      validate={(values) => ({
        ...(values.name.trim() === '' ? { name: 'Give the account a name.' } : {}),
        ...(values.bank.trim() === '' ? { bank: 'Name the bank.' } : {}),
        ...(/^\d{4}$/.test(values.lastFour) ? {} : { lastFour: 'Give the last four digits of the account number.' }),
        ...(values.openedOn === null ? { openedOn: 'Give the day.' } : {}),
        ...(values.nextCheckNumber === null ? { nextCheckNumber: 'Give the next check number.' } : {}),
      })}
      onSubmit={async (values) => {
        const answer = await open.run({
          name: values.name,
          bank: values.bank,
          lastFour: values.lastFour,
          kind: values.kind,
          openedOn: values.openedOn ?? '',
          firmFundsCeilingCents: values.firmFundsCeilingCents ?? 0,
          nextCheckNumber: values.nextCheckNumber ?? 1,
        });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <TextInput label="Name" placeholder="Client trust account" required {...form.text('name')} data-autofocus />
          <SegmentedControl
            aria-label="Kind of account"
            value={form.values.kind}
            onChange={(kind) => form.set('kind', kind === 'separate' ? 'separate' : 'iolta')}
            data={[
              { value: 'iolta', label: 'IOLTA, for many clients' },
              { value: 'separate', label: 'Separate, for one client' },
            ]}
          />
          <Group grow gap="sm" align="flex-start">
            <TextInput label="Bank" required {...form.text('bank')} />
            <TextInput
              label="Last four digits"
              inputMode="numeric"
              maxLength={4}
              required
              description="The whole number is not kept"
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              {...form.text('lastFour')}
            />
          </Group>
          <Group grow gap="sm" align="flex-start">
            <DayInput label="Opened on" lean="past" today={today} required {...form.field('openedOn')} />
            <NumberInput
              label="Next check number"
              min={1}
              allowDecimal={false}
              hideControls
              value={form.values.nextCheckNumber ?? ''}
              onChange={(value) => form.set('nextCheckNumber', typeof value === 'number' ? value : null)}
              error={form.errors.nextCheckNumber}
            />
          </Group>
          <AmountInput
            label="Firm's own funds at most"
            description="What the firm may leave in the account for bank fees"
            {...form.field('firmFundsCeilingCents')}
          />
          <Text size="sm" c="dimmed">
            This device becomes the custodian: it alone pays out of the account. Custody can be handed to another
            device.
          </Text>
        </>
      )}
    />
  );
}
