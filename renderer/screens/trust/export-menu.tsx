import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { client } from '../../app/client.ts';
import { sayFault } from '../../app/notify.tsx';
import { describeFault, readRefusal } from '../../app/read-fault.ts';
import { useCan } from '../../app/use-status.ts';
import { saveFile } from '../../components/read-base64.ts';
import { AlignmentPanel } from './alignment-panel.tsx';
import { AuditBundlePanel } from './audit-bundle-panel.tsx';

const pageRows = 2_000;

/** The whole journal of an account, part by part, as one file. */
async function downloadJournal(accountId: string, format: 'hledger' | 'beancount'): Promise<void> {
  const parts: string[] = [];
  let fileName = '';
  for (let offset = 0, total = 1; offset < total; offset += pageRows) {
    const page = await client.trust.exportJournal({ accountId, format, offset, limit: pageRows });
    parts.push(page.text);
    ({ total, fileName } = page);
  }
  saveFile(parts.join(''), 'text/plain', fileName);
}

/** The books of an account as files, for other programs and for examiners. */
export function ExportMenu({ accountId }: { readonly accountId: string }) {
  const canPrepare = useCan('trust.prepare');
  const canPost = useCan('trust.post');
  const [shown, setShown] = useState<'bundle' | 'alignment' | null>(null);
  const close = (): void => setShown(null);
  const download = (format: 'hledger' | 'beancount'): void => {
    downloadJournal(accountId, format).catch((error: unknown) =>
      sayFault(readRefusal(error)?.sentence ?? describeFault(error)),
    );
  };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />}>
            Export
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => download('hledger')}>Journal for hledger</Menu.Item>
          <Menu.Item onClick={() => download('beancount')}>Journal for beancount</Menu.Item>
          {canPrepare && <Menu.Item onClick={() => setShown('bundle')}>Audit bundle</Menu.Item>}
          {canPost && <Menu.Item onClick={() => setShown('alignment')}>Check alignment page</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      {shown === 'bundle' && <AuditBundlePanel accountId={accountId} onClose={close} />}
      {shown === 'alignment' && <AlignmentPanel accountId={accountId} onClose={close} />}
    </>
  );
}
