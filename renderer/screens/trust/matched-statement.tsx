import { Alert } from '@mantine/core';
import { useMemo, useState } from 'react';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { useCan } from '../../app/use-status.ts';
import { BankErrorPanel } from './bank-error-panel.tsx';
import { firmLedger } from './find-ledgers.ts';
import { StatementLines } from './statement-lines.tsx';
import { useTrustPanel } from './trust-panels.ts';
import type { Account, Reconciliation, StatementLine } from './trust-words.ts';

interface MatchedStatementProps {
  readonly account: Account;
  readonly lines: readonly StatementLine[];
  readonly candidates: Reconciliation['candidates'];
  /** Entries that were chosen in the books for the line. */
  readonly chosen: readonly string[];
  readonly onMatched: () => void;
}

/** The imported lines, with what matches them, takes matches back and posts what is missing. */
export function MatchedStatement({ account, lines, candidates, chosen, onMatched }: MatchedStatementProps) {
  const { accountId } = account;
  const canPrepare = useCan('trust.prepare');
  const canPost = useCan('trust.post');
  const canApprove = useCan('trust.approve');
  const [mistake, setMistake] = useState<StatementLine | null>(null);
  const match = useCommand(api.trust.matchLines, { onDone: onMatched });
  const undo = useCommand(api.trust.undoMatch);
  const open = useTrustPanel((store) => store.open);
  const entries = useMemo(() => new Map(candidates.map((row) => [row.entryId, row])), [candidates]);
  const post = (line: StatementLine): void => {
    const kind = line.suggestion?.kind;
    const known = {
      lineId: line.lineId,
      day: line.day,
      amountCents: Math.abs(line.amountCents),
      name: kind === 'bank fee' || kind === 'interest' ? account.bank : line.name,
      purpose: line.memo === '' ? line.name : line.memo,
      kind: kind === 'bank fee' || kind === 'interest' ? kind : null,
    };
    if (line.amountCents > 0) open({ kind: 'receipt', accountId, line: known });
    else {
      open({
        kind: canPost && canApprove ? 'disburse' : 'request',
        accountId,
        line: known,
        ...(kind === 'bank fee' ? { ledger: firmLedger } : {}),
      });
    }
  };
  const refusal = match.refusal ?? undo.refusal;
  return (
    <>
      {refusal !== null && (
        <Alert color="red" variant="light" role="alert" p="sm" mx="md" mb="xs">
          {refusal.sentence}
        </Alert>
      )}
      <StatementLines
        accountKind={account.kind}
        lines={lines}
        entries={entries}
        chosen={chosen}
        canMatch={canPrepare}
        onMatch={(matches) => {
          undo.clearRefusal();
          void match.run({ accountId, matches });
        }}
        onUndo={(matchId) => {
          match.clearRefusal();
          void undo.run({ matchId });
        }}
        onPost={canPrepare ? post : null}
        onBankError={setMistake}
      />
      {mistake !== null && <BankErrorPanel accountId={accountId} line={mistake} onClose={() => setMistake(null)} />}
    </>
  );
}
