import { Text } from '@mantine/core';
import { Link } from 'wouter';
import { isDay } from '../../../shared/domain/day.ts';
import { usePlace } from '../../app/use-place.ts';
import { Screen } from '../../components/screen.tsx';
import { findReport, reportChoices } from './report-kinds.ts';
import { type ReportStart, ReportView } from './report-view.tsx';
import classes from './reports.module.css';

/** What a link to a report asks of it: a day, then an account, then the instant up to which entries were known. */
function readStart([, to, accountId, knownOnMs]: readonly string[]): ReportStart {
  return {
    ...(to !== undefined && isDay(to) ? { to } : {}),
    ...(accountId === undefined ? {} : { accountId }),
    ...(knownOnMs !== undefined && /^\d{1,15}$/.test(knownOnMs) ? { knownOnMs: Number(knownOnMs) } : {}),
  };
}

/** Reports: each answers one question, as of a day, and prints the same. */
export function ReportsScreen() {
  const { parts } = usePlace();
  const choice = findReport(parts[0]);
  return (
    <Screen
      title="Reports"
      fill={false}
      detailWidth="most"
      detail={choice !== undefined && <ReportView key={parts.join('/')} choice={choice} start={readStart(parts)} />}
    >
      <nav aria-label="Reports">
        <ul className={classes.kinds}>
          {reportChoices.map((one) => (
            <li key={one.kind}>
              <Link
                href={`/reports/${one.kind}`}
                className={classes.kind ?? ''}
                aria-current={one.kind === choice?.kind ? 'page' : undefined}
              >
                <Text fw={600} component="span" display="block">
                  {one.title}
                </Text>
                <Text size="xs" c="dimmed" component="span">
                  {one.question}
                </Text>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </Screen>
  );
}
