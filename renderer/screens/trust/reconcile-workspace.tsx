import { Alert, Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { formatDay } from '../../../shared/domain/day.ts';
import { formatCents } from '../../../shared/domain/money.ts';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { usePlace } from '../../app/use-place.ts';
import { useCan, useToday } from '../../app/use-status.ts';
import { AmountInput } from '../../components/amount-input.tsx';
import { Answer } from '../../components/answer.tsx';
import { DayInput } from '../../components/day-input.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { usePassphraseStep } from '../../components/use-passphrase-step.tsx';
import { AttachDocuments } from './attach-documents.tsx';
import { BankErrorsList } from './bank-errors-list.tsx';
import { CandidateList } from './candidate-list.tsx';
import { ImportStatementPanel } from './import-statement-panel.tsx';
import { MatchedStatement } from './matched-statement.tsx';
import classes from './reconcile.module.css';
import { ReconcileBooks } from './reconcile-books.tsx';
import { StatementSum } from './statement-sum.tsx';
import type { Account, Reconciliation } from './trust-words.ts';
import { useReconciliationDraft } from './use-reconciliation-draft.ts';

interface ReconcileWorkspaceProps {
  readonly account: Account;
  /** The last day of the month that is due, where one is. */
  readonly suggestedOn: string | null;
}

const askAfterMs = 150;

/** Statement left, books right: tick off what the bank has seen until the three totals agree, then sign. */
export function ReconcileWorkspace({ account, suggestedOn }: ReconcileWorkspaceProps) {
  const { accountId } = account;
  const today = useToday();
  const { draft, change, drop } = useReconciliationDraft(accountId, suggestedOn);
  const [asked] = useDebouncedValue(draft, askAfterMs);
  const isReady = asked.statementOn !== null && asked.bankBalanceCents !== null;
  const [isImporting, setImporting] = useState(false);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const canPrepare = useCan('trust.prepare');
  const bank = useQuery(
    api.trust.proposeMatches.queryOptions({
      input: { accountId, statementOn: asked.statementOn ?? today },
      enabled: asked.statementOn !== null,
      placeholderData: (before) => before,
    }),
  ).data;
  const isImported = bank !== undefined && (bank.importedTo ?? '') >= (asked.statementOn ?? today);
  const closingCents = isImported ? bank.closingCents : null;
  useEffect(() => {
    if (closingCents !== null && draft.bankBalanceCents === null) change({ bankBalanceCents: closingCents });
  }, [closingCents, draft.bankBalanceCents, change]);
  // Where the whole statement was imported, what its lines are matched with has cleared, and nothing else.
  const clearedEntryIds = useMemo(
    () => (isImported ? [] : [...asked.clearedEntryIds]),
    [isImported, asked.clearedEntryIds],
  );
  const query = useQuery(
    api.trust.reconcile.queryOptions({
      input: {
        accountId,
        statementOn: asked.statementOn ?? today,
        bankBalanceCents: asked.bankBalanceCents ?? 0,
        clearedEntryIds,
      },
      enabled: isReady,
      placeholderData: (before) => before,
    }),
  );
  const matched = query.data?.candidates.filter((row) => row.matched).map((row) => row.entryId);
  const cleared = new Set([...draft.clearedEntryIds, ...(matched ?? [])]);
  return (
    <div className={classes.workspace}>
      <section className={classes.statement} aria-label="Statement">
        <div className={classes.head}>
          <Group justify="space-between">
            <Title order={2}>The bank's statement</Title>
            {canPrepare && (
              <Button variant="default" onClick={() => setImporting(true)}>
                Import statement
              </Button>
            )}
          </Group>
          <Group gap="sm" align="flex-end" mt={8} wrap="nowrap">
            <DayInput
              label="Statement to"
              w={150}
              lean="past"
              today={today}
              value={draft.statementOn}
              onChange={(statementOn) => change({ statementOn })}
            />
            <AmountInput
              label="Ending balance"
              w={160}
              mayBeNegative
              value={draft.bankBalanceCents}
              onChange={(bankBalanceCents) => change({ bankBalanceCents })}
            />
            {query.data !== undefined && isReady && <StatementSum reconciliation={query.data} />}
          </Group>
        </div>
        {!isReady || query.data === undefined ? (
          <EmptyState
            title={isReady ? 'Reading the journal' : 'Type the last day and the ending balance'}
            text="They stand on the bank's statement. What the bank may have seen by then is listed here."
          />
        ) : isImported ? (
          <MatchedStatement
            account={account}
            lines={bank.lines}
            candidates={query.data.candidates}
            chosen={chosen}
            onMatched={() => setChosen([])}
          />
        ) : (
          <CandidateList
            candidates={query.data.candidates}
            cleared={cleared}
            onChange={(ids) => change({ clearedEntryIds: ids })}
          />
        )}
      </section>
      <section className={classes.books} aria-label="Books">
        {!isReady && <Text c="dimmed">The journal and the ledgers stand here beside it.</Text>}
        {isReady && (
          <Answer query={query} what="the reconciliation">
            {(reconciliation) => (
              <Stack gap={16}>
                {isImported && (
                  <div className={classes.open}>
                    <Group justify="space-between" mb={4}>
                      <Title order={3} size="sm">
                        In the books, not matched
                      </Title>
                      <Text size="xs" c="dimmed">
                        Space chooses, Left goes back
                      </Text>
                    </Group>
                    <CandidateList
                      isChoosing
                      candidates={reconciliation.candidates.filter((row) => !row.matched)}
                      cleared={new Set(chosen)}
                      onChange={setChosen}
                      onBack={() => document.getElementById('statement-lines')?.focus()}
                    />
                  </div>
                )}
                <ReconcileBooks reconciliation={reconciliation} />
                <BankErrorsList accountId={accountId} />
                <SignStep
                  account={account}
                  reconciliation={reconciliation}
                  isCurrent={asked === draft && !query.isPlaceholderData}
                  clearedEntryIds={clearedEntryIds}
                  note={draft.note}
                  onNote={(note) => change({ note })}
                  attachedDocumentIds={draft.attachedDocumentIds}
                  onAttached={(ids) => change({ attachedDocumentIds: ids })}
                  onSigned={drop}
                />
              </Stack>
            )}
          </Answer>
        )}
      </section>
      {isImporting && (
        <ImportStatementPanel
          account={account}
          onClose={() => setImporting(false)}
          onImported={({ to, closingCents: closing }) => change({ statementOn: to, bankBalanceCents: closing })}
        />
      )}
    </div>
  );
}

interface SignStepProps {
  readonly account: Account;
  readonly reconciliation: Reconciliation;
  /** The figures are those of what is ticked now. */
  readonly isCurrent: boolean;
  readonly clearedEntryIds: readonly string[];
  readonly note: string;
  readonly onNote: (note: string) => void;
  readonly attachedDocumentIds: readonly string[];
  readonly onAttached: (documentIds: readonly string[]) => void;
  readonly onSigned: () => void;
}

function SignStep(props: SignStepProps) {
  const { account, reconciliation, isCurrent, clearedEntryIds, note, onNote, onSigned } = props;
  const { attachedDocumentIds, onAttached } = props;
  const { go } = usePlace();
  const canApprove = useCan('trust.approve');
  const sign = useCommand(api.trust.signReconciliation, {
    draft: `trust/sign/${account.accountId}`,
    say: 'Reconciliation signed',
  });
  const step = usePassphraseStep();
  const { statementOn, bankBalanceCents } = reconciliation;
  const ask = (): void => {
    void step.ask(
      {
        title: 'Sign the reconciliation',
        consequence: `You sign that bank, journal and ledgers of ${account.name} agree at ${formatCents(reconciliation.adjustedBankCents)} on ${formatDay(statementOn)}. The period up to then is locked.`,
        confirmLabel: 'Sign',
      },
      async (passphrase) => {
        const answer = await sign.run({
          accountId: account.accountId,
          statementOn,
          bankBalanceCents,
          clearedEntryIds: [...clearedEntryIds],
          attachedDocumentIds: [...attachedDocumentIds],
          note,
          passphrase,
        });
        if (!answer.ok) return answer.refusal;
        onSigned();
        go(`/trust/${account.accountId}/reconcile/${answer.value.id}`);
        return null;
      },
    );
  };
  if (!canApprove) {
    return (
      <Text c="dimmed">
        {reconciliation.balanced
          ? 'It is balanced. An attorney signs it; what you ticked is kept on this machine.'
          : 'What you ticked is kept on this machine.'}
      </Text>
    );
  }
  return (
    <>
      <TextInput
        label="Note"
        placeholder="Stands on the packet"
        maxLength={500}
        value={note}
        onChange={(event) => onNote(event.currentTarget.value)}
      />
      <AttachDocuments value={attachedDocumentIds} onChange={onAttached} />
      {sign.refusal !== null && !sign.refusal.fields.includes('passphrase') && (
        <Alert color="red" variant="light" role="alert" p="sm">
          {sign.refusal.sentence}
        </Alert>
      )}
      <Group gap="sm">
        <Button disabled={!reconciliation.balanced || !isCurrent} onClick={ask}>
          Sign
        </Button>
        {!reconciliation.balanced && <Text c="dimmed">It can be signed once nothing stands against it.</Text>}
      </Group>
      {step.dialog}
    </>
  );
}
