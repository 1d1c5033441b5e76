import { Button, Group, Select, Text, Title } from '@mantine/core';
import { IconDownload, IconFileTypePdf } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { api, client } from '../../app/client.ts';
import { sayFault } from '../../app/notify.tsx';
import { describeFault, readRefusal } from '../../app/read-fault.ts';
import { useToday } from '../../app/use-status.ts';
import { Answer } from '../../components/answer.tsx';
import { DayInput } from '../../components/day-input.tsx';
import { readLocalDay } from '../../components/local-day.ts';
import { PdfView } from '../../components/pdf-view.tsx';
import { PeriodInput } from '../../components/period-input.tsx';
import { readPeriod } from '../../components/periods.ts';
import { saveFile } from '../../components/read-base64.ts';
import { SidePanel } from '../../components/side-panel.tsx';
import type { ReportChoice } from './report-kinds.ts';
import { ReportPages, reportRowsMax } from './report-pages.tsx';
import { ReportTable } from './report-table.tsx';
import classes from './reports.module.css';

/** What a report begins with where it was opened by a link. */
export interface ReportStart {
  readonly to?: string;
  readonly accountId?: string;
  /** Entries that came later are left out, in epoch milliseconds. */
  readonly knownOnMs?: number;
}

interface ReportViewProps {
  readonly choice: ReportChoice;
  readonly start: ReportStart;
}

/** One report over the days chosen, as a table, as CSV and on paper. */
export function ReportView({ choice, start }: ReportViewProps) {
  const today = useToday();
  const [period, setPeriod] = useState(() => startPeriod(start, today));
  const [accountId, setAccountId] = useState<string | null>(start.accountId ?? null);
  const [isPaper, setPaper] = useState(false);
  const [knownOnMs, setKnownOnMs] = useState<number | null>(start.knownOnMs ?? null);
  const input = {
    kind: choice.kind,
    ...period,
    ...(accountId === null ? {} : { accountId }),
    ...(knownOnMs === null ? {} : { knownOnMs }),
  };
  const { data: accounts } = useQuery(api.trust.listAccounts.queryOptions({ input: {} }));
  const isOfOne = choice.isOfAccount === true && (accountId !== null || accounts?.rows.length === 1);
  const asked = JSON.stringify(input);
  const [place, setPlace] = useState({ asked, page: 0 });
  // Another question begins at its first row.
  const page = place.asked === asked ? place.page : 0;
  const rows = { offset: page * reportRowsMax, limit: reportRowsMax };
  const query = useQuery(
    api.reports.run.queryOptions({ input: { ...input, ...rows }, placeholderData: (before) => before }),
  );
  const table = useRef<HTMLElement>(null);
  const turnTo = (next: number): void => {
    setPlace({ asked, page: next });
    table.current?.scrollTo({ top: 0 });
  };
  const download = (): void => {
    client.reports.csv(input).then(
      ({ csv, fileName }) => saveFile(csv, 'text/csv', fileName),
      (error: unknown) => sayFault(readRefusal(error)?.sentence ?? describeFault(error)),
    );
  };
  return (
    <div className={classes.report}>
      <div className={classes.head}>
        <Title order={2}>{choice.question}</Title>
        <Group gap="sm" mt={8} align="flex-end">
          {choice.span === 'period' ? (
            <PeriodInput value={period} onChange={setPeriod} today={today} />
          ) : (
            <DayInput
              label="As of"
              w={150}
              lean="past"
              today={today}
              value={period.to}
              onChange={(to) => {
                if (to !== null) setPeriod({ from: to < period.from ? to : period.from, to });
              }}
            />
          )}
          {choice.canLookBack === true && (
            <DayInput
              label="As known on"
              placeholder="Now"
              w={150}
              lean="past"
              today={today}
              value={knownOnMs === null ? null : readLocalDay(new Date(knownOnMs))}
              onChange={(day) => setKnownOnMs(day === null ? null : new Date(`${day}T23:59:59.999`).getTime())}
            />
          )}
          {choice.isOfAccount === true && <AccountChoice value={accountId} onChange={setAccountId} />}
          <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} onClick={download}>
            CSV
          </Button>
          <Button
            variant="default"
            leftSection={<IconFileTypePdf size={16} aria-hidden />}
            onClick={() => setPaper(true)}
          >
            PDF
          </Button>
        </Group>
        <Text size="xs" c="dimmed" mt={8} role="status">
          {query.data?.basis ?? ''}
        </Text>
        <ReportPages total={query.data?.total ?? 0} page={page} onPage={turnTo} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long table has to be scrolled by keyboard. */}
      <section ref={table} className={classes.table} aria-label={choice.title} tabIndex={0}>
        <Answer query={query} what="the report">
          {(report) => <ReportTable report={report} isOfOneAccount={isOfOne} />}
        </Answer>
      </section>
      <SidePanel opened={isPaper} title={`${choice.title} on paper`} onClose={() => setPaper(false)} width={860}>
        <PdfView title={choice.title} load={() => client.reports.pdf(input)} height="calc(100vh - 150px)" />
      </SidePanel>
    </div>
  );
}

function startPeriod({ to }: ReportStart, today: string) {
  return to === undefined ? readPeriod('this year', today) : { from: `${to.slice(0, 4)}-01-01`, to };
}

interface AccountChoiceProps {
  readonly value: string | null;
  readonly onChange: (accountId: string | null) => void;
}

function AccountChoice({ value, onChange }: AccountChoiceProps) {
  const { data } = useQuery(api.trust.listAccounts.queryOptions({ input: {} }));
  if (data === undefined || data.rows.length < 2) return null;
  return (
    <Select
      label="Account"
      placeholder="All accounts"
      clearable
      w={200}
      data={data.rows.map((row) => ({ value: row.accountId, label: row.name }))}
      value={value}
      onChange={onChange}
    />
  );
}
