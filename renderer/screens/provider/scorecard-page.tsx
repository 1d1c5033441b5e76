import { ActionIcon, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconFileTypePdf } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { api, client } from '../../app/client.ts';
import { usePlace } from '../../app/use-place.ts';
import { useCan, useToday } from '../../app/use-status.ts';
import { Answer } from '../../components/answer.tsx';
import { Figure } from '../../components/figure.tsx';
import { formatHours } from '../../components/format-hours.ts';
import { InstantText } from '../../components/instant-text.tsx';
import { PdfView } from '../../components/pdf-view.tsx';
import { formatMonth } from '../../components/periods.ts';
import { saveFile } from '../../components/read-base64.ts';
import { SidePanel } from '../../components/side-panel.tsx';
import { IssueCardPanel, RateFirmPanel } from './card-panels.tsx';
import { MeasureDetail } from './measure-detail.tsx';
import { MeasureTable } from './measure-table.tsx';
import classes from './provider.module.css';
import { ProviderFrame } from './provider-frame.tsx';
import { formatShare, type Provider } from './relations-words.ts';
import { type Card, formatGrade, lastMonth, shiftMonth } from './scorecard-words.ts';
import { WithProvider } from './use-provider.tsx';

/** A month of a provider: targets, ratings, and the firm's own part. */
export function ScorecardPage() {
  const { parts, go } = usePlace();
  const today = useToday();
  const [, providerId, month = lastMonth(today), measureId] = parts;
  return (
    <ProviderFrame
      detailWidth="half"
      detail={
        providerId !== undefined &&
        measureId !== undefined && (
          <MeasureDetail
            key={`${month}/${measureId}`}
            providerId={providerId}
            month={month}
            measureId={measureId}
            onClose={() => go(`/provider/scorecard/${providerId}/${month}`)}
          />
        )
      }
    >
      <WithProvider page="scorecard">
        {(provider, choice) => <CardOf provider={provider} month={month} choice={choice} measureId={measureId} />}
      </WithProvider>
    </ProviderFrame>
  );
}

type Panel = 'issue' | 'firm' | 'pdf';

interface CardOfProps {
  readonly provider: Provider;
  readonly month: string;
  readonly choice: ReactNode;
  readonly measureId: string | undefined;
}

function CardOf({ provider, month, choice, measureId }: CardOfProps) {
  const { go } = usePlace();
  const { providerId } = provider;
  const canIssue = useCan('provider.oversee');
  const query = useQuery(api.scorecard.get.queryOptions({ input: { providerId, month } }));
  const isIssued = query.data?.issued != null;
  const [panel, setPanel] = useState<Panel | null>(null);
  const close = (): void => setPanel(null);
  const base = `/provider/scorecard/${providerId}`;
  const saveCsv = async (): Promise<void> => {
    const { csv, fileName } = await client.scorecard.csv({ providerId, month });
    saveFile(csv, 'text/csv', fileName);
  };
  return (
    <Stack gap={16} pt="sm">
      <Group justify="space-between">
        <Group gap={4}>
          <ActionIcon aria-label="The month before" onClick={() => go(`${base}/${shiftMonth(month, -1)}`)}>
            <IconChevronLeft size={16} aria-hidden />
          </ActionIcon>
          <Title order={2}>
            {provider.name}, {formatMonth(month)}
          </Title>
          <ActionIcon aria-label="The month after" onClick={() => go(`${base}/${shiftMonth(month, 1)}`)}>
            <IconChevronRight size={16} aria-hidden />
          </ActionIcon>
        </Group>
        <Group gap="sm">
          {choice}
          {query.data?.mayRateFirm === true && <Button onClick={() => setPanel('firm')}>Grade the firm</Button>}
          <Button variant="default" onClick={() => void saveCsv()}>
            CSV
          </Button>
          <Button
            variant="default"
            leftSection={<IconFileTypePdf size={16} aria-hidden />}
            onClick={() => setPanel('pdf')}
          >
            Look at the PDF
          </Button>
          {canIssue && (
            <Button variant={isIssued ? 'default' : 'filled'} onClick={() => setPanel('issue')}>
              {isIssued ? 'Issue anew' : 'Issue'}
            </Button>
          )}
        </Group>
      </Group>
      <Answer query={query} what="the scorecard">
        {(card) => (
          <>
            <CardFigures card={card} isNarrow={measureId !== undefined} />
            <MeasureTable card={card} selectedId={measureId} onOpen={(id) => go(`${base}/${month}/${id}`)} />
          </>
        )}
      </Answer>
      {panel === 'issue' && <IssueCardPanel providerId={providerId} month={month} onClose={close} />}
      {panel === 'firm' && <RateFirmPanel providerId={providerId} month={month} onClose={close} />}
      <SidePanel opened={panel === 'pdf'} title="Scorecard on paper" onClose={close} width={860}>
        <PdfView
          title={`Scorecard ${month}`}
          load={() => client.scorecard.pdf({ providerId, month })}
          height="calc(100vh - 150px)"
        />
      </SidePanel>
    </Stack>
  );
}

/** "; 2 of 2 invoices paid on time", or nothing where none fell due. */
function sayPaid({ numerator, denominator }: Card['firm']['paid']): string {
  return denominator === 0 ? '' : `; ${numerator} of ${denominator} invoices paid on time`;
}

function CardFigures({ card, isNarrow }: { readonly card: Card; readonly isNarrow: boolean }) {
  const { firm, ratings, issued } = card;
  const { means } = ratings;
  const { grades } = firm;
  return (
    <>
      <div className={classes.cardFigures}>
        <Figure
          label="Score"
          value={card.scorePerMille === null ? '–' : formatShare(card.scorePerMille)}
          hint={card.isAgreed ? 'by the targets agreed' : 'by the usual targets; nothing is agreed'}
        />
        <Figure
          label="Ratings of work, 1 to 5"
          value={ratings.count === 0 ? '–' : `${formatGrade(means.accuracy ?? null)} accuracy`}
          hint={
            ratings.count === 0
              ? 'nothing rated in this month'
              : `${ratings.count} rated; complete ${formatGrade(means.completeness ?? null)}, in time ${formatGrade(means.timeliness ?? null)}, format ${formatGrade(means.format ?? null)}, communication ${formatGrade(means.communication ?? null)}`
          }
        />
        {!isNarrow && (
          <Figure
            label="The provider on the firm, 1 to 5"
            value={grades === null ? '–' : `${grades.briefClarity} · ${grades.responseTime} · ${grades.payment}`}
            hint={grades === null ? 'not graded yet' : 'clear briefs · answers · payment'}
          />
        )}
        {!isNarrow && (
          <Figure
            label="Deliveries decided within 3 business days"
            value={`${firm.reviewed.numerator} of ${firm.reviewed.denominator}`}
            hint={`orders waited ${formatHours(firm.waitedMinutes)} h for the firm${sayPaid(firm.paid)}`}
          />
        )}
      </div>
      {grades !== null && grades.note !== '' && (
        <Text c="dimmed">
          {grades.by} on the firm: {grades.note}
        </Text>
      )}
      {issued !== null && (
        <Text c="dimmed">
          Issued <InstantText atMs={issued.atMs} /> by {issued.by} with{' '}
          {issued.scorePerMille === null ? 'no score' : formatShare(issued.scorePerMille)}
          {issued.note === '' ? '.' : `: ${issued.note}`}
        </Text>
      )}
    </>
  );
}
