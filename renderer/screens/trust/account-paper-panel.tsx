import { Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { client } from '../../app/client.ts';
import { useToday } from '../../app/use-status.ts';
import { DayInput } from '../../components/day-input.tsx';
import { PdfView } from '../../components/pdf-view.tsx';
import { SidePanel } from '../../components/side-panel.tsx';

interface AccountPaperPanelProps {
  readonly paper: 'deposit slip' | 'alignment';
  readonly accountId: string;
  readonly onClose: () => void;
}

/** The slip of a day's deposit, or a page to align check stock with. */
export function AccountPaperPanel({ paper, accountId, onClose }: AccountPaperPanelProps) {
  const today = useToday();
  const [day, setDay] = useState(today);
  const isSlip = paper === 'deposit slip';
  return (
    <SidePanel opened title={isSlip ? 'Deposit slip' : 'Check alignment'} onClose={onClose} width={860}>
      <Stack gap={12}>
        {isSlip ? (
          <DayInput
            label="Deposited on"
            w={160}
            lean="past"
            today={today}
            value={day}
            onChange={(chosen) => setDay(chosen ?? today)}
          />
        ) : (
          <Text>Print this on plain paper and hold it against the check stock, three parts to a page.</Text>
        )}
        <PdfView
          title={isSlip ? 'Deposit slip' : 'Check alignment'}
          version={day}
          load={() =>
            isSlip ? client.trust.depositSlipPdf({ accountId, day }) : client.trust.checkAlignmentPdf({ accountId })
          }
          height="calc(100vh - 220px)"
        />
      </Stack>
    </SidePanel>
  );
}
