import type { Answers } from '../../app/answers.ts';
import { client } from '../../app/client.ts';
import { readBase64, saveFile, writeBase64 } from '../../components/read-base64.ts';
import { makeCommandId } from '../../desk/command-id.ts';

export type TakenBundle = Answers['provider']['takeBundle'];

const partBytes = 1024 * 1024;

/** Says how far a transfer is. */
export type Report = (words: string) => void;

/** Has a bundle made and hands it to the person as a file. Answers what it holds, in words. */
export async function makeBundle(
  wish: { forDeviceId: string | null; withFiles: boolean },
  report: Report,
): Promise<string> {
  const { bundleId, fileName } = await client.provider.startBundle({
    commandId: makeCommandId(),
    withFiles: wish.withFiles,
    ...(wish.forDeviceId === null ? {} : { forDeviceId: wish.forDeviceId }),
  });
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (;;) {
    const part = await client.provider.readBundlePart({ bundleId, part: parts.length });
    parts.push(readBase64(part.dataBase64));
    report(`${part.events.toLocaleString('en-US')} changes, ${parts.length.toLocaleString('en-US')} MB`);
    if (!part.isLast) continue;
    saveFile(new Blob(parts), 'application/octet-stream', fileName);
    return `Saved as ${fileName}: ${part.events.toLocaleString('en-US')} changes and ${part.chunks.toLocaleString('en-US')} parts of files.`;
  }
}

/** Hands a bundle to the data process and has it taken. */
export async function takeBundle(file: File, report: Report): Promise<TakenBundle> {
  const { uploadId } = await client.provider.startBundleUpload({ commandId: makeCommandId() });
  for (let index = 0; index * partBytes < file.size; index += 1) {
    const piece = file.slice(index * partBytes, (index + 1) * partBytes);
    const dataBase64 = writeBase64(new Uint8Array(await piece.arrayBuffer()));
    await client.provider.uploadBundlePart({ commandId: makeCommandId(), uploadId, index, dataBase64 });
    report(`${Math.min(100, Math.round(((index + 1) * partBytes * 100) / file.size))} % read`);
  }
  report('Checking and taking');
  return client.provider.takeBundle({ commandId: makeCommandId(), uploadId });
}
