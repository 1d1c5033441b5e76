import type { FirmClient } from './connection.ts';
import type { ExportRequest } from './export.ts';
import { onlyAccount } from './export-audit-bundle.ts';

/** The checks of a period as a bank's positive-pay file. */
export async function* exportPositivePay(
  client: FirmClient,
  { accountId, from, to }: ExportRequest,
): AsyncGenerator<string, void, void> {
  const account = accountId ?? (await onlyAccount(client));
  yield (await client.trust.positivePay({ accountId: account, from, to })).csv;
}
