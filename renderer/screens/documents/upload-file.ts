import { client } from '../../app/client.ts';
import { writeBase64 } from '../../components/read-base64.ts';
import { makeCommandId } from '../../desk/command-id.ts';

/** The procedures that an upload needs. */
export type UploadCalls = Pick<typeof client.documents, 'startUpload' | 'uploadPart'>;

interface UploadOptions {
  /** Called after each part with the bytes that have arrived. */
  readonly onProgress: (sentBytes: number) => void;
  readonly signal?: AbortSignal;
  readonly calls?: UploadCalls;
}

/**
 * Hands a file to the data process in parts of the size that it asks for, in order, one at a time. Gives the id of the
 * upload. Rejects with the contract's error, or with the signal's reason when it was cancelled.
 */
export async function uploadFile(file: File, options: UploadOptions): Promise<string> {
  const calls = options.calls ?? client.documents;
  const { uploadId, partSize } = await calls.startUpload({
    commandId: makeCommandId(),
    fileName: file.name,
    size: file.size,
  });
  for (let index = 0; index * partSize < file.size; index += 1) {
    options.signal?.throwIfAborted();
    const end = Math.min(file.size, (index + 1) * partSize);
    const bytes = new Uint8Array(await file.slice(index * partSize, end).arrayBuffer());
    await calls.uploadPart({ commandId: makeCommandId(), uploadId, index, dataBase64: writeBase64(bytes) });
    options.onProgress(end);
  }
  return uploadId;
}
