import { fileEnding } from './file-name.ts';

/** The kinds of file that are taken in, by their ending [DC2]. */
const mediaTypes: Readonly<Record<string, string>> = {
  '.pdf': 'application/pdf',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.pptx': 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  '.doc': 'application/msword',
  '.rtf': 'application/rtf',
  '.txt': 'text/plain',
  '.md': 'text/markdown',
  '.csv': 'text/csv',
  '.htm': 'text/html',
  '.html': 'text/html',
  '.eml': 'message/rfc822',
  '.msg': 'application/vnd.ms-outlook',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.tif': 'image/tiff',
  '.tiff': 'image/tiff',
  '.mp3': 'audio/mpeg',
  '.wav': 'audio/wav',
  '.mp4': 'video/mp4',
  '.zip': 'application/zip',
};

/** First bytes that tell a kind of file, and the endings that such a file may have. */
const signatures: readonly { readonly bytes: readonly number[]; readonly endings: readonly string[] }[] = [
  { bytes: [0x25, 0x50, 0x44, 0x46, 0x2d], endings: ['.pdf'] },
  { bytes: [0x50, 0x4b, 0x03, 0x04], endings: ['.docx', '.xlsx', '.pptx', '.zip'] },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], endings: ['.doc', '.msg'] },
  { bytes: [0x89, 0x50, 0x4e, 0x47], endings: ['.png'] },
  { bytes: [0xff, 0xd8, 0xff], endings: ['.jpg', '.jpeg'] },
  { bytes: [0x49, 0x49, 0x2a, 0x00], endings: ['.tif', '.tiff'] },
  { bytes: [0x4d, 0x4d, 0x00, 0x2a], endings: ['.tif', '.tiff'] },
];

function signatureOf(first: Uint8Array) {
  return signatures.find(({ bytes }) => bytes.every((byte, place) => first[place] === byte));
}

/**
 * The media type of a file by its first bytes and its name; null where the two contradict each other or the kind is
 * not taken in: a program that is called a letter is not filed [DC2].
 */
export function recogniseMediaType(first: Uint8Array, fileName: string): string | null {
  const ending = fileEnding(fileName);
  const signature = signatureOf(first);
  if (signature !== undefined) {
    const known = signature.endings.includes(ending) ? ending : ending === '' ? signature.endings[0] : undefined;
    return known === undefined ? null : (mediaTypes[known] ?? null);
  }
  const needsSignature = signatures.some(({ endings }) => endings.includes(ending));
  return needsSignature ? null : (mediaTypes[ending] ?? null);
}
