import { Link } from 'wouter';
import { formatShortDay } from '../../../shared/domain/day.ts';
import { Amount } from '../../components/amount.tsx';
import { Section } from './section.tsx';
import classes from './today.module.css';
import type { TodayWork } from './today-screen.tsx';

/** Contractors' invoices to decide on and to pay. */
export function ContractorSection({ invoices }: { invoices: TodayWork['contractorInvoices'] }) {
  return (
    <Section title="Pay contractors" count={invoices.length} path="/provider/invoices/to-pay">
      {invoices.map((invoice) => (
        <li key={invoice.invoiceId} className={classes.item}>
          <span className={classes.main}>
            <Link href={`/provider/invoices/all/${invoice.invoiceId}`}>
              {invoice.contractorName}, {invoice.number}
            </Link>{' '}
            <span className={classes.quiet}>
              {invoice.isDecided
                ? `${invoice.urgency === 'late' ? 'was due' : 'due'} ${formatShortDay(invoice.dueOn)}`
                : `decide by ${formatShortDay(invoice.approveBy)}`}
            </span>
          </span>
          <Amount cents={invoice.cents} />
        </li>
      ))}
    </Section>
  );
}
