import { Group, Text, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useRef } from 'react';
import { api } from '../../app/client.ts';
import { Answer } from '../../components/answer.tsx';
import { DayText } from '../../components/day-text.tsx';
import classes from './documents.module.css';
import { markWords } from './mark-words.ts';

interface SearchHitsProps {
  readonly words: string;
  readonly selectedId: string | undefined;
  readonly onOpen: (documentId: string) => void;
}

/** Documents that hold the words, best first, each with the place where they stand. */
export function SearchHits({ words, selectedId, onOpen }: SearchHitsProps) {
  const query = useQuery(
    api.documents.searchDocuments.queryOptions({ input: { words }, placeholderData: (before) => before }),
  );
  const list = useRef<HTMLUListElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const hits: Element[] = [...(list.current?.querySelectorAll('button') ?? [])];
    const at = document.activeElement === null ? -1 : hits.indexOf(document.activeElement);
    const next = hits[Math.max(0, Math.min(hits.length - 1, at + step))];
    if (next instanceof HTMLElement) next.focus();
  };
  return (
    <Answer query={query} what="what was found">
      {({ rows, total }) => (
        <>
          <Text size="xs" c="dimmed" px={16} pb={8} role="status">
            {countHits(total, rows.length, words)}
          </Text>
          <ul className={classes.hits} ref={list} onKeyDown={onKeyDown}>
            {rows.map((row) => (
              <li key={row.documentId}>
                <UnstyledButton
                  className={classes.hit ?? ''}
                  aria-current={row.documentId === selectedId || undefined}
                  onClick={() => onOpen(row.documentId)}
                >
                  <Group justify="space-between" wrap="nowrap" gap="sm">
                    <Text fw={600} truncate component="span">
                      {row.title}
                    </Text>
                    <Text size="xs" c="dimmed" component="span" style={{ whiteSpace: 'nowrap' }}>
                      {row.matterTitle} <DayText day={row.documentOn ?? row.receivedOn} />
                    </Text>
                  </Group>
                  <Text size="sm" lineClamp={2} component="span" display="block">
                    {markWords(row.snippet, words).map((part) =>
                      part.isHit ? <mark key={part.at}>{part.text}</mark> : <span key={part.at}>{part.text}</span>,
                    )}
                  </Text>
                </UnstyledButton>
              </li>
            ))}
          </ul>
        </>
      )}
    </Answer>
  );
}

function countHits(total: number, shown: number, words: string): string {
  if (total === 0) return `No document holds “${words}”. Scans without words are not searched.`;
  const count = `${total.toLocaleString('en-US')} ${total === 1 ? 'document' : 'documents'}`;
  return shown < total ? `${count}, the best ${shown} shown` : count;
}
