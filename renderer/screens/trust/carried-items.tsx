import { Button, Group, NumberInput, Stack, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { sumCents } from '../../../shared/domain/money.ts';
import { Amount } from '../../components/amount.tsx';
import { AmountInput } from '../../components/amount-input.tsx';
import { DayInput } from '../../components/day-input.tsx';
import { type SearchOption, SearchSelect } from '../../components/search-select.tsx';
import { SimpleTable } from '../../components/simple-table.tsx';
import { findReceivingLedgers } from './find-ledgers.ts';

/** Something that the bank had not seen when the books were taken over. */
export interface CarriedValue {
  readonly ledger: SearchOption;
  readonly writtenOn: string;
  readonly amountCents: number;
  readonly name: string;
  readonly checkNumber: number | null;
}

interface CarriedItemsProps {
  readonly title: string;
  readonly nameLabel: string;
  readonly withNumber?: boolean;
  readonly today: string;
  readonly items: readonly CarriedValue[];
  readonly onChange: (items: readonly CarriedValue[]) => void;
}

/** A list of checks or deposits, each added with all that it needs. */
export function CarriedItems({ title, nameLabel, withNumber = false, today, items, onChange }: CarriedItemsProps) {
  const [ledger, setLedger] = useState<SearchOption | null>(null);
  const [writtenOn, setWrittenOn] = useState<string | null>(null);
  const [amountCents, setAmount] = useState<number | null>(null);
  const [name, setName] = useState('');
  const [checkNumber, setNumber] = useState<number | null>(null);
  const isWhole = ledger !== null && writtenOn !== null && amountCents !== null && name.trim() !== '';
  const add = (): void => {
    if (ledger === null || writtenOn === null || amountCents === null) return;
    onChange([...items, { ledger, writtenOn, amountCents, name, checkNumber }]);
    setAmount(null);
    setName('');
    setNumber(null);
  };
  return (
    <Stack gap={6} role="group" aria-label={title}>
      <Title order={3}>{title}</Title>
      {items.length > 0 && (
        <SimpleTable
          label={title}
          rows={items.map((item, place) => ({ ...item, place }))}
          rowId={(row) => String(row.place)}
          columns={[
            ...(withNumber
              ? [
                  {
                    key: 'checkNumber',
                    title: 'Number',
                    kind: 'text' as const,
                    width: 84,
                    render: (row: CarriedValue) => row.checkNumber ?? '',
                  },
                ]
              : []),
            { key: 'writtenOn', title: 'Date', kind: 'day', width: 112 },
            { key: 'name', title: nameLabel, kind: 'text' },
            { key: 'ledger', title: 'Ledger', kind: 'text', render: (row) => row.ledger.label },
            {
              key: 'amountCents',
              title: 'Amount',
              kind: 'amount',
              width: 116,
              total: <Amount cents={sumCents(items.map((item) => item.amountCents))} />,
            },
            {
              key: 'leave',
              title: '',
              kind: 'node',
              width: 84,
              render: (row) => (
                <Button
                  variant="subtle"
                  size="compact-sm"
                  aria-label={`Leave ${row.name} out`}
                  onClick={() => onChange(items.filter((_, at) => at !== row.place))}
                >
                  Leave out
                </Button>
              ),
            },
          ]}
        />
      )}
      <Group gap="sm" align="flex-end" wrap="nowrap">
        {withNumber && (
          <NumberInput
            label="Number"
            w={84}
            min={1}
            allowDecimal={false}
            hideControls
            value={checkNumber ?? ''}
            onChange={(value) => setNumber(typeof value === 'number' ? value : null)}
          />
        )}
        <DayInput label="Date" w={144} lean="past" today={today} value={writtenOn} onChange={setWrittenOn} />
        <TextInput
          label={nameLabel}
          style={{ flex: 1 }}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <SearchSelect
          label="Ledger"
          search={findReceivingLedgers}
          value={ledger}
          onChange={setLedger}
          style={{ flex: 1 }}
        />
        <AmountInput label="Amount" w={120} value={amountCents} onChange={setAmount} />
        <Button variant="default" disabled={!isWhole} onClick={add}>
          Add
        </Button>
      </Group>
    </Stack>
  );
}
