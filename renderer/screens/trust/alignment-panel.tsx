import { Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { type CheckLayout, checkLayouts } from '../../../shared/domain/trust/check-register.ts';
import { client } from '../../app/client.ts';
import { PdfView } from '../../components/pdf-view.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import { layoutChoices } from './print-check.tsx';

interface AlignmentPanelProps {
  readonly accountId: string;
  readonly onClose: () => void;
}

/** A page to hold against the check stock, for each of its cuts. */
export function AlignmentPanel({ accountId, onClose }: AlignmentPanelProps) {
  const [layout, setLayout] = useState<CheckLayout>('check on top');
  return (
    <SidePanel opened title="Check alignment" onClose={onClose} width={860}>
      <Stack gap={12}>
        <Text>Print it on plain paper at full size, and hold it against the stock before checks are printed.</Text>
        <Select
          label="Check stock"
          data={layoutChoices}
          value={layout}
          allowDeselect={false}
          w={220}
          onChange={(value) => setLayout(checkLayouts.find((one) => one === value) ?? 'check on top')}
        />
        <PdfView
          title={`Check alignment, ${layout}`}
          version={layout}
          load={() => client.trust.checkAlignmentPdf({ accountId, layout })}
          height="calc(100vh - 220px)"
        />
      </Stack>
    </SidePanel>
  );
}
