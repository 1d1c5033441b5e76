import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { client } from '../../app/client.ts';
import { sayFault } from '../../app/notify.tsx';
import { describeFault, readRefusal } from '../../app/read-fault.ts';
import { useCan } from '../../app/use-status.ts';
import { saveFile } from '../../components/read-base64.ts';
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
  const [isBundling, setBundling] = useState(false);
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
          {canPrepare && <Menu.Item onClick={() => setBundling(true)}>Audit bundle</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      {isBundling && <AuditBundlePanel accountId={accountId} onClose={() => setBundling(false)} />}
    </>
  );
}
