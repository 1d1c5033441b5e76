import { Text } from '@mantine/core';
import { EmptyState } from '../../components/empty-state.tsx';
import { formatHours } from '../../components/format-hours.ts';
import { Mark } from '../../components/mark.tsx';
import { SimpleTable } from '../../components/simple-table.tsx';
import { describeFit, type Forecast, type ForecastLine } from './forecast-words.ts';
import { useLineNames } from './use-line-names.ts';

interface ForecastLinesProps {
  readonly forecast: Forecast;
  readonly selected: string | undefined;
  readonly onOpen: (serviceLine: string) => void;
}

/** Each service line with the hours of the next 4, 8 and 13 weeks. */
export function ForecastLines({ forecast, selected, onOpen }: ForecastLinesProps) {
  const { nameLine } = useLineNames();
  const isNarrow = selected !== undefined;
  return (
    <section aria-label="The weeks ahead">
      <SimpleTable
        label="Hours by service line"
        rows={forecast.lines}
        rowId={(row) => row.serviceLine}
        selectedId={selected}
        onOpen={(row) => onOpen(row.serviceLine)}
        empty={<EmptyState title="No service line yet" text="Agree on service lines, or order work." />}
        columns={[
          { key: 'serviceLine', title: 'Service line', kind: 'text', render: (row) => nameLine(row.serviceLine) },
          ...(isNarrow ? [4] : [4, 8, 13]).map((weeks) => ({
            key: `w${weeks}`,
            title: `${weeks} weeks, h`,
            kind: 'node' as const,
            width: 130,
            render: (row: ForecastLine) => <Span line={row} weeks={weeks} />,
          })),
          ...(isNarrow
            ? []
            : [
                {
                  key: 'surplus',
                  title: 'Over or short, 8 weeks, h',
                  kind: 'node' as const,
                  width: 170,
                  render: (row: ForecastLine) => showSurplus(row),
                },
              ]),
          {
            key: 'fit',
            title: 'Tightest week',
            kind: 'node' as const,
            width: 120,
            render: (row: ForecastLine) => <TightestWeek line={row} />,
          },
        ]}
      />
      <Text size="xs" c="dimmed" mt={8}>
        The first figure is as likely to be passed as not (P50); four times in five it stays below the second (P80).
        {forecast.changePercent !== null && ` A change above ${forecast.changePercent} % is announced ahead.`}
        {` ${Math.round(forecast.conversionPerMille / 10)} % of leads are taken to become matters.`}
      </Text>
    </section>
  );
}

function Span({ line, weeks }: { readonly line: ForecastLine; readonly weeks: number }) {
  const span = line.spans.find((one) => one.weeks === weeks);
  if (span === undefined) return null;
  if (span.p80Minutes === 0) return <Text c="dimmed">nothing</Text>;
  return (
    <span className="annex-figures">
      {formatHours(span.p50Minutes)}
      <Text component="span" size="xs" c="dimmed">
        {' '}
        to {formatHours(span.p80Minutes)}
      </Text>
    </span>
  );
}

function showSurplus(line: ForecastLine) {
  const surplus = line.spans.find((one) => one.weeks === 8)?.surplusMinutes ?? null;
  if (surplus === null) return <Text c="dimmed">capacity not stated</Text>;
  return surplus < 0 ? (
    <Mark tone="danger">Short by {formatHours(-surplus)}</Mark>
  ) : (
    <span className="annex-figures">{formatHours(surplus)} over</span>
  );
}

const order = ['short', 'tight', 'not stated', 'enough'] as const;

function TightestWeek({ line }: { readonly line: ForecastLine }) {
  const fit = order.find((one) => line.weeks.some((week) => week.fit === one)) ?? 'not stated';
  return <Mark tone={describeFit(fit).tone}>{describeFit(fit).word}</Mark>;
}
