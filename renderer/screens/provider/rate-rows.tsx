import { ActionIcon, Button, Group, Select, Stack, Text } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { priceBases } from '../../../shared/domain/provider/order-price.ts';
import { AmountInput } from '../../components/amount-input.tsx';
import { DayInput } from '../../components/day-input.tsx';
import { DurationInput } from '../../components/duration-input.tsx';
import type { FormHandle } from '../../components/use-draft-form.ts';
import { makeRate, type ProposeValues, type RateRow } from './propose-values.ts';
import { useLineNames } from './use-line-names.ts';

/** Prices, one a line: what is done, how it is counted, from when. */
export function RateRows({ form }: { readonly form: FormHandle<ProposeValues> }) {
  const { rates, serviceLines, startsOn } = form.values;
  const { nameLine } = useLineNames();
  const change = (key: string, changes: Partial<RateRow>): void =>
    form.set(
      'rates',
      rates.map((row) => (row.key === key ? { ...row, ...changes } : row)),
    );
  const problem = Object.entries(form.errors).find(([field]) => field.startsWith('rates'))?.[1];
  return (
    <section aria-label="Prices">
      <Text fw={600} mb={4}>
        Prices
      </Text>
      {problem !== undefined && <Text c="var(--annex-danger)">{problem}</Text>}
      <Stack gap={8}>
        {rates.map((row, place) => (
          <Group key={row.key} gap={8} wrap="nowrap">
            <Select
              aria-label={`Service line of price ${place + 1}`}
              data={serviceLines.map((line) => ({ value: line, label: nameLine(line) }))}
              value={row.serviceLine}
              allowDeselect={false}
              onChange={(value) => change(row.key, { serviceLine: value ?? '' })}
              style={{ flex: '1 1 140px' }}
            />
            <Select
              aria-label={`Basis of price ${place + 1}`}
              data={[...priceBases]}
              value={row.basis}
              allowDeselect={false}
              onChange={(value) =>
                change(row.key, {
                  basis: priceBases.find((basis) => basis === value) ?? 'hourly',
                  includedMinutes: null,
                })
              }
              w={150}
            />
            <AmountInput
              aria-label={`Amount of price ${place + 1}`}
              value={row.rateCents}
              onChange={(rateCents) => change(row.key, { rateCents })}
              w={110}
            />
            <DurationInput
              aria-label={`Hours of price ${place + 1}`}
              placeholder={row.basis === 'retainer bucket' ? 'Hours' : '–'}
              disabled={row.basis !== 'retainer bucket'}
              value={row.includedMinutes}
              onChange={(includedMinutes) => change(row.key, { includedMinutes })}
              w={80}
            />
            <DayInput
              aria-label={`First day of price ${place + 1}`}
              placeholder="From"
              value={row.from}
              onChange={(from) => change(row.key, { from })}
              w={136}
            />
            <DayInput
              aria-label={`Last day of price ${place + 1}`}
              placeholder="No end"
              value={row.to}
              onChange={(to) => change(row.key, { to })}
              w={136}
            />
            <ActionIcon
              size={32}
              aria-label={`Remove price ${place + 1}`}
              onClick={() =>
                form.set(
                  'rates',
                  rates.filter((other) => other.key !== row.key),
                )
              }
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
      </Stack>
      <Button
        variant="subtle"
        w="fit-content"
        ml={-12}
        mt={4}
        disabled={serviceLines.length === 0}
        leftSection={<IconPlus size={16} aria-hidden />}
        onClick={() => form.set('rates', [...rates, makeRate(serviceLines[0] ?? '', startsOn)])}
      >
        Add a price
      </Button>
    </section>
  );
}
