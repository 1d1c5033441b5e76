import { Button } from '@mantine/core';
import { IconFilePlus } from '@tabler/icons-react';
import { type DragEvent, useState } from 'react';
import { usePlace } from '../../app/use-place.ts';
import { useCan } from '../../app/use-status.ts';
import { Screen } from '../../components/screen.tsx';
import { DocumentDetail } from './document-detail.tsx';
import { DocumentList } from './document-list.tsx';
import classes from './documents.module.css';
import { FileDocumentPanel } from './file-document-panel.tsx';

/** The firm's documents: listed, found by their words, filed, read. Files may be dropped anywhere on the screen. */
export function DocumentsScreen() {
  const { parts, go } = usePlace();
  const canFile = useCan('documents.work');
  const [isFiling, setFiling] = useState(parts[0] === 'new');
  const [files, setFiles] = useState<readonly File[]>([]);
  const [isOver, setOver] = useState(false);
  const documentId = parts[0] === 'new' ? undefined : parts[0];

  const take = (taken: readonly File[]): void => {
    setFiles((before) => [...before, ...taken]);
    setFiling(true);
  };
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    if (canFile && event.dataTransfer.files.length > 0) take([...event.dataTransfer.files]);
  };
  const onDragOver = (event: DragEvent): void => {
    if (!canFile || !event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setOver(true);
  };
  return (
    <section
      aria-label="Documents"
      className={classes.drop}
      data-over={isOver || undefined}
      onDragOver={onDragOver}
      onDragLeave={(event) => {
        if (event.currentTarget === event.target || !event.currentTarget.contains(event.relatedTarget as Node | null))
          setOver(false);
      }}
      onDrop={onDrop}
    >
      <Screen
        title="Documents"
        detailWidth="wide"
        actions={
          canFile && (
            <Button leftSection={<IconFilePlus size={16} aria-hidden />} onClick={() => setFiling(true)}>
              File a document
            </Button>
          )
        }
        detail={
          documentId !== undefined && (
            <DocumentDetail key={documentId} documentId={documentId} onClose={() => go('/documents')} />
          )
        }
      >
        <DocumentList
          selectedId={documentId}
          onOpen={(id) => go(`/documents/${id}`)}
          onFile={canFile ? () => setFiling(true) : undefined}
        />
      </Screen>
      {isOver && <div className={classes.dropSign}>Drop to file</div>}
      <FileDocumentPanel
        opened={isFiling}
        files={files}
        onFiles={setFiles}
        onFiled={(id) => go(`/documents/${id}`)}
        onClose={() => {
          setFiling(false);
          if (parts[0] === 'new') go('/documents');
        }}
      />
    </section>
  );
}
