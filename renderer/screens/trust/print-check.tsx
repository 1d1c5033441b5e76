import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { checkLayouts } from '../../../shared/domain/trust/check-register.ts';
import { api, client } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { PdfView } from '../../components/pdf-view.tsx';
import type { EntryRow } from './trust-words.ts';

const layoutLabels = {
  'check on top': 'Check on top',
  'check in the middle': 'Check in the middle',
  'check at the foot': 'Check at the foot',
  'three to a page': 'Three checks to a page',
} as const;
export const layoutChoices = checkLayouts.map((value) => ({ value, label: layoutLabels[value] }));

interface PrintCheckProps {
  readonly entry: EntryRow;
}

/** Prints a posted check: recorded first, then the page. A second time asks why. */
export function PrintCheck({ entry }: PrintCheckProps) {
  const print = useCommand(api.trust.printCheck, {
    say: (done) => (done.isReprint ? 'Reprint recorded' : 'Printing recorded'),
  });
  const [printId, setPrintId] = useState<string | null>(null);
  const [layout, setLayout] = useState<(typeof checkLayouts)[number]>('check on top');
  const [reason, setReason] = useState('');
  const needsReason = print.refusal?.code === 'trust.check-printed-before';
  const run = async (): Promise<void> => {
    const answer = await print.run({ entryId: entry.entryId, layout, reason });
    if (answer.ok) setPrintId(answer.value.id);
  };
  if (printId !== null) {
    return (
      <PdfView title={`Check ${entry.checkNumber}`} load={() => client.trust.checkPdf({ printId })} height="60vh" />
    );
  }
  return (
    <Stack gap={8}>
      <Group gap="sm" align="flex-end">
        <Select
          label="Check stock"
          data={layoutChoices}
          value={layout}
          allowDeselect={false}
          w={180}
          onChange={(value) => setLayout(checkLayouts.find((one) => one === value) ?? 'check on top')}
        />
        <Button
          variant="default"
          leftSection={<IconPrinter size={16} aria-hidden />}
          loading={print.isRunning}
          onClick={() => void run()}
        >
          Print the check
        </Button>
      </Group>
      {(needsReason || reason !== '') && (
        <TextInput
          label="Why it is printed again"
          placeholder="The printer jammed"
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          data-autofocus
        />
      )}
      {print.refusal !== null && (
        <span role="alert" style={{ color: 'var(--annex-danger)', fontSize: 12 }}>
          {print.refusal.sentence}
        </span>
      )}
    </Stack>
  );
}
