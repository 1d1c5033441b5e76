import { type FileHandle, open } from 'node:fs/promises';
import { refuse } from '../../shared/domain/refusal.ts';
import type { CommandContext } from './command-line.ts';
import { type CommandLineIo, UsageError } from './io.ts';
import { createCommandId } from './procedures.ts';
import { Refused } from './refused.ts';
import { unlock } from './unlock.ts';

const partBytes = 1024 * 1024;

/** `annex import bundle FILE`: takes in a bundle of another device, whole or not at all. */
export async function importBundle(
  words: readonly string[],
  io: CommandLineIo,
  connect: CommandContext['connect'],
): Promise<void> {
  const [file, ...more] = words;
  if (file === undefined || file === '-' || more.length > 0) throw new UsageError('Give the file of the bundle.');
  const handle = await open(file, 'r').catch(() => {
    throw new Refused(refuse('cli.file-not-readable', `${file} cannot be read.`));
  });
  try {
    const { client, ...connection } = await connect();
    await unlock({ client, ...connection }, io);
    const { uploadId } = await client.provider.startBundleUpload({ commandId: createCommandId() });
    let index = 0;
    for await (const part of partsOf(handle)) {
      if (io.signal.aborted) throw new Refused(refuse('import.ended', 'The import was ended. Nothing was taken.'));
      const dataBase64 = part.toString('base64');
      await client.provider.uploadBundlePart({ commandId: createCommandId(), uploadId, index, dataBase64 });
      index += 1;
    }
    const taken = await client.provider.takeBundle({ commandId: createCommandId(), uploadId });
    io.out(`${JSON.stringify({ kind: 'bundle', ...taken }, null, 2)}\n`);
  } finally {
    await handle.close();
  }
}

async function* partsOf(handle: FileHandle): AsyncGenerator<Buffer, void, undefined> {
  for (;;) {
    const piece = Buffer.alloc(partBytes);
    const { bytesRead } = await handle.read(piece, 0, partBytes, null);
    if (bytesRead === 0) return;
    yield piece.subarray(0, bytesRead);
  }
}
