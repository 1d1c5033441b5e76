import type { JournalFormat } from '../../shared/domain/trust/plain-text-journal.ts';
import type { FirmClient } from './connection.ts';
import type { ExportRequest } from './export.ts';

const pageRows = 2_000;

/** The journals of every trust account, or of the one asked for, as text that hledger or beancount reads. */
export function exportJournal(format: JournalFormat) {
  return async function* (client: FirmClient, { accountId }: ExportRequest): AsyncGenerator<string, void, void> {
    const { rows } = await client.trust.listAccounts({});
    for (const account of accountId === undefined ? rows : [{ accountId }]) {
      for (let offset = 0, total = 1; offset < total; offset += pageRows) {
        const page = await client.trust.exportJournal({
          accountId: account.accountId,
          format,
          offset,
          limit: pageRows,
        });
        total = page.total;
        yield page.text;
      }
    }
  };
}
