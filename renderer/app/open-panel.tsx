import { lazy, Suspense } from 'react';
import { usePanels } from './panels.ts';
import { RecordTimePanel } from './record-time-panel.tsx';
import { ShortcutPanel } from './shortcut-panel.tsx';
import { TaskPanel } from './task-panel.tsx';

const CallPanel = lazy(async () => ({ default: (await import('../screens/reception/call-panel.tsx')).CallPanel }));
const LeadPanel = lazy(async () => ({ default: (await import('../screens/reception/lead-panel.tsx')).LeadPanel }));
const OpenMatterPanel = lazy(async () => ({
  default: (await import('../screens/matters/open-matter-panel.tsx')).OpenMatterPanel,
}));
const PersonPanel = lazy(async () => ({ default: (await import('../screens/matters/person-panel.tsx')).PersonPanel }));

/** The panel that is open over any screen. */
export function OpenPanel() {
  const { panel, close } = usePanels();
  return (
    <Suspense fallback={null}>
      {panel?.kind === 'call' && <CallPanel onClose={close} />}
      {panel?.kind === 'lead' && (
        <LeadPanel
          onClose={close}
          callId={panel.callId}
          callerName={panel.callerName}
          callerNumber={panel.callerNumber}
        />
      )}
      {panel?.kind === 'matter' && <OpenMatterPanel onClose={close} leadId={panel.leadId} />}
      {panel?.kind === 'person' && <PersonPanel onClose={close} partyId={panel.partyId} />}
      <RecordTimePanel
        opened={panel?.kind === 'time'}
        onClose={close}
        {...(panel?.kind === 'time'
          ? { matterId: panel.matterId, matterTitle: panel.matterTitle, minutes: panel.minutes }
          : {})}
      />
      <TaskPanel
        opened={panel?.kind === 'task'}
        onClose={close}
        {...(panel?.kind === 'task' ? { matterId: panel.matterId, matterTitle: panel.matterTitle } : {})}
      />
      <ShortcutPanel opened={panel?.kind === 'shortcuts'} onClose={close} />
    </Suspense>
  );
}
