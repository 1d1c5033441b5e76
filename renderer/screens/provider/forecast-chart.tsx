import { Text, Title } from '@mantine/core';
import { formatShortDay } from '../../../shared/domain/day.ts';
import { formatHours } from '../../components/format-hours.ts';
import classes from './forecast-chart.module.css';
import type { ForecastWeek } from './forecast-words.ts';

/** "Does the capacity hold the work?": P50 full, P80 as an outline, capacity as a dashed line; the table stands below. */
export function ForecastChart({ weeks }: { readonly weeks: readonly ForecastWeek[] }) {
  const largest = Math.max(1, ...weeks.map((week) => Math.max(week.p80Minutes, week.capacityMinutes ?? 0)));
  const percent = (minutes: number): string => `${(minutes * 94) / largest}%`;
  return (
    <section aria-label="Does the capacity hold the work?">
      <Title order={3}>Does the capacity hold the work?</Title>
      <Text size="xs" c="dimmed" mb={4}>
        Full: as likely passed as not. Outline: four weeks in five stay below. Dashed: stated capacity.
      </Text>
      <div className={classes.chart} style={{ gridTemplateColumns: `repeat(${weeks.length}, minmax(0, 1fr))` }}>
        {weeks.map((week, place) => (
          <div key={week.weekOn} className={classes.column} role="img" aria-label={sayWeek(week)} title={sayWeek(week)}>
            <div className={classes.place}>
              <div className={classes.high} style={{ height: percent(week.p80Minutes) }} />
              <div className={classes.likely} style={{ height: percent(week.p50Minutes) }} />
              {week.capacityMinutes !== null && (
                <div className={classes.capacity} style={{ bottom: percent(week.capacityMinutes) }} />
              )}
            </div>
            <span className={classes.label}>{place % 3 === 0 ? formatShortDay(week.weekOn) : '\u00a0'}</span>
          </div>
        ))}
      </div>
    </section>
  );
}

function sayWeek(week: ForecastWeek): string {
  const capacity = week.capacityMinutes === null ? '' : `, capacity ${formatHours(week.capacityMinutes)} h`;
  return `Week of ${formatShortDay(week.weekOn)}: ${formatHours(week.p50Minutes)} to ${formatHours(week.p80Minutes)} h${capacity}`;
}
