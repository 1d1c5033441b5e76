import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatCents } from '../../../shared/domain/money.ts';
import { api, client } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { useCan } from '../../app/use-status.ts';
import { Mark } from '../../components/mark.tsx';
import { PdfView } from '../../components/pdf-view.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import { SimpleTable } from '../../components/simple-table.tsx';
import { usePassphraseStep } from '../../components/use-passphrase-step.tsx';
import type { ClosingRow } from './trust-words.ts';

const states = {
  prepared: { tone: 'look', word: 'To approve' },
  approved: { tone: 'good', word: 'Approved' },
  withdrawn: { tone: 'plain', word: 'Withdrawn' },
} as const;

/** The closing statements of a ledger; nothing where there are none. */
export function ClosingList({ accountId, ledgerId }: { readonly accountId: string; readonly ledgerId: string }) {
  const canApprove = useCan('trust.approve');
  const [shown, setShown] = useState<string | null>(null);
  const approve = useCommand(api.trust.approveClosing, {
    draft: `trust/approve-closing/${ledgerId}`,
    say: (done) => [`${done.requestIds.length} payments wait for approval`, ...done.waiting].join('. '),
  });
  const step = usePassphraseStep();
  const rows =
    useQuery(api.trust.listClosings.queryOptions({ input: { accountId, ledgerId, descending: true, limit: 20 } })).data
      ?.rows ?? [];
  if (rows.length === 0) return null;
  const ask = (row: ClosingRow): void => {
    void step.ask(
      {
        title: 'Approve the closing statement',
        consequence: `${formatCents(row.grossCents)} is divided: ${formatCents(row.netCents)} to ${row.client}. Its payments become requests, and the liens that it pays are released.`,
        confirmLabel: 'Approve',
      },
      async (passphrase) => {
        const answer = await approve.run({ closingId: row.closingId, passphrase });
        return answer.ok ? null : answer.refusal;
      },
    );
  };
  return (
    <>
      <SimpleTable
        label="Closing statements"
        rows={rows}
        rowId={(row) => row.closingId}
        columns={[
          { key: 'day', title: 'Closing of', kind: 'day', width: 100 },
          { key: 'grossCents', title: 'Settlement', kind: 'amount', width: 108 },
          { key: 'netCents', title: 'To the client', kind: 'amount', width: 108 },
          {
            key: 'state',
            title: 'State',
            kind: 'text',
            render: (row) => <Mark tone={states[row.state].tone}>{states[row.state].word}</Mark>,
          },
          {
            key: 'actions',
            title: '',
            kind: 'text',
            render: (row) => (
              <Group gap={6} wrap="nowrap" justify="flex-end">
                {row.state !== 'withdrawn' && (
                  <Button size="compact-sm" variant="default" onClick={() => setShown(row.closingId)}>
                    Paper
                  </Button>
                )}
                {row.state === 'prepared' && canApprove && (
                  <Button size="compact-sm" onClick={() => ask(row)}>
                    Approve
                  </Button>
                )}
              </Group>
            ),
          },
        ]}
      />
      <SidePanel opened={shown !== null} title="Closing statement" onClose={() => setShown(null)} width={860}>
        <PdfView
          title="Closing statement"
          version={shown ?? ''}
          load={() => client.trust.closingPdf({ closingId: shown ?? '' })}
          height="calc(100vh - 120px)"
        />
      </SidePanel>
      {step.dialog}
    </>
  );
}
