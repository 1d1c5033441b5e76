import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { formatDay } from '../../../shared/domain/day.ts';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { useCan } from '../../app/use-status.ts';
import { Answer } from '../../components/answer.tsx';
import { DraftForm } from '../../components/draft-form.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { Mark } from '../../components/mark.tsx';
import { SimpleTable } from '../../components/simple-table.tsx';
import { CertificationTable, RuleFigureTable, type Rules, type RuleValues } from './rule-tables.tsx';

/** The trust rules of the firm's state: read by all, confirmed and put on the calendar by an attorney. */
export function RulesTab() {
  const query = useQuery(api.trust.getRules.queryOptions({ input: {} }));
  return (
    <Answer query={query} what="the trust rules">
      {(rules) => (
        <Stack gap={24} pt={16} maw={1000}>
          <RulesHead rules={rules} />
          <RulesForm key={`${rules.state}/${rules.version}/${rules.confirmedAtMs ?? ''}`} rules={rules} />
          {rules.duties.length > 0 && <Duties rules={rules} />}
        </Stack>
      )}
    </Answer>
  );
}

function RulesHead({ rules }: { readonly rules: Rules }) {
  const canApprove = useCan('trust.approve');
  const calendar = useCommand(api.trust.addTrustCalendar, {
    say: ({ added, existed }) =>
      added === 0
        ? `Nothing to add: ${existed === 1 ? 'one dated duty is' : `${existed} dated duties are`} there already`
        : `${added === 1 ? 'One dated duty' : `${added} dated duties`} added to your tasks`,
  });
  return (
    <section aria-label="Rule pack">
      <Group gap="sm" mb={4}>
        <Title order={2}>Rules of {rules.name}</Title>
        {rules.unconfirmed === 0 ? (
          <Mark tone="good">Confirmed</Mark>
        ) : (
          <Mark tone="look">{rules.unconfirmed} to confirm</Mark>
        )}
      </Group>
      <Text size="sm" c="dimmed">
        Version {rules.version}, from {formatDay(rules.effectiveFrom)}. {rules.source}
      </Text>
      {rules.confirmedAtMs !== null && (
        <Text size="sm" mt={4}>
          Last confirmed by {rules.confirmedBy}, <InstantText atMs={rules.confirmedAtMs} />.
        </Text>
      )}
      {canApprove && (
        <Button variant="default" mt={8} loading={calendar.isRunning} onClick={() => void calendar.run({})}>
          Add this year’s trust calendar to tasks
        </Button>
      )}
    </section>
  );
}

function RulesForm({ rules }: { readonly rules: Rules }) {
  const canApprove = useCan('trust.approve');
  const draftKey = `trust/rules/${rules.state}/${rules.version}`;
  const confirm = useCommand(api.trust.confirmRules, { draft: draftKey, say: 'Rules confirmed' });
  const initial: RuleValues = {
    figures: Object.fromEntries(rules.figures.map(({ key, value }) => [key, value])),
    days: rules.certifications.map((certification) => certification.dueOn),
  };
  if (!canApprove) {
    return (
      <>
        <RuleFigureTable rules={rules} values={initial} errors={{}} />
        <CertificationTable rules={rules} values={initial} />
      </>
    );
  }
  return (
    <DraftForm<RuleValues>
      draftKey={draftKey}
      initial={initial}
      submitLabel={`Confirm the rules for ${rules.name}`}
      validate={({ figures }) =>
        rules.figures.some(({ key }) => typeof figures[key] !== 'number') ? { figures: 'Give every figure.' } : {}
      }
      onSubmit={async ({ figures, days }) => {
        const given = Object.entries(figures).flatMap(([key, value]) =>
          value === null ? [] : [[key, value] as const],
        );
        const { state, version } = rules;
        const answer = await confirm.run({
          state,
          version,
          values: Object.fromEntries(given),
          certificationDays: [...days],
        });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <RuleFigureTable
            rules={rules}
            values={form.values}
            errors={form.errors}
            onChange={(figures) => form.set('figures', figures)}
          />
          <CertificationTable rules={rules} values={form.values} onChange={(days) => form.set('days', days)} />
          <Text size="sm" c="dimmed">
            Confirming says that you have read each figure against the rules of your state, and stand for it. A changed
            figure counts from now on; what is posted stays as it is.
          </Text>
        </>
      )}
    />
  );
}

function Duties({ rules }: { readonly rules: Rules }) {
  return (
    <section aria-label="What else the rules say">
      <Title order={2} mb={8}>
        What else the rules say
      </Title>
      <SimpleTable
        label="What else the rules say"
        rows={rules.duties}
        rowId={(duty) => duty.topic}
        columns={[
          {
            key: 'text',
            title: 'Duty',
            kind: 'node',
            render: (duty) => (
              <div>
                {duty.text}
                <Text size="xs" c="dimmed">
                  {duty.citation}
                </Text>
              </div>
            ),
          },
          {
            key: 'verified',
            title: 'Source',
            kind: 'node',
            width: 120,
            render: (duty) =>
              duty.verified ? <Mark tone="good">Verified</Mark> : <Mark tone="plain">Not verified</Mark>,
          },
        ]}
      />
    </section>
  );
}
