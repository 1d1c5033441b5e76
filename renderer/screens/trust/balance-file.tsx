import { Button, Group, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatCents } from '../../../shared/domain/money.ts';
import type { Answers } from '../../app/answers.ts';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { Amount } from '../../components/amount.tsx';
import { Answer } from '../../components/answer.tsx';
import { Mark } from '../../components/mark.tsx';
import { SimpleTable } from '../../components/simple-table.tsx';
import type { LedgerValue } from './cut-over-values.ts';
import classes from './reconcile.module.css';

type BalanceList = Answers['trust']['readBalances'];
type Mapping = BalanceList['mapping'];

/** A list of balances that was chosen. */
export interface ChosenFile {
  readonly name: string;
  readonly text: string;
}

const mappedWords = {
  given: 'As chosen here. It is kept for the next list.',
  kept: 'As the last list was read.',
  guess: 'Guessed by the titles.',
} as const;

const columnFields = [
  ['ledger', 'Matter or its number'],
  ['client', 'Client'],
  ['balance', 'Balance'],
] as const;

interface BalanceFileProps {
  readonly file: ChosenFile;
  /** Lines that are there already and give way. */
  readonly replaces: number;
  readonly onTaken: (ledgers: readonly LedgerValue[]) => void;
  readonly onClose: () => void;
}

/** What a list of balances says by the columns chosen; it counts once it is taken. */
export function BalanceFile({ file, replaces, onTaken, onClose }: BalanceFileProps) {
  const [mapping, setMapping] = useState<Mapping | null>(null);
  const keep = useCommand(api.trust.keepBalanceColumns);
  const query = useQuery(
    api.trust.readBalances.queryOptions({
      input: { text: file.text, ...(mapping === null ? {} : { mapping }) },
      placeholderData: (before) => before,
    }),
  );
  const take = (list: BalanceList): void => {
    void keep.run({ mapping: list.mapping });
    onTaken(
      list.rows.map((row) => ({
        ledger: row.match === null ? null : { value: row.match.ledgerId, label: row.match.title },
        named: row.ledger,
        client: row.client,
        balanceCents: row.balanceCents,
      })),
    );
  };
  return (
    <Answer query={query} what="the list">
      {(list) => (
        <Stack gap={8} role="group" aria-label="The list of balances">
          <Group gap="sm" align="flex-end" wrap="nowrap">
            {columnFields.map(([field, label]) => (
              <Select
                key={field}
                label={label}
                placeholder="None"
                style={{ flex: 1 }}
                clearable={list.mapping[field] !== ''}
                data={[...new Set(list.columns)]}
                value={list.mapping[field] === '' ? null : list.mapping[field]}
                onChange={(value) => setMapping({ ...list.mapping, [field]: value ?? '' })}
              />
            ))}
          </Group>
          <Group justify="space-between">
            <Text size="xs" c="dimmed">
              {file.name}. {mappedWords[list.mappedBy]}
            </Text>
            {mapping !== null && (
              <Button variant="subtle" onClick={() => setMapping(null)}>
                Read it anew
              </Button>
            )}
          </Group>
          <BalanceRows list={list} />
          <Group gap="sm" justify="flex-end">
            <Text size="sm" className="annex-figures" mr="auto" role="status">
              {describeList(list)}
            </Text>
            <Button variant="default" onClick={onClose}>
              Leave it
            </Button>
            <Button disabled={list.rows.length === 0 || query.isPlaceholderData} onClick={() => take(list)}>
              {replaces === 0 ? `Take ${list.rows.length} lines` : `Take ${list.rows.length} lines for the ${replaces}`}
            </Button>
          </Group>
        </Stack>
      )}
    </Answer>
  );
}

function describeList(list: BalanceList): string {
  const unknown = list.rows.filter((row) => row.match === null).length;
  const broken = list.rows.filter((row) => row.problem !== '').length;
  return [
    `${list.rows.length} lines, ${formatCents(list.totalCents)}.`,
    ...(unknown > 0 ? [`${unknown} without a ledger here.`] : []),
    ...(broken > 0 ? [`${broken} cannot be read.`] : []),
  ].join(' ');
}

function BalanceRows({ list }: { readonly list: BalanceList }) {
  const rows = [...list.rows].sort((a, b) => rank(a) - rank(b));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls can be reached by keyboard.
    <section className={classes.movements} aria-label="Lines of the list" tabIndex={0}>
      <SimpleTable
        label="Lines of the list"
        rows={rows.slice(0, 500)}
        rowId={(row) => String(row.line)}
        empty={<Text c="dimmed">The list has no line under its titles.</Text>}
        columns={[
          { key: 'line', title: 'Line', kind: 'count', width: 52 },
          { key: 'ledger', title: 'Matter', kind: 'text' },
          { key: 'client', title: 'Client', kind: 'text' },
          { key: 'match', title: 'Ledger here', kind: 'node', render: (row) => <Match row={row} /> },
          {
            key: 'balanceCents',
            title: 'Balance',
            kind: 'amount',
            width: 116,
            render: (row) => (row.balanceCents === null ? '' : <Amount cents={row.balanceCents} />),
          },
        ]}
      />
    </section>
  );
}

function Match({ row }: { readonly row: BalanceList['rows'][number] }) {
  if (row.problem !== '') return <Mark tone="danger">{row.problem}</Mark>;
  if (row.match !== null) return row.match.title;
  return <Mark tone="look">{row.candidates > 1 ? `${row.candidates} matters it may be` : 'Not known here'}</Mark>;
}

/** What cannot be read first, then what is not known, then the rest as the list has it. */
function rank(row: BalanceList['rows'][number]): number {
  if (row.problem !== '') return 0;
  return row.match === null ? 1 : 2;
}
