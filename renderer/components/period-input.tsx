import { Group, Select } from '@mantine/core';
import { DayInput } from './day-input.tsx';
import { type NamedPeriod, namedPeriods, type Period, readPeriod } from './periods.ts';

interface PeriodInputProps {
  readonly value: Period;
  readonly onChange: (period: Period) => void;
  readonly today: string;
}

/** A span of days: by its name, or by its first and last day. */
export function PeriodInput({ value, onChange, today }: PeriodInputProps) {
  const named = namedPeriods.find((name) => {
    const period = readPeriod(name, today);
    return period.from === value.from && period.to === value.to;
  });
  return (
    <Group gap="sm" align="flex-end" wrap="nowrap">
      <Select
        label="Period"
        w={150}
        data={namedPeriods.map((name) => ({ value: name, label: `${name.charAt(0).toUpperCase()}${name.slice(1)}` }))}
        value={named ?? null}
        placeholder="Own days"
        allowDeselect={false}
        onChange={(name) => {
          if (isNamedPeriod(name)) onChange(readPeriod(name, today));
        }}
      />
      <DayInput
        label="From"
        w={136}
        lean="past"
        today={today}
        value={value.from}
        onChange={(from) => {
          if (from !== null) onChange({ from, to: from > value.to ? from : value.to });
        }}
      />
      <DayInput
        label="To"
        w={136}
        lean="past"
        today={today}
        value={value.to}
        onChange={(to) => {
          if (to !== null) onChange({ from: to < value.from ? to : value.from, to });
        }}
      />
    </Group>
  );
}

function isNamedPeriod(name: string | null): name is NamedPeriod {
  return namedPeriods.some((known) => known === name);
}
