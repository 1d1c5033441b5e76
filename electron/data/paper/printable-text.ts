/** True when some font on board can draw this code point. */
export type CanPrint = (codePoint: number) => boolean;

const emptyBox = '\u25a1';

/**
 * Text as it can be printed: composed (NFC), tabs and line breaks kept, other control characters dropped, and what no
 * font can draw shown as an empty box. Without this the renderer would print another letter in its place.
 */
export function makePrintable(text: string, canPrint: CanPrint): string {
  let printable = '';
  for (const character of text.normalize('NFC')) {
    const codePoint = character.codePointAt(0) ?? 0;
    if (character === '\n') printable += character;
    else if (character === '\t' || character === '\r') printable += ' ';
    else if (codePoint < 0x20 || (codePoint >= 0x7f && codePoint < 0xa0)) continue;
    else if (codePoint >= 0xfe00 && codePoint <= 0xfe0f) continue;
    else printable += canPrint(codePoint) ? character : emptyBox;
  }
  return printable;
}

/** The same plain data with every text in it made printable. Objects and arrays are copied, other values kept. */
export function makeDataPrintable<T>(data: T, canPrint: CanPrint): T {
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return makePrintable(value, canPrint);
    if (Array.isArray(value)) return value.map(walk);
    if (value !== null && typeof value === 'object') {
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]));
    }
    return value;
  };
  return walk(data) as T;
}
