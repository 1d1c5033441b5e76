import { Button, Group, Loader, Stack, Text, Title } from '@mantine/core';
import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import { keepBoundPlace } from './bound-place.ts';
import { useConnection } from './connection-state.ts';
import { Frame } from './frame.tsx';
import { useFreshJoin } from './fresh-join.ts';
import { useFreshKit } from './fresh-kit.ts';
import { useDesk } from './use-desk.ts';
import { useStatus } from './use-status.ts';

const StartScreen = lazy(async () => ({ default: (await import('../screens/start/start-screen.tsx')).StartScreen }));
const UnlockScreen = lazy(async () => ({ default: (await import('../screens/start/unlock-screen.tsx')).UnlockScreen }));
const TroubleScreen = lazy(async () => ({
  default: (await import('../screens/start/trouble-screen.tsx')).TroubleScreen,
}));
const KitStep = lazy(async () => ({ default: (await import('../screens/start/kit-step.tsx')).KitStep }));
const AnswerStep = lazy(async () => ({ default: (await import('../screens/start/answer-step.tsx')).AnswerStep }));
const SampleProgress = lazy(async () => ({
  default: (await import('../screens/start/sample-progress.tsx')).SampleProgress,
}));

/** What the window shows, by the state of the firm on this machine. */
export function Root() {
  const status = useStatus();
  const isDeskReady = useDesk(status);
  const kit = useFreshKit();
  const isFreshByFile = useFreshJoin((store) => store.isByFile);
  const connection = useConnection((store) => store.state);
  const place = status?.place;
  useEffect(() => {
    if (place !== undefined) keepBoundPlace(place);
  }, [place]);
  if (status === undefined) return <Opening connection={connection} />;
  return <Suspense fallback={<Opening connection={connection} />}>{choose()}</Suspense>;

  function choose(): ReactNode {
    if (status === undefined) return null;
    if (kit.sampleJobId !== null) return <SampleProgress jobId={kit.sampleJobId} />;
    switch (status.state) {
      case 'empty':
        return <StartScreen />;
      case 'locked':
        return <UnlockScreen status={status} />;
      case 'unlocked':
        if (kit.kitText !== null && !status.kitConfirmed) return <KitStep kitText={kit.kitText} />;
        if (isFreshByFile) return <AnswerStep status={status} />;
        return isDeskReady ? <Frame status={status} /> : <Opening connection={connection} />;
      default:
        return <TroubleScreen status={status} />;
    }
  }
}

function Opening({ connection }: { connection: string }) {
  if (connection === 'not let in') {
    return (
      <Stack p="xl" maw={560} gap="sm">
        <Title order={1}>Annex is not open in this browser</Title>
        <Text>Open Annex again from its icon, or with npm run start:browser. The link it opens works once.</Text>
        <Group>
          <Button onClick={() => location.reload()}>Try again</Button>
        </Group>
      </Stack>
    );
  }
  return (
    <Stack h="100%" align="center" justify="center" gap="sm">
      <Loader size="sm" aria-label="Opening Annex" />
      <Text c="dimmed" role="status">
        {connection === 'lost' ? 'Waiting for the data process' : 'Opening Annex'}
      </Text>
    </Stack>
  );
}
