import { Button } from '@mantine/core';
import { IconPhonePlus, IconUserPlus } from '@tabler/icons-react';
import { usePanels } from '../../app/panels.ts';
import { usePlace } from '../../app/use-place.ts';
import { PlaceTabs } from '../../components/place-tabs.tsx';
import { Screen } from '../../components/screen.tsx';
import { CallDetail } from './call-detail.tsx';
import { CallList } from './call-list.tsx';
import { ConflictList } from './conflict-list.tsx';
import { ConflictReport } from './conflict-report.tsx';
import { LeadDetail } from './lead-detail.tsx';
import { LeadList } from './lead-list.tsx';

const tabs = [
  { value: 'calls', title: 'Calls' },
  { value: 'leads', title: 'Leads' },
  { value: 'conflicts', title: 'Conflict checks' },
] as const;

/** Reception: calls, leads, conflict checks. */
export function ReceptionScreen() {
  const { parts, go } = usePlace();
  const open = usePanels((store) => store.open);
  const tab = tabs.find((entry) => entry.value === parts[0])?.value ?? 'calls';
  const id = parts[1];
  const close = (): void => go(`/reception/${tab}`);
  return (
    <Screen
      title="Reception"
      actions={
        <>
          <Button
            variant="default"
            leftSection={<IconUserPlus size={16} aria-hidden />}
            onClick={() => open({ kind: 'lead' })}
          >
            New lead
          </Button>
          <Button leftSection={<IconPhonePlus size={16} aria-hidden />} onClick={() => open({ kind: 'call' })}>
            Log a call
          </Button>
        </>
      }
      tabs={<PlaceTabs label="Reception" tabs={tabs} value={tab} onChange={(value) => go(`/reception/${value}`)} />}
      detailWidth={tab === 'calls' ? 'panel' : 'wide'}
      detail={
        id === undefined ? undefined : tab === 'calls' ? (
          <CallDetail key={id} callId={id} onClose={close} />
        ) : tab === 'leads' ? (
          <LeadDetail key={id} leadId={id} onClose={close} />
        ) : (
          <ConflictReport key={id} conflictId={id} onClose={close} />
        )
      }
    >
      {tab === 'calls' && <CallList selectedId={id} onOpen={(callId) => go(`/reception/calls/${callId}`)} />}
      {tab === 'leads' && <LeadList selectedId={id} onOpen={(leadId) => go(`/reception/leads/${leadId}`)} />}
      {tab === 'conflicts' && (
        <ConflictList selectedId={id} onOpen={(conflictId) => go(`/reception/conflicts/${conflictId}`)} />
      )}
    </Screen>
  );
}
