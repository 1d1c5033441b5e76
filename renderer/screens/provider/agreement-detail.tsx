import { Button, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatDay } from '../../../shared/domain/day.ts';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { useToday } from '../../app/use-status.ts';
import { Answer } from '../../components/answer.tsx';
import { AskReason } from '../../components/ask-reason.tsx';
import { DetailHead } from '../../components/detail-head.tsx';
import { FactList } from '../../components/fact-list.tsx';
import { formatHours } from '../../components/format-hours.ts';
import { InstantText } from '../../components/instant-text.tsx';
import { Mark } from '../../components/mark.tsx';
import { SimpleTable } from '../../components/simple-table.tsx';
import { describeAnswer, describeTarget, describeVersion, type Measure, type Version } from './relations-words.ts';
import { useLineNames } from './use-line-names.ts';

interface AgreementDetailProps {
  readonly versionId: string;
  readonly onClose: () => void;
}

type Question = 'agree' | 'decline' | 'withdraw';

/** One version: scope, goals, targets, prices, and what each side said. */
export function AgreementDetail({ versionId, onClose }: AgreementDetailProps) {
  const query = useQuery(api.agreement.getVersion.queryOptions({ input: { versionId } }));
  const codes = useQuery(api.agreement.codes.queryOptions({ input: {} }));
  const today = useToday();
  const [question, setQuestion] = useState<Question | null>(null);
  const { nameLine } = useLineNames();
  return (
    <Answer query={query} what="the version">
      {(version) => (
        <Stack gap={16} p="md">
          <DetailHead
            over={`Version ${version.number}, proposed by ${version.proposedBy}`}
            title={version.title}
            beside={<Mark tone={describeVersion(version, today).tone}>{describeVersion(version, today).word}</Mark>}
            onClose={onClose}
            actions={<VersionActions version={version} onAsk={setQuestion} />}
          />
          <FactList
            facts={{
              Term: `${formatDay(version.startsOn)} to ${version.endsOn === null ? 'no end' : formatDay(version.endsOn)}`,
              Renewal: version.renewsOn === null ? '' : formatDay(version.renewsOn),
              'Notice to end': `${version.noticeDays} days`,
              'Pay within': `${version.payDays} days`,
              'Changes of the forecast': `More than ${version.changePercent} % needs ${version.changeBusinessDays} business days’ notice`,
              Scope: version.serviceLines.map(nameLine).join(', '),
              'In words': version.scope,
              Note: version.note,
            }}
          />
          {version.goals.length > 0 && (
            <section aria-label="Goals">
              <Title order={3}>Goals</Title>
              <ul style={{ margin: 0, paddingLeft: 18 }}>
                {version.goals.map((goal) => (
                  <li key={goal}>{goal}</li>
                ))}
              </ul>
            </section>
          )}
          <Targets version={version} measures={codes.data?.measures ?? []} />
          <Rates version={version} />
          <Answers version={version} />
          {question !== null && (
            <AnswerQuestion version={version} question={question} onClose={() => setQuestion(null)} />
          )}
        </Stack>
      )}
    </Answer>
  );
}

function VersionActions({
  version,
  onAsk,
}: {
  readonly version: Version;
  readonly onAsk: (question: Question) => void;
}) {
  if (!version.mayAgree && !version.mayDecline && !version.mayWithdraw) return null;
  return (
    <>
      {version.mayAgree && <Button onClick={() => onAsk('agree')}>Agree</Button>}
      {version.mayDecline && (
        <Button variant="default" onClick={() => onAsk('decline')}>
          Decline
        </Button>
      )}
      {version.mayWithdraw && (
        <Button variant="default" onClick={() => onAsk('withdraw')}>
          Take it back
        </Button>
      )}
    </>
  );
}

const questions: Readonly<Record<Question, { readonly title: string; readonly say: string; readonly text: string }>> = {
  agree: {
    title: 'Agree to this version',
    say: 'Agreed',
    text: 'It cannot be changed after both sides have agreed; what changes is proposed as the next version.',
  },
  decline: { title: 'Decline this version', say: 'Declined', text: 'The other side sees the reason at once.' },
  withdraw: { title: 'Take this version back', say: 'Taken back', text: 'It stays in the list as withdrawn.' },
};

function AnswerQuestion({
  version,
  question,
  onClose,
}: {
  readonly version: Version;
  readonly question: Question;
  readonly onClose: () => void;
}) {
  const { title, say, text } = questions[question];
  const answer = useCommand(api.agreement.answer, { say });
  return (
    <AskReason
      opened
      title={title}
      consequence={text}
      label={question === 'agree' ? 'A word to it (not needed)' : 'Reason'}
      confirmLabel={question === 'agree' ? 'Agree' : question === 'decline' ? 'Decline' : 'Take it back'}
      isRequired={question === 'decline'}
      onClose={onClose}
      onConfirm={async (reason) => {
        const done = await answer.run({ versionId: version.versionId, answer: question, reason });
        return done.ok ? null : done.refusal;
      }}
    />
  );
}

function Targets({ version, measures }: { readonly version: Version; readonly measures: readonly Measure[] }) {
  const known = new Map(measures.map((measure) => [measure.id, measure]));
  if (version.targets.length === 0) return null;
  return (
    <section aria-label="Targets">
      <Title order={3} mb={4}>
        Targets
      </Title>
      <SimpleTable
        label="Targets"
        rows={version.targets}
        rowId={(row) => row.measureId}
        columns={[
          {
            key: 'measureId',
            title: 'Measure',
            kind: 'text',
            render: (row) => known.get(row.measureId)?.name ?? row.measureId,
          },
          {
            key: 'target',
            title: 'Target',
            kind: 'text',
            render: (row) => describeTarget(row, known.get(row.measureId) ?? { sense: 'least', unit: 'none' }),
          },
          { key: 'weight', title: 'Weight', kind: 'count', width: 72 },
        ]}
      />
    </section>
  );
}

function Rates({ version }: { readonly version: Version }) {
  const { nameLine } = useLineNames();
  const missing = version.rateCount - version.rates.length;
  return (
    <section aria-label="Prices">
      <Title order={3} mb={4}>
        Prices
      </Title>
      {missing > 0 ? (
        <Text c="dimmed">
          {version.rateCount === 1 ? 'One price belongs' : `${version.rateCount} prices belong`} to this version. They
          stand in Billing, which this device does not hold or has not received yet.
        </Text>
      ) : (
        <SimpleTable
          label="Prices"
          rows={version.rates.map((rate, place) => ({ ...rate, place }))}
          rowId={(row) => String(row.place)}
          empty={<Text c="dimmed">No price is named.</Text>}
          columns={[
            { key: 'serviceLine', title: 'Service line', kind: 'text', render: (row) => nameLine(row.serviceLine) },
            {
              key: 'basis',
              title: 'Basis',
              kind: 'text',
              render: (row) =>
                row.includedMinutes === undefined ? row.basis : `${row.basis}, ${formatHours(row.includedMinutes)} h`,
            },
            { key: 'rateCents', title: 'Price', kind: 'amount', width: 96 },
            { key: 'from', title: 'From', kind: 'day' },
            { key: 'to', title: 'To', kind: 'day' },
          ]}
        />
      )}
    </section>
  );
}

function Answers({ version }: { readonly version: Version }) {
  return (
    <section aria-label="What was said">
      <Title order={3} mb={4}>
        What was said
      </Title>
      <Text>
        {version.proposedBy} proposed it, <InstantText atMs={version.proposedAtMs} />.
      </Text>
      {version.answers.map((one) => (
        <Text key={`${one.atMs}/${one.answer}`}>
          {one.memberName} {describeAnswer(one.answer)}, <InstantText atMs={one.atMs} />
          {one.reason === '' ? '.' : `: ${one.reason}`}
        </Text>
      ))}
    </section>
  );
}
