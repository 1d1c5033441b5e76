import { usePlace } from '../../app/use-place.ts';
import { OutsidePerson } from './outside-person.tsx';
import { OutsideTab } from './outside-tab.tsx';
import { ProviderFrame } from './provider-frame.tsx';
import { useInvite } from './use-invite.tsx';

/** What people outside the firm see; one of them opened beside the list. */
export function OutsidePage() {
  const { parts, go } = usePlace();
  const [, memberId, kind] = parts;
  const invite = useInvite();
  return (
    <>
      <ProviderFrame
        actions={invite.button}
        detailWidth="half"
        detail={
          memberId !== undefined && (
            <OutsidePerson
              key={memberId}
              memberId={memberId}
              kind={kind}
              onKind={(next) => go(`/provider/outside/${memberId}/${next}`)}
              onClose={() => go('/provider/outside')}
            />
          )
        }
      >
        <OutsideTab selectedId={memberId} onInvite={invite.open} />
      </ProviderFrame>
      {invite.panel}
    </>
  );
}
