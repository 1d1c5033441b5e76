import { Link } from 'wouter';
import { Amount } from '../../components/amount.tsx';
import { Mark } from '../../components/mark.tsx';
import { Section } from './section.tsx';
import classes from './today.module.css';
import type { TodayWork } from './today-screen.tsx';

const monthName = new Intl.DateTimeFormat('en-US', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** Months to reconcile, exceptions to answer for, invoices past due. */
export function MoneySection({ work }: { work: TodayWork }) {
  const count = work.unreconciled.length + (work.exceptions > 0 ? 1 : 0) + (work.overdueInvoices > 0 ? 1 : 0);
  return (
    <Section title="Books" count={count}>
      {work.exceptions > 0 && (
        <li className={classes.item}>
          <Mark tone="danger">exceptions</Mark>
          <span className={classes.main}>
            <Link href="/trust/exceptions">
              {work.exceptions === 1
                ? '1 trust exception waits for an answer'
                : `${work.exceptions} trust exceptions wait for an answer`}
            </Link>
          </span>
        </li>
      )}
      {work.unreconciled.map((month) => (
        <li key={`${month.accountId}/${month.month}`} className={classes.item}>
          <Mark tone="look">to reconcile</Mark>
          <span className={classes.main}>
            <Link href={`/trust/${month.accountId}/reconcile`}>{sayMonth(month.month)}</Link>{' '}
            <span className={classes.quiet}>{month.name}</span>
          </span>
        </li>
      ))}
      {work.overdueInvoices > 0 && (
        <li className={classes.item}>
          <Mark tone="look">past due</Mark>
          <span className={classes.main}>
            <Link href="/billing/aging">
              {work.overdueInvoices === 1 ? '1 invoice' : `${work.overdueInvoices} invoices`}
            </Link>
          </span>
          <Amount cents={work.overdueCents} />
        </li>
      )}
    </Section>
  );
}

/** "November 2026" of "2026-11". */
function sayMonth(month: string): string {
  const instant = Date.parse(`${month.slice(0, 7)}-01T00:00:00Z`);
  return Number.isNaN(instant) ? month : monthName.format(instant);
}
