import { Button, Progress } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { FirmStatus } from '../../shared/contract/firm.ts';
import { api } from './client.ts';
import { ConfirmKit } from './confirm-kit.tsx';
import classes from './frame.module.css';

/** What concerns the whole window: tables being made anew, a kit not confirmed, long work that runs. */
export function Notices({ status }: { status: FirmStatus }) {
  const [isConfirming, setConfirming] = useState(false);
  const jobs = useQuery(
    api.jobs.list.queryOptions({
      input: {},
      refetchInterval: (query) =>
        query.state.data?.rows.some((job) => job.state === 'running') === true ? 1_000 : 30_000,
    }),
  ).data;
  const running = jobs?.rows.find((job) => job.state === 'running');
  return (
    <>
      {status.rebuild !== null && (
        <NoticeLine
          text="Lists are being made anew from the events. You can go on reading."
          done={status.rebuild.done}
          total={status.rebuild.total}
        />
      )}
      {running !== undefined && <NoticeLine text={running.title} done={running.done} total={running.total} />}
      {!status.kitConfirmed && status.firm?.isSample === false && (
        <div className={classes.notice} role="status">
          The recovery kit is not confirmed. Without it a forgotten passphrase means that everything is lost.
          <Button variant="default" onClick={() => setConfirming(true)}>
            Confirm the kit
          </Button>
        </div>
      )}
      <ConfirmKit opened={isConfirming} onClose={() => setConfirming(false)} />
    </>
  );
}

function NoticeLine({ text, done, total }: { text: string; done: number; total: number }) {
  const percent = total > 0 ? Math.min(100, (done * 100) / total) : 0;
  return (
    <div className={classes.notice} data-tone="info" role="status">
      {text}
      <Progress value={percent} w={160} size="sm" aria-label={text} />
      <span className="annex-figures">
        {total > 0 ? `${done.toLocaleString('en-US')} of ${total.toLocaleString('en-US')}` : ''}
      </span>
    </div>
  );
}
