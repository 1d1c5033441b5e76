import { Text, Title } from '@mantine/core';
import type { Answers } from '../../app/answers.ts';
import { formatMonth } from '../../components/periods.ts';
import { formatShare } from './relations-words.ts';
import classes from './trend-chart.module.css';

type Point = Answers['scorecard']['trend']['points'][number];

interface TrendChartProps {
  readonly title: string;
  readonly points: readonly Point[];
  readonly targetPerMille: number;
}

/** "Is it getting better?": a bar for each month, the target as a line, the band of chance behind; out of it is marked. */
export function TrendChart({ title, points, targetPerMille }: TrendChartProps) {
  const label = `${title}: is it getting better?`;
  return (
    <section aria-label={label}>
      <Title order={3}>Is it getting better?</Title>
      <Text size="xs" c="dimmed" mb={4}>
        Share of each month. Dashed: the target. Grey: where chance alone moves it; a month outside carries a sign.
      </Text>
      <div className={classes.chart} style={{ gridTemplateColumns: `repeat(${points.length}, minmax(0, 1fr))` }}>
        {points.map((point) => (
          <div
            key={point.month}
            className={classes.column}
            role="img"
            aria-label={sayPoint(point)}
            title={sayPoint(point)}
          >
            <div className={classes.place}>
              {point.lowerPerMille !== null && point.upperPerMille !== null && (
                <div
                  className={classes.band}
                  style={{
                    bottom: `${point.lowerPerMille / 10}%`,
                    height: `${(point.upperPerMille - point.lowerPerMille) / 10}%`,
                  }}
                />
              )}
              <div className={classes.bar} style={{ height: `${(point.sharePerMille ?? 0) / 10}%` }} />
              <div className={classes.target} style={{ bottom: `${targetPerMille / 10}%` }} />
            </div>
            <span className={classes.label}>
              {formatMonth(point.month).slice(0, 3)}
              {point.isOut ? ' !' : ''}
            </span>
          </div>
        ))}
      </div>
    </section>
  );
}

function sayPoint(point: Point): string {
  const name = formatMonth(point.month);
  if (point.sharePerMille === null) return `${name}: nothing counted`;
  const out = point.isOut ? ', more than chance explains' : '';
  return `${name}: ${formatShare(point.sharePerMille)} (${point.numerator} of ${point.denominator})${out}`;
}
