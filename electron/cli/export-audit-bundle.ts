import type { FirmClient } from './connection.ts';
import type { ExportRequest } from './export.ts';
import { UsageError } from './io.ts';

/** The audit bundle of one trust account over a period, a ZIP. */
export async function* exportAuditBundle(
  client: FirmClient,
  { accountId, from, to }: ExportRequest,
): AsyncGenerator<Uint8Array, void, void> {
  const account = accountId ?? (await onlyAccount(client));
  const { zipBase64 } = await client.trust.auditBundle({ accountId: account, from, to });
  yield Buffer.from(zipBase64, 'base64');
}

/** The firm's one trust account. Throws UsageError where there is none, or more than one to choose from. */
export async function onlyAccount(client: FirmClient): Promise<string> {
  const { rows } = await client.trust.listAccounts({});
  const [only, second] = rows;
  if (only !== undefined && second === undefined) return only.accountId;
  const known = rows.map((row) => `${row.accountId} (${row.name})`).join(', ');
  throw new UsageError(known === '' ? 'There is no trust account.' : `Give --account with one of: ${known}.`);
}
