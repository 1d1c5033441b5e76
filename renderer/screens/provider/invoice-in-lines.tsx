import { Button, Text, Title } from '@mantine/core';
import { formatShortDay } from '../../../shared/domain/day.ts';
import { formatCents } from '../../../shared/domain/money.ts';
import { formatUnits } from '../../../shared/domain/provider/order-price.ts';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { useCan } from '../../app/use-status.ts';
import { Mark } from '../../components/mark.tsx';
import { SimpleTable } from '../../components/simple-table.tsx';
import type { InvoiceIn, InvoiceInLine } from './pay-words.ts';

/** The lines of an invoice, each with what the match found. */
export function InvoiceInLines({ invoice }: { readonly invoice: InvoiceIn }) {
  const isDecided = invoice.approvedCents !== null;
  return (
    <section aria-label="Lines">
      <Title order={3} mb={4}>
        Lines
      </Title>
      <SimpleTable
        label="Lines of the invoice"
        rows={invoice.lines}
        rowId={(row) => row.lineId}
        columns={[
          { key: 'what', title: 'What', kind: 'node', render: (row) => <What line={row} /> },
          { key: 'match', title: 'Order, acceptance and price', kind: 'node', render: (row) => <Match line={row} /> },
          {
            key: 'amountCents',
            title: 'Invoiced',
            kind: 'amount',
            width: 96,
            total: formatCents(invoice.totalCents),
          },
          {
            key: isDecided ? 'approvedCents' : 'undisputedCents',
            title: isDecided ? 'Approved' : 'Undisputed',
            kind: 'amount',
            width: 96,
            ...(isDecided ? { total: formatCents(invoice.approvedCents ?? 0) } : {}),
          },
          {
            key: 'bill',
            title: '',
            kind: 'node',
            width: 92,
            render: (row) => <BillOn invoiceId={invoice.invoiceId} line={row} />,
          },
        ]}
      />
    </section>
  );
}

function What({ line }: { readonly line: InvoiceInLine }) {
  const units = line.kind === 'fee' ? `${formatUnits(line.hundredths)} at ${formatCents(line.rateCents)}` : line.kind;
  const day = line.workedOn === null ? '' : formatShortDay(line.workedOn);
  return (
    <div>
      {line.description || line.orderTitle || line.kind}
      <Text size="xs" c="dimmed">
        {[day, units, line.timekeeper].filter((part) => part !== '').join(', ')}
      </Text>
    </div>
  );
}

function Match({ line }: { readonly line: InvoiceInLine }) {
  return (
    <div>
      {line.orderNumber}{' '}
      {line.differences.length === 0 ? (
        <Mark tone="good">matches</Mark>
      ) : (
        line.differences.map((difference) => (
          <Text key={difference.code} size="sm" c="var(--annex-danger)">
            {difference.sentence}
          </Text>
        ))
      )}
      {line.reason !== '' && line.approvedCents !== line.amountCents && <Text size="xs">Disputed: {line.reason}</Text>}
    </div>
  );
}

/** Puts the cost of a client's own order on its matter. */
function BillOn({ invoiceId, line }: { readonly invoiceId: string; readonly line: InvoiceInLine }) {
  const canBill = useCan('billing.prepare');
  const billOn = useCommand(api.pay.billOn, { say: 'Recorded as an expense of the matter' });
  if (!line.canBillOn || !canBill) return null;
  return (
    <Button
      size="compact-sm"
      variant="default"
      loading={billOn.isRunning}
      onClick={() => void billOn.run({ invoiceId, lineId: line.lineId })}
    >
      Bill on
    </Button>
  );
}
