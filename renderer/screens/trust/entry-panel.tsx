import { Button, Group, Stack } from '@mantine/core';
import { IconFileTypePdf } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { formatDay } from '../../../shared/domain/day.ts';
import { client } from '../../app/client.ts';
import { Comments } from '../../app/comments.tsx';
import { useCan } from '../../app/use-status.ts';
import { Amount } from '../../components/amount.tsx';
import { DayText } from '../../components/day-text.tsx';
import { FactList } from '../../components/fact-list.tsx';
import { Mark } from '../../components/mark.tsx';
import { PdfView } from '../../components/pdf-view.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import { EntryMark } from './entry-columns.tsx';
import { PrintCheck } from './print-check.tsx';
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
  const isStanding = entry.type !== 'reversal' && entry.type !== 'returned item' && !entry.reversed;
  const isCheck = canPost && isStanding && entry.checkNumber !== null && entry.kind !== 'carried over';
  const canReverse = canPost && isStanding && entry.kind !== 'opening balance';
  const isReturnable = canReverse && entry.type === 'receipt' && entry.instrument !== 'cash';
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
            'Approved by':
              entry.approvedBy !== '' && entry.approvedBy === entry.preparedBy ? (
                <Group gap={8}>
                  {entry.approvedBy}
                  <Mark tone="look">Prepared it too</Mark>
                </Group>
              ) : (
                entry.approvedBy
              ),
            'Other bank':
              entry.transferEnd === null
                ? null
                : `${entry.transferEnd.institution} …${entry.transferEnd.accountEnding}, authorised by ${entry.transferEnd.authorisedBy}`,
            'Instructions confirmed':
              entry.callBack === null
                ? null
                : `with ${entry.callBack.person} at ${entry.callBack.number} on ${formatDay(entry.callBack.calledOn)}, by ${entry.callBack.calledBy}`,
            Incident: entry.incident,
            Documents:
              entry.documentIds.length === 0 ? null : (
                <Group gap={8}>
                  {entry.documentIds.map((documentId, index) => (
                    <Link key={documentId} href={`/documents/${documentId}`}>
                      {`Document ${index + 1}`}
                    </Link>
                  ))}
                </Group>
              ),
            Complete:
              entry.missing.length === 0 ? '100 %' : `${entry.completeness} %. Missing: ${entry.missing.join(', ')}`,
            Mark: entry.late || entry.reversed ? <EntryMark entry={entry} /> : null,
          }}
        />
        <Group gap="sm">
          {entry.type === 'receipt' && !isPaper && (
            <Button
              variant="default"
              leftSection={<IconFileTypePdf size={16} aria-hidden />}
              onClick={() => setPaper(true)}
            >
              Receipt on paper
            </Button>
          )}
          {isReturnable && (
            <Button variant="default" onClick={() => open({ kind: 'returned', entry })}>
              Returned by the bank
            </Button>
          )}
          {canReverse && (
            <Button variant="default" onClick={() => open({ kind: 'reverse', entry })}>
              Reverse
            </Button>
          )}
        </Group>
        {isCheck && <PrintCheck entry={entry} />}
        {isPaper && (
          <PdfView title="Receipt" load={() => client.trust.receiptPdf({ entryId: entry.entryId })} height="60vh" />
        )}
        <Comments subjectKind="entry" subjectId={entry.entryId} />
      </Stack>
    </SidePanel>
  );
}
