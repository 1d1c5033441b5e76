import { client } from '../../app/client.ts';
import { sayFault } from '../../app/notify.tsx';
import { describeFault, readRefusal } from '../../app/read-fault.ts';
import { useTrustPanel } from './trust-panels.ts';

/** Opens the panel of an entry that only its id is known of. */
export function useOpenEntry(): (entryId: string) => Promise<void> {
  const open = useTrustPanel((store) => store.open);
  return async (entryId) => {
    try {
      open({ kind: 'entry', entry: await client.trust.getEntry({ entryId }) });
    } catch (error) {
      sayFault(readRefusal(error)?.sentence ?? describeFault(error));
    }
  };
}
