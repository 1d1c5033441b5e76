/** What Windows Latin (windows-1252) has in 0x80-0x9f; the rest of it is Latin 1. Node's own decoder forgets these. */
const windowsLatin = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function decodeWindowsLatin(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, (character) => windowsLatin.charAt(character.charCodeAt(0) - 0x80));
}

/** Decodes bytes by a charset's label; an unknown label counts as Windows Latin. */
export function decodeCharset(bytes: Uint8Array, label: string): string {
  try {
    const decoder = new TextDecoder(label.trim());
    return decoder.encoding === 'windows-1252' ? decodeWindowsLatin(bytes) : decoder.decode(bytes);
  } catch {
    return decodeWindowsLatin(bytes);
  }
}

/** Decodes a text file: by its byte order mark, else as UTF-8, else (where that does not fit) as Windows Latin. */
export function decodeBytes(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return decodeWindowsLatin(bytes);
  }
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

function decodeEntity(whole: string, name: string): string {
  if (!name.startsWith('#')) return entities[name.toLowerCase()] ?? whole;
  const isHex = name[1] === 'x' || name[1] === 'X';
  const codePoint = Number.parseInt(name.slice(isHex ? 2 : 1), isHex ? 16 : 10);
  const isCharacter = codePoint > 0 && codePoint <= 0x10ffff && (codePoint < 0xd800 || codePoint > 0xdfff);
  return isCharacter ? String.fromCodePoint(codePoint) : '';
}

/** The words of HTML: for the search, never to be shown as HTML. */
export function htmlToText(html: string): string {
  return html
    .replace(/<(script|style|head|title)\b[^>]*>[\s\S]*?<\/\1\s*>/gi, ' ')
    .replace(/<!--[\s\S]*?-->/g, ' ')
    .replace(/<(br|\/p|\/div|\/tr|\/li|\/h[1-6])\b[^>]*>/gi, '\n')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(#?[a-z0-9]{1,8});/gi, decodeEntity);
}
