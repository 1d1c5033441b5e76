import { ProviderFrame } from './provider-frame.tsx';
import { SetAsideTab } from './set-aside-tab.tsx';

/** What is kept and does not count. */
export function SetAsidePage() {
  return (
    <ProviderFrame>
      <SetAsideTab />
    </ProviderFrame>
  );
}
