import { Group, Select, Text, Textarea, TextInput } from '@mantine/core';
import { conflictHitDecisions } from '../../../shared/events/intake.ts';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { DraftForm } from '../../components/draft-form.tsx';
import { ConflictHit } from './conflict-hit.tsx';
import type { Report } from './conflict-report.tsx';

type HitDecision = (typeof conflictHitDecisions)[number];
type Result = 'clear' | 'clear with waiver' | 'conflict';

interface DecisionValues {
  readonly decisions: readonly {
    readonly key: string;
    readonly decision: HitDecision | null;
    readonly reason: string;
  }[];
  readonly reason: string;
}

/** The attorney decides each hit; the result follows from them. */
export function ConflictDecision({ report }: { report: Report }) {
  const draftKey = `conflict/${report.conflictId}`;
  const decide = useCommand(api.intake.decideConflict, { draft: draftKey, say: 'Decision kept' });
  const initial: DecisionValues = {
    decisions: report.hits.map((hit) => ({ key: hit.key, decision: hit.decision, reason: hit.decisionReason })),
    reason: report.hits.length === 0 ? 'No hits' : '',
  };
  return (
    <DraftForm
      draftKey={draftKey}
      initial={initial}
      submitLabel="Decide"
      validate={(values) => ({
        ...(values.decisions.some((entry) => entry.decision === null) ? { decisions: 'Decide every hit.' } : {}),
        ...(values.reason.trim() === '' ? { reason: 'Give the reason in a sentence.' } : {}),
      })}
      onSubmit={async (values) => {
        const answer = await decide.run({
          conflictId: report.conflictId,
          result: concludeResult(values.decisions),
          hits: values.decisions.flatMap(({ key, decision, reason }) =>
            decision === null ? [] : [{ key, decision, reason }],
          ),
          reason: values.reason,
        });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          {report.hits.map((hit) => {
            const entry = form.values.decisions.find((decision) => decision.key === hit.key);
            const change = (changes: { decision?: HitDecision | null; reason?: string }): void =>
              form.set(
                'decisions',
                form.values.decisions.map((other) => (other.key === hit.key ? { ...other, ...changes } : other)),
              );
            return (
              <ConflictHit key={hit.key} hit={{ ...hit, decision: null }}>
                <Group grow gap="sm" mt={8} align="flex-start">
                  <Select
                    label={`Decision on ${hit.matchedName}`}
                    data={[...conflictHitDecisions]}
                    value={entry?.decision ?? null}
                    onChange={(value) =>
                      change({ decision: conflictHitDecisions.find((known) => known === value) ?? null })
                    }
                    error={
                      form.errors.decisions !== undefined && entry?.decision === null
                        ? form.errors.decisions
                        : undefined
                    }
                  />
                  <TextInput
                    label="Why"
                    value={entry?.reason ?? ''}
                    onChange={(event) => change({ reason: event.currentTarget.value })}
                  />
                </Group>
              </ConflictHit>
            );
          })}
          <Textarea label="Reason for the whole" required autosize minRows={2} {...form.text('reason')} />
          <Text>
            Result: <strong>{describeResult(form.values.decisions)}</strong>
          </Text>
        </>
      )}
    />
  );
}

/** What the hits add up to [IN10] [IN11]. The data process decides it again. */
function concludeResult(decisions: DecisionValues['decisions']): Result {
  if (decisions.some((entry) => entry.decision === 'not waivable')) return 'conflict';
  return decisions.some((entry) => entry.decision === 'waivable') ? 'clear with waiver' : 'clear';
}

function describeResult(decisions: DecisionValues['decisions']): string {
  const left = decisions.filter((entry) => entry.decision === null).length;
  if (left > 0) return left === 1 ? '1 hit is left to decide' : `${left} hits are left to decide`;
  return concludeResult(decisions);
}
