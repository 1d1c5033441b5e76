import { Button, Group, Loader, Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';

interface AnswerProps<Data> {
  readonly query: UseQueryResult<Data>;
  /** What is asked for, for people who hear it: "the invoice". */
  readonly what: string;
  readonly children: (data: Data) => ReactNode;
}

/** Draws what a question was answered with; until then that it is asked, and why it failed. */
export function Answer<Data>({ query, what, children }: AnswerProps<Data>) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error !== null) {
    return (
      <Group p="md" gap="sm" role="alert">
        <Text c="var(--annex-danger)">{query.error.message}</Text>
        <Button variant="default" onClick={() => void query.refetch()}>
          Try again
        </Button>
      </Group>
    );
  }
  return <Loader size="sm" m="md" aria-label={`Loading ${what}`} />;
}
