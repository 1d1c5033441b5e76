import { Alert } from '@mantine/core';
import type { SyncStatus } from './provider-words.ts';

/** What is wrong with the hub, the way there or this computer's clock: what it is, and what to do. */
export function SyncTroubles({ status }: { readonly status: SyncStatus }) {
  return (
    <>
      {status.trouble !== null && (
        <Alert color={status.state === 'offline' ? 'yellow' : 'red'} mb={12} maw={760} role="alert">
          {status.trouble.sentence}
        </Alert>
      )}
      {status.clockSentence !== '' && (
        <Alert color="yellow" mb={12} maw={760} title="This computer’s clock">
          {status.clockSentence}
        </Alert>
      )}
    </>
  );
}
