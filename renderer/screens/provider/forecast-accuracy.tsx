import { Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/client.ts';
import { Answer } from '../../components/answer.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { SimpleTable } from '../../components/simple-table.tsx';
import { describeBias } from './forecast-words.ts';
import { formatShare } from './relations-words.ts';
import { useLineNames } from './use-line-names.ts';

const leads = [
  { value: '0', label: 'as shared last before the week' },
  { value: '1', label: 'as shared one week before' },
  { value: '4', label: 'as shared four weeks before' },
  { value: '8', label: 'as shared eight weeks before' },
];

/** What was shared against what came. */
export function ForecastAccuracy({ providerId }: { readonly providerId: string }) {
  const { nameLine } = useLineNames();
  const [lead, setLead] = useState('1');
  const query = useQuery(api.forecast.accuracy.queryOptions({ input: { providerId, leadWeeks: Number(lead) } }));
  return (
    <Stack gap={12}>
      <Select
        label="Forecasts"
        data={leads}
        value={lead}
        allowDeselect={false}
        onChange={(value) => setLead(value ?? '1')}
        w={280}
      />
      <Answer query={query} what="the accuracy">
        {({ lines, rows }) =>
          rows.length === 0 ? (
            <EmptyState
              title="Nothing to measure yet"
              text="Publish a forecast: once its weeks are over they are compared with the work that came."
            />
          ) : (
            <>
              <SimpleTable
                label="Accuracy by service line"
                rows={lines}
                rowId={(row) => row.serviceLine}
                columns={[
                  {
                    key: 'serviceLine',
                    title: 'Service line',
                    kind: 'text',
                    render: (row) => nameLine(row.serviceLine),
                  },
                  { key: 'weeks', title: 'Weeks', kind: 'count', width: 80 },
                  {
                    key: 'wape',
                    title: 'Off by',
                    kind: 'text',
                    render: (row) => (row.wape === null ? 'no work came' : formatShare(row.wape)),
                  },
                  { key: 'bias', title: 'On the whole', kind: 'text', render: (row) => describeBias(row.bias) },
                ]}
              />
              <SimpleTable
                label="Weeks"
                rows={rows}
                rowId={(row) => `${row.weekOn}/${row.serviceLine}`}
                columns={[
                  { key: 'weekOn', title: 'Week of', kind: 'day' },
                  {
                    key: 'serviceLine',
                    title: 'Service line',
                    kind: 'text',
                    render: (row) => nameLine(row.serviceLine),
                  },
                  { key: 'forecastMinutes', title: 'Forecast, h', kind: 'hours', width: 96 },
                  { key: 'p80Minutes', title: 'P80, h', kind: 'hours', width: 80 },
                  { key: 'actualMinutes', title: 'Came, h', kind: 'hours', width: 80 },
                ]}
              />
              <Text size="xs" c="dimmed">
                “Off by” adds up the distance of every week, as a share of the work that came (WAPE).
              </Text>
            </>
          )
        }
      </Answer>
    </Stack>
  );
}
