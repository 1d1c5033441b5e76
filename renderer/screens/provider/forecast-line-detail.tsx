import { Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/client.ts';
import { Answer } from '../../components/answer.tsx';
import { DetailHead } from '../../components/detail-head.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { formatHours } from '../../components/format-hours.ts';
import { Mark } from '../../components/mark.tsx';
import { SimpleTable } from '../../components/simple-table.tsx';
import { ForecastChart } from './forecast-chart.tsx';
import { describeFit, describeMethod, nameWeek } from './forecast-words.ts';
import { useLineNames } from './use-line-names.ts';

interface ForecastLineDetailProps {
  readonly providerId: string;
  readonly serviceLine: string;
  readonly onClose: () => void;
}

/** One service line week by week; a week opens into what makes it. */
export function ForecastLineDetail({ providerId, serviceLine, onClose }: ForecastLineDetailProps) {
  const query = useQuery(api.forecast.get.queryOptions({ input: { providerId } }));
  const { nameLine } = useLineNames();
  const [weekOn, setWeekOn] = useState<string | null>(null);
  return (
    <Answer query={query} what="the forecast">
      {(forecast) => {
        const line = forecast.lines.find((one) => one.serviceLine === serviceLine);
        if (line === undefined) return <EmptyState title="This line is not in the forecast" />;
        return (
          <Stack gap={16} p="md">
            <DetailHead over="13 weeks" title={nameLine(serviceLine)} onClose={onClose} />
            <Text c="dimmed">{describeMethod(line)}</Text>
            <ForecastChart weeks={line.weeks} />
            <SimpleTable
              label="Weeks"
              rows={line.weeks}
              rowId={(row) => row.weekOn}
              selectedId={weekOn ?? undefined}
              onOpen={(row) => setWeekOn(row.weekOn)}
              columns={[
                { key: 'weekOn', title: 'Week of', kind: 'day' },
                { key: 'p50Minutes', title: 'P50, h', kind: 'hours', width: 72 },
                { key: 'p80Minutes', title: 'P80, h', kind: 'hours', width: 72 },
                { key: 'capacityMinutes', title: 'Capacity, h', kind: 'hours', width: 92 },
                {
                  key: 'fit',
                  title: 'Fit',
                  kind: 'node',
                  width: 96,
                  render: (row) => <Mark tone={describeFit(row.fit).tone}>{describeFit(row.fit).word}</Mark>,
                },
                {
                  key: 'publishedMinutes',
                  title: 'Shared, h',
                  kind: 'node',
                  render: (row) =>
                    row.publishedMinutes === null ? (
                      ''
                    ) : (
                      <>
                        {formatHours(row.publishedMinutes)} {row.isLateChange && <Mark tone="look">Late change</Mark>}
                      </>
                    ),
                },
              ]}
            />
            {weekOn !== null && <WeekParts providerId={providerId} serviceLine={serviceLine} weekOn={weekOn} />}
          </Stack>
        );
      }}
    </Answer>
  );
}

interface WeekPartsProps {
  readonly providerId: string;
  readonly serviceLine: string;
  readonly weekOn: string;
}

function WeekParts(props: WeekPartsProps) {
  const query = useQuery(api.forecast.explainWeek.queryOptions({ input: props }));
  return (
    <section aria-label={nameWeek(props.weekOn)}>
      <Title order={3} mb={4}>
        {nameWeek(props.weekOn)}
      </Title>
      <Answer query={query} what="the week">
        {({ parts, historyMinutes, historyPercent }) => (
          <>
            <SimpleTable
              label="What makes the week"
              rows={parts}
              rowId={(row) => row.what}
              empty={<Text c="dimmed">Nothing is known to fall into this week.</Text>}
              columns={[
                { key: 'what', title: 'Known', kind: 'text' },
                { key: 'count', title: 'How many', kind: 'count', width: 88 },
                { key: 'minutesEach', title: 'Minutes each', kind: 'count', width: 104 },
                {
                  key: 'minutes',
                  title: 'Hours',
                  kind: 'hours',
                  width: 72,
                  total: formatHours(parts.reduce((sum, part) => sum + part.minutes, 0)),
                },
              ]}
            />
            <Text c="dimmed" mt={8}>
              {historyMinutes === null
                ? 'Without history the week is what is known.'
                : `History says ${formatHours(historyMinutes)} h and weighs ${historyPercent} %.`}
            </Text>
          </>
        )}
      </Answer>
    </section>
  );
}
