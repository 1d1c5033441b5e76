import { Button, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { useCan } from '../../app/use-status.ts';
import { Answer } from '../../components/answer.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { DetailHead } from '../../components/detail-head.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { Mark } from '../../components/mark.tsx';
import { formatMonth } from '../../components/periods.ts';
import { describeTarget } from './relations-words.ts';
import { type CardRow, describeReached, type MeasureCase } from './scorecard-words.ts';
import { TrendChart } from './trend-chart.tsx';

interface MeasureDetailProps {
  readonly providerId: string;
  readonly month: string;
  readonly measureId: string;
  readonly onClose: () => void;
}

/** One measure: how it went over twelve months, and the cases of this one. */
export function MeasureDetail({ providerId, month, measureId, onClose }: MeasureDetailProps) {
  const query = useQuery(api.scorecard.get.queryOptions({ input: { providerId, month } }));
  const trend = useQuery(api.scorecard.trend.queryOptions({ input: { providerId, month, measureId } }));
  const canRecord = useCan('provider.manage');
  const [isRecording, setRecording] = useState(false);
  return (
    <Answer query={query} what="the measure">
      {(card) => {
        const row = card.rows.find((one) => one.measureId === measureId);
        if (row === undefined) return <EmptyState title="This measure is not on the scorecard" />;
        const isByHand = row.source === 'recorded';
        return (
          <Stack gap={16} p="md">
            <DetailHead
              over={formatMonth(month)}
              title={row.name}
              beside={<Mark tone={describeReached(row.isReached).tone}>{describeReached(row.isReached).word}</Mark>}
              onClose={onClose}
              actions={
                isByHand && canRecord && <Button onClick={() => setRecording(true)}>Enter the month’s figure</Button>
              }
            />
            <Text c="dimmed">
              {row.counts} Target: {describeTarget(row, row)}.
            </Text>
            {isByHand && row.recordedSource !== '' && <Text>From: {row.recordedSource}</Text>}
            <Answer query={trend} what="the trend">
              {({ points }) => <TrendChart title={row.name} points={points} targetPerMille={row.targetPerMille} />}
            </Answer>
            {!isByHand && <Cases providerId={providerId} month={month} row={row} />}
            {isRecording && (
              <RecordFigurePanel providerId={providerId} month={month} row={row} onClose={() => setRecording(false)} />
            )}
          </Stack>
        );
      }}
    </Answer>
  );
}

interface CasesProps {
  readonly providerId: string;
  readonly month: string;
  readonly row: CardRow;
}

function Cases({ providerId, month, row }: CasesProps) {
  const [, go] = useLocation();
  return (
    <DataTable
      label="Cases"
      height={320}
      rowId={(one: MeasureCase) => one.caseId}
      onOpen={(one) => go(one.place)}
      defaultSort={{ by: 'hit', descending: row.sense === 'most' }}
      query={(page) =>
        api.scorecard.cases.queryOptions({ input: { ...page, providerId, month, measureId: row.measureId } })
      }
      empty={<Text c="dimmed">Nothing was counted in this month.</Text>}
      columns={[
        { key: 'what', title: 'Case', kind: 'text', sortable: 'what' },
        {
          key: 'atMs',
          title: 'When',
          kind: 'node',
          width: 150,
          sortable: 'atMs',
          render: (one) => <InstantText atMs={one.atMs} />,
        },
        {
          key: 'took',
          title: row.unit === 'none' ? '' : `Took, ${row.unit}`,
          kind: 'count',
          width: 130,
          sortable: 'took',
          render: (one) => (one.took === null ? '' : one.took.toLocaleString('en-US')),
        },
        {
          key: 'hit',
          title: 'Counts',
          kind: 'node',
          width: 90,
          sortable: 'hit',
          render: (one) => (
            <Mark tone={one.hit === (row.sense === 'least') ? 'good' : 'danger'}>{one.hit ? 'Yes' : 'No'}</Mark>
          ),
        },
      ]}
    />
  );
}

interface FigureValues {
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly source: string;
}

function RecordFigurePanel({ providerId, month, row, onClose }: CasesProps & { readonly onClose: () => void }) {
  const draftKey = `provider/figure/${providerId}/${row.measureId}/${month}`;
  const record = useCommand(api.scorecard.recordFigure, { draft: draftKey, say: 'Figure recorded' });
  return (
    <FormPanel<FigureValues>
      opened
      title={row.name}
      draftKey={draftKey}
      initial={{
        numerator: row.denominator === 0 ? null : row.numerator,
        denominator: row.denominator === 0 ? null : row.denominator,
        source: row.recordedSource,
      }}
      submitLabel="Record"
      onClose={onClose}
      onSubmit={async ({ numerator, denominator, source }) => {
        const answer = await record.run({
          providerId,
          month,
          measureId: row.measureId,
          numerator: numerator ?? 0,
          denominator: denominator ?? 0,
          source,
        });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <Text c="dimmed">{row.counts}</Text>
          {(['numerator', 'denominator'] as const).map((name) => (
            <NumberInput
              key={name}
              label={name === 'numerator' ? 'Counted' : 'Of'}
              min={0}
              allowDecimal={false}
              value={form.values[name] ?? ''}
              onChange={(value) => form.set(name, typeof value === 'number' ? value : null)}
              error={form.errors[name]}
              data-autofocus={name === 'numerator' || undefined}
            />
          ))}
          <TextInput label="Source" placeholder="Report of the telephone system" required {...form.text('source')} />
        </>
      )}
    />
  );
}
