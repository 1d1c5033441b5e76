import { NumberInput, Select, TextInput } from '@mantine/core';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { AmountInput } from '../../components/amount-input.tsx';
import { FormPanel } from '../../components/form-panel.tsx';

const forms = ['1099-NEC', '1099-MISC box 10'] as const;

interface ThresholdValues {
  readonly form: (typeof forms)[number];
  readonly year: number;
  readonly thresholdCents: number | null;
  readonly source: string;
}

/** The attorney's word on from how much on a year's payments are reported. */
export function ThresholdPanel({ year, onClose }: { readonly year: number; readonly onClose: () => void }) {
  const draftKey = 'provider/threshold';
  const confirm = useCommand(api.pay.confirmThreshold, { draft: draftKey, say: 'Threshold confirmed' });
  return (
    <FormPanel<ThresholdValues>
      opened
      title="Confirm a threshold"
      draftKey={draftKey}
      initial={{ form: '1099-NEC', year, thresholdCents: null, source: '' }}
      submitLabel="Confirm"
      onClose={onClose}
      validate={({ thresholdCents, source }) => ({
        ...(thresholdCents === null ? { thresholdCents: 'Give the amount.' } : {}),
        ...(source.trim() === '' ? { source: 'Say where it stands.' } : {}),
      })}
      onSubmit={async ({ thresholdCents, ...rest }) => {
        const answer = await confirm.run({ ...rest, thresholdCents: thresholdCents ?? 0 });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <Select
            label="Form"
            data={[...forms]}
            allowDeselect={false}
            value={form.values.form}
            onChange={(value) => form.set('form', forms.find((one) => one === value) ?? '1099-NEC')}
          />
          <NumberInput
            label="Calendar year"
            allowDecimal={false}
            min={2000}
            max={2200}
            value={form.values.year}
            onChange={(value) => form.set('year', typeof value === 'number' ? value : year)}
          />
          <AmountInput label="Reported from" required {...form.field('thresholdCents')} data-autofocus />
          <TextInput label="Source" placeholder="Statute, notice or counsel" required {...form.text('source')} />
        </>
      )}
    />
  );
}
