import { Alert, Button, FileButton, Group, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { SidePanel } from '../../components/side-panel.tsx';
import { makeBundle } from './bundle-transfer.ts';
import { TaskEnd } from './invitation-ready.tsx';
import { useTask } from './use-task.ts';

interface Taken {
  readonly deviceId: string;
  readonly name: string;
}

/** Takes in the answer of a machine that joined by file, then makes the bundle that brings it everything. */
export function TakeAnswerPanel({ onClose }: { readonly onClose: () => void }) {
  const [taken, setTaken] = useState<Taken | null>(null);
  const queries = useQueryClient();
  const reset = useRef<() => void>(null);
  const take = useCommand(api.provider.takeAnswer, {
    onDone: (answer) => {
      setTaken(answer);
      void queries.invalidateQueries({ queryKey: api.provider.key() });
    },
  });
  const open = async (file: File | null): Promise<void> => {
    reset.current?.();
    if (file !== null) await take.run({ file: await file.text() });
  };
  return (
    <SidePanel opened title="Take in an answer" onClose={onClose}>
      {taken === null ? (
        <Stack gap={16}>
          <Text>
            A machine that joined by file has saved an answer (.annexanswer). It enters the members here; the invitation
            is used then.
          </Text>
          <TaskEnd refusal={take.refusal?.sentence ?? null} words="" />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              Close
            </Button>
            <FileButton resetRef={reset} accept=".annexanswer,.json,.txt" onChange={(file) => void open(file)}>
              {(props) => (
                <Button loading={take.isRunning} {...props}>
                  Open the answer
                </Button>
              )}
            </FileButton>
          </Group>
        </Stack>
      ) : (
        <AnswerTaken taken={taken} onClose={onClose} />
      )}
    </SidePanel>
  );
}

function AnswerTaken({ taken, onClose }: { readonly taken: Taken; readonly onClose: () => void }) {
  const bundle = useTask((report) => makeBundle({ forDeviceId: taken.deviceId, withFiles: true }, report));
  return (
    <Stack gap={16}>
      <Alert color="green" variant="light" title={`${taken.name} is in the firm`}>
        It holds its keys and nothing else yet. A bundle brings it everything that its member may read.
      </Alert>
      <TaskEnd refusal={bundle.refusal} words={bundle.words} />
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
        <Button loading={bundle.isRunning} onClick={() => void bundle.run()}>
          Make a bundle for it
        </Button>
      </Group>
    </Stack>
  );
}
