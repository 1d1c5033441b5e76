import { Button } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/client.ts';
import { usePlace } from '../../app/use-place.ts';
import { useCan } from '../../app/use-status.ts';
import { RouteTabs } from '../../components/route-tabs.tsx';
import { Screen } from '../../components/screen.tsx';
import { InvitePanel } from './invite-panel.tsx';
import { MemberDetail } from './member-detail.tsx';
import { MembersTab } from './members-tab.tsx';
import { OutsideTab } from './outside-tab.tsx';
import { SetAsideTab } from './set-aside-tab.tsx';
import { SyncTab } from './sync-tab.tsx';

/** The people who share the firm, what outside members see, the hub between the machines, and what was set aside. */
export function ProviderScreen() {
  const { parts, go } = usePlace();
  const [tab = 'members', id] = parts;
  const canManage = useCan('firm.manage');
  const [isInviting, setInviting] = useState(false);
  const setAside = useQuery(api.firm.setAside.queryOptions({ input: {} }));
  const sync = useQuery(api.provider.syncStatus.queryOptions({ input: {} }));
  const tabs = [
    { path: '/provider', title: 'Members' },
    { path: '/provider/outside', title: 'What outside sees' },
    { path: '/provider/sync', title: 'Sync', count: sync.data?.refused },
    { path: '/provider/set-aside', title: 'Set aside', count: setAside.data?.total },
  ];
  return (
    <>
      <Screen
        title="Provider"
        fill={false}
        tabs={<RouteTabs label="Provider" tabs={tabs} current={findTab(tab)} />}
        actions={
          canManage && (
            <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={() => setInviting(true)}>
              Invite
            </Button>
          )
        }
        detail={
          tab === 'members' &&
          id !== undefined && <MemberDetail key={id} memberId={id} onClose={() => go('/provider/members')} />
        }
      >
        {renderTab(tab, id, () => setInviting(true))}
      </Screen>
      {isInviting && <InvitePanel member={null} onClose={() => setInviting(false)} />}
    </>
  );
}

function findTab(tab: string): string {
  return tab === 'members' ? '/provider' : `/provider/${tab}`;
}

function renderTab(tab: string, id: string | undefined, onInvite: () => void) {
  switch (tab) {
    case 'outside':
      return <OutsideTab onInvite={onInvite} />;
    case 'sync':
      return <SyncTab />;
    case 'set-aside':
      return <SetAsideTab />;
    default:
      return <MembersTab selectedId={id} onInvite={onInvite} />;
  }
}
