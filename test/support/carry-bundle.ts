import { createId } from '../../electron/data/create-id.ts';
import type { TestHost } from './open-test-firm.ts';

/** The bytes of a bundle that one machine makes, for one device or for any, and the number of events in it. */
export async function exportBundle(host: TestHost, forDeviceId?: string): Promise<{ bytes: Buffer; events: number }> {
  const { bundleId } = await host.client.provider.startBundle({
    commandId: createId(),
    ...(forDeviceId === undefined ? {} : { forDeviceId }),
  });
  const parts: Buffer[] = [];
  for (;;) {
    const part = await host.client.provider.readBundlePart({ bundleId, part: parts.length });
    parts.push(Buffer.from(part.dataBase64, 'base64'));
    if (part.isLast) return { bytes: Buffer.concat(parts), events: part.events };
  }
}

/** Has a machine take a bundle in. */
export async function takeBundle(host: TestHost, bytes: Buffer) {
  const { uploadId } = await host.client.provider.startBundleUpload({ commandId: createId() });
  for (let offset = 0, index = 0; offset < bytes.length; offset += 1_000_000, index += 1) {
    const dataBase64 = bytes.subarray(offset, offset + 1_000_000).toString('base64');
    await host.client.provider.uploadBundlePart({ commandId: createId(), uploadId, index, dataBase64 });
  }
  return host.client.provider.takeBundle({ commandId: createId(), uploadId });
}

/** What one machine has and another may read, carried there by hand. */
export async function carryBundle(from: TestHost, to: TestHost): Promise<void> {
  const { bytes } = await exportBundle(from, to.firm.me.deviceId);
  await takeBundle(to, bytes);
}
