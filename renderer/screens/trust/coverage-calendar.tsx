import { Text } from '@mantine/core';
import { formatMonth } from '../../components/periods.ts';
import classes from './trust.module.css';

interface CoverageCalendarProps {
  readonly months: readonly { readonly month: string; readonly state: 'reconciled' | 'due' | 'overdue' | 'current' }[];
}

const words = { reconciled: 'Reconciled', due: 'Due', overdue: 'Overdue', current: 'Running' } as const;

/** Every month since the account was opened, with what became of its statement. */
export function CoverageCalendar({ months }: CoverageCalendarProps) {
  if (months.length === 0) return <Text c="dimmed">No month is over yet.</Text>;
  return (
    <ol className={classes.coverage}>
      {months.map(({ month, state }) => (
        <li key={month} className={classes.month} data-state={state}>
          <b>{formatMonth(month)}</b>
          {words[state]}
        </li>
      ))}
    </ol>
  );
}
