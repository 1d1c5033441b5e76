import { ActionIcon, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { AmountInput } from '../../components/amount-input.tsx';
import { SearchSelect } from '../../components/search-select.tsx';
import { type BatchLine, changeLine, emptyLine, filledLines, slipChoices, slipKinds } from './batch-values.ts';
import { findReceivingLedgers } from './find-ledgers.ts';
import classes from './input-lines.module.css';

interface BatchLinesProps {
  readonly lines: readonly BatchLine[];
  /** Sentences by field of the form: `items` for the list, `items.0.amountCents` for one field of a line. */
  readonly errors: Readonly<Record<string, string>>;
  readonly onChange: (lines: readonly BatchLine[]) => void;
}

const columns = '16px minmax(0, 1.4fr) minmax(0, 1fr) 136px 80px 184px minmax(0, 1fr) 112px 28px';
const titles = ['', 'Client ledger', 'Received from', 'By', 'Number', 'For', 'Purpose', 'Amount', ''];

/** The receipts of a deposit, a line each; a new empty one comes as soon as the last is begun. */
export function BatchLines({ lines, errors, onChange }: BatchLinesProps) {
  const filled = filledLines(lines);
  return (
    <Stack gap={0} role="group" aria-label="Receipts">
      <div className={classes.line} style={{ gridTemplateColumns: columns }} aria-hidden>
        {titles.map((title, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the heads never move.
          <span key={place} className={classes.head} data-right={title === 'Amount' || undefined}>
            {title}
          </span>
        ))}
      </div>
      {lines.map((line, at) => (
        <BatchLineFields
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has nothing but its place while it is typed.
          key={at}
          line={line}
          number={at + 1}
          isFirst={at === 0}
          canLeave={lines.length > 1 && filled.includes(line)}
          errorOf={(field) => {
            const place = filled.indexOf(line);
            return place !== -1 && errors[`items.${place}.${field}`] !== undefined;
          }}
          onChange={(change) => onChange(changeLine(lines, at, change))}
          onLeave={() => {
            const rest = lines.filter((_, place) => place !== at);
            onChange(rest.length === 0 ? [emptyLine] : rest);
          }}
        />
      ))}
      {errors.items !== undefined && (
        <Text size="sm" c="var(--annex-danger)" role="alert" mt={4}>
          {errors.items}
        </Text>
      )}
    </Stack>
  );
}

interface LineFieldsProps {
  readonly line: BatchLine;
  readonly number: number;
  readonly isFirst: boolean;
  readonly canLeave: boolean;
  readonly errorOf: (field: string) => boolean;
  readonly onChange: (change: Partial<BatchLine>) => void;
  readonly onLeave: () => void;
}

function BatchLineFields({ line, number, isFirst, canLeave, errorOf, onChange, onLeave }: LineFieldsProps) {
  const named = (what: string): string => `${what} of line ${number}`;
  return (
    <div className={classes.line} style={{ gridTemplateColumns: columns }}>
      <span className={classes.number}>{number}</span>
      <SearchSelect
        aria-label={named('Client ledger')}
        placeholder={isFirst ? 'Matter, number or client' : ''}
        search={findReceivingLedgers}
        value={line.ledger}
        onChange={(ledger) => onChange({ ledger })}
        error={errorOf('ledgerId')}
        data-autofocus={isFirst || undefined}
      />
      <TextInput
        aria-label={named('Received from')}
        value={line.payor}
        onChange={(event) => onChange({ payor: event.currentTarget.value })}
        error={errorOf('payor')}
      />
      <Select
        aria-label={named('By')}
        data={slipChoices}
        value={line.instrument}
        allowDeselect={false}
        error={errorOf('instrument')}
        onChange={(value) =>
          onChange({ instrument: value === 'cash' || value === 'certified check' ? value : 'check' })
        }
      />
      <TextInput
        aria-label={named('Number')}
        value={line.reference}
        onChange={(event) => onChange({ reference: event.currentTarget.value })}
        error={errorOf('reference')}
      />
      <Select
        aria-label={named('For')}
        data={slipKinds}
        value={line.kind}
        allowDeselect={false}
        error={errorOf('kind')}
        onChange={(value) => onChange({ kind: slipKinds.find((one) => one.value === value)?.value ?? 'other' })}
      />
      <TextInput
        aria-label={named('Purpose')}
        value={line.purpose}
        onChange={(event) => onChange({ purpose: event.currentTarget.value })}
        error={errorOf('purpose')}
      />
      <AmountInput
        aria-label={named('Amount')}
        value={line.amountCents}
        onChange={(amountCents) => onChange({ amountCents })}
        error={errorOf('amountCents')}
      />
      {canLeave ? (
        <ActionIcon variant="subtle" aria-label={`Leave line ${number} out`} onClick={onLeave}>
          <IconX size={14} aria-hidden />
        </ActionIcon>
      ) : (
        <span />
      )}
    </div>
  );
}
