import { Select, SimpleGrid } from '@mantine/core';
import type { InvoiceCsvMapping } from '../../../shared/domain/provider/invoice-csv.ts';

const fields = [
  ['workedOn', 'Day of the work'],
  ['orderNumber', 'Work order'],
  ['units', 'Units'],
  ['rate', 'Rate'],
  ['amount', 'Amount'],
  ['description', 'Description'],
  ['timekeeper', 'By whom'],
] as const;
const dayOrders = [
  { value: 'mdy', label: 'month, day, year' },
  { value: 'dmy', label: 'day, month, year' },
  { value: 'ymd', label: 'year, month, day' },
] as const;

interface InvoiceCsvColumnsProps {
  readonly titles: readonly string[];
  readonly mapping: InvoiceCsvMapping;
  readonly onChange: (mapping: InvoiceCsvMapping) => void;
}

/** Which column of a contractor's CSV is what. */
export function InvoiceCsvColumns({ titles, mapping, onChange }: InvoiceCsvColumnsProps) {
  const choices = [...new Set(titles)].filter((title) => title !== '');
  return (
    <SimpleGrid cols={4} spacing={8}>
      {fields.map(([name, label]) => (
        <Select
          key={name}
          label={label}
          placeholder="No column"
          clearable
          data={choices}
          value={mapping[name] === '' ? null : mapping[name]}
          onChange={(value) => onChange({ ...mapping, [name]: value ?? '' })}
        />
      ))}
      <Select
        label="Days are written"
        data={[...dayOrders]}
        allowDeselect={false}
        value={mapping.dayOrder}
        onChange={(value) =>
          onChange({ ...mapping, dayOrder: dayOrders.find((one) => one.value === value)?.value ?? 'mdy' })
        }
      />
    </SimpleGrid>
  );
}
