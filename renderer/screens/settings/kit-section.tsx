import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { ConfirmKit } from '../../app/confirm-kit.tsx';
import { useStatus } from '../../app/use-status.ts';
import { Mark } from '../../components/mark.tsx';
import { RenewKitPanel } from './renew-kit-panel.tsx';

/** The firm's recovery kit: whether it was confirmed from the paper, and a new one. */
export function KitSection() {
  const status = useStatus();
  const [panel, setPanel] = useState<'confirm' | 'renew' | null>(null);
  const isConfirmed = status?.kitConfirmed ?? false;
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <Mark tone={isConfirmed ? 'good' : 'danger'}>{isConfirmed ? 'Confirmed' : 'Not confirmed'}</Mark>
        {!isConfirmed && (
          <Button variant="default" onClick={() => setPanel('confirm')}>
            Confirm the kit
          </Button>
        )}
        <Button variant="default" onClick={() => setPanel('renew')}>
          Make a new kit
        </Button>
      </Group>
      <Text size="sm" c="dimmed">
        Make a new one when the paper was lost, was seen by somebody who should not have it, or lay with a machine that
        is gone.
      </Text>
      <ConfirmKit opened={panel === 'confirm'} onClose={() => setPanel(null)} />
      {panel === 'renew' && <RenewKitPanel onClose={() => setPanel(null)} />}
    </Stack>
  );
}
