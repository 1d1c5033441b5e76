import { Button, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { client } from '../../app/client.ts';
import { sayFault } from '../../app/notify.tsx';
import { describeFault, readRefusal } from '../../app/read-fault.ts';
import { useToday } from '../../app/use-status.ts';
import { PeriodInput } from '../../components/period-input.tsx';
import { readPeriod } from '../../components/periods.ts';
import { readBase64, saveFile } from '../../components/read-base64.ts';
import { SidePanel } from '../../components/side-panel.tsx';

interface AuditBundlePanelProps {
  readonly accountId: string;
  readonly onClose: () => void;
}

/** Makes the audit bundle of a period, and says what it leaves out. */
export function AuditBundlePanel({ accountId, onClose }: AuditBundlePanelProps) {
  const today = useToday();
  const [period, setPeriod] = useState(() => readPeriod('this year', today));
  const [isMaking, setMaking] = useState(false);
  const [made, setMade] = useState<{ files: number; leftOut: readonly string[] } | null>(null);
  const make = async (): Promise<void> => {
    setMaking(true);
    setMade(null);
    try {
      const bundle = await client.trust.auditBundle({ accountId, ...period });
      saveFile(readBase64(bundle.zipBase64), 'application/zip', bundle.fileName);
      setMade(bundle);
    } catch (error) {
      sayFault(readRefusal(error)?.sentence ?? describeFault(error));
    } finally {
      setMaking(false);
    }
  };
  return (
    <SidePanel opened title="Audit bundle" onClose={onClose} width={560}>
      <Stack gap={12}>
        <Text>
          One ZIP for an examiner: journal, ledgers, balances, reconciliations and exceptions as tables, each signed
          packet, the documents filed about trust or the bank, and the hash of every file.
        </Text>
        <PeriodInput value={period} onChange={setPeriod} today={today} />
        <Button loading={isMaking} onClick={() => void make()}>
          Make the bundle
        </Button>
        <div role="status">
          {made !== null && (
            <Text>
              {made.files} files saved. {made.leftOut.length === 0 ? 'Nothing was left out.' : 'Left out:'}
            </Text>
          )}
          {made?.leftOut.map((line) => (
            <Text key={line} size="sm" c="dimmed">
              {line}
            </Text>
          ))}
        </div>
      </Stack>
    </SidePanel>
  );
}
