import { Group, NumberInput, Select } from '@mantine/core';
import { AmountInput } from '../../components/amount-input.tsx';
import { DayInput } from '../../components/day-input.tsx';
import type { FormHandle } from '../../components/use-draft-form.ts';
import type { FeeValues } from './fee-values.ts';
import { type FeeKind, feeKinds } from './fee-values.ts';

const labels: Record<FeeKind, string> = { hourly: 'Hourly', flat: 'Flat fee', contingency: 'Contingency' };

/** The figures of the fee agreement. */
export function FeeFields<Values extends FeeValues>({ form, today }: { form: FormHandle<Values>; today: string }) {
  const values: FeeValues = form.values;
  const change = (changes: Partial<FeeValues>): void => form.change(changes as Partial<Values>);
  return (
    <>
      <Group grow gap="sm" align="flex-start">
        <Select
          label="Fee"
          allowDeselect={false}
          data={feeKinds.map((kind) => ({ value: kind, label: labels[kind] }))}
          value={values.feeKind}
          onChange={(value) => change({ feeKind: feeKinds.find((kind) => kind === value) ?? 'hourly' })}
        />
        {values.feeKind === 'flat' ? (
          <AmountInput
            label="Flat fee amount"
            required
            value={values.flatCents}
            onChange={(flatCents) => change({ flatCents })}
            error={form.errors.flatCents}
          />
        ) : values.feeKind === 'contingency' ? (
          <NumberInput
            label="Share of the recovery"
            suffix=" %"
            min={0}
            max={100}
            allowDecimal={false}
            value={values.contingencyPercent}
            onChange={(value) => change({ contingencyPercent: typeof value === 'number' ? value : 0 })}
            error={form.errors.contingencyPercent}
          />
        ) : null}
        <AmountInput
          label="Hourly rate"
          required={values.feeKind === 'hourly'}
          value={values.rateCents}
          onChange={(rateCents) => change({ rateCents })}
          error={form.errors.rateCents}
        />
      </Group>
      <Group grow gap="sm" align="flex-start">
        <AmountInput
          label="Advance fee deposit"
          description="Held in trust until it is earned"
          value={values.depositCents}
          onChange={(depositCents) => change({ depositCents })}
          error={form.errors.depositCents}
        />
        <AmountInput
          label="Ask again below"
          description="When the available deposit falls under"
          value={values.replenishBelowCents}
          onChange={(replenishBelowCents) => change({ replenishBelowCents })}
        />
        <DayInput
          label="Agreement signed on"
          description="Empty while unsigned"
          today={today}
          lean="past"
          value={values.signedOn}
          onChange={(signedOn) => change({ signedOn })}
        />
      </Group>
    </>
  );
}
