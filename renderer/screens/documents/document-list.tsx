import { Button, CloseButton, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { Answers } from '../../app/answers.ts';
import { api } from '../../app/client.ts';
import { DataTable, type TableColumn } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { Mark } from '../../components/mark.tsx';
import { describeText, formatSize } from './document-words.ts';
import classes from './documents.module.css';
import { SearchHits } from './search-hits.tsx';

type DocumentRow = Answers['documents']['listDocuments']['rows'][number];
type DocumentSort = 'filedAtMs' | 'title' | 'documentType' | 'size' | 'receivedOn';

type DocumentColumn = TableColumn<DocumentRow, DocumentSort>;

const title: DocumentColumn = { key: 'title', title: 'Title', kind: 'text', sortable: 'title' };
const type: DocumentColumn = { key: 'documentType', title: 'Type', kind: 'text', width: 132, sortable: 'documentType' };
const received: DocumentColumn = {
  key: 'receivedOn',
  title: 'Received',
  kind: 'day',
  width: 108,
  sortable: 'receivedOn',
};
const allColumns: readonly DocumentColumn[] = [
  title,
  { key: 'matterTitle', title: 'Matter', kind: 'text' },
  type,
  received,
  {
    key: 'filedAtMs',
    title: 'Filed',
    kind: 'node',
    width: 176,
    sortable: 'filedAtMs',
    render: (row) => <InstantText atMs={row.filedAtMs} />,
  },
  { key: 'size', title: 'Size', kind: 'count', width: 84, sortable: 'size', render: (row) => formatSize(row.size) },
  { key: 'text', title: 'Words', kind: 'node', width: 112, render: renderText },
];
/** What is left of the list beside an open document. */
const fewColumns: readonly DocumentColumn[] = [title, received];

function renderText(row: DocumentRow) {
  if (!row.here) return <Mark tone="look">Not here yet</Mark>;
  const { tone, word } = describeText(row.text);
  return <Mark tone={tone}>{word}</Mark>;
}

interface DocumentListProps {
  readonly selectedId: string | undefined;
  readonly onOpen: (documentId: string) => void;
  /** Absent for those who may not file. */
  readonly onFile?: (() => void) | undefined;
}

/** Every document, newest first; with words in the search, the places where they stand. */
export function DocumentList({ selectedId, onOpen, onFile }: DocumentListProps) {
  const [typed, setTyped] = useState('');
  const [words] = useDebouncedValue(typed.trim(), 200);
  const input = useRef<HTMLInputElement>(null);
  const isSearching = words !== '';
  return (
    <div className={classes.list}>
      <div className={classes.search}>
        <TextInput
          ref={input}
          aria-label="Search titles and words"
          placeholder="Search titles and words"
          leftSection={<IconSearch size={14} aria-hidden />}
          rightSection={
            typed !== '' && <CloseButton size="sm" aria-label="Empty the search" onClick={() => setTyped('')} />
          }
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || typed === '') return;
            event.stopPropagation();
            setTyped('');
          }}
          flex="0 1 360px"
        />
      </div>
      {isSearching ? (
        <SearchHits words={words} selectedId={selectedId} onOpen={onOpen} />
      ) : (
        <div className={classes.rest}>
          <DataTable
            label="Documents"
            columns={selectedId === undefined ? allColumns : fewColumns}
            defaultSort={{ by: 'filedAtMs', descending: true }}
            query={(page) => api.documents.listDocuments.queryOptions({ input: page })}
            rowId={(row) => row.documentId}
            selectedId={selectedId}
            onOpen={(row) => onOpen(row.documentId)}
            empty={
              <EmptyState
                title="No document is filed yet"
                text="Drop files here, or choose them from the disk. Their words can be searched afterwards."
                action={onFile !== undefined && <Button onClick={onFile}>File a document</Button>}
              />
            }
          />
        </div>
      )}
    </div>
  );
}
