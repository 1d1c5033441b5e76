import { Link } from 'wouter';
import { Amount } from '../../components/amount.tsx';
import { Section } from './section.tsx';
import classes from './today.module.css';
import type { TodayWork } from './today-screen.tsx';

/** Requests to pay out of trust that wait for an attorney's approval. */
export function ApprovalSection({ approvals }: { approvals: TodayWork['approvals'] }) {
  return (
    <Section title="Approve" count={approvals.length} path="/trust/requests">
      {approvals.map((request) => (
        <li key={request.requestId} className={classes.item}>
          <span className={classes.main}>
            <Link href={`/trust/requests/${request.requestId}`}>{request.payee}</Link>{' '}
            <span className={classes.quiet}>
              {[request.matterTitle, `asked by ${request.requestedBy}`].filter((part) => part !== '').join(', ')}
            </span>
          </span>
          <Amount cents={request.amountCents} />
        </li>
      ))}
    </Section>
  );
}

/** Conflict checks that wait for the attorney's decision. */
export function ConflictSection({ conflicts }: { conflicts: TodayWork['conflicts'] }) {
  return (
    <Section title="Conflict checks to decide" count={conflicts.length} path="/reception/conflicts">
      {conflicts.map((check) => (
        <li key={check.conflictId} className={classes.item}>
          <span className={classes.main}>
            <Link href={`/reception/conflicts/${check.conflictId}`}>{check.names}</Link>
          </span>
          <span className={classes.quiet}>{check.hits === 1 ? '1 hit' : `${check.hits} hits`}</span>
        </li>
      ))}
    </Section>
  );
}

/** Drafts of invoices that wait to be looked at and issued. */
export function InvoiceSection({ invoices }: { invoices: TodayWork['invoicesToReview'] }) {
  return (
    <Section title="Invoices to review" count={invoices.length} path="/billing/invoices">
      {invoices.map((invoice) => (
        <li key={invoice.invoiceId} className={classes.item}>
          <span className={classes.main}>
            <Link href={`/billing/invoices/${invoice.invoiceId}`}>{invoice.matterTitle}</Link>
          </span>
          <Amount cents={invoice.totalCents} />
        </li>
      ))}
    </Section>
  );
}
