import { describe, expect, it } from 'vitest';
import { readBase64, writeBase64 } from '../../../../../renderer/components/read-base64.ts';
import { type ReadPart, readDocumentBytes } from '../../../../../renderer/screens/documents/read-document-bytes.ts';
import { type UploadCalls, uploadFile } from '../../../../../renderer/screens/documents/upload-file.ts';

function makeBytes(length: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length }, (_, place) => (place * 31) % 256);
}

/** The procedures of an upload, keeping what they were given. */
function keepUpload(partSize: number) {
  const parts: Uint8Array[] = [];
  const indexes: number[] = [];
  const calls: UploadCalls = {
    startUpload: async () => ({ uploadId: 'u1', partSize }),
    uploadPart: async ({ index, dataBase64 }) => {
      indexes.push(index);
      parts.push(readBase64(dataBase64));
      return { received: parts.reduce((sum, part) => sum + part.length, 0) };
    },
  };
  return { calls, parts, indexes };
}

describe('uploading a file', () => {
  it('sends it in order, in parts of the size that is asked for, and says how far it is', async () => {
    const bytes = makeBytes(2_500);
    const { calls, parts, indexes } = keepUpload(1_000);
    const progress: number[] = [];
    const file = new File([bytes], 'brief.pdf');
    const id = await uploadFile(file, { onProgress: (sent) => progress.push(sent), calls });
    expect(id).toBe('u1');
    expect(indexes).toEqual([0, 1, 2]);
    expect(parts.map((part) => part.length)).toEqual([1_000, 1_000, 500]);
    expect(Uint8Array.from(parts.flatMap((part) => [...part]))).toEqual(bytes);
    expect(progress).toEqual([1_000, 2_000, 2_500]);
  });

  it('sends a file of a whole number of parts without an empty one', async () => {
    const { calls, indexes } = keepUpload(1_000);
    await uploadFile(new File([makeBytes(2_000)], 'a.bin'), { onProgress: () => undefined, calls });
    expect(indexes).toEqual([0, 1]);
  });

  it('stops between parts when it is cancelled', async () => {
    const { calls, indexes } = keepUpload(1_000);
    const abort = new AbortController();
    const sending = uploadFile(new File([makeBytes(5_000)], 'a.bin'), {
      onProgress: () => abort.abort(),
      signal: abort.signal,
      calls,
    });
    await expect(sending).rejects.toThrow();
    expect(indexes).toEqual([0]);
  });
});

describe('reading a document', () => {
  it('puts its parts together, whatever their length', async () => {
    const bytes = makeBytes(2_501);
    const cuts = [bytes.slice(0, 1_000), bytes.slice(1_000, 2_000), bytes.slice(2_000)];
    const readPart = (async ({ part = 0 }) => ({
      dataBase64: writeBase64(cuts[part] ?? new Uint8Array()),
      parts: cuts.length,
      mediaType: 'application/pdf',
      fileName: 'brief.pdf',
    })) as ReadPart;
    const read = await readDocumentBytes('d1', readPart);
    expect(read.bytes).toEqual(bytes);
    expect(read.mediaType).toBe('application/pdf');
    expect(read.fileName).toBe('brief.pdf');
  });
});

describe('bytes as base64', () => {
  it('come back as they were, also beyond one step', () => {
    const bytes = makeBytes(100_001);
    expect(readBase64(writeBase64(bytes))).toEqual(bytes);
    expect(writeBase64(new Uint8Array())).toBe('');
  });
});
