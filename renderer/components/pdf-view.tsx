import { Alert, Button, Group, Loader, Stack, Text } from '@mantine/core';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { type OpenPdf, openPdf } from './open-pdf.ts';
import { PdfPage } from './pdf-page.tsx';
import classes from './pdf-view.module.css';
import { printPagesMax, printPdf } from './print-pdf.ts';
import { readBase64, saveFile } from './read-base64.ts';

/** A PDF as the contract gives it, or as bytes that are here already. */
type PdfFile =
  | { readonly pdfBase64: string; readonly fileName: string }
  | { readonly bytes: Uint8Array<ArrayBuffer>; readonly fileName: string };

interface PdfViewProps {
  readonly load: () => Promise<PdfFile>;
  /** What it is, for people who hear it: "Invoice 2026-0007". */
  readonly title: string;
  /** CSS height of the page's place. */
  readonly height?: string | number;
  /** Another value loads again. */
  readonly version?: string | number;
  /** For what belongs on paper alone: printing comes first, and saving says this and asks before. */
  readonly saveWarning?: string;
}

interface Loaded {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly fileName: string;
  /** Null when the bytes cannot be shown: they can still be downloaded. */
  readonly pdf: OpenPdf | null;
  /** Height over width of the first page. */
  readonly ratio: number;
}

/** A PDF in place, with Download and Print. It is drawn by ourselves, so that it looks the same in every shell. */
export function PdfView({ load, title, height = '70vh', version, saveWarning }: PdfViewProps) {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [hasFailed, setFailed] = useState(false);
  const [isPrinting, setPrinting] = useState(false);
  const [isWarning, setWarning] = useState(false);
  const latest = useRef(load);
  latest.current = load;

  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` says when the file has to be loaded again.
  useEffect(() => {
    let isCurrent = true;
    let opened: OpenPdf | null = null;
    setFailed(false);
    setLoaded(null);
    const show = async (): Promise<void> => {
      const file = await latest.current();
      const bytes = 'bytes' in file ? file.bytes : readBase64(file.pdfBase64);
      opened = await openPdf(bytes).catch(() => null);
      const ratio = opened === null ? 1 : await measureRatio(opened);
      if (isCurrent) setLoaded({ bytes, fileName: file.fileName, pdf: opened, ratio });
      else opened?.close();
    };
    show().catch(() => {
      if (isCurrent) setFailed(true);
    });
    return () => {
      isCurrent = false;
      opened?.close();
    };
  }, [version]);

  if (hasFailed) {
    return (
      <Text c="var(--annex-danger)" role="alert">
        The PDF could not be made. Close this and try again.
      </Text>
    );
  }
  if (loaded === null) return <Loader size="sm" aria-label={`Loading ${title}`} />;
  const { pdf } = loaded;
  const print = async (): Promise<void> => {
    if (pdf === null) return;
    setPrinting(true);
    await printPdf(pdf).finally(() => setPrinting(false));
  };
  const save = (): void => {
    setWarning(false);
    saveFile(loaded.bytes, 'application/pdf', loaded.fileName);
  };
  const saveButton = (
    <Button
      key="save"
      variant="default"
      leftSection={<IconDownload size={16} aria-hidden />}
      onClick={saveWarning === undefined ? save : () => setWarning(true)}
    >
      {saveWarning === undefined ? 'Download' : 'Save as a file'}
    </Button>
  );
  const printButton = pdf !== null && pdf.pages <= printPagesMax && (
    <Button
      key="print"
      variant={saveWarning === undefined ? 'default' : 'filled'}
      leftSection={<IconPrinter size={16} aria-hidden />}
      loading={isPrinting}
      onClick={() => void print()}
    >
      Print
    </Button>
  );
  return (
    <Stack gap="sm">
      <Group gap="sm">
        {saveWarning === undefined ? [saveButton, printButton] : [printButton, saveButton]}
        {pdf !== null && (
          <Text size="xs" c="dimmed" className="annex-figures">
            {pdf.pages === 1 ? '1 page' : `${pdf.pages} pages`}
          </Text>
        )}
      </Group>
      {isWarning && (
        <Alert color="yellow" variant="light" p="sm" role="alert">
          <Stack gap={8}>
            <Text size="sm">{saveWarning}</Text>
            <Group gap="sm">
              <Button variant="default" onClick={() => setWarning(false)}>
                Do not save
              </Button>
              <Button variant="default" onClick={save}>
                Save it all the same
              </Button>
            </Group>
          </Stack>
        </Alert>
      )}
      {pdf === null ? (
        <Text c="dimmed">This PDF cannot be shown here. Download it and open it in another program.</Text>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: pages have to be scrolled by keyboard.
        <section className={classes.pages} style={{ height }} aria-label={title} tabIndex={0}>
          {Array.from({ length: pdf.pages }, (_, place) => place + 1).map((pageNumber) => (
            <PdfPage key={pageNumber} pdf={pdf} pageNumber={pageNumber} ratio={loaded.ratio} title={title} />
          ))}
        </section>
      )}
    </Stack>
  );
}

async function measureRatio(pdf: OpenPdf): Promise<number> {
  const { width, height } = (await pdf.document.getPage(1)).getViewport({ scale: 1 });
  return height / width;
}
