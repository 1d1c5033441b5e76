import type { PDFDocumentProxy } from 'pdfjs-dist';

/** A PDF that is open for drawing. */
export interface OpenPdf {
  readonly document: PDFDocumentProxy;
  readonly pages: number;
  /** Ends it and the worker that reads it. */
  close(): void;
}

/** Opens a PDF for drawing; its work is done beside the page. Rejects when the bytes are not a PDF. */
export async function openPdf(bytes: Uint8Array): Promise<OpenPdf> {
  const [pdfjs, { default: PdfWorker }] = await Promise.all([
    import('pdfjs-dist'),
    import('pdfjs-dist/build/pdf.worker.min.mjs?worker'),
  ]);
  const port = new PdfWorker();
  const worker = pdfjs.PDFWorker.create({ port });
  // The bytes are handed over to the worker, so it gets a copy.
  const task = pdfjs.getDocument({ data: bytes.slice(), worker });
  const close = (): void => {
    void task.destroy().finally(() => port.terminate());
  };
  try {
    const document = await task.promise;
    return { document, pages: document.numPages, close };
  } catch (error) {
    close();
    throw error;
  }
}

/** Draws one page (from 1) at `scale` dots for each point; resolves when it is drawn. */
export async function drawPage(
  pdf: OpenPdf,
  pageNumber: number,
  scale: number,
  canvas: HTMLCanvasElement,
): Promise<void> {
  const page = await pdf.document.getPage(pageNumber);
  const viewport = page.getViewport({ scale });
  canvas.width = Math.floor(viewport.width);
  canvas.height = Math.floor(viewport.height);
  await page.render({ canvas, viewport }).promise;
}
