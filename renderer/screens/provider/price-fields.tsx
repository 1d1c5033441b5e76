import { Group, Select, TextInput } from '@mantine/core';
import { AmountInput } from '../../components/amount-input.tsx';
import type { FormHandle } from '../../components/use-draft-form.ts';

const bases = ['hourly', 'per document', 'per call', 'fixed', 'retainer bucket'] as const;

/** A price as a form holds it. */
export interface PriceValues {
  readonly basis: (typeof bases)[number];
  readonly rateCents: number | null;
  readonly capCents: number | null;
  readonly bucket: string;
}

/** The price as the contract takes it; null where no rate was given. */
export function priceInput({ basis, rateCents, capCents, bucket }: PriceValues) {
  return rateCents === null ? null : { basis, rateCents, capCents, bucket };
}

/** What the work costs, and what it may not pass. */
export function PriceFields<Values extends PriceValues>({ form }: { form: FormHandle<Values> }) {
  const { basis } = form.values;
  const change = (part: Partial<PriceValues>): void => form.change(part as Partial<Values>);
  return (
    <Group grow gap="sm" align="flex-start">
      <Select
        label="Paid"
        data={[...bases]}
        allowDeselect={false}
        value={basis}
        onChange={(value) => change({ basis: bases.find((one) => one === value) ?? basis })}
      />
      <AmountInput
        label={basis === 'fixed' ? 'Price' : 'Rate'}
        value={form.values.rateCents}
        onChange={(rateCents) => change({ rateCents })}
        error={form.errors.rateCents}
      />
      <AmountInput
        label="At most"
        value={form.values.capCents}
        onChange={(capCents) => change({ capCents })}
        error={form.errors.capCents}
      />
      {basis === 'retainer bucket' && (
        <TextInput
          label="Bucket"
          value={form.values.bucket}
          onChange={(event) => change({ bucket: event.currentTarget.value })}
        />
      )}
    </Group>
  );
}
