import { Button, Checkbox, Group, Select, SimpleGrid, Stack, Text } from '@mantine/core';
import type { StatementPreview } from './trust-words.ts';

export type CsvMapping = NonNullable<StatementPreview['mapping']>;

export const emptyMapping: CsvMapping = {
  dayOrder: 'mdy',
  day: '',
  amount: '',
  moneyOut: '',
  moneyIn: '',
  outIsPositive: false,
  name: '',
  memo: '',
  checkNumber: '',
  balance: '',
  id: '',
};

export const dayOrderChoices: { value: CsvMapping['dayOrder']; label: string }[] = [
  { value: 'mdy', label: 'Month, day, year' },
  { value: 'dmy', label: 'Day, month, year' },
  { value: 'ymd', label: 'Year, month, day' },
];

/** The order that was chosen; month first where nothing was. */
export function readDayOrder(value: string | null): CsvMapping['dayOrder'] {
  return dayOrderChoices.find((one) => one.value === value)?.value ?? 'mdy';
}

type ColumnField = Exclude<keyof CsvMapping, 'dayOrder' | 'outIsPositive'>;

const columnFields: readonly (readonly [ColumnField, string])[] = [
  ['day', 'Date'],
  ['amount', 'Amount, signed'],
  ['moneyOut', 'Money out'],
  ['moneyIn', 'Money in'],
  ['name', 'Description'],
  ['memo', 'Memo'],
  ['checkNumber', 'Check number'],
  ['balance', 'Balance'],
  ['id', "Bank's id"],
];

interface CsvMappingFieldsProps {
  readonly columns: readonly string[];
  readonly mapping: CsvMapping;
  readonly onChange: (mapping: CsvMapping) => void;
  /** Back to how the account's last file was read, or else to what the titles suggest. */
  readonly onReset: () => void;
}

/** Which column of a CSV file is what. It is kept for the account, on every device, once the file is imported. */
export function CsvMappingFields({ columns, mapping, onChange, onReset }: CsvMappingFieldsProps) {
  return (
    <Stack gap={8} role="group" aria-label="Columns of the file">
      <Group justify="space-between">
        <Text size="sm" fw={600}>
          Which column is what?
        </Text>
        <Button variant="subtle" onClick={onReset}>
          Undo changes
        </Button>
      </Group>
      <SimpleGrid cols={3} spacing={8} verticalSpacing={8}>
        {columnFields.map(([field, label]) => (
          <Select
            key={field}
            label={label}
            placeholder="None"
            clearable={mapping[field] !== ''}
            data={[...new Set(mapping[field] === '' ? columns : [...columns, mapping[field]])]}
            value={mapping[field] === '' ? null : mapping[field]}
            onChange={(value) => onChange({ ...mapping, [field]: value ?? '' })}
          />
        ))}
        <Select
          label="Dates in the file"
          data={dayOrderChoices}
          value={mapping.dayOrder}
          allowDeselect={false}
          onChange={(value) => onChange({ ...mapping, dayOrder: readDayOrder(value) })}
        />
      </SimpleGrid>
      {mapping.amount !== '' && (
        <Checkbox
          label="Money out is written without a minus, money in with one"
          checked={mapping.outIsPositive}
          onChange={(event) => onChange({ ...mapping, outIsPositive: event.currentTarget.checked })}
        />
      )}
    </Stack>
  );
}
