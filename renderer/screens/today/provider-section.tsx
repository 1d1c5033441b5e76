import { Link } from 'wouter';
import { formatShortDay } from '../../../shared/domain/day.ts';
import { Mark } from '../../components/mark.tsx';
import { Section } from './section.tsx';
import classes from './today.module.css';
import type { TodayWork } from './today-screen.tsx';

/** What is due with providers: agreements, meetings, scorecards, reviews. */
export function ProviderSection({ due }: { due: TodayWork['providerDue'] }) {
  return (
    <Section title="Due with providers" count={due.length}>
      {due.map((row) => (
        <li key={`${row.kind}/${row.id}`} className={classes.item}>
          <span className={classes.main}>
            <Link href={row.path}>{row.title}</Link> <span className={classes.quiet}>{row.detail}</span>
          </span>
          {row.dueOn !== null && <Mark tone={row.isLate ? 'look' : 'plain'}>{formatShortDay(row.dueOn)}</Mark>}
        </li>
      ))}
    </Section>
  );
}
