import { decodeBytes, decodeCharset, htmlToText } from './decode-text.ts';

/** Deeper than this no mail of a person is nested. */
const depthMax = 12;
const shownHeaders = ['From', 'To', 'Cc', 'Date', 'Subject'];

interface Entity {
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

/** `text/plain; charset="utf-8"` in its parts. */
interface HeaderValue {
  readonly value: string;
  readonly parameters: ReadonlyMap<string, string>;
}

function decodeQuotedPrintable(text: string): Buffer {
  const joined = text.replace(/[ \t]+(?=\r?\n)/g, '').replace(/=\r?\n/g, '');
  const bytes = joined.replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1');
}

/** Decodes `=?utf-8?Q?...?=` words in a header (RFC 2047). */
function decodeHeader(text: string): string {
  return text
    .replace(/(\?=)\s+(=\?)/g, '$1$2')
    .replace(/=\?([^?\s]+)\?([bq])\?([^?]*)\?=/gi, (_, charset: string, encoding: string, encoded: string) => {
      const bytes =
        encoding.toLowerCase() === 'b'
          ? Buffer.from(encoded, 'base64')
          : decodeQuotedPrintable(encoded.replaceAll('_', ' '));
      return decodeCharset(bytes, charset.replace(/\*.*$/, ''));
    });
}

function parseEntity(bytes: Buffer): Entity {
  const text = bytes.toString('latin1');
  const gap = /\r?\n\r?\n/.exec(text);
  const headEnd = gap?.index ?? text.length;
  const bodyStart = gap === null ? text.length : gap.index + gap[0].length;
  const headers = new Map<string, string>();
  // Headers that break the rule and carry raw UTF-8 are common enough to read them so.
  const lines = decodeBytes(bytes.subarray(0, headEnd)).replace(/\r?\n[ \t]+/g, ' ');
  for (const line of lines.split(/\r?\n/)) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim().toLowerCase();
    if (colon > 0 && !headers.has(name)) headers.set(name, line.slice(colon + 1).trim());
  }
  return { headers, body: bytes.subarray(bodyStart) };
}

function parseHeaderValue(text: string): HeaderValue {
  const parameters = new Map<string, string>();
  for (const match of text.matchAll(/;\s*([^=;\s]+)\s*=\s*(?:"([^"]*)"|([^;\s]*))/g)) {
    parameters.set((match[1] ?? '').toLowerCase(), match[2] ?? match[3] ?? '');
  }
  return { value: (text.split(';')[0] ?? '').trim().toLowerCase(), parameters };
}

function decodeBody(entity: Entity): Buffer {
  const encoding = entity.headers.get('content-transfer-encoding')?.trim().toLowerCase();
  if (encoding === 'base64') return Buffer.from(entity.body.toString('latin1'), 'base64');
  if (encoding === 'quoted-printable') return decodeQuotedPrintable(entity.body.toString('latin1'));
  return entity.body;
}

function splitParts(body: Buffer, boundary: string): Buffer[] {
  const marks = body.toString('latin1').split(`--${boundary}`);
  const parts: Buffer[] = [];
  for (const part of marks.slice(1)) {
    if (part.startsWith('--')) break;
    parts.push(Buffer.from(part.replace(/^[ \t]*\r?\n/, '').replace(/\r?\n$/, ''), 'latin1'));
  }
  return parts;
}

function readMultipart(subtype: string, parts: Buffer[], depth: number): string {
  if (subtype !== 'alternative') return parts.map((part) => readEntity(parseEntity(part), depth)).join('\n');
  const entities = parts.map(parseEntity);
  const isPlain = (entity: Entity) => (entity.headers.get('content-type') ?? 'text/plain').startsWith('text/plain');
  const chosen = entities.find((entity) => isPlain(entity) && entity.body.length > 0) ?? entities.at(-1);
  return chosen === undefined ? '' : readEntity(chosen, depth);
}

function readEntity(entity: Entity, depth: number): string {
  if (depth > depthMax) return '';
  const type = parseHeaderValue(entity.headers.get('content-type') ?? 'text/plain');
  const disposition = parseHeaderValue(entity.headers.get('content-disposition') ?? '');
  const fileName = disposition.parameters.get('filename') ?? type.parameters.get('name');
  if (type.value.startsWith('multipart/')) {
    const boundary = type.parameters.get('boundary');
    if (boundary === undefined || boundary === '') return '';
    return readMultipart(type.value.slice('multipart/'.length), splitParts(entity.body, boundary), depth + 1);
  }
  if (type.value === 'message/rfc822') return readMessage(decodeBody(entity), depth + 1);
  if (disposition.value === 'attachment' || !type.value.startsWith('text/')) {
    return fileName === undefined ? '' : `Attachment: ${decodeHeader(fileName)}\n`;
  }
  const charset = type.parameters.get('charset');
  const bytes = decodeBody(entity);
  const text = charset === undefined ? decodeBytes(bytes) : decodeCharset(bytes, charset);
  return type.value === 'text/html' ? htmlToText(text) : text;
}

function readMessage(bytes: Buffer, depth: number): string {
  const entity = parseEntity(bytes);
  const head = shownHeaders.flatMap((name) => {
    const value = entity.headers.get(name.toLowerCase());
    return value === undefined ? [] : [`${name}: ${decodeHeader(value)}`];
  });
  return `${head.join('\n')}\n\n${readEntity(entity, depth)}`;
}

/** The words of a mail (RFC 5322 with MIME): who, when, subject, text, and the names of what is attached. Never throws. */
export function readMail(bytes: Uint8Array): string {
  return readMessage(Buffer.from(bytes), 0);
}
