import { Alert, Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import type { FirmStatus } from '../../../shared/contract/firm.ts';
import { useAskStatus } from '../../app/take-status.ts';
import { ProgressLine } from '../../components/progress-line.tsx';
import { JoinFirmForm } from './join-firm-form.tsx';
import { OtherFirms } from './other-firms.tsx';
import { StartLayout } from './start-layout.tsx';

const titles: Partial<Record<FirmStatus['state'], string>> = {
  damaged: 'The firm’s data on this machine is damaged',
  'too-new': 'This firm was opened with a newer Annex',
  'other-machine': 'These files came from another machine',
};

const advice: Partial<Record<FirmStatus['state'], string>> = {
  damaged:
    'Nothing was changed. Copy the data folder before anything else; then put a backup in its place, or join the firm again with a code.',
  'too-new': 'Install the newer version on this machine too. Nothing was changed.',
  'other-machine':
    'A device is never two machines. Join the firm from here with a code: what the other machine has comes by sync.',
};

/** The firm cannot be opened on this machine: why, and what helps. */
export function TroubleScreen({ status }: { status: FirmStatus }) {
  const askStatus = useAskStatus();
  const [joins, setJoins] = useState(false);
  const canJoin = status.state === 'other-machine' || status.state === 'damaged';
  return (
    <StartLayout title={titles[status.state] ?? 'The firm cannot be opened'}>
      <Alert color="yellow" variant="light" role="alert" p="sm">
        <Text c="var(--annex-look)">{status.sentence}</Text>
      </Alert>
      <Text>{advice[status.state]}</Text>
      {status.rebuild !== null && (
        <ProgressLine title="Lists are being made anew" done={status.rebuild.done} total={status.rebuild.total} />
      )}
      {joins ? (
        <JoinFirmForm />
      ) : (
        <Group gap="sm">
          <Button onClick={() => void askStatus()}>Try again</Button>
          {canJoin && (
            <Button variant="default" onClick={() => setJoins(true)}>
              Join with a code
            </Button>
          )}
        </Group>
      )}
      <OtherFirms place={status.place} />
    </StartLayout>
  );
}
