import { Group, Text, TextInput } from '@mantine/core';
import { formatCents } from '../../../shared/domain/money.ts';
import { AmountInput } from '../../components/amount-input.tsx';
import { DayInput } from '../../components/day-input.tsx';
import type { FormHandle } from '../../components/use-draft-form.ts';

/** What every deposit slip says besides its items. */
export interface SlipValues {
  readonly day: string | null;
  readonly countedCents: number | null;
  readonly lessCashCents: number | null;
  readonly note: string;
}

export const emptySlip = { countedCents: null, lessCashCents: null, note: '' } as const;

/** Sentences for what a slip cannot be made without. */
export function validateSlip(values: SlipValues) {
  return {
    ...(values.day === null ? { day: 'Give the day.' } : {}),
    ...(values.countedCents === null ? { countedCents: 'Count it first.' } : {}),
  };
}

interface SlipFieldsProps {
  readonly form: FormHandle<SlipValues>;
  readonly today: string;
  readonly items: number;
  readonly listedCents: number;
}

/** The foot of a slip: what was counted against what is listed, and that nothing comes back in cash. */
export function SlipFields({ form, today, items, listedCents }: SlipFieldsProps) {
  const { countedCents } = form.values;
  const differs = countedCents !== null && countedCents !== listedCents;
  const listed = `${items === 1 ? '1 item' : `${items} items`}, ${formatCents(listedCents)}`;
  return (
    <>
      <Group gap="sm" align="flex-start" wrap="nowrap">
        <AmountInput label="Counted" w={150} required {...form.field('countedCents')} />
        <AmountInput label="Less cash" w={150} placeholder="Always none" {...form.field('lessCashCents')} />
        <DayInput label="Deposited on" w={150} lean="past" today={today} required {...form.field('day')} />
        <TextInput label="Note" style={{ flex: 1 }} {...form.text('note')} />
      </Group>
      <Text
        size="sm"
        className="annex-figures"
        role="status"
        {...(differs ? { c: 'var(--annex-look)' } : { c: 'dimmed' })}
      >
        {countedCents === null
          ? `Listed: ${listed}.`
          : differs
            ? `Listed: ${listed}. ${formatCents(Math.abs(countedCents - listedCents))} ${countedCents > listedCents ? 'more was counted' : 'less was counted'}.`
            : `Listed: ${listed}, as counted.`}
      </Text>
    </>
  );
}
