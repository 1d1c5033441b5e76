import { Button, Stack } from '@mantine/core';
import { IconFileTypePdf } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { api, client } from '../../app/client.ts';
import { useCan } from '../../app/use-status.ts';
import { Answer } from '../../components/answer.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { DetailHead } from '../../components/detail-head.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { PdfView } from '../../components/pdf-view.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import { ClosingList } from './closing-list.tsx';
import { cardColumns } from './entry-columns.tsx';
import { matterOf } from './find-ledgers.ts';
import { HoldList } from './hold-panels.tsx';
import { LedgerFigures } from './ledger-figures.tsx';
import { LedgerMenu } from './ledger-menu.tsx';
import classes from './trust.module.css';
import { useTrustPanel } from './trust-panels.ts';
import { UnidentifiedList } from './unidentified-list.tsx';

const papers = { card: 'Ledger card', letter: 'Balance letter', accounting: 'Accounting to the client' } as const;

interface LedgerCardProps {
  readonly accountId: string;
  readonly ledgerId: string;
  readonly onClose: () => void;
}

/** One client's ledger card: balance and available, and every entry with the balance after it. */
export function LedgerCard({ accountId, ledgerId, onClose }: LedgerCardProps) {
  const query = useQuery(api.trust.getLedger.queryOptions({ input: { accountId, ledgerId } }));
  const { panel, open } = useTrustPanel();
  const canPrepare = useCan('trust.prepare');
  const [paper, setPaper] = useState<keyof typeof papers | null>(null);
  const hasClient = matterOf(ledgerId) !== undefined;
  return (
    <Answer query={query} what="the ledger">
      {(ledger) => {
        const chosen = { value: ledgerId, label: ledger.title };
        return (
          <Stack gap={12} p="md">
            <DetailHead
              over={ledger.clientName}
              title={ledger.title}
              onClose={onClose}
              actions={
                <>
                  {canPrepare && (
                    <>
                      <Button onClick={() => open({ kind: 'receipt', accountId, ledger: chosen })}>
                        Post a receipt
                      </Button>
                      <Button variant="default" onClick={() => open({ kind: 'request', accountId, ledger: chosen })}>
                        Request a disbursement
                      </Button>
                      <LedgerMenu ledger={ledger} />
                    </>
                  )}
                  <Button
                    variant="default"
                    leftSection={<IconFileTypePdf size={16} aria-hidden />}
                    onClick={() => setPaper('card')}
                  >
                    Ledger card
                  </Button>
                  {hasClient && (
                    <Button
                      variant="default"
                      leftSection={<IconFileTypePdf size={16} aria-hidden />}
                      onClick={() => setPaper('letter')}
                    >
                      Balance letter
                    </Button>
                  )}
                  {hasClient && (
                    <Button
                      variant="default"
                      leftSection={<IconFileTypePdf size={16} aria-hidden />}
                      onClick={() => setPaper('accounting')}
                    >
                      Accounting
                    </Button>
                  )}
                  {hasClient && <Link href={`/matters/${ledgerId}`}>Open the matter</Link>}
                </>
              }
            />
            <LedgerFigures ledger={ledger} />
            <HoldList accountId={accountId} ledgerId={ledgerId} />
            <ClosingList accountId={accountId} ledgerId={ledgerId} />
            {ledgerId === 'suspense' && <UnidentifiedList accountId={accountId} />}
            <div className={classes.ledgerEntries}>
              <DataTable
                label="Entries of the ledger"
                columns={cardColumns}
                defaultSort={{ by: 'day' }}
                query={({ offset, limit }) =>
                  api.trust.ledgerCard.queryOptions({ input: { accountId, ledgerId, offset, limit } })
                }
                rowId={(row) => row.entryId}
                selectedId={panel?.kind === 'entry' ? panel.entry.entryId : undefined}
                onOpen={(entry) => open({ kind: 'entry', entry })}
                empty={<EmptyState title="No entry is on this ledger yet" />}
              />
            </div>
            <SidePanel
              opened={paper !== null}
              title={`${papers[paper ?? 'card']}: ${ledger.title}`}
              onClose={() => setPaper(null)}
              width={860}
            >
              <PdfView
                title={`${papers[paper ?? 'card']}: ${ledger.title}`}
                version={paper ?? ''}
                load={() =>
                  paper === 'letter'
                    ? client.trust.balanceLetterPdf({ accountId, ledgerId })
                    : paper === 'accounting'
                      ? client.trust.accountingPdf({ accountId, ledgerId })
                      : client.trust.ledgerCardPdf({ accountId, ledgerId })
                }
                height="calc(100vh - 150px)"
              />
            </SidePanel>
          </Stack>
        );
      }}
    </Answer>
  );
}
