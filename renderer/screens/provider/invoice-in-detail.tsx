import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatDay } from '../../../shared/domain/day.ts';
import { formatCents } from '../../../shared/domain/money.ts';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { useCan } from '../../app/use-status.ts';
import { Answer } from '../../components/answer.tsx';
import { AskReason } from '../../components/ask-reason.tsx';
import { DetailHead } from '../../components/detail-head.tsx';
import { FactList } from '../../components/fact-list.tsx';
import { Mark } from '../../components/mark.tsx';
import { DecidePanel } from './decide-panel.tsx';
import { InvoiceInLines } from './invoice-in-lines.tsx';
import { PayPanel } from './pay-panel.tsx';
import { describeInvoiceIn, type InvoiceIn } from './pay-words.ts';

type Panel = 'decide' | 'pay' | 'withdraw';

interface InvoiceInDetailProps {
  readonly invoiceId: string;
  readonly onClose: () => void;
}

/** One invoice held against work order, acceptance and price; what was decided and paid. */
export function InvoiceInDetail({ invoiceId, onClose }: InvoiceInDetailProps) {
  const query = useQuery(api.pay.getInvoice.queryOptions({ input: { invoiceId } }));
  const [panel, setPanel] = useState<Panel | null>(null);
  const close = (): void => setPanel(null);
  return (
    <Answer query={query} what="the invoice">
      {(invoice) => (
        <Stack gap={16} p="md">
          <DetailHead
            over={invoice.contractorName}
            title={`Invoice ${invoice.number}`}
            beside={<Mark tone={describeInvoiceIn(invoice).tone}>{describeInvoiceIn(invoice).word}</Mark>}
            onClose={onClose}
            actions={<Actions invoice={invoice} onOpen={setPanel} />}
          />
          <FactList
            facts={{
              Dated: formatDay(invoice.invoicedOn),
              Received: `${formatDay(invoice.receivedOn)} by ${invoice.receivedBy}${invoice.source === 'typed' ? '' : `, from ${invoice.source === 'csv' ? 'CSV' : 'LEDES'}`}`,
              Due: formatDay(invoice.dueOn),
              'Decide by': invoice.approvedCents === null ? formatDay(invoice.approveBy) : '',
              Invoiced: formatCents(invoice.totalCents),
              Approved:
                invoice.approvedCents === null ? '' : `${formatCents(invoice.approvedCents)} by ${invoice.decidedBy}`,
              'To pay': invoice.openCents > 0 ? formatCents(invoice.openCents) : '',
              'Interest by now': invoice.interestCents > 0 ? formatCents(invoice.interestCents) : '',
              Withdrawn: invoice.withdrawnReason,
              Note: invoice.note,
            }}
          />
          <InvoiceInLines invoice={invoice} />
          {invoice.payments.length > 0 && (
            <section aria-label="Payments">
              <Title order={3}>Payments</Title>
              {invoice.payments.map((payment) => (
                <Text key={payment.paymentId}>
                  {formatDay(payment.paidOn)}: {formatCents(payment.amountCents)}
                  {payment.reference === '' ? '' : `, ${payment.reference}`}
                </Text>
              ))}
            </section>
          )}
          {panel === 'decide' && <DecidePanel invoice={invoice} onClose={close} />}
          {panel === 'pay' && <PayPanel invoice={invoice} onClose={close} />}
          {panel === 'withdraw' && <WithdrawQuestion invoice={invoice} onClose={close} />}
        </Stack>
      )}
    </Answer>
  );
}

function Actions({ invoice, onOpen }: { readonly invoice: InvoiceIn; readonly onOpen: (panel: Panel) => void }) {
  const canPay = useCan('provider.pay');
  if (invoice.state === 'withdrawn') return null;
  const mayWithdraw = invoice.paidCents === 0 && (canPay || invoice.approvedCents === null);
  return (
    <Group gap="sm">
      {canPay && (
        <Button variant={invoice.approvedCents === null ? 'filled' : 'default'} onClick={() => onOpen('decide')}>
          {invoice.approvedCents === null ? 'Decide' : 'Decide anew'}
        </Button>
      )}
      {canPay && invoice.openCents > 0 && <Button onClick={() => onOpen('pay')}>Record payment</Button>}
      {mayWithdraw && (
        <Button variant="default" onClick={() => onOpen('withdraw')}>
          Withdraw
        </Button>
      )}
    </Group>
  );
}

function WithdrawQuestion({ invoice, onClose }: { readonly invoice: InvoiceIn; readonly onClose: () => void }) {
  const withdraw = useCommand(api.pay.withdrawInvoice, { say: 'Invoice withdrawn' });
  return (
    <AskReason
      opened
      title={`Withdraw invoice ${invoice.number}`}
      consequence="It stays in the list as withdrawn, and its number can come again."
      confirmLabel="Withdraw"
      isRequired
      onClose={onClose}
      onConfirm={async (reason) => {
        const done = await withdraw.run({ invoiceId: invoice.invoiceId, reason });
        return done.ok ? null : done.refusal;
      }}
    />
  );
}
