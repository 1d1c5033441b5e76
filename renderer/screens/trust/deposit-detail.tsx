import { Stack } from '@mantine/core';
import { client } from '../../app/client.ts';
import { DetailHead } from '../../components/detail-head.tsx';
import { PdfView } from '../../components/pdf-view.tsx';

interface DepositDetailProps {
  readonly accountId: string;
  readonly depositId: string;
  readonly onClose: () => void;
}

/** One deposit slip as it goes to the bank. */
export function DepositDetail({ accountId, depositId, onClose }: DepositDetailProps) {
  return (
    <Stack gap={12} p="md">
      <DetailHead title="Deposit slip" onClose={onClose} />
      <PdfView
        title="Deposit slip"
        load={() => client.trust.depositSlipPdf({ accountId, depositId })}
        height="calc(100vh - 260px)"
      />
    </Stack>
  );
}
