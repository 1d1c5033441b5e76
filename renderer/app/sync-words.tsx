import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { api } from './client.ts';
import { useConnection } from './connection-state.ts';
import classes from './frame.module.css';

/** The sync state in words; it opens the page about it. */
export function SyncWords() {
  const connection = useConnection((store) => store.state);
  const sync = useQuery(
    api.provider.syncStatus.queryOptions({ input: {}, refetchInterval: 20_000, retry: false }),
  ).data;
  if (connection !== 'open') {
    return (
      <span className={classes.sync} data-tone="look" role="status">
        Reconnecting to the data process
      </span>
    );
  }
  if (sync === undefined) return null;
  const needsLook = ['refused', 'signed out', 'trouble'].includes(sync.state) || sync.clockSentence !== '';
  return (
    <Link
      href="/provider/sync"
      className={classes.sync ?? ''}
      data-tone={needsLook ? 'look' : undefined}
      title={sync.trouble?.sentence ?? (sync.clockSentence || sync.sentence)}
    >
      {sync.sentence}
    </Link>
  );
}
