import { Collapse, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { formatDay } from '../../../shared/domain/day.ts';
import { Amount } from '../../components/amount.tsx';
import { SimpleTable } from '../../components/simple-table.tsx';
import { ThreeTotals } from './three-totals.tsx';
import classes from './trust.module.css';
import type { Reconciliation } from './trust-words.ts';

/** The books beside the statement: three totals, what stands against them, and the lines that make them. */
export function ReconcileBooks({ reconciliation }: { readonly reconciliation: Reconciliation }) {
  const { failures, hints } = reconciliation;
  return (
    <Stack gap={16}>
      <ThreeTotals
        isSmall
        light={
          failures.length === 0
            ? { colour: 'green', sentence: `All three agree on ${formatDay(reconciliation.statementOn)}.` }
            : { colour: 'red', sentence: failures[0]?.sentence ?? '' }
        }
        totals={[
          { name: 'Bank, adjusted', cents: reconciliation.adjustedBankCents, note: 'after open items' },
          { name: 'Journal', cents: reconciliation.journalCents, note: `to ${formatDay(reconciliation.statementOn)}` },
          { name: 'Ledgers', cents: reconciliation.ledgersCents, note: `${reconciliation.ledgers.length} clients` },
        ]}
      />
      {failures.length > 1 && (
        <ul className={classes.sentences}>
          {failures.slice(1).map((failure) => (
            <li key={`${failure.code}/${failure.sentence}`}>{failure.sentence}</li>
          ))}
        </ul>
      )}
      {hints.length > 0 && (
        <div>
          <Text size="sm" fw={600}>
            Where to look
          </Text>
          <ul className={classes.sentences}>
            {hints.map((hint) => (
              <li key={hint}>{hint}</li>
            ))}
          </ul>
        </div>
      )}
      <Stack gap={4}>
        {' '}
        <Lines title="Bank's balance" cents={reconciliation.bankBalanceCents} />
        <Lines title="Deposits on their way" cents={reconciliation.inTransitCents}>
          <OpenItems label="Deposits on their way" rows={reconciliation.depositsInTransit} />
        </Lines>
        <Lines title="Outstanding checks and payments" cents={-reconciliation.outstandingCents}>
          <OpenItems label="Outstanding checks and payments" rows={reconciliation.outstandingChecks} />
        </Lines>
        {reconciliation.bankErrorsCents !== 0 && (
          <Lines title="Mistakes of the bank's" cents={reconciliation.bankErrorsCents} />
        )}
        <Lines title="Ledgers" cents={reconciliation.ledgersCents}>
          <SimpleTable
            label="Ledger balances"
            rows={reconciliation.ledgers}
            rowId={(row) => row.ledgerId}
            columns={[
              { key: 'title', title: 'Ledger', kind: 'text' },
              {
                key: 'balanceCents',
                title: 'Balance',
                kind: 'amount',
                width: 120,
                render: (row) => <Amount cents={row.balanceCents} danger={row.balanceCents < 0} />,
              },
            ]}
          />
        </Lines>
      </Stack>
    </Stack>
  );
}

interface LinesProps {
  readonly title: string;
  readonly cents: number;
  /** The lines that make the figure. */
  readonly children?: ReactNode;
}

function Lines({ title, cents, children }: LinesProps) {
  const [isOpen, setOpen] = useState(false);
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  const row = (
    <span style={{ display: 'flex', alignItems: 'center', gap: 4 }}>
      {children === undefined ? <span style={{ width: 16 }} /> : <Chevron size={16} aria-hidden />}
      <span style={{ flex: 1 }}>{title}</span>
      <Amount cents={cents} />
    </span>
  );
  if (children === undefined) return row;
  return (
    <div>
      <UnstyledButton w="100%" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {row}
      </UnstyledButton>
      <Collapse expanded={isOpen}>{isOpen && children}</Collapse>
    </div>
  );
}

function OpenItems({ label, rows }: { readonly label: string; readonly rows: Reconciliation['outstandingChecks'] }) {
  return (
    <SimpleTable
      label={label}
      rows={rows}
      rowId={(row) => row.entryId}
      empty={
        <Text size="sm" c="dimmed" pl={20}>
          None.
        </Text>
      }
      columns={[
        { key: 'day', title: 'Day', kind: 'day', width: 96 },
        {
          key: 'name',
          title: 'Name',
          kind: 'text',
          render: (row) => (row.checkNumber === null ? row.name : `Check ${row.checkNumber} ${row.name}`),
        },
        { key: 'ageDays', title: 'Days', kind: 'count', width: 56 },
        { key: 'amountCents', title: 'Amount', kind: 'amount', width: 108 },
      ]}
    />
  );
}
