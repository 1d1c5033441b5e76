import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { formatDay } from '../../../shared/domain/day.ts';
import { formatCents } from '../../../shared/domain/money.ts';
import { api, client } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { useCan } from '../../app/use-status.ts';
import { Answer } from '../../components/answer.tsx';
import { DetailHead } from '../../components/detail-head.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { Mark } from '../../components/mark.tsx';
import { PdfView } from '../../components/pdf-view.tsx';
import { usePassphraseStep } from '../../components/use-passphrase-step.tsx';

interface SignedReconciliationProps {
  readonly accountId: string;
  readonly reconciliationId: string;
  readonly onClose: () => void;
}

/** The report of every ledger's balance on a day, as known now or at an instant. */
function balancesPath(accountId: string, on: string, knownOnMs?: number): string {
  return `/reports/ledger-balances/${on}/${accountId}${knownOnMs === undefined ? '' : `/${knownOnMs}`}`;
}

/** A signed reconciliation: who signed what, and its packet. The last one can be opened again. */
export function SignedReconciliation({ accountId, reconciliationId, onClose }: SignedReconciliationProps) {
  const query = useQuery(api.trust.listReconciliations.queryOptions({ input: { accountId } }));
  const canApprove = useCan('trust.approve');
  const [isReopening, setReopening] = useState(false);
  return (
    <Answer query={query} what="the reconciliation">
      {({ rows }) => {
        const row = rows.find((one) => one.reconciliationId === reconciliationId);
        if (row === undefined) return <EmptyState title="This reconciliation is not here" />;
        const last = rows.find((one) => !one.reopened);
        const isLast = last?.reconciliationId === reconciliationId;
        return (
          <Stack gap={16} p="md">
            <DetailHead
              over="Reconciliation"
              title={`${formatDay(row.statementFrom)} to ${formatDay(row.statementOn)}`}
              beside={row.reopened ? <Mark tone="look">Opened again</Mark> : <Mark tone="good">Signed</Mark>}
              onClose={onClose}
              actions={
                isLast &&
                canApprove && (
                  <Button variant="default" onClick={() => setReopening(true)}>
                    Open again
                  </Button>
                )
              }
            />
            <Text>
              Bank, journal and ledgers agree at {formatCents(row.adjustedBankCents)}. Signed by {row.signedBy},{' '}
              <InstantText atMs={row.signedAtMs} />.
            </Text>
            {row.reopened && <Text c="dimmed">Opened again: {row.reopenReason}</Text>}
            {row.packetSha256 !== '' && (
              <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                The packet is kept as it was signed. SHA-256 {row.packetSha256}
              </Text>
            )}
            {row.lateEntries > 0 && (
              <Alert color="red" variant="light" p="sm">
                {row.lateEntries} {row.lateEntries === 1 ? 'entry' : 'entries'} dated into this period came after the
                signature. The packet shows what was signed; the exceptions name what came late.
                <Group gap="md" mt={4}>
                  <Link href={balancesPath(accountId, row.statementOn, row.signedAtMs)}>Balances as signed</Link>
                  <Link href={balancesPath(accountId, row.statementOn)}>Balances as known now</Link>
                  <Link href={`/trust/${accountId}/exceptions`}>Exceptions</Link>
                </Group>
              </Alert>
            )}
            <PdfView
              title={`Packet of ${formatDay(row.statementOn)}`}
              load={() => client.trust.reconciliationPdf({ reconciliationId })}
            />
            {isReopening && (
              <ReopenPanel accountId={accountId} statementOn={row.statementOn} onClose={() => setReopening(false)} />
            )}
          </Stack>
        );
      }}
    </Answer>
  );
}

interface ReopenPanelProps {
  readonly accountId: string;
  readonly statementOn: string;
  readonly onClose: () => void;
}

function ReopenPanel({ accountId, statementOn, onClose }: ReopenPanelProps) {
  const reopen = useCommand(api.trust.reopenReconciliation, {
    draft: `trust/reopen/${accountId}`,
    say: 'Period opened again',
  });
  const step = usePassphraseStep();
  return (
    <>
      <FormPanel
        opened
        title="Open a signed period again"
        draftKey={`trust/reopen/${accountId}`}
        isCovered={step.isAsking}
        initial={{ reason: '' }}
        submitLabel="Open again"
        onClose={onClose}
        validate={(values) => (values.reason.trim() === '' ? { reason: 'Say why.' } : {})}
        onSubmit={({ reason }) =>
          step.ask(
            {
              title: 'Open a signed period again',
              consequence: `Your signature under the statement of ${formatDay(statementOn)} no longer counts, and the period is no longer locked. It has to be reconciled and signed anew. Both stay in the audit trail.`,
              confirmLabel: 'Open again',
            },
            async (passphrase) => {
              const answer = await reopen.run({ accountId, reason, passphrase });
              return answer.ok ? null : answer.refusal;
            },
          )
        }
        fields={(form) => (
          <>
            <Text>The reason stands in the audit trail beside your name.</Text>
            <TextInput label="Reason" required {...form.text('reason')} data-autofocus />
          </>
        )}
      />
      {step.dialog}
    </>
  );
}
