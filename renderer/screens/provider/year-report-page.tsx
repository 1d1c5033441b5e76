import { Button, Group, Select, Stack, Text, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatCents } from '../../../shared/domain/money.ts';
import type { Answers } from '../../app/answers.ts';
import { api, client } from '../../app/client.ts';
import { sayFault } from '../../app/notify.tsx';
import { describeFault, readRefusal } from '../../app/read-fault.ts';
import { useToday } from '../../app/use-status.ts';
import { Answer } from '../../components/answer.tsx';
import { DataTable, type TableColumn } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Mark, type MarkTone } from '../../components/mark.tsx';
import { saveFile } from '../../components/read-base64.ts';
import { ProviderFrame } from './provider-frame.tsx';
import { ThresholdPanel } from './threshold-panel.tsx';

type Ledger = Answers['pay']['yearLedger'];
type Payee = Ledger['rows'][number];

const standings: Readonly<Record<Payee['standing'], { readonly word: string; readonly tone: MarkTone }>> = {
  report: { word: 'Report', tone: 'info' },
  below: { word: 'Below', tone: 'plain' },
  exempt: { word: 'Exempt', tone: 'plain' },
  foreign: { word: 'Foreign', tone: 'look' },
  'threshold unknown': { word: 'Threshold unknown', tone: 'danger' },
};

const columns: readonly TableColumn<Payee, 'name' | 'reportableCents'>[] = [
  { key: 'name', title: 'Payee', kind: 'text', sortable: 'name' },
  { key: 'entity', title: 'Taxed as', kind: 'text', width: 136 },
  { key: 'form', title: 'Form', kind: 'text', width: 80 },
  {
    key: 'reportableCents',
    title: 'To report',
    kind: 'amount',
    width: 112,
    sortable: 'reportableCents',
  },
  { key: 'byServiceCents', title: 'Card, service', kind: 'amount', width: 112 },
  { key: 'backupCents', title: 'Tax kept back', kind: 'amount', width: 112 },
  {
    key: 'standing',
    title: 'Standing',
    kind: 'node',
    width: 136,
    render: (row) => <Mark tone={standings[row.standing].tone}>{standings[row.standing].word}</Mark>,
  },
  { key: 'flags', title: 'To put right', kind: 'text', render: (row) => row.flags.join(' ') },
];

/** A calendar year's payments by payee, as Form 1099-NEC reports them. */
export function YearReportPage() {
  const thisYear = Number(useToday().slice(0, 4));
  const [year, setYear] = useState(thisYear);
  const [isConfirming, setConfirming] = useState(false);
  const query = useQuery(api.pay.yearLedger.queryOptions({ input: { year, limit: 1 } }));
  const download = (): void => {
    client.pay.yearCsv({ year }).then(
      ({ csv, fileName }) => saveFile(csv, 'text/csv', fileName),
      (error: unknown) => sayFault(readRefusal(error)?.sentence ?? describeFault(error)),
    );
  };
  const years = [thisYear + 1, thisYear, thisYear - 1, thisYear - 2, thisYear - 3].map(String);
  return (
    <ProviderFrame>
      <Stack gap={16} pt="sm">
        <Group justify="space-between" align="flex-end">
          <Title order={2}>Whose payments does the firm report?</Title>
          <Group gap="sm">
            <Select
              aria-label="Calendar year"
              w={100}
              data={years}
              allowDeselect={false}
              value={String(year)}
              onChange={(value) => setYear(Number(value ?? thisYear))}
            />
            <Button variant="default" onClick={() => setConfirming(true)}>
              Confirm a threshold
            </Button>
            <Button leftSection={<IconDownload size={16} aria-hidden />} onClick={download}>
              CSV for filing
            </Button>
          </Group>
        </Group>
        <Answer query={query} what="the thresholds">
          {(ledger) => (
            <Text c="dimmed">
              Form 1099-NEC: {describeThreshold(ledger.threshold)} Form 1099-MISC, box 10, gross proceeds to attorneys:{' '}
              {describeThreshold(ledger.boxTenThreshold)} Payments by card or payment service are reported by the
              processor. The CSV carries whole taxpayer numbers: keep it safe.
            </Text>
          )}
        </Answer>
        <DataTable
          key={year}
          label="Payees of the year"
          height={420}
          columns={columns}
          defaultSort={{ by: 'name' }}
          query={(page) => api.pay.yearLedger.queryOptions({ input: { ...page, year } })}
          rowId={(row) => row.contractorId}
          filterable
          empty={
            <EmptyState
              title="Nobody was paid in this year"
              text="Payments count in the year in which they are made."
            />
          }
        />
      </Stack>
      {isConfirming && <ThresholdPanel year={year} onClose={() => setConfirming(false)} />}
    </ProviderFrame>
  );
}

function describeThreshold(threshold: Ledger['threshold']): string {
  if (threshold === null) return 'the threshold of this year is not known; confirm it before you file.';
  const verified = threshold.isVerified ? '' : ', not confirmed yet';
  return `from ${formatCents(threshold.thresholdCents)} on (${threshold.source}${verified}).`;
}
