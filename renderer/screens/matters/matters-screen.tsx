import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { usePanels } from '../../app/panels.ts';
import { usePlace } from '../../app/use-place.ts';
import { useCan } from '../../app/use-status.ts';
import { PlaceTabs } from '../../components/place-tabs.tsx';
import { Screen } from '../../components/screen.tsx';
import { ClientList } from './client-list.tsx';
import { MatterDetail } from './matter-detail.tsx';
import { MatterList } from './matter-list.tsx';
import { PeopleList } from './people-list.tsx';

const lists = [
  { value: 'matters', title: 'Matters' },
  { value: 'clients', title: 'Clients' },
  { value: 'people', title: 'People' },
] as const;

/** Matters, the clients they belong to, and everybody the firm knows. */
export function MattersScreen() {
  const { parts, go } = usePlace();
  const open = usePanels((store) => store.open);
  const canManage = useCan('matters.manage');
  const [list, setList] = useState<(typeof lists)[number]['value']>('matters');
  const [matterId, tab] = parts;
  useEffect(() => {
    if (matterId !== undefined) setList('matters');
  }, [matterId]);
  return (
    <Screen
      title="Matters"
      actions={
        canManage && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => open({ kind: 'matter' })}>
            Open a matter
          </Button>
        )
      }
      {...(matterId === undefined
        ? {
            tabs: (
              <PlaceTabs
                label="Lists"
                tabs={lists}
                value={list}
                onChange={(value) => setList(lists.find((entry) => entry.value === value)?.value ?? 'matters')}
              />
            ),
          }
        : {})}
      detailWidth="wide"
      detail={
        matterId !== undefined && (
          <MatterDetail
            key={matterId}
            matterId={matterId}
            tab={tab ?? 'overview'}
            onTab={(next) => go(`/matters/${matterId}/${next}`)}
            onClose={() => go('/matters')}
          />
        )
      }
    >
      {list === 'matters' && (
        <MatterList
          selectedId={matterId}
          onOpen={(id) => go(tab === undefined ? `/matters/${id}` : `/matters/${id}/${tab}`)}
        />
      )}
      {list === 'clients' && <ClientList onShowMatters={() => setList('matters')} />}
      {list === 'people' && <PeopleList />}
    </Screen>
  );
}
