import { Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/client.ts';
import { useToday } from '../../app/use-status.ts';
import { PeriodInput } from '../../components/period-input.tsx';
import { readPeriod } from '../../components/periods.ts';
import { saveFile } from '../../components/read-base64.ts';
import { SidePanel } from '../../components/side-panel.tsx';

interface PositivePayPanelProps {
  readonly accountId: string;
  readonly onClose: () => void;
}

/** The file of issued and void checks that the bank compares presented ones with. */
export function PositivePayPanel({ accountId, onClose }: PositivePayPanelProps) {
  const today = useToday();
  const [period, setPeriod] = useState(() => readPeriod('this month', today));
  const file = useQuery(api.trust.positivePay.queryOptions({ input: { accountId, ...period } })).data;
  return (
    <SidePanel opened title="Positive pay file" onClose={onClose} width={560}>
      <Stack gap={12}>
        <Text>
          Number, day, amount and payee of each check, issued or void: the bank pays what is on it and asks about
          everything else.
        </Text>
        <PeriodInput value={period} onChange={setPeriod} today={today} />
        <Text size="sm" role="status" className="annex-figures">
          {file === undefined ? '' : file.checks === 1 ? '1 check.' : `${file.checks} checks.`}
        </Text>
        <Button
          disabled={file === undefined || file.checks === 0}
          onClick={() => {
            if (file !== undefined) saveFile(file.csv, 'text/csv', file.fileName);
          }}
        >
          Download the file
        </Button>
      </Stack>
    </SidePanel>
  );
}
