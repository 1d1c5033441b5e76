import type { FirmClient } from './connection.ts';
import type { ExportRequest } from './export.ts';
import { createCommandId } from './procedures.ts';

/** A sealed bundle for another device of the firm: what it lacks, or everything where no device is named. */
export async function* exportBundle(
  client: FirmClient,
  { forDeviceId, withFiles }: ExportRequest,
): AsyncGenerator<Uint8Array, void, void> {
  const { bundleId } = await client.provider.startBundle({
    commandId: createCommandId(),
    withFiles,
    ...(forDeviceId === undefined ? {} : { forDeviceId }),
  });
  for (let part = 0; ; part += 1) {
    const { dataBase64, isLast } = await client.provider.readBundlePart({ bundleId, part });
    yield Buffer.from(dataBase64, 'base64');
    if (isLast) return;
  }
}
