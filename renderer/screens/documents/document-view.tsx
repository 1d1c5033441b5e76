import { Button, Group, Loader, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { sayFault } from '../../app/notify.tsx';
import { describeFault } from '../../app/read-fault.ts';
import { PdfView } from '../../components/pdf-view.tsx';
import { saveFile } from '../../components/read-base64.ts';
import classes from './documents.module.css';
import { readDocumentBytes } from './read-document-bytes.ts';

interface DocumentViewProps {
  readonly documentId: string;
  readonly title: string;
  readonly mediaType: string;
}

const textLettersMax = 200_000;
const shownImages = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

/** The document itself: a PDF, a text and a picture are shown, anything can be downloaded. */
export function DocumentView({ documentId, title, mediaType }: DocumentViewProps) {
  if (mediaType === 'application/pdf') {
    return <PdfView title={title} load={() => readDocumentBytes(documentId)} version={documentId} />;
  }
  const isShown = mediaType.startsWith('text/') || shownImages.includes(mediaType);
  return (
    <div>
      <Group gap="sm" mb={8}>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() => {
            readDocumentBytes(documentId).then(
              (file) => saveFile(file.bytes, file.mediaType, file.fileName),
              (error: unknown) => sayFault(describeFault(error)),
            );
          }}
        >
          Download
        </Button>
        {!isShown && (
          <Text size="sm" c="dimmed">
            A file of this kind opens in its own program.
          </Text>
        )}
      </Group>
      {isShown && <ShownDocument documentId={documentId} title={title} mediaType={mediaType} />}
    </div>
  );
}

type Shown = { readonly text: string } | { readonly url: string } | { readonly fault: string };

function ShownDocument({ documentId, title, mediaType }: DocumentViewProps) {
  const [shown, setShown] = useState<Shown | null>(null);
  useEffect(() => {
    let url: string | undefined;
    let isCurrent = true;
    readDocumentBytes(documentId).then(
      ({ bytes }) => {
        if (!isCurrent) return;
        if (mediaType.startsWith('text/')) {
          setShown({ text: new TextDecoder().decode(bytes).slice(0, textLettersMax) });
          return;
        }
        url = URL.createObjectURL(new Blob([bytes], { type: mediaType }));
        setShown({ url });
      },
      (error: unknown) => {
        if (isCurrent) setShown({ fault: describeFault(error) });
      },
    );
    return () => {
      isCurrent = false;
      if (url !== undefined) URL.revokeObjectURL(url);
    };
  }, [documentId, mediaType]);
  if (shown === null) return <Loader size="sm" aria-label={`Loading ${title}`} />;
  if ('fault' in shown) return <Text c="var(--annex-danger)">{shown.fault}</Text>;
  if ('url' in shown) return <img className={classes.image} src={shown.url} alt={title} />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text has to be scrolled by keyboard.
    <section className={classes.text} aria-label={title} tabIndex={0}>
      {shown.text}
    </section>
  );
}
