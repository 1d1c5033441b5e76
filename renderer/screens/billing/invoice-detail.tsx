import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconFileTypePdf } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { formatDay } from '../../../shared/domain/day.ts';
import { formatCents } from '../../../shared/domain/money.ts';
import { api, client } from '../../app/client.ts';
import { Comments } from '../../app/comments.tsx';
import { usePlace } from '../../app/use-place.ts';
import { useCan } from '../../app/use-status.ts';
import { Amount } from '../../components/amount.tsx';
import { Answer } from '../../components/answer.tsx';
import { DetailHead } from '../../components/detail-head.tsx';
import { Figure } from '../../components/figure.tsx';
import { Mark } from '../../components/mark.tsx';
import { PdfView } from '../../components/pdf-view.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import classes from './billing.module.css';
import { describeInvoice, type Invoice, nameInvoice } from './billing-words.ts';
import { InvoiceLines } from './invoice-lines.tsx';
import { DiscardInvoicePanel, IssueInvoicePanel, VoidInvoicePanel } from './invoice-panels.tsx';
import { PaymentPanel } from './payment-panel.tsx';

type Panel = 'issue' | 'discard' | 'void' | 'pay' | 'pdf';

interface InvoiceDetailProps {
  readonly invoiceId: string;
  readonly onClose: () => void;
}

/** One invoice: what it bills, what stands against it, what was paid. */
export function InvoiceDetail({ invoiceId, onClose }: InvoiceDetailProps) {
  const query = useQuery(api.billing.getInvoice.queryOptions({ input: { invoiceId } }));
  const [panel, setPanel] = useState<Panel | null>(null);
  const close = (): void => setPanel(null);
  return (
    <Answer query={query} what="the invoice">
      {(invoice) => (
        <Stack gap={16} p="md">
          <DetailHead
            over={invoice.clientName}
            title={invoice.state === 'draft' ? `Draft for ${invoice.matterTitle}` : `Invoice ${nameInvoice(invoice)}`}
            beside={<Mark tone={describeInvoice(invoice).tone}>{describeInvoice(invoice).word}</Mark>}
            onClose={onClose}
            actions={<InvoiceActions invoice={invoice} onOpen={setPanel} />}
          />
          <InvoiceFigures invoice={invoice} />
          <Violations invoice={invoice} />
          <TrustHint invoice={invoice} />
          <InvoiceLines invoice={invoice} />
          <IssueInvoicePanel opened={panel === 'issue'} invoice={invoice} onClose={close} />
          <DiscardInvoicePanel opened={panel === 'discard'} invoice={invoice} onClose={close} onDone={onClose} />
          <VoidInvoicePanel opened={panel === 'void'} invoice={invoice} onClose={close} />
          <PaymentPanel opened={panel === 'pay'} invoice={invoice} onClose={close} />
          <SidePanel opened={panel === 'pdf'} title={`${nameInvoice(invoice)} on paper`} onClose={close} width={860}>
            <PdfView
              title={`Invoice ${nameInvoice(invoice)}`}
              load={() => client.billing.invoicePdf({ invoiceId })}
              height="calc(100vh - 150px)"
            />
          </SidePanel>
          <Comments subjectKind="invoice" subjectId={invoiceId} />
        </Stack>
      )}
    </Answer>
  );
}

function InvoiceActions({ invoice, onOpen }: { readonly invoice: Invoice; readonly onOpen: (panel: Panel) => void }) {
  const canIssue = useCan('billing.issue');
  const canPrepare = useCan('billing.prepare');
  const isOpen = invoice.state === 'issued' || invoice.state === 'partly paid';
  return (
    <>
      {invoice.state === 'draft' && canIssue && <Button onClick={() => onOpen('issue')}>Issue</Button>}
      {isOpen && canPrepare && <Button onClick={() => onOpen('pay')}>Record a payment</Button>}
      <Button variant="default" leftSection={<IconFileTypePdf size={16} aria-hidden />} onClick={() => onOpen('pdf')}>
        Look at the PDF
      </Button>
      {invoice.state === 'draft' && canPrepare && (
        <Button variant="default" onClick={() => onOpen('discard')}>
          Discard
        </Button>
      )}
      {invoice.state === 'issued' && invoice.paidCents === 0 && canIssue && (
        <Button variant="default" onClick={() => onOpen('void')}>
          Void
        </Button>
      )}
    </>
  );
}

function InvoiceFigures({ invoice }: { readonly invoice: Invoice }) {
  const { go } = usePlace();
  const isDraft = invoice.state === 'draft';
  const period = `Work from ${formatDay(invoice.periodFrom)} to ${formatDay(invoice.periodTo)}`;
  const days =
    invoice.issuedOn === null
      ? ''
      : `, issued ${formatDay(invoice.issuedOn)}${invoice.dueOn === null ? '' : `, due ${formatDay(invoice.dueOn)}`}`;
  return (
    <div>
      <Text c="dimmed">
        <Link href={`/matters/${invoice.matterId}`}>{invoice.matterTitle}</Link>. {period}
        {days}.
      </Text>
      <div className={classes.figures} style={{ marginTop: 8 }}>
        <Figure label="Total" value={<Amount cents={invoice.totalCents} withSign />} />
        {!isDraft && (
          <>
            <Figure label="Paid" value={<Amount cents={invoice.paidCents} withSign />} />
            <Figure
              label="Owed"
              value={<Amount cents={invoice.owedCents} withSign />}
              {...(invoice.overdueDays > 0 && invoice.owedCents > 0 ? { tone: 'danger' as const } : {})}
            />
          </>
        )}
        <Figure
          label="Available in trust"
          value={<Amount cents={invoice.trustAvailableCents} withSign />}
          hint="on this matter's ledger"
          onOpen={() => go('/trust')}
        />
      </div>
    </div>
  );
}

function Violations({ invoice }: { readonly invoice: Invoice }) {
  if (invoice.violations.length === 0) return null;
  return (
    <Alert color="yellow" variant="light" title="Before it can be issued" p="sm">
      <ul className={classes.list}>
        {invoice.violations.map((violation) => (
          <li key={`${violation.code}/${violation.sentence}`}>{violation.sentence}</li>
        ))}
      </ul>
    </Alert>
  );
}

function TrustHint({ invoice }: { readonly invoice: Invoice }) {
  const { go } = usePlace();
  const canPost = useCan('trust.post');
  const payableCents = Math.min(invoice.owedCents, invoice.trustAvailableCents);
  const isOpen = invoice.state === 'issued' || invoice.state === 'partly paid';
  if (!isOpen || payableCents <= 0) return null;
  return (
    <Alert color="blue" variant="light" p="sm">
      <Group justify="space-between" gap="sm">
        <Text>
          {formatCents(payableCents)} of it can be paid from trust: {formatCents(invoice.trustAvailableCents)} is
          available on the client's ledger.
        </Text>
        {canPost && (
          <Button variant="default" onClick={() => go(`/trust/transfer/${invoice.invoiceId}`)}>
            Transfer from trust
          </Button>
        )}
      </Group>
    </Alert>
  );
}
