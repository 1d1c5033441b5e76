import { Stack, Title } from '@mantine/core';
import { Amount } from '../../components/amount.tsx';
import { FactList } from '../../components/fact-list.tsx';
import { SimpleTable } from '../../components/simple-table.tsx';
import classes from './billing.module.css';
import type { Invoice } from './billing-words.ts';

/** What an invoice bills, line by line, how that adds up, and what was paid. */
export function InvoiceLines({ invoice }: { readonly invoice: Invoice }) {
  const time = invoice.lines.filter((line) => line.kind === 'time');
  const expenses = invoice.lines.filter((line) => line.kind === 'expense');
  const units = time.reduce((sum, line) => sum + line.units, 0);
  return (
    <Stack gap={20}>
      {time.length > 0 && (
        <section aria-label="Time">
          <Title order={3}>Time</Title>
          <SimpleTable
            label="Time billed"
            rows={time}
            rowId={(line) => line.sourceId}
            columns={[
              { key: 'day', title: 'Day', kind: 'day', width: 92, total: 'Fees' },
              { key: 'narrative', title: 'Narrative', kind: 'text' },
              { key: 'timekeeperName', title: 'By', kind: 'text', width: 176 },
              {
                key: 'units',
                title: 'Hours',
                kind: 'hours',
                width: 64,
                render: (line) => formatUnits(line.units),
                total: formatUnits(units),
              },
              { key: 'rateCents', title: 'Rate', kind: 'amount', width: 84 },
              {
                key: 'amountCents',
                title: 'Amount',
                kind: 'amount',
                width: 100,
                total: <Amount cents={invoice.feesCents} />,
              },
            ]}
          />
        </section>
      )}
      {expenses.length > 0 && (
        <section aria-label="Expenses">
          <Title order={3}>Expenses</Title>
          <SimpleTable
            label="Expenses billed"
            rows={expenses}
            rowId={(line) => line.sourceId}
            columns={[
              { key: 'day', title: 'Day', kind: 'day', width: 92, total: 'Expenses' },
              { key: 'narrative', title: 'Description', kind: 'text' },
              {
                key: 'amountCents',
                title: 'Amount',
                kind: 'amount',
                width: 100,
                total: <Amount cents={invoice.expensesCents} />,
              },
            ]}
          />
        </section>
      )}
      <dl className={classes.totals}>
        {invoice.discountCents > 0 && (
          <>
            <dt>Discount</dt>
            <dd>
              <Amount cents={-invoice.discountCents} />
            </dd>
          </>
        )}
        <dt>Total</dt>
        <dd data-final>
          <Amount cents={invoice.totalCents} withSign />
        </dd>
      </dl>
      {invoice.note !== '' && <FactList facts={{ Note: invoice.note }} />}
      {invoice.payments.length > 0 && (
        <section aria-label="Payments">
          <Title order={3}>Paid</Title>
          <SimpleTable
            label="Payments on this invoice"
            rows={invoice.payments.map((payment, place) => ({ ...payment, place }))}
            rowId={(payment) => String(payment.place)}
            columns={[
              { key: 'day', title: 'Day', kind: 'day', width: 92, total: 'Paid' },
              { key: 'what', title: 'What', kind: 'text' },
              {
                key: 'source',
                title: 'From',
                kind: 'text',
                width: 120,
                render: (payment) => (payment.source === 'trust' ? 'Trust' : 'Client'),
              },
              {
                key: 'amountCents',
                title: 'Amount',
                kind: 'amount',
                width: 100,
                total: <Amount cents={invoice.paidCents} />,
              },
            ]}
          />
        </section>
      )}
    </Stack>
  );
}

function formatUnits(units: number): string {
  return `${Math.floor(units / 10)}.${units % 10}`;
}
