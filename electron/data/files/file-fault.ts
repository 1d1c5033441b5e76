/** What can be wrong with a stored file. */
export type FileFaultCode =
  /** A chunk is not on this machine (yet). */
  | 'files.chunk-missing'
  /** A chunk's bytes are not those its name was made from: cut short or changed. */
  | 'files.chunk-damaged'
  /** A chunk is whole, but the reference's key does not open it in this place. */
  | 'files.not-opened'
  /** All chunks open, but together they are not the file that the reference describes. */
  | 'files.contents-differ'
  /** The file changed while it was being sealed. */
  | 'files.changed-meanwhile'
  /** More than a reference can name. */
  | 'files.too-large'
  /** What was given as a chunk's name is none. */
  | 'files.bad-chunk-id';

const sentences: Record<FileFaultCode, string> = {
  'files.chunk-missing': 'A part of this file is not on this machine. Wait for the next sync, then open it again.',
  'files.chunk-damaged': 'A part of this file is damaged on this machine. Sync to fetch it again, or restore a backup.',
  'files.not-opened': 'This file cannot be opened with its key. Ask whoever filed it to file it again.',
  'files.contents-differ': 'This file does not hold what was filed. Ask whoever filed it to file it again.',
  'files.changed-meanwhile': 'The file changed while it was being filed. Close it in other programs and file it again.',
  'files.too-large': 'Files of more than 1.9 GB cannot be filed. Split it and file the parts.',
  'files.bad-chunk-id': 'A part of a file has a name that cannot be right. Nothing was written.',
};

/** Thrown by the file store. `code` is for programs, `message` is a sentence that a person can act on. */
export class FileFault extends Error {
  readonly code: FileFaultCode;
  readonly chunkId: string | undefined;

  constructor(code: FileFaultCode, chunkId?: string) {
    super(sentences[code]);
    this.name = 'FileFault';
    this.code = code;
    this.chunkId = chunkId;
  }
}
