import { Button, Group, Loader, Stack, Text } from '@mantine/core';
import { IconDownload, IconExternalLink, IconPrinter } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
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
}

interface Loaded {
  readonly url: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly fileName: string;
}

/** A PDF in place, with Download and Print. */
export function PdfView({ load, title, height = '70vh', version }: PdfViewProps) {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [hasFailed, setFailed] = useState(false);
  const frame = useRef<HTMLIFrameElement>(null);
  const latest = useRef(load);
  latest.current = load;

  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` says when the file has to be loaded again.
  useEffect(() => {
    let url: string | undefined;
    let isCurrent = true;
    setFailed(false);
    setLoaded(null);
    latest.current().then(
      (file) => {
        if (!isCurrent) return;
        const bytes = 'bytes' in file ? file.bytes : readBase64(file.pdfBase64);
        url = URL.createObjectURL(new Blob([bytes], { type: 'application/pdf' }));
        setLoaded({ url, bytes, fileName: file.fileName });
      },
      () => {
        if (isCurrent) setFailed(true);
      },
    );
    return () => {
      isCurrent = false;
      if (url !== undefined) URL.revokeObjectURL(url);
    };
  }, [version]);

  if (hasFailed) return <Text c="var(--annex-danger)">The PDF could not be made. Close this and try again.</Text>;
  if (loaded === null) return <Loader size="sm" aria-label={`Loading ${title}`} />;
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() => saveFile(loaded.bytes, 'application/pdf', loaded.fileName)}
        >
          Download
        </Button>
        <Button
          variant="default"
          leftSection={<IconPrinter size={16} aria-hidden />}
          onClick={() => {
            frame.current?.contentWindow?.focus();
            frame.current?.contentWindow?.print();
          }}
        >
          Print
        </Button>
        <Button
          variant="default"
          leftSection={<IconExternalLink size={16} aria-hidden />}
          onClick={() => window.open(loaded.url, '_blank', 'noopener')}
        >
          Open apart
        </Button>
      </Group>
      <iframe
        ref={frame}
        src={loaded.url}
        title={title}
        style={{ width: '100%', height, border: '1px solid var(--annex-line)', borderRadius: 4 }}
      />
    </Stack>
  );
}
