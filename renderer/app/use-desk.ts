import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { FirmStatus } from '../../shared/contract/firm.ts';
import { closeDesk, openDesk } from '../desk/desk.ts';
import { useRecentPlaces } from '../desk/recent-places.ts';
import { useTimer } from '../desk/timer.ts';
import { api, client } from './client.ts';
import { machineApi } from './machine-client.ts';
import { usePanels } from './panels.ts';

/**
 * Opens the desk when the vault opens and closes it at a lock; with it go the timer, the recent places, open panels and
 * every answer that was kept. True once the desk is open, or could not be opened: then the app works without drafts.
 */
export function useDesk(status: FirmStatus | undefined): boolean {
  const queries = useQueryClient();
  const deviceId = status?.state === 'unlocked' ? (status.me?.deviceId ?? null) : null;
  const [openFor, setOpenFor] = useState<string | null>(null);

  useEffect(() => {
    if (deviceId === null) return;
    let isCurrent = true;
    const open = async (): Promise<void> => {
      try {
        const { key } = await client.firm.deskKey({});
        if (!isCurrent) return;
        await openDesk(deviceId, key);
        await Promise.all([useTimer.getState().restore(), useRecentPlaces.getState().restore()]);
      } catch (error) {
        console.error('The desk could not be opened: drafts are not kept.', error);
      }
      if (isCurrent) setOpenFor(deviceId);
    };
    void open();
    return () => {
      isCurrent = false;
      closeDesk();
      useTimer.getState().forget();
      useRecentPlaces.getState().forget();
      usePanels.getState().close();
      setOpenFor(null);
      const kept = JSON.stringify(api.firm.status.queryKey({ input: {} }));
      const machineKey = JSON.stringify(machineApi.key()[0]);
      // What is known of the machine is of no firm; the lock screen shows it.
      queries.removeQueries({
        predicate: ({ queryKey }) =>
          JSON.stringify(queryKey) !== kept && !JSON.stringify(queryKey[0]).startsWith(machineKey.slice(0, -1)),
      });
    };
  }, [deviceId, queries]);
  return deviceId !== null && openFor === deviceId;
}
