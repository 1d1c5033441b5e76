import { Button, Group, Radio, Select, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { addDays, formatDay } from '../../../shared/domain/day.ts';
import { isRole, roleLabel } from '../../../shared/domain/roles/rights.ts';
import type { Answers } from '../../app/answers.ts';
import { api } from '../../app/client.ts';
import { Comments } from '../../app/comments.tsx';
import { useCommand } from '../../app/use-command.ts';
import { useCan, useToday } from '../../app/use-status.ts';
import { Answer } from '../../components/answer.tsx';
import { AskReason } from '../../components/ask-reason.tsx';
import { DayInput } from '../../components/day-input.tsx';
import { DetailHead } from '../../components/detail-head.tsx';
import { DraftForm } from '../../components/draft-form.tsx';
import { FactList } from '../../components/fact-list.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import { formatInstant } from '../../components/instant-text.tsx';
import { Mark } from '../../components/mark.tsx';
import { SopDiff } from './sop-diff.tsx';
import { SopPanel } from './sop-panel.tsx';

type Sop = Answers['sops']['getSop'];

/** One SOP: what the chosen version says, what changed, who has acknowledged it, and what may be done. */
export function SopDetail({ sopId, onClose }: { sopId: string; onClose: () => void }) {
  const [versionId, setVersionId] = useState<string | null>(null);
  const query = useQuery(
    api.sops.getSop.queryOptions({ input: { sopId, ...(versionId === null ? {} : { versionId }) } }),
  );
  return (
    <Answer query={query} what="the SOP">
      {(sop) => {
        const { version } = sop.shown;
        const before = sop.versions.find((one) => one.number < version.number && one.state !== 'rejected');
        return (
          <Stack gap={16} p="md">
            <DetailHead
              over={sop.serviceName}
              title={sop.shown.content.title}
              beside={<Mark tone={version.state === 'in force' ? 'good' : 'look'}>{version.state}</Mark>}
              onClose={onClose}
              actions={<SopActions sop={sop} />}
            />
            {sop.isRetired && <Text role="status">Out of use: {sop.retiredReason}</Text>}
            <Group gap="sm" align="flex-end">
              <Select
                label="Version"
                w={220}
                allowDeselect={false}
                data={sop.versions.map((one) => ({
                  value: one.versionId,
                  label: `${one.number}, ${one.state}`,
                }))}
                value={version.versionId}
                onChange={setVersionId}
              />
            </Group>
            <FactList
              facts={{
                'Kept by': sop.ownerName,
                'Proposed by': `${version.proposedByName}, ${formatInstant(version.proposedAtMs, Date.now())}`,
                'Decided by': version.decidedByName,
                'In force since': version.effectiveOn === null ? null : formatDay(version.effectiveOn),
                'Review by': sop.reviewBy === null ? null : formatDay(sop.reviewBy),
                'Who works by it': sop.roles.filter(isRole).map(roleLabel).join(', '),
                'What changed': version.changes,
                'Rejected because': version.reason,
              }}
            />
            <SopContent sop={sop} />
            {!sop.shown.isAcknowledged && version.state === 'in force' && !sop.isRetired && <Acknowledge sop={sop} />}
            {before !== undefined && (
              <SopDiff fromVersionId={before.versionId} toVersionId={version.versionId} fromNumber={before.number} />
            )}
            <Readers sop={sop} />
            <Comments subjectKind="sop" subjectId={sopId} />
          </Stack>
        );
      }}
    </Answer>
  );
}

const tagWords = { required: 'required', quality: 'quality', method: 'how' } as const;

function SopContent({ sop }: { sop: Sop }) {
  const { content } = sop.shown;
  return (
    <>
      <Part title="Purpose" text={content.purpose} />
      <Part title="Begins when" text={content.trigger} />
      <Part title="Needs" text={content.inputs} />
      <Part title="Steps">
        <ol style={{ margin: 0, paddingLeft: 20 }}>
          {content.steps.map((step) => (
            <li key={step.text}>
              {step.text} <Mark tone={step.tag === 'required' ? 'info' : 'plain'}>{tagWords[step.tag]}</Mark>
              {step.source !== '' && (
                <Text component="span" size="xs" c="dimmed">
                  {' '}
                  {step.source}
                </Text>
              )}
            </li>
          ))}
        </ol>
      </Part>
      {content.decisions.length > 0 && (
        <Part title="Decisions">
          {content.decisions.map((row) => (
            <Text key={row.when}>
              {row.when}: {row.action}
            </Text>
          ))}
        </Part>
      )}
      {content.checks.length > 0 && <Part title="Quality checks" text={content.checks.join('\n')} />}
      <Part title="Whom to ask" text={content.escalation} />
      <Part title="Forms" text={content.forms} />
    </>
  );
}

function Part({ title, text, children }: { title: string; text?: string; children?: ReactNode }) {
  if (text === '') return null;
  return (
    <section aria-label={title}>
      <Title order={3}>{title}</Title>
      {text !== undefined && <Text style={{ whiteSpace: 'pre-wrap' }}>{text}</Text>}
      {children}
    </section>
  );
}

function Acknowledge({ sop }: { sop: Sop }) {
  const { version, quiz } = sop.shown;
  const draftKey = `sop-read/${version.versionId}`;
  const acknowledge = useCommand(api.sops.acknowledgeSop, { draft: draftKey, say: 'Acknowledged' });
  return (
    <section aria-label="Acknowledge">
      <Title order={3}>Acknowledge</Title>
      <DraftForm<{ answers: readonly string[] }>
        draftKey={draftKey}
        initial={{ answers: quiz.map(() => '') }}
        submitLabel="I have read it and work by it"
        onSubmit={async ({ answers }) => {
          const answer = await acknowledge.run({
            sopId: sop.sopId,
            versionId: version.versionId,
            answers: answers.map((one) => (one === '' ? 5 : Number(one))),
          });
          return answer.ok ? null : answer.refusal;
        }}
        fields={(form) =>
          quiz.map((one, place) => (
            <Radio.Group
              key={one.question}
              label={one.question}
              value={form.values.answers[place] ?? ''}
              onChange={(chosen) =>
                form.set(
                  'answers',
                  quiz.map((_, at) => (at === place ? chosen : (form.values.answers[at] ?? ''))),
                )
              }
            >
              <Stack gap={4} mt={4}>
                {one.options.map((option, at) => (
                  <Radio key={option} value={String(at)} label={option} />
                ))}
              </Stack>
            </Radio.Group>
          ))
        }
      />
    </section>
  );
}

function Readers({ sop }: { sop: Sop }) {
  return (
    <section aria-label="Acknowledged">
      <Title order={3}>Acknowledged</Title>
      {sop.missing.length > 0 && <Text>Still to come: {sop.missing.join(', ')}</Text>}
      {sop.readings.map((reading) => (
        <Text key={`${reading.memberName}${reading.atMs}`} size="sm">
          {reading.memberName}, version {reading.number}, {formatInstant(reading.atMs, Date.now())}
        </Text>
      ))}
      {sop.readings.length === 0 && sop.missing.length === 0 && <Text c="dimmed">Nobody yet.</Text>}
    </section>
  );
}

function SopActions({ sop }: { sop: Sop }) {
  const canDecide = useCan('work.order');
  const [panel, setPanel] = useState<'next' | 'approve' | 'reject' | 'retire' | 'review' | null>(null);
  const { version } = sop.shown;
  const content = useQuery({
    ...api.sops.getSopContent.queryOptions({ input: { versionId: version.versionId } }),
    enabled: panel === 'next',
  });
  const reject = useCommand(api.sops.rejectSop, { say: 'Rejected' });
  const retire = useCommand(api.sops.retireSop, { say: 'Taken out of use' });
  const close = (): void => setPanel(null);
  if (sop.isRetired) return null;
  return (
    <>
      {canDecide && version.state === 'proposed' && (
        <>
          <Button onClick={() => setPanel('approve')}>Put in force</Button>
          <Button variant="default" onClick={() => setPanel('reject')}>
            Reject
          </Button>
        </>
      )}
      <Button variant="default" onClick={() => setPanel('next')}>
        Propose the next version
      </Button>
      {canDecide && version.state === 'in force' && (
        <Button variant="default" onClick={() => setPanel('review')}>
          Reviewed
        </Button>
      )}
      {canDecide && (
        <Button variant="default" onClick={() => setPanel('retire')}>
          Take out of use
        </Button>
      )}
      {panel === 'next' && content.data !== undefined && (
        <SopPanel base={{ sop, content: content.data.content }} onClose={close} />
      )}
      {(panel === 'approve' || panel === 'review') && (
        <ReviewPanel sop={sop} isApproval={panel === 'approve'} onClose={close} />
      )}
      <AskReason
        opened={panel === 'reject' || panel === 'retire'}
        title={panel === 'retire' ? 'Take the SOP out of use' : 'Reject the version'}
        confirmLabel={panel === 'retire' ? 'Take out of use' : 'Reject'}
        isRequired
        onClose={close}
        onConfirm={async (reason) => {
          const { sopId } = sop;
          const answer =
            panel === 'retire'
              ? await retire.run({ sopId, reason })
              : await reject.run({ sopId, versionId: version.versionId, reason });
          return answer.ok ? null : answer.refusal;
        }}
      />
    </>
  );
}

interface ReviewValues {
  readonly effectiveOn: string | null;
  readonly reviewBy: string | null;
}

function ReviewPanel({ sop, isApproval, onClose }: { sop: Sop; isApproval: boolean; onClose: () => void }) {
  const today = useToday();
  const draftKey = `sop-review/${sop.shown.version.versionId}`;
  const approve = useCommand(api.sops.approveSop, { draft: draftKey, say: 'In force' });
  const review = useCommand(api.sops.reviewSop, { draft: draftKey, say: 'Reviewed' });
  return (
    <FormPanel<ReviewValues>
      opened
      title={isApproval ? 'Put the version in force' : 'The SOP is still right'}
      draftKey={draftKey}
      initial={{ effectiveOn: today, reviewBy: addDays(today, 364) }}
      submitLabel={isApproval ? 'Put in force' : 'Reviewed'}
      onClose={onClose}
      validate={(values) => ({
        ...(values.reviewBy === null ? { reviewBy: 'Give the day.' } : {}),
        ...(isApproval && values.effectiveOn === null ? { effectiveOn: 'Give the day.' } : {}),
      })}
      onSubmit={async ({ effectiveOn, reviewBy }) => {
        const common = { sopId: sop.sopId, reviewBy: reviewBy ?? '' };
        const answer = isApproval
          ? await approve.run({ ...common, versionId: sop.shown.version.versionId, effectiveOn: effectiveOn ?? '' })
          : await review.run(common);
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          {isApproval && <DayInput label="In force on" today={today} {...form.field('effectiveOn')} />}
          <DayInput label="Review by" lean="future" today={today} {...form.field('reviewBy')} />
          {isApproval && (
            <Text size="sm" c="dimmed">
              Whoever works by it is asked to acknowledge it.
            </Text>
          )}
        </>
      )}
    />
  );
}
