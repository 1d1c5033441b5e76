import { Alert, Button, CopyButton, Group, SegmentedControl, Stack, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../app/client.ts';
import { InstantText } from '../../components/instant-text.tsx';
import { QrCode } from '../../components/qr-code.tsx';
import { saveFile } from '../../components/read-base64.ts';
import { useTask } from './use-task.ts';

/** An invitation that was just made; its code is shown once and kept nowhere. */
export interface Invitation {
  readonly code: string;
  readonly name: string;
  readonly expiresAtMs: number;
}

const ways = [
  { value: 'code', label: 'Code' },
  { value: 'file', label: 'File' },
  { value: 'qr', label: 'QR' },
] as const;
type Way = (typeof ways)[number]['value'];

/** Hands an invitation over: as a code to paste, as a file that needs no hub, or as a QR to photograph. */
export function InvitationReady({ invitation, onClose }: { invitation: Invitation; onClose: () => void }) {
  const sync = useQuery(api.provider.syncStatus.queryOptions({ input: {} }));
  const [chosen, setChosen] = useState<Way | null>(null);
  if (sync.isPending) return null;
  const hasHub = (sync.data?.hubUrl ?? null) !== null;
  const way = chosen ?? (hasHub ? 'code' : 'file');
  return (
    <Stack gap={16}>
      <Text>
        It lets {invitation.name} in once, until <InstantText atMs={invitation.expiresAtMs} />, and is not shown again.
        Whoever has it can join as {invitation.name}: hand it over in person or by a channel you trust.
      </Text>
      <SegmentedControl
        aria-label="How to hand it over"
        value={way}
        onChange={(value) => setChosen(ways.find((one) => one.value === value)?.value ?? null)}
        data={[...ways]}
      />
      {!hasHub && way !== 'file' && (
        <Alert color="yellow" variant="light" p="sm">
          This firm has no hub, so the code alone is not enough to join. Save the file: it carries the members too.
        </Alert>
      )}
      {way === 'code' && <CodeWay code={invitation.code} />}
      {way === 'file' && <FileWay invitation={invitation} hasHub={hasHub} />}
      {way === 'qr' && <QrWay invitation={invitation} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
      </Group>
    </Stack>
  );
}

function CodeWay({ code }: { readonly code: string }) {
  return (
    <>
      <Text size="sm">On the other machine: start Annex, choose “Join a firm”, and paste it.</Text>
      <Textarea label="Invitation code" value={code} readOnly autosize minRows={4} maxRows={14} data-autofocus />
      <Group gap="sm">
        <CopyButton value={code}>
          {({ copied, copy }) => <Button onClick={copy}>{copied ? 'Copied' : 'Copy'}</Button>}
        </CopyButton>
      </Group>
    </>
  );
}

function FileWay({ invitation, hasHub }: { readonly invitation: Invitation; readonly hasHub: boolean }) {
  const { code, name } = invitation;
  const task = useTask(async () => {
    const { text } = await client.provider.invitationFile({ code });
    const fileName = `Annex invitation ${name.replace(/[^\p{L}\p{N}]+/gu, '-')}.annexinvitation`;
    saveFile(text, 'application/json', fileName);
    return `Saved as ${fileName}.`;
  });
  return (
    <>
      <Text size="sm">
        {hasHub
          ? 'For a machine that cannot reach the hub now. It carries the code and the list of members, sealed.'
          : 'It carries the code and the list of members, sealed.'}
      </Text>
      <ol style={{ margin: 0, paddingInlineStart: 20, fontSize: 14 }}>
        <li>On the other machine: start Annex, choose “Join a firm”, and open the file.</li>
        <li>Annex saves an answer there. Take it in here, under Members, “Take in an answer”.</li>
        <li>Make a bundle for the new device, and take it in there: it brings what {name} may read.</li>
      </ol>
      <TaskEnd refusal={task.refusal} words={task.words} />
      <Group gap="sm">
        <Button loading={task.isRunning} onClick={() => void task.run()}>
          Save the invitation file
        </Button>
      </Group>
    </>
  );
}

function QrWay({ invitation }: { readonly invitation: Invitation }) {
  return (
    <>
      <Text size="sm">
        On the other machine: start Annex, choose “Join a firm”, and open a picture of it: a photograph, or a picture of
        this screen.
      </Text>
      <QrCode text={invitation.code} label={`Invitation of ${invitation.name} as a QR`} size={360} />
    </>
  );
}

/** How a task ended, in words. */
export function TaskEnd({ refusal, words }: { readonly refusal: string | null; readonly words: string }) {
  if (refusal !== null) {
    return (
      <Alert color="red" variant="light" role="alert" p="sm">
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
