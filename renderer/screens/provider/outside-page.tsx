import { OutsideTab } from './outside-tab.tsx';
import { ProviderFrame } from './provider-frame.tsx';
import { useInvite } from './use-invite.tsx';

/** What people outside the firm see. */
export function OutsidePage() {
  const invite = useInvite();
  return (
    <>
      <ProviderFrame actions={invite.button}>
        <OutsideTab onInvite={invite.open} />
      </ProviderFrame>
      {invite.panel}
    </>
  );
}
