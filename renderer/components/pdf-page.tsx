import { useEffect, useRef, useState } from 'react';
import { drawPage, type OpenPdf } from './open-pdf.ts';
import classes from './pdf-view.module.css';

interface PdfPageProps {
  readonly pdf: OpenPdf;
  readonly pageNumber: number;
  /** Height over width, until the page itself is known. */
  readonly ratio: number;
  readonly title: string;
}

const dotsMax = 3;

/** One page, drawn when it comes near the part in sight. */
export function PdfPage({ pdf, pageNumber, ratio, title }: PdfPageProps) {
  const place = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [isNear, setNear] = useState(false);
  const [text, setText] = useState('');

  useEffect(() => {
    if (place.current === null) return;
    const watcher = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setNear(true);
      },
      { rootMargin: '600px' },
    );
    watcher.observe(place.current);
    return () => watcher.disconnect();
  }, []);

  useEffect(() => {
    const target = canvas.current;
    if (!isNear || target === null) return;
    let isLeft = false;
    const draw = async (): Promise<void> => {
      const page = await pdf.document.getPage(pageNumber);
      const width = page.getViewport({ scale: 1 }).width;
      const dots = Math.min(dotsMax, Math.max(1.5, window.devicePixelRatio));
      await drawPage(pdf, pageNumber, (target.clientWidth / width) * dots, target);
      const content = await page.getTextContent();
      setText(content.items.map((item) => ('str' in item ? item.str : '')).join(' '));
    };
    draw().catch((error: unknown) => {
      if (!isLeft) console.error(`Page ${pageNumber} could not be drawn.`, error);
    });
    return () => {
      isLeft = true;
    };
  }, [isNear, pdf, pageNumber]);

  return (
    <div ref={place} className={classes.page} style={{ aspectRatio: `1 / ${ratio}` }}>
      <canvas
        ref={canvas}
        role="img"
        aria-label={`${title}, page ${pageNumber} of ${pdf.pages}${text === '' ? '' : `: ${text}`}`}
      />
    </div>
  );
}
