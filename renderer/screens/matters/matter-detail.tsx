import { Alert, Button, Loader, Menu, Text } from '@mantine/core';
import { IconChevronDown, IconPlayerPlay } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../../app/client.ts';
import { Comments } from '../../app/comments.tsx';
import { say } from '../../app/notify.tsx';
import { usePanels } from '../../app/panels.ts';
import { useCommand } from '../../app/use-command.ts';
import { useCan, useMe, useToday } from '../../app/use-status.ts';
import { AskReason } from '../../components/ask-reason.tsx';
import { Detail } from '../../components/detail.tsx';
import { Mark } from '../../components/mark.tsx';
import { PlaceTabs } from '../../components/place-tabs.tsx';
import { useRecentPlaces } from '../../desk/recent-places.ts';
import { useTimer } from '../../desk/timer.ts';
import { AmendMatterPanel } from './amend-matter-panel.tsx';
import { HeldLedgers } from './held-ledgers.tsx';
import { MatterActivity } from './matter-activity.tsx';
import { MatterDocuments } from './matter-documents.tsx';
import { MatterOverview } from './matter-overview.tsx';
import { MatterPeople } from './matter-people.tsx';
import { MatterSharing } from './matter-sharing.tsx';
import { MatterTime } from './matter-time.tsx';
import { MatterTrust } from './matter-trust.tsx';

interface MatterDetailProps {
  readonly matterId: string;
  readonly tab: string;
  readonly onTab: (tab: string) => void;
  readonly onClose: () => void;
}

/** One matter: what it is, who is in it, the time, the documents, the trust money, what was done. */
export function MatterDetail({ matterId, tab, onTab, onClose }: MatterDetailProps) {
  const matter = useQuery(api.office.getMatter.queryOptions({ input: { matterId } }));
  const me = useMe();
  const visit = useRecentPlaces((store) => store.visit);
  const shown = matter.data;
  useEffect(() => {
    if (shown !== undefined) visit({ path: `/matters/${matterId}`, title: `${shown.number} ${shown.title}` });
  }, [matterId, shown, visit]);
  if (shown === undefined) {
    if (matter.isLoading) return <Loader m="md" size="sm" aria-label="Loading the matter" />;
    return (
      <Detail title="Matter" onClose={onClose}>
        <Text c="dimmed">{matter.error?.message ?? 'This matter is not known.'}</Text>
      </Detail>
    );
  }
  const held = me?.workspaces ?? [];
  const tabs = [
    { value: 'overview', title: 'Overview' },
    { value: 'people', title: 'People' },
    ...(held.includes('billing') ? [{ value: 'time', title: 'Time' }] : []),
    ...(held.includes('documents') ? [{ value: 'documents', title: 'Documents' }] : []),
    ...(held.includes('trust') ? [{ value: 'trust', title: 'Trust' }] : []),
    { value: 'talk', title: 'Comments' },
    { value: 'sharing', title: 'Sharing' },
    { value: 'activity', title: 'Activity' },
  ];
  const current = tabs.find((entry) => entry.value === tab)?.value ?? 'overview';
  return (
    <Detail
      title={`${shown.number} ${shown.title}`}
      subtitle={
        <>
          <span>{shown.clientName}</span>
          <Mark tone={shown.state === 'open' ? 'good' : 'plain'}>{shown.state}</Mark>
          {shown.withheld && <Mark tone="info">kept from the provider</Mark>}
        </>
      }
      actions={<MatterActions matter={shown} />}
      onClose={onClose}
      tabs={
        <div style={{ padding: '0 8px', borderBottom: '1px solid var(--annex-line)' }}>
          <PlaceTabs label="Matter" tabs={tabs} value={current} onChange={onTab} />
        </div>
      }
      fill={current === 'time' || current === 'documents' || current === 'activity'}
    >
      {shown.concurrentEdits.length > 0 && (
        <Alert color="yellow" variant="light" p="sm" m="md" role="status">
          {shown.concurrentEdits
            .map((edit) => `${edit.memberName} changed this matter at the same time: ${edit.summary}.`)
            .join(' ')}{' '}
          Both are kept; the later one is shown.
        </Alert>
      )}
      {current === 'overview' && <MatterOverview matter={shown} />}
      {current === 'people' && <MatterPeople matter={shown} />}
      {current === 'time' && <MatterTime matter={shown} />}
      {current === 'documents' && <MatterDocuments matterId={matterId} />}
      {current === 'trust' && <MatterTrust matterId={matterId} />}
      {current === 'talk' && (
        <div style={{ padding: 16 }}>
          <Comments subjectKind="matter" subjectId={matterId} />
        </div>
      )}
      {current === 'sharing' && <MatterSharing matter={shown} />}
      {current === 'activity' && <MatterActivity matterId={matterId} title={`${shown.number} ${shown.title}`} />}
    </Detail>
  );
}

function MatterActions({ matter }: { matter: Parameters<typeof MatterOverview>[0]['matter'] }) {
  const canManage = useCan('matters.manage');
  const canRecord = useCan('time.record');
  const open = usePanels((store) => store.open);
  const start = useTimer((store) => store.start);
  const today = useToday();
  const [asks, setAsks] = useState<'amend' | 'close' | 'reopen' | null>(null);
  const close = useCommand(api.office.closeMatter, { say: 'Matter closed' });
  const reopen = useCommand(api.office.reopenMatter, { say: 'Matter opened again' });
  const title = `${matter.number} ${matter.title}`;
  const begin = (): void => {
    const before = start(matter.matterId, title);
    if (before !== null) say(`The timer on ${before.title} was ended; it was not recorded.`);
  };
  return (
    <>
      {canRecord && matter.state === 'open' && (
        <Button variant="default" leftSection={<IconPlayerPlay size={16} aria-hidden />} onClick={begin}>
          Start the timer
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
            Do
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {canRecord && (
            <Menu.Item onClick={() => open({ kind: 'time', matterId: matter.matterId, matterTitle: title })}>
              Record time
            </Menu.Item>
          )}
          <Menu.Item onClick={() => open({ kind: 'task', matterId: matter.matterId, matterTitle: title })}>
            Add a task
          </Menu.Item>
          {canManage && <Menu.Item onClick={() => setAsks('amend')}>Change the matter</Menu.Item>}
          {canManage && matter.state === 'open' && (
            <Menu.Item onClick={() => setAsks('close')}>Close the matter</Menu.Item>
          )}
          {canManage && matter.state === 'closed' && (
            <Menu.Item onClick={() => setAsks('reopen')}>Open it again</Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {asks === 'amend' && <AmendMatterPanel matter={matter} onClose={() => setAsks(null)} />}
      <AskReason
        opened={asks === 'close'}
        title={`Close ${matter.number}`}
        consequence="A matter can be closed once it holds no trust money, no unbilled work and no unpaid invoice."
        confirmLabel="Close the matter"
        onClose={() => setAsks(null)}
        onConfirm={async (reason) => {
          const answer = await close.run({ matterId: matter.matterId, closedOn: today, reason });
          return answer.ok ? null : answer.refusal;
        }}
        remedy={({ code }) => code === 'office.matter-holds-trust-money' && <HeldLedgers matterId={matter.matterId} />}
      />
      <AskReason
        opened={asks === 'reopen'}
        title={`Open ${matter.number} again`}
        confirmLabel="Open it again"
        onClose={() => setAsks(null)}
        onConfirm={async (reason) => {
          const answer = await reopen.run({ matterId: matter.matterId, reopenedOn: today, reason });
          return answer.ok ? null : answer.refusal;
        }}
      />
    </>
  );
}
