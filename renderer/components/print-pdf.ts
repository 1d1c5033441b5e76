import { drawPage, type OpenPdf } from './open-pdf.ts';

const printScale = 200 / 72;
export const printPagesMax = 100;

/** Prints every page at 200 dots an inch: drawn into the page, shown to the printer alone, and taken away again. */
export async function printPdf(pdf: OpenPdf): Promise<void> {
  const sheets = document.createElement('div');
  sheets.className = 'annex-print';
  for (let pageNumber = 1; pageNumber <= Math.min(pdf.pages, printPagesMax); pageNumber += 1) {
    const canvas = document.createElement('canvas');
    await drawPage(pdf, pageNumber, printScale, canvas);
    sheets.append(canvas);
  }
  document.body.append(sheets);
  document.body.classList.add('annex-printing');
  const end = (): void => {
    sheets.remove();
    document.body.classList.remove('annex-printing');
  };
  window.addEventListener('afterprint', end, { once: true });
  window.print();
}
