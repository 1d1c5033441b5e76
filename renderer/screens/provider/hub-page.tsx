import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/client.ts';
import { useCan } from '../../app/use-status.ts';
import { Answer } from '../../components/answer.tsx';
import { DayText } from '../../components/day-text.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FactList } from '../../components/fact-list.tsx';
import { HubPanel } from './hub-panel.tsx';
import { LineSwitches } from './line-switches.tsx';
import { ProviderFrame } from './provider-frame.tsx';
import type { SyncStatus } from './provider-words.ts';
import { RoutePanel } from './route-panel.tsx';
import { SyncTroubles } from './sync-troubles.tsx';

type Panel = 'firm' | 'device' | 'route' | null;

/** The hub and this device's way there: address, account, proxy, authority, a line that is to be spared. */
export function HubPage() {
  const query = useQuery(api.provider.syncStatus.queryOptions({ input: {}, refetchInterval: 5_000 }));
  const canManage = useCan('firm.manage');
  const [panel, setPanel] = useState<Panel>(null);
  const close = () => setPanel(null);
  return (
    <ProviderFrame>
      <Answer query={query} what="the hub">
        {(status) => (
          <Stack gap={24} pt={16} maw={1000}>
            {status.hubUrl === null ? (
              <EmptyState
                title="This firm has no hub"
                text="A hub carries sealed changes between the firm’s computers, and reads nothing of them. Apache CouchDB is one, or the hub that comes with Annex."
                action={canManage ? <Button onClick={() => setPanel('firm')}>Connect a hub</Button> : null}
              />
            ) : (
              <HubFacts status={status} url={status.hubUrl} canManage={canManage} onOpen={setPanel} />
            )}
            {(panel === 'firm' || panel === 'device') && (
              <HubPanel hubUrl={status.hubUrl} way={panel} onClose={close} />
            )}
            {panel === 'route' && status.hubUrl !== null && (
              <RoutePanel status={status} url={status.hubUrl} onClose={close} />
            )}
          </Stack>
        )}
      </Answer>
    </ProviderFrame>
  );
}

interface HubFactsProps {
  readonly status: SyncStatus;
  readonly url: string;
  readonly canManage: boolean;
  readonly onOpen: (panel: Panel) => void;
}

function HubFacts({ status, url, canManage, onOpen }: HubFactsProps) {
  return (
    <>
      <section aria-label="The way to the hub">
        <Title order={2} mb={8}>
          The way to the hub
        </Title>
        <SyncTroubles status={status} />
        <FactList
          facts={{
            Address: url,
            Account: status.account,
            Proxy: status.proxy === '' ? 'none' : status.proxy,
            'Certificates of': <Authority status={status} url={url} />,
            Clock: describeClock(status.clockSkewMs),
          }}
        />
        <Group gap="sm" mt={12}>
          <Button onClick={() => onOpen('route')}>Change the way</Button>
          <Button variant="default" onClick={() => onOpen('device')}>
            Log in again
          </Button>
          {canManage && (
            <Button variant="default" onClick={() => onOpen('firm')}>
              Set the hub up again
            </Button>
          )}
        </Group>
      </section>
      <section aria-label="When it is used">
        <Title order={2} mb={8}>
          When it is used
        </Title>
        <LineSwitches status={status} />
      </section>
    </>
  );
}

function Authority({ status: { pinnedCa }, url }: { readonly status: SyncStatus; readonly url: string }) {
  if (pinnedCa === null) return url.startsWith('https:') ? 'every authority that this computer trusts' : 'none: http';
  return (
    <>
      {pinnedCa.subject} alone, until <DayText day={new Date(pinnedCa.validUntilMs).toISOString().slice(0, 10)} />
      <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        SHA-256 {pinnedCa.fingerprint}
      </Text>
    </>
  );
}

function describeClock(skewMs: number | null): string {
  if (skewMs === null) return 'not compared with the hub’s yet';
  const seconds = Math.round(skewMs / 1000);
  if (Math.abs(seconds) <= 2) return 'as the hub’s';
  return `${Math.abs(seconds).toLocaleString('en-US')} s ${seconds > 0 ? 'ahead of' : 'behind'} the hub’s`;
}
