import { usePlace } from '../../app/use-place.ts';
import { MemberDetail } from './member-detail.tsx';
import { MembersActions } from './members-actions.tsx';
import { MembersTab } from './members-tab.tsx';
import { ProviderFrame } from './provider-frame.tsx';
import { useInvite } from './use-invite.tsx';

/** Members, one of them opened beside the list. */
export function MembersPage() {
  const { parts, go } = usePlace();
  const [, id] = parts;
  const invite = useInvite();
  return (
    <>
      <ProviderFrame
        actions={
          <>
            <MembersActions />
            {invite.button}
          </>
        }
        detail={id !== undefined && <MemberDetail key={id} memberId={id} onClose={() => go('/provider/members')} />}
      >
        <MembersTab selectedId={id} onInvite={invite.open} />
      </ProviderFrame>
      {invite.panel}
    </>
  );
}
