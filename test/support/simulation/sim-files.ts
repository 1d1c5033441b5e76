import { createHash } from 'node:crypto';
import type { OpenFirm } from '../../../electron/data/procedures/turn.ts';
import type { FileReference } from '../../../shared/events/documents.ts';

/** Files of a simulated device, in memory and whole: what is kept is read again on the device that kept it. */
export function createSimFiles(): OpenFirm['files'] {
  const kept = new Map<string, Buffer>();
  const files = {
    put: async (source: { bytes: Uint8Array }, { mediaType }: { mediaType: string }): Promise<FileReference> => {
      const bytes = Buffer.from(source.bytes);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      kept.set(sha256, bytes);
      return { size: bytes.length, sha256, mediaType, chunks: [], key: 'k'.repeat(43) };
    },
    read: async (reference: FileReference): Promise<Buffer> => kept.get(reference.sha256) ?? Buffer.alloc(0),
    remove: async (reference: FileReference): Promise<void> => {
      kept.delete(reference.sha256);
    },
  };
  return files as unknown as OpenFirm['files'];
}
