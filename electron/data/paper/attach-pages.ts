import { PDFDocument } from 'pdf-lib';
import type { PaperAttachment } from './paper-data.ts';

const letter = { width: 612, height: 792, margin: 36 };

/** A picture as large as a page lets it be, in the middle. */
function placePicture(width: number, height: number) {
  const scale = Math.min(1, (letter.width - 2 * letter.margin) / width, (letter.height - 2 * letter.margin) / height);
  const [shownWidth, shownHeight] = [width * scale, height * scale];
  return {
    x: (letter.width - shownWidth) / 2,
    y: (letter.height - shownHeight) / 2,
    width: shownWidth,
    height: shownHeight,
  };
}

/**
 * A PDF with the pages of other documents behind its own, and their contents as they are. Throws on a document that is
 * damaged or under a password; its title is in the message.
 */
export async function attachPages(
  pdf: Uint8Array,
  attachments: readonly PaperAttachment[],
  onProgress: (done: number, total: number) => void = () => {},
): Promise<Uint8Array> {
  if (attachments.length === 0) return pdf;
  const whole = await PDFDocument.load(pdf, { updateMetadata: false });
  for (const [place, attachment] of attachments.entries()) {
    onProgress(place, attachments.length);
    try {
      await attachOne(whole, attachment);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new UnreadablePages(attachment.title, why);
    }
  }
  return whole.save();
}

/** A document whose pages cannot be taken over. */
export class UnreadablePages extends Error {
  readonly title: string;

  constructor(title: string, why: string) {
    super(`${title}: ${why}`);
    this.name = 'UnreadablePages';
    this.title = title;
  }
}

async function attachOne(whole: PDFDocument, { mediaType, bytes }: PaperAttachment): Promise<void> {
  if (mediaType === 'application/pdf') {
    const other = await PDFDocument.load(bytes, { updateMetadata: false });
    for (const page of await whole.copyPages(other, other.getPageIndices())) whole.addPage(page);
    return;
  }
  const picture = mediaType === 'image/png' ? await whole.embedPng(bytes) : await whole.embedJpg(bytes);
  const page = whole.addPage([letter.width, letter.height]);
  page.drawImage(picture, placePicture(picture.width, picture.height));
}
