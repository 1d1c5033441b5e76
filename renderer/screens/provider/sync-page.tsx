import { ProviderFrame } from './provider-frame.tsx';
import { SyncTab } from './sync-tab.tsx';

/** The state of sync. */
export function SyncPage() {
  return (
    <ProviderFrame>
      <SyncTab />
    </ProviderFrame>
  );
}
