import { Alert, Button, FileButton, Group, Select, Stack, Switch, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/client.ts';
import { Answer } from '../../components/answer.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import { makeBundle, type TakenBundle, takeBundle } from './bundle-transfer.ts';
import { useTask } from './use-task.ts';

/** Sync carried by hand: a bundle for another device, and one from another. */
export function BundlePanel({ onClose }: { readonly onClose: () => void }) {
  return (
    <SidePanel opened title="Carry by hand" onClose={onClose}>
      <Stack gap={24}>
        <Text size="sm">
          A bundle is one sealed file, for a stick or an e-mail. It brings another device of the firm what that device
          lacks, as the hub does. Only the firm’s devices can open it.
        </Text>
        <MakeBundle />
        <TakeBundle />
      </Stack>
    </SidePanel>
  );
}

function MakeBundle() {
  const peers = useQuery(api.provider.listBundlePeers.queryOptions({ input: {} }));
  const [deviceId, setDeviceId] = useState<string | null>(null);
  const [withFiles, setWithFiles] = useState(true);
  const task = useTask((report) => makeBundle({ forDeviceId: deviceId, withFiles }, report));
  return (
    <section aria-label="Make a bundle">
      <Title order={2}>Make a bundle</Title>
      <Answer query={peers} what="the firm’s devices">
        {({ rows }) => (
          <Stack gap={12}>
            <Select
              label="For"
              data={[
                { value: '', label: 'Any device of the firm: everything that is here' },
                ...rows.map((row) => ({ value: row.deviceId, label: `${row.memberName}, ${row.name}` })),
              ]}
              value={deviceId ?? ''}
              onChange={(value) => setDeviceId(value === '' ? null : value)}
              allowDeselect={false}
            />
            <PeerHint row={rows.find((row) => row.deviceId === deviceId)} />
            <Switch
              label="With the files of documents"
              checked={withFiles}
              onChange={(event) => setWithFiles(event.currentTarget.checked)}
            />
            <TaskLine refusal={task.refusal} words={task.words} />
            <Group>
              <Button loading={task.isRunning} onClick={() => void task.run()}>
                Make and save
              </Button>
            </Group>
          </Stack>
        )}
      </Answer>
    </section>
  );
}

function PeerHint({ row }: { readonly row: { readonly knownAtMs: number | null } | undefined }) {
  if (row === undefined) return null;
  return (
    <Text size="sm" c="dimmed">
      {row.knownAtMs === null ? (
        'No bundle has come from this device, so this one holds everything that it may read.'
      ) : (
        <>
          Holds what that device did not have on <InstantText atMs={row.knownAtMs} />.
        </>
      )}
    </Text>
  );
}

function TakeBundle() {
  const [file, setFile] = useState<File | null>(null);
  const [taken, setTaken] = useState<TakenBundle | null>(null);
  const task = useTask(async (report) => {
    if (file !== null) setTaken(await takeBundle(file, report));
    return '';
  });
  return (
    <section aria-label="Take a bundle">
      <Title order={2}>Take a bundle</Title>
      <Stack gap={12}>
        <Group>
          <FileButton
            accept=".annexbundle"
            onChange={(chosen) => {
              setFile(chosen);
              setTaken(null);
            }}
          >
            {(props) => (
              <Button variant="default" {...props}>
                Choose a file
              </Button>
            )}
          </FileButton>
          <Text size="sm">{file?.name ?? 'No file chosen'}</Text>
        </Group>
        <TaskLine refusal={task.refusal} words={task.words} />
        {taken !== null && (
          <Alert color="green" title={`Taken from ${taken.deviceName}`}>
            {describeTaken(taken)}
          </Alert>
        )}
        <Group>
          <Button disabled={file === null} loading={task.isRunning} onClick={() => void task.run()}>
            Take it in
          </Button>
        </Group>
      </Stack>
    </section>
  );
}

function describeTaken(taken: TakenBundle): string {
  const count = (number: number, one: string, many: string) =>
    `${number.toLocaleString('en-US')} ${number === 1 ? one : many}`;
  const parts = [
    `${count(taken.events, 'new change', 'new changes')} and ${count(taken.chunks, 'part of a file', 'parts of files')}.`,
    taken.passedOver === 0 ? '' : `${count(taken.passedOver, 'change was', 'changes were')} not for you to read.`,
    taken.refused === 0 ? '' : `${count(taken.refused, 'was', 'were')} refused: see Set aside.`,
  ];
  return parts.filter((part) => part !== '').join(' ');
}

function TaskLine({ refusal, words }: { readonly refusal: string | null; readonly words: string }) {
  if (refusal !== null) {
    return (
      <Alert color="red" role="alert">
        {refusal}
      </Alert>
    );
  }
  return words === '' ? null : (
    <Text size="sm" role="status">
      {words}
    </Text>
  );
}
