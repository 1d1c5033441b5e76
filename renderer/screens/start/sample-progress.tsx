import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from '../../app/client.ts';
import { useFreshKit } from '../../app/fresh-kit.ts';
import { useAskStatus } from '../../app/take-status.ts';
import { useStatus } from '../../app/use-status.ts';
import { ProgressLine } from '../../components/progress-line.tsx';
import { StartLayout } from './start-layout.tsx';

/** While the sample firm is made: how far it is. One can go in before it is done. */
export function SampleProgress({ jobId }: { jobId: string }) {
  const clear = useFreshKit((store) => store.clear);
  const askStatus = useAskStatus();
  const status = useStatus();
  const job = useQuery(api.jobs.get.queryOptions({ input: { jobId }, refetchInterval: 500 })).data;
  const state = job?.state;
  useEffect(() => {
    if (state !== 'done') return;
    void askStatus().then(clear);
  }, [state, askStatus, clear]);
  const hasFailed = state === 'failed' || state === 'cancelled';
  return (
    <StartLayout
      title="The sample firm"
      text="Two years of calls, matters, invoices and trust money, made through the same commands that people use."
    >
      {hasFailed ? (
        <Text c="var(--annex-danger)" role="alert">
          The sample firm could not be finished. {job?.error}
        </Text>
      ) : (
        <ProgressLine
          title={job?.title ?? 'Making the sample firm'}
          done={job?.done ?? 0}
          total={job?.total ?? 0}
          what={job?.what ?? ''}
        />
      )}
      <Group gap="sm">
        {(status?.state === 'unlocked' || hasFailed) && (
          <Button variant="default" onClick={clear}>
            {hasFailed ? 'Go on' : 'Look around meanwhile'}
          </Button>
        )}
      </Group>
      <Text size="xs" c="dimmed">
        Its passphrase is “sample firm passphrase”.
      </Text>
    </StartLayout>
  );
}
