import { Button, Group, List, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { FirmStatus } from '../../../shared/contract/firm.ts';
import { api } from '../../app/client.ts';
import { useFreshJoin } from '../../app/fresh-join.ts';
import { sayFault } from '../../app/notify.tsx';
import { describeFault } from '../../app/read-fault.ts';
import { saveAnswer } from '../../app/save-answer.ts';
import { StartLayout } from './start-layout.tsx';

/** After joining by file: the answer is saved and carried back, and what follows. */
export function AnswerStep({ status }: { readonly status: FirmStatus }) {
  const goOn = useFreshJoin((store) => store.goOn);
  const sync = useQuery(api.provider.syncStatus.queryOptions({ input: {}, refetchInterval: 3_000 })).data;
  const [savedAs, setSavedAs] = useState<string | null>(null);
  const save = async (): Promise<void> => {
    try {
      setSavedAs(await saveAnswer(status.me?.deviceName ?? ''));
    } catch (error) {
      sayFault(describeFault(error));
    }
  };
  return (
    <StartLayout
      title="Carry the answer back"
      text="This machine is ready. The firm has to learn of it before what you write here counts there."
    >
      <Stack gap="md">
        <List type="ordered" spacing={8}>
          <List.Item>Save the answer and give it to whoever invited you. It is sealed.</List.Item>
          <List.Item>They take it in under Provider, Members, and make a bundle for this machine.</List.Item>
          <List.Item>Take the bundle in here: Provider, Sync, “Carry by hand”. It brings what you may read.</List.Item>
        </List>
        {sync?.state === 'up to date' && (
          <Text role="status">This machine has reached the firm’s hub, which has carried the answer already.</Text>
        )}
        {savedAs !== null && (
          <Text size="sm" role="status">
            Saved as {savedAs}. You find it again under Provider, Members.
          </Text>
        )}
        <Group gap="sm">
          <Button leftSection={<IconDownload size={16} aria-hidden />} onClick={() => void save()}>
            Save the answer
          </Button>
          <Button variant="default" onClick={goOn}>
            {savedAs === null ? 'Later' : 'Go on'}
          </Button>
        </Group>
      </Stack>
    </StartLayout>
  );
}
