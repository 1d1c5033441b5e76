import { Button, Stack, Text, Title } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { api } from '../../app/client.ts';
import { Comments } from '../../app/comments.tsx';
import { useCan } from '../../app/use-status.ts';
import { Answer } from '../../components/answer.tsx';
import { DayText } from '../../components/day-text.tsx';
import { DetailHead } from '../../components/detail-head.tsx';
import { FactList } from '../../components/fact-list.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { Mark } from '../../components/mark.tsx';
import { AmendDocumentPanel } from './amend-document-panel.tsx';
import { DocumentView } from './document-view.tsx';
import { describeText, formatSize } from './document-words.ts';
import classes from './documents.module.css';
import { RemoveDocumentPanel } from './remove-document-panel.tsx';

interface DocumentDetailProps {
  readonly documentId: string;
  readonly onClose: () => void;
}

/** One document: what it is, itself, and what happened to it. */
export function DocumentDetail({ documentId, onClose }: DocumentDetailProps) {
  const query = useQuery(api.documents.getDocument.queryOptions({ input: { documentId } }));
  const canWork = useCan('documents.work');
  const [panel, setPanel] = useState<'amend' | 'remove' | null>(null);
  return (
    <Answer query={query} what="the document">
      {(row) => (
        <Stack gap={16} p="md">
          <DetailHead
            over={row.matterTitle}
            title={row.title}
            beside={<Mark tone={describeText(row.text).tone}>{describeText(row.text).word}</Mark>}
            onClose={onClose}
            actions={
              canWork && (
                <>
                  <Button
                    variant="default"
                    leftSection={<IconPencil size={16} aria-hidden />}
                    onClick={() => setPanel('amend')}
                  >
                    Change
                  </Button>
                  <Button
                    variant="default"
                    leftSection={<IconTrash size={16} aria-hidden />}
                    onClick={() => setPanel('remove')}
                  >
                    Remove
                  </Button>
                </>
              )
            }
          />
          <FactList
            facts={{
              Matter:
                row.matterId === null ? (
                  "The firm's own"
                ) : (
                  <Link href={`/matters/${row.matterId}`}>{row.matterTitle}</Link>
                ),
              Type: row.documentType,
              Folder: row.folder,
              Received: <DayText day={row.receivedOn} />,
              Dated: row.documentOn === null ? '' : <DayText day={row.documentOn} />,
              File: `${row.fileName}, ${formatSize(row.size)}`,
            }}
          />
          {row.here ? (
            <DocumentView documentId={documentId} title={row.title} mediaType={row.mediaType} />
          ) : (
            <Text c="var(--annex-look)">
              Its bytes are not on this machine yet. They come with the next sync, newest matters first.
            </Text>
          )}
          <section aria-label="History">
            <Title order={3} mb={4}>
              History
            </Title>
            <ul className={classes.history}>
              {row.history.map((entry) => (
                <li key={`${entry.atMs}/${entry.text}`}>
                  <Text size="sm" component="span">
                    {entry.text}
                  </Text>{' '}
                  <Text size="xs" c="dimmed" component="span">
                    {entry.memberName}, <InstantText atMs={entry.atMs} />
                  </Text>
                </li>
              ))}
            </ul>
            <Text size="xs" c="dimmed" mt={8} style={{ overflowWrap: 'anywhere' }}>
              SHA-256 {row.sha256}
            </Text>
          </section>
          <AmendDocumentPanel opened={panel === 'amend'} document={row} onClose={() => setPanel(null)} />
          <RemoveDocumentPanel
            opened={panel === 'remove'}
            documentId={documentId}
            title={row.title}
            onRemoved={onClose}
            onClose={() => setPanel(null)}
          />
          <Comments subjectKind="document" subjectId={documentId} />
        </Stack>
      )}
    </Answer>
  );
}
