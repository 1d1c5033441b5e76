import type { Decision } from '../../../shared/domain/refusal.ts';
import { isOutside } from '../../../shared/domain/roles/rights.ts';
import { refuseNow } from './found.ts';
import type { Implementer, SessionContext } from './implementer.ts';
import { openFirmOf } from './provider-roster.ts';
import { RefusalError } from './refusal-error.ts';

function take<T>(decision: Decision<T>): T {
  if (!decision.ok) throw new RefusalError(decision.refusal);
  return decision.value;
}

/** A full disk is said as such: the rest of a bundle's files come with the next try. */
async function orDiskFull<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
    return refuseNow('bundle.disk-full', 'The disk of this computer is full. Make room, then take the bundle again.');
  }
}

function listPeers(context: SessionContext) {
  const firm = openFirmOf(context);
  const { devices, members } = firm.roster.current;
  return [...devices.values()].flatMap((device) => {
    const member = members.get(device.memberId);
    if (device.cut !== null || device.id === firm.me.deviceId || member === undefined || member.isRemoved) return [];
    const knownAtMs = context.folder.sync.carrying.knownAtMs(device.id);
    return [
      {
        deviceId: device.id,
        name: device.name,
        memberName: member.name,
        outside: isOutside(member.role),
        knownAtMs,
      },
    ];
  });
}

/** Bundles: sync carried by hand. */
export function createBundleProcedures(os: Implementer) {
  const carryingOf = (context: SessionContext) => {
    openFirmOf(context);
    return context.folder.sync.carrying;
  };
  return {
    listBundlePeers: os.provider.listBundlePeers.handler(({ context }) => ({ rows: listPeers(context) })),
    startBundle: os.provider.startBundle.handler(async ({ input, context }) => {
      const { commandId, ...wish } = input;
      const { bundleId } = take(await carryingOf(context).startExport(commandId, wish));
      return { bundleId, fileName: `annex-${openFirmOf(context).today()}.annexbundle` };
    }),
    readBundlePart: os.provider.readBundlePart.handler(async ({ input, context }) => {
      const part = await carryingOf(context).readPart(input.bundleId, input.part);
      if (part === null) {
        return refuseNow(
          'bundle.no-such-part',
          'This part of the bundle is not here any more. Make the bundle again.',
          ['part'],
        );
      }
      const { bytes, ...rest } = part;
      return { dataBase64: bytes.toString('base64'), ...rest };
    }),
    startBundleUpload: os.provider.startBundleUpload.handler(({ input, context }) =>
      orDiskFull(async () => take(await carryingOf(context).startUpload(input.commandId))),
    ),
    uploadBundlePart: os.provider.uploadBundlePart.handler(({ input, context }) =>
      orDiskFull(async () => {
        const part = Buffer.from(input.dataBase64, 'base64');
        return take(await carryingOf(context).append(input.uploadId, input.index, part));
      }),
    ),
    takeBundle: os.provider.takeBundle.handler(({ input, context }) =>
      orDiskFull(async () => {
        const firm = openFirmOf(context);
        const refusedBefore = context.folder.sync.refusedAtGate().length;
        const { head, events, chunks, passedOver } = take(await carryingOf(context).take(input.uploadId));
        const refused = Math.max(0, context.folder.sync.refusedAtGate().length - refusedBefore);
        const deviceName = firm.deviceName(head.deviceId);
        return { deviceName, madeAtMs: head.atMs, events, chunks, passedOver, refused };
      }),
    ),
  };
}
