import { Button, Group, Stack } from '@mantine/core';
import { IconFileTypePdf } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { client } from '../../app/client.ts';
import { Comments } from '../../app/comments.tsx';
import { useCan } from '../../app/use-status.ts';
import { Amount } from '../../components/amount.tsx';
import { DayText } from '../../components/day-text.tsx';
import { FactList } from '../../components/fact-list.tsx';
import { PdfView } from '../../components/pdf-view.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import { EntryMark } from './entry-columns.tsx';
import { useTrustPanel } from './trust-panels.ts';
import { describeEntry, describeInstrument, type EntryRow, nameEntry } from './trust-words.ts';

interface EntryPanelProps {
  readonly entry: EntryRow;
  readonly onClose: () => void;
}

/** One entry of the journal: who, what for, by what, and how it can be taken back. */
export function EntryPanel({ entry, onClose }: EntryPanelProps) {
  const canPost = useCan('trust.post');
  const open = useTrustPanel((store) => store.open);
  const [isPaper, setPaper] = useState(false);
  const isCheck = canPost && entry.type !== 'reversal' && entry.checkNumber !== null && !entry.reversed;
  const canReverse = canPost && entry.type !== 'reversal' && !entry.reversed;
  return (
    <SidePanel opened title={nameEntry(entry.type)} onClose={onClose} width={isPaper ? 860 : 480}>
      <Stack gap={12}>
        <FactList
          facts={{
            Amount: <Amount cents={entry.amountCents} withSign />,
            Day: <DayText day={entry.day} />,
            [entry.type === 'receipt' ? 'Received from' : 'Paid to']: entry.name,
            For: entry.kind === '' ? null : describeEntry(entry),
            Purpose: entry.purpose,
            Ledger: <Link href={`/trust/${entry.accountId}/ledgers/${entry.ledgerId}`}>{entry.ledgerTitle}</Link>,
            By: describeInstrument(entry),
            Reference: entry.reference,
            Invoice:
              entry.invoiceId === null ? null : (
                <Link href={`/billing/invoices/${entry.invoiceId}`}>{entry.invoiceNumber}</Link>
              ),
            Collected: entry.collectedOn === null ? null : <DayText day={entry.collectedOn} />,
            Cleared: entry.clearedOn === null ? null : <DayText day={entry.clearedOn} />,
            'Prepared by': entry.preparedBy,
            'Approved by': entry.approvedBy,
            Mark: entry.late || entry.reversed ? <EntryMark entry={entry} /> : null,
          }}
        />
        <Group gap="sm">
          {(entry.type === 'receipt' || isCheck) && !isPaper && (
            <Button
              variant="default"
              leftSection={<IconFileTypePdf size={16} aria-hidden />}
              onClick={() => setPaper(true)}
            >
              {isCheck ? 'Print the check' : 'Receipt on paper'}
            </Button>
          )}
          {canReverse && (
            <Button variant="default" onClick={() => open({ kind: 'reverse', entry })}>
              Reverse
            </Button>
          )}
        </Group>
        {isPaper && (
          <PdfView
            title={isCheck ? `Check ${entry.checkNumber}` : 'Receipt'}
            load={() =>
              isCheck
                ? client.trust.checkPdf({ entryId: entry.entryId })
                : client.trust.receiptPdf({ entryId: entry.entryId })
            }
            height="60vh"
          />
        )}
        <Comments subjectKind="entry" subjectId={entry.entryId} />
      </Stack>
    </SidePanel>
  );
}
