import { ActionIcon, Button, FileButton, Group, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { formatCents, sumCents } from '../../../shared/domain/money.ts';
import { say } from '../../app/notify.tsx';
import { AmountInput } from '../../components/amount-input.tsx';
import { SearchSelect } from '../../components/search-select.tsx';
import type { FormHandle } from '../../components/use-draft-form.ts';
import { BalanceFile, type ChosenFile } from './balance-file.tsx';
import { type CutOverValues, emptyLedger, isOpenLine, type LedgerValue } from './cut-over-values.ts';
import { findReceivingLedgers } from './find-ledgers.ts';
import classes from './input-lines.module.css';
import { OpenMatters } from './open-matters.tsx';

const shownMax = 50;
const fileBytesMax = 5_000_000;
const columns = 'minmax(0, 1fr) minmax(0, 1fr) 140px 28px';

/** The balances of the old books, typed or read from a list; those that still want something come first. */
export function CutOverLedgers({ form }: { readonly form: FormHandle<CutOverValues> }) {
  const { ledgers } = form.values;
  const [file, setFile] = useState<ChosenFile | null>(null);
  const choose = async (chosen: File | null): Promise<void> => {
    if (chosen === null) return;
    if (chosen.size > fileBytesMax) say('This file is larger than a list of balances is. Choose another.');
    else setFile({ name: chosen.name, text: await chosen.text() });
  };
  return (
    <Stack gap={8} role="group" aria-label="Ledgers">
      <Group justify="space-between">
        <Title order={3}>Ledgers</Title>
        <Group gap="sm">
          <FileButton
            accept=".csv,text/csv"
            onChange={(chosen) => void choose(chosen)}
            inputProps={{ 'aria-label': 'List of balances' }}
          >
            {(props) => (
              <Button variant="default" {...props}>
                Read from a CSV
              </Button>
            )}
          </FileButton>
          <Button variant="default" onClick={() => form.set('ledgers', [...ledgers, emptyLedger])}>
            Add a ledger
          </Button>
        </Group>
      </Group>
      {file !== null && (
        <BalanceFile
          file={file}
          replaces={ledgers.length}
          onTaken={(taken) => {
            form.set('ledgers', taken);
            setFile(null);
          }}
          onClose={() => setFile(null)}
        />
      )}
      {file === null && <LedgerLines ledgers={ledgers} onChange={(changed) => form.set('ledgers', changed)} />}
      {form.errors.ledgers !== undefined && (
        <Text size="sm" c="var(--annex-danger)" role="alert">
          {form.errors.ledgers}
        </Text>
      )}
    </Stack>
  );
}

interface LedgerLinesProps {
  readonly ledgers: readonly LedgerValue[];
  readonly onChange: (ledgers: readonly LedgerValue[]) => void;
}

function LedgerLines({ ledgers, onChange }: LedgerLinesProps) {
  const [isOpenOnly, setOpenOnly] = useState(false);
  const [shown, setShown] = useState(shownMax);
  const open = ledgers.filter(isOpenLine).length;
  const all = ledgers.map((row, at) => ({ row, at }));
  const listed = isOpenOnly && open > 0 ? all.filter(({ row }) => isOpenLine(row)) : all;
  const setAt = (at: number, change: Partial<LedgerValue>): void =>
    onChange(ledgers.map((row, place) => (place === at ? { ...row, ...change } : row)));
  if (ledgers.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        What each client had on that day: typed line by line, or read from a list that the old system prints.
      </Text>
    );
  }
  return (
    <>
      {open > 0 && (
        <Group gap="sm">
          <SegmentedControl
            aria-label="Which lines"
            size="xs"
            value={isOpenOnly ? 'open' : 'all'}
            onChange={(value) => setOpenOnly(value === 'open')}
            data={[
              { value: 'all', label: `All ${ledgers.length}` },
              { value: 'open', label: `To choose ${open}` },
            ]}
          />
          <OpenMatters ledgers={ledgers} onChange={onChange} />
        </Group>
      )}
      <div>
        <div className={classes.line} style={{ gridTemplateColumns: columns }} aria-hidden>
          <span className={classes.head}>In the old books</span>
          <span className={classes.head}>Ledger here</span>
          <span className={classes.head} data-right>
            Balance
          </span>
        </div>
        {listed.slice(0, shown).map(({ row, at }) => (
          <LedgerLine
            key={at}
            row={row}
            number={at + 1}
            onChange={(change) => setAt(at, change)}
            onLeave={() => onChange(ledgers.filter((_, place) => place !== at))}
          />
        ))}
      </div>
      <Group justify="space-between">
        {listed.length > shown ? (
          <Button variant="subtle" onClick={() => setShown(shown + shownMax)}>
            Show more of {listed.length}
          </Button>
        ) : (
          <span />
        )}
        <Text size="sm" className="annex-figures">
          {ledgers.length === 1 ? '1 line' : `${ledgers.length} lines`},{' '}
          {formatCents(sumCents(ledgers.map((row) => row.balanceCents ?? 0)))}
        </Text>
      </Group>
    </>
  );
}

interface LedgerLineProps {
  readonly row: LedgerValue;
  readonly number: number;
  readonly onChange: (change: Partial<LedgerValue>) => void;
  readonly onLeave: () => void;
}

function LedgerLine({ row, number, onChange, onLeave }: LedgerLineProps) {
  const named = [row.named, row.client].filter((part) => part !== '').join(', ');
  return (
    <div className={classes.line} style={{ gridTemplateColumns: columns }}>
      <span className={classes.named} title={named}>
        {named === '' ? `Line ${number}` : named}
      </span>
      <SearchSelect
        aria-label={`Ledger of line ${number}`}
        placeholder={named === '' ? 'Matter, number or client' : 'Not known here: choose it, or open it'}
        search={findReceivingLedgers}
        value={row.ledger}
        onChange={(ledger) => onChange({ ledger })}
      />
      <AmountInput
        aria-label={`Balance of line ${number}`}
        mayBeNegative
        value={row.balanceCents}
        onChange={(balanceCents) => onChange({ balanceCents })}
      />
      <ActionIcon variant="subtle" aria-label={`Leave line ${number} out`} onClick={onLeave}>
        <IconX size={14} aria-hidden />
      </ActionIcon>
    </div>
  );
}
