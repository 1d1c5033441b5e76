import { Stack, Switch } from '@mantine/core';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import type { SyncStatus } from './provider-words.ts';

/** Whether this device uses the hub at all, and whether it spares the line. */
export function LineSwitches({ status }: { readonly status: SyncStatus }) {
  const pause = useCommand(api.provider.pauseSync);
  const spare = useCommand(api.provider.spareLine);
  return (
    <Stack gap={8}>
      <Switch
        label="Paused: nothing is sent or fetched, changes wait here"
        checked={status.isPaused}
        onChange={(event) => void pause.run({ paused: event.currentTarget.checked })}
      />
      <Switch
        label="Metered line: ask the hub every 15 minutes, fetch files only when they are opened"
        checked={status.isMetered}
        onChange={(event) => void spare.run({ metered: event.currentTarget.checked })}
      />
    </Stack>
  );
}
