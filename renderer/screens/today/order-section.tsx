import { Link } from 'wouter';
import { Mark } from '../../components/mark.tsx';
import { Section } from './section.tsx';
import classes from './today.module.css';
import type { TodayWork } from './today-screen.tsx';

type Order = TodayWork['orders'][number];

const words: Readonly<Record<Order['what'], string>> = {
  answer: 'answer the offer',
  do: 'deliver',
  review: 'review',
  question: 'answer the question',
  declined: 'offer anew',
};
const due = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' });

/** Work orders that wait for this person, and SOPs to acknowledge. */
export function OrderSection({ work }: { work: TodayWork }) {
  const nowMs = Date.now();
  return (
    <Section title="Work orders" count={work.orders.length + (work.sopsToRead > 0 ? 1 : 0)} path="/provider/orders">
      {work.sopsToRead > 0 && (
        <li className={classes.item}>
          <Mark tone="look">acknowledge</Mark>
          <span className={classes.main}>
            <Link href="/provider/sops">
              {work.sopsToRead === 1 ? 'One SOP that you work by' : `${work.sopsToRead} SOPs that you work by`}
            </Link>
          </span>
        </li>
      )}
      {work.orders.map((order) => (
        <li key={order.orderId} className={classes.item}>
          <Mark tone={order.what === 'question' ? 'look' : 'info'}>{words[order.what]}</Mark>
          <span className={classes.main}>
            <Link href={`/provider/orders/${order.orderId}`}>{order.title}</Link>{' '}
            <span className={classes.quiet}>{order.otherName}</span>
          </span>
          <Mark tone={order.dueAtMs < nowMs && order.what !== 'review' ? 'danger' : 'plain'}>
            {due.format(order.dueAtMs)}
          </Mark>
        </li>
      ))}
    </Section>
  );
}
