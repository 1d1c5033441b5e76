import { Button, Group, NumberInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { formatDay } from '../../../shared/domain/day.ts';
import { formatCents } from '../../../shared/domain/money.ts';
import { AmountInput } from '../../components/amount-input.tsx';
import { DayInput } from '../../components/day-input.tsx';
import { type SearchOption, SearchSelect } from '../../components/search-select.tsx';
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
      {items.map((item, index) => (
        <Group
          key={`${item.name}${item.writtenOn}${item.amountCents}${item.checkNumber}`}
          justify="space-between"
          wrap="nowrap"
        >
          <Text>
            {item.checkNumber === null ? '' : `${item.checkNumber}, `}
            {formatDay(item.writtenOn)}, {item.name}, {item.ledger.label}: {formatCents(item.amountCents)}
          </Text>
          <Button
            variant="subtle"
            size="compact-sm"
            aria-label={`Leave ${item.name} out`}
            onClick={() => onChange(items.filter((_, at) => at !== index))}
          >
            Leave out
          </Button>
        </Group>
      ))}
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
        <DayInput label="Date" w={128} lean="past" today={today} value={writtenOn} onChange={setWrittenOn} />
        <TextInput label={nameLabel} value={name} onChange={(event) => setName(event.currentTarget.value)} />
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
