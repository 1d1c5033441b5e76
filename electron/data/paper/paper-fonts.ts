import { join } from 'node:path';
import { Font } from '@react-pdf/renderer';
import type { CanPrint } from './printable-text.ts';

const longWord = 28;
let loadedFrom: string | undefined;

/** A word is never hyphenated; only one too long for a column is cut. */
function cutLongWord(word: string): string[] {
  if (word.length <= longWord) return [word];
  return word.match(new RegExp(`.{1,${longWord}}`, 'gsu')) ?? [word];
}

/**
 * Registers the fonts of `folder` with the renderer, once for each process, and answers what they can print.
 * Throws when a font file is missing or damaged.
 */
export async function loadPaperFonts(folder: string): Promise<CanPrint> {
  if (loadedFrom !== folder) {
    const file = (name: string) => join(folder, `annex-paper-${name}.ttf`);
    Font.register({
      family: 'Annex Paper',
      fonts: [
        { src: file('regular'), fontWeight: 400 },
        { src: file('semibold'), fontWeight: 600 },
        { src: file('italic'), fontWeight: 400, fontStyle: 'italic' },
      ],
    });
    Font.register({
      family: 'Annex Paper Other',
      fonts: [
        { src: file('other'), fontWeight: 400 },
        { src: file('other'), fontWeight: 600 },
        { src: file('other'), fontWeight: 400, fontStyle: 'italic' },
      ],
    });
    Font.registerHyphenationCallback(cutLongWord);
    loadedFrom = folder;
  }
  const families = ['Annex Paper', 'Annex Paper Other'];
  await Promise.all(families.map((fontFamily) => Font.load({ fontFamily, fontWeight: 400, fontStyle: 'normal' })));
  const fonts = families.map((fontFamily) => Font.getFont({ fontFamily, fontWeight: 400, fontStyle: 'normal' })?.data);
  return (codePoint) =>
    fonts.some((font) => font && 'hasGlyphForCodePoint' in font && font.hasGlyphForCodePoint(codePoint));
}
