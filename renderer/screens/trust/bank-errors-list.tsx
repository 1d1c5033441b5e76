import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatDay } from '../../../shared/domain/day.ts';
import type { Answers } from '../../app/answers.ts';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { useCan, useToday } from '../../app/use-status.ts';
import { Amount } from '../../components/amount.tsx';
import { DayInput } from '../../components/day-input.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import { BankErrorPanel } from './bank-error-panel.tsx';

type BankError = Answers['trust']['listBankErrors']['rows'][number];

/** The bank's mistakes that wait for correction, and the way to note one. */
export function BankErrorsList({ accountId }: { readonly accountId: string }) {
  const { data } = useQuery(api.trust.listBankErrors.queryOptions({ input: { accountId } }));
  const canPrepare = useCan('trust.prepare');
  const [isNoting, setNoting] = useState(false);
  const [corrected, setCorrected] = useState<BankError | null>(null);
  const open = (data?.rows ?? []).filter((row) => row.correctedOn === null);
  return (
    <Stack gap={4}>
      {open.map((row) => (
        <Group key={row.errorId} gap="sm" wrap="nowrap">
          <Text size="sm" style={{ flex: 1 }}>
            Bank error of {formatDay(row.day)}: {row.what}
          </Text>
          <Amount cents={row.amountCents} />
          {canPrepare && (
            <Button variant="default" onClick={() => setCorrected(row)}>
              Corrected
            </Button>
          )}
        </Group>
      ))}
      {canPrepare && (
        <Group>
          <Button variant="subtle" onClick={() => setNoting(true)}>
            Note a mistake of the bank's
          </Button>
        </Group>
      )}
      {isNoting && <BankErrorPanel accountId={accountId} line={null} onClose={() => setNoting(false)} />}
      {corrected !== null && (
        <CorrectionPanel accountId={accountId} error={corrected} onClose={() => setCorrected(null)} />
      )}
    </Stack>
  );
}

interface CorrectionPanelProps {
  readonly accountId: string;
  readonly error: BankError;
  readonly onClose: () => void;
}

/** The bank made it good; the line of the statement that did so is found by its amount. */
function CorrectionPanel({ accountId, error, onClose }: CorrectionPanelProps) {
  const today = useToday();
  const draftKey = `trust/bank-correction/${error.errorId}`;
  const correct = useCommand(api.trust.correctBankError, { draft: draftKey, say: 'Correction noted' });
  const lines = useQuery(api.trust.proposeMatches.queryOptions({ input: { accountId, statementOn: today } })).data;
  const line = lines?.lines.find(
    (one) => one.matchId === null && !one.isBankError && one.amountCents === error.amountCents && one.day >= error.day,
  );
  return (
    <FormPanel<{ day: string | null }>
      opened={lines !== undefined}
      title="The bank corrected it"
      draftKey={draftKey}
      initial={{ day: line?.day ?? today }}
      submitLabel="Note the correction"
      onClose={onClose}
      validate={(values) => (values.day === null ? { day: 'Give the day on the statement.' } : {})}
      onSubmit={async (values) => {
        const lineIds = line === undefined ? [] : [line.lineId];
        const answer = await correct.run({ errorId: error.errorId, day: values.day ?? '', lineIds });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <Text>
            {line === undefined
              ? 'No imported line of the statement has this amount. Give the day on which the bank corrected it.'
              : `The line of ${formatDay(line.day)} on the statement, ${line.name}, is the correction.`}
          </Text>
          <DayInput label="Corrected on" today={today} required {...form.field('day')} data-autofocus />
        </>
      )}
    />
  );
}
