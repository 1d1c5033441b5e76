import { Alert, Button, Group, Text } from '@mantine/core';
import { api } from '../../app/client.ts';
import { say } from '../../app/notify.tsx';
import { useCommand } from '../../app/use-command.ts';
import { FactList } from '../../components/fact-list.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { Mark } from '../../components/mark.tsx';
import { describeSync, type SyncStatus } from './provider-words.ts';
import { SyncTroubles } from './sync-troubles.tsx';

interface SyncHeadProps {
  readonly status: SyncStatus;
  readonly onCarry: () => void;
}

/** The state of sync: what is wrong and what to do, the figures, and what can be done. */
export function SyncHead({ status, onCarry }: SyncHeadProps) {
  return (
    <section aria-label="State">
      <Group gap="sm" mb={12}>
        <Mark tone={describeSync(status.state).tone}>{describeSync(status.state).word}</Mark>
        {status.sentence !== describeSync(status.state).word && <Text role="status">{status.sentence}</Text>}
      </Group>
      <SyncTroubles status={status} />
      {status.storeAlarms > 0 && (
        <Alert color="red" mb={12} maw={760}>
          {sayAlarms(status.storeAlarms)}
        </Alert>
      )}
      <FactList
        facts={{
          'Last success': status.lastSuccessAtMs === null ? 'never' : <InstantText atMs={status.lastSuccessAtMs} />,
          'Changes waiting': status.waiting.toLocaleString('en-US'),
          'Changes to come': status.toPull.toLocaleString('en-US'),
          'Files waiting': status.filesWaiting.toLocaleString('en-US'),
        }}
      />
      <SyncActions status={status} onCarry={onCarry} />
    </section>
  );
}

function sayAlarms(count: number): string {
  const what =
    count === 1
      ? 'One document in this computer’s own store did not come from Annex. It counts for nothing and is named under Set aside.'
      : `${count.toLocaleString('en-US')} documents in this computer’s own store did not come from Annex. They count for nothing and are named under Set aside.`;
  return `${what} Make a backup, and find out what else writes into the data folder.`;
}

function SyncActions({ status, onCarry }: SyncHeadProps) {
  const pause = useCommand(api.provider.pauseSync);
  const now = useCommand(api.provider.syncNow);
  const compare = useCommand(api.provider.compareWithHub, {
    onDone: ({ sent, fetched }) =>
      say(sent + fetched === 0 ? 'The hub has everything' : `${sent} changes sent again, ${fetched} fetched`),
  });
  const isPaused = status.state === 'paused';
  return (
    <>
      <Group gap="sm" mt={12}>
        <Button loading={now.isRunning} disabled={isPaused} onClick={() => void now.run({})}>
          Sync now
        </Button>
        <Button variant="default" loading={pause.isRunning} onClick={() => void pause.run({ paused: !isPaused })}>
          {isPaused ? 'Resume' : 'Pause'}
        </Button>
        <Button
          variant="default"
          loading={compare.isRunning}
          disabled={isPaused}
          onClick={() => void compare.run({})}
          title="Compares every change by its id, and carries over what is missing on either side"
        >
          Compare with the hub
        </Button>
        <Button variant="default" onClick={onCarry}>
          Carry by hand
        </Button>
      </Group>
      {compare.refusal !== null && (
        <Alert color="red" mt={12} maw={760} role="alert">
          {compare.refusal.sentence}
        </Alert>
      )}
    </>
  );
}
