import { Alert, Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type CheckLayout, checkLayouts, checksOnPage } from '../../../shared/domain/trust/check-register.ts';
import { api, client } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { Answer } from '../../components/answer.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { PdfView } from '../../components/pdf-view.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import { SimpleTable } from '../../components/simple-table.tsx';
import { tickColumn } from '../../components/tick-column.tsx';
import { layoutChoices } from './print-check.tsx';

const printMax = 100;
const placeChoices = [
  { value: '1', label: 'First' },
  { value: '2', label: 'Second' },
  { value: '3', label: 'Third' },
];

interface PrintChecksPanelProps {
  readonly accountId: string;
  readonly onClose: () => void;
}

/** The checks that went through no printer yet: recorded together, then their pages. */
export function PrintChecksPanel({ accountId, onClose }: PrintChecksPanelProps) {
  const [printed, setPrinted] = useState<{ printIds: string[]; firstPlace: number } | null>(null);
  return (
    <SidePanel opened title="Print checks" onClose={onClose} width={760}>
      {printed === null ? (
        <PrintQueue accountId={accountId} onPrinted={(printIds, firstPlace) => setPrinted({ printIds, firstPlace })} />
      ) : (
        <PdfView title="Checks" load={() => client.trust.checksPdf(printed)} height="calc(100vh - 130px)" />
      )}
    </SidePanel>
  );
}

interface PrintQueueProps {
  readonly accountId: string;
  readonly onPrinted: (printIds: string[], firstPlace: number) => void;
}

function PrintQueue({ accountId, onPrinted }: PrintQueueProps) {
  const query = useQuery(
    api.trust.checkRegister.queryOptions({ input: { accountId, state: 'to print', limit: printMax } }),
  );
  const print = useCommand(api.trust.printChecks, { say: 'Printing recorded' });
  const [left, setLeft] = useState<readonly string[]>([]);
  const [layout, setLayout] = useState<CheckLayout>('check on top');
  const [firstPlace, setFirstPlace] = useState(1);
  const [reason, setReason] = useState('');
  return (
    <Answer query={query} what="the checks to print">
      {({ rows }) => {
        const waiting = rows.flatMap((row) => (row.entryId === null ? [] : [{ ...row, entryId: row.entryId }]));
        const chosen = waiting.filter((row) => !left.includes(row.entryId));
        if (waiting.length === 0) {
          return (
            <EmptyState
              title="No check waits for the printer"
              text="A check stands here once it is posted. One that was printed is printed again from its entry, for a reason."
            />
          );
        }
        const run = async (): Promise<void> => {
          const answer = await print.run({ entryIds: chosen.map((row) => row.entryId), layout, reason });
          if (answer.ok) onPrinted(answer.value.printIds, checksOnPage(layout) === 1 ? 1 : firstPlace);
        };
        return (
          <Stack gap={12}>
            <Text>The printing is recorded first, with who and when; then the pages stand here for the printer.</Text>
            <SimpleTable
              label="Checks to print"
              rows={waiting}
              rowId={(row) => row.entryId}
              columns={[
                tickColumn<(typeof waiting)[number]>({
                  rowId: (row) => row.entryId,
                  label: (row) => `Print check ${row.checkNumber}`,
                  left,
                  onChange: setLeft,
                }),
                { key: 'checkNumber', title: 'Check', kind: 'text', width: 76 },
                { key: 'day', title: 'Day', kind: 'day', width: 104 },
                { key: 'payee', title: 'Payee', kind: 'text' },
                { key: 'amountCents', title: 'Amount', kind: 'amount', width: 116 },
              ]}
            />
            {print.refusal !== null && (
              <Alert color="red" variant="light" role="alert" p="sm">
                {print.refusal.sentence}
              </Alert>
            )}
            <Group gap="sm" align="flex-end">
              <Select
                label="Check stock"
                w={210}
                data={layoutChoices}
                value={layout}
                allowDeselect={false}
                onChange={(value) => setLayout(checkLayouts.find((one) => one === value) ?? 'check on top')}
              />
              {checksOnPage(layout) > 1 && (
                <Select
                  label="First free place"
                  w={140}
                  data={placeChoices}
                  value={String(firstPlace)}
                  allowDeselect={false}
                  onChange={(value) => setFirstPlace(Number(value ?? 1))}
                />
              )}
              {print.refusal?.code === 'trust.check-printed-before' && (
                <TextInput
                  label="Why again"
                  value={reason}
                  onChange={(event) => setReason(event.currentTarget.value)}
                  style={{ flex: 1 }}
                />
              )}
              <Button
                leftSection={<IconPrinter size={16} aria-hidden />}
                disabled={chosen.length === 0}
                loading={print.isRunning}
                onClick={() => void run()}
                ml="auto"
              >
                {chosen.length === 1 ? 'Print 1 check' : `Print ${chosen.length} checks`}
              </Button>
            </Group>
          </Stack>
        );
      }}
    </Answer>
  );
}
