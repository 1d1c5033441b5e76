import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { Comments } from '../../app/comments.tsx';
import { Amount } from '../../components/amount.tsx';
import { FactList } from '../../components/fact-list.tsx';
import { Mark } from '../../components/mark.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import { describeWork, type TimeRow } from './billing-words.ts';

interface WorkDetailPanelProps {
  readonly opened: boolean;
  readonly title: string;
  readonly row: Pick<TimeRow, 'state' | 'billable' | 'matterId' | 'matterTitle' | 'amountCents'> | null;
  readonly facts: Readonly<Record<string, ReactNode>>;
  readonly invoiceId: string | null;
  /** The time entry that it is; absent for an expense. */
  readonly timeId?: string | undefined;
  readonly onClose: () => void;
}

/** Work that can no longer be changed, with the invoice that it is on. */
export function WorkDetailPanel({ opened, title, row, facts, invoiceId, timeId, onClose }: WorkDetailPanelProps) {
  return (
    <SidePanel opened={opened} title={title} onClose={onClose}>
      {row !== null && (
        <Stack gap={12}>
          <div>
            <Mark tone={describeWork(row).tone}>{describeWork(row).word}</Mark>
          </div>
          <FactList
            facts={{
              Matter: <Link href={`/matters/${row.matterId}`}>{row.matterTitle}</Link>,
              Amount: <Amount cents={row.amountCents} />,
              ...facts,
              Invoice:
                invoiceId === null ? null : (
                  <Link href={`/billing/invoices/${invoiceId}`}>
                    {row.state === 'drafted' ? 'Open the draft' : 'Open the invoice'}
                  </Link>
                ),
            }}
          />
          {timeId !== undefined && <Comments subjectKind="time" subjectId={timeId} />}
        </Stack>
      )}
    </SidePanel>
  );
}
