import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { getDocument, type PDFDocumentProxy, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { JobContext } from '../job.ts';
import { refuseFile } from './refuse-file.ts';

/** Where the package keeps the tables for fonts that bring none. */
function packageFolder(name: string): string {
  const home = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  return `${join(home, name)}${sep}`;
}

async function openPdf(bytes: Uint8Array): Promise<PDFDocumentProxy> {
  try {
    return await getDocument({
      // The library takes the buffer over, so it gets a copy.
      data: new Uint8Array(bytes),
      verbosity: VerbosityLevel.ERRORS,
      cMapUrl: packageFolder('cmaps'),
      standardFontDataUrl: packageFolder('standard_fonts'),
      disableFontFace: true,
      useSystemFonts: false,
      stopAtErrors: false,
    }).promise;
  } catch (error) {
    if (error instanceof Error && error.name === 'PasswordException') return refuseFile('documents.locked');
    return refuseFile('documents.unreadable');
  }
}

/** The words of a PDF, page after page, until there are `charactersMax` of them. Refuses a damaged or a locked file. */
export async function readPdf(
  bytes: Uint8Array,
  { signal, progress }: JobContext,
  charactersMax: number,
): Promise<{ text: string; pages: number }> {
  const pdf = await openPdf(bytes);
  try {
    const texts: string[] = [];
    let characters = 0;
    for (let number = 1; number <= pdf.numPages && characters <= charactersMax; number += 1) {
      signal.throwIfAborted();
      progress(number - 1, pdf.numPages, 'pages read');
      const page = await pdf.getPage(number);
      const content = await page.getTextContent();
      const text = content.items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('');
      page.cleanup();
      texts.push(text);
      characters += text.length;
    }
    progress(pdf.numPages, pdf.numPages, 'pages read');
    return { text: texts.join('\n\n'), pages: pdf.numPages };
  } finally {
    await pdf.loadingTask.destroy();
  }
}
