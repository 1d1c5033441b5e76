import { Button, Group, List, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { nameWorkspaces } from '../../app/workspace-names.ts';
import { DraftForm } from '../../components/draft-form.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import type { Device, Member } from './provider-words.ts';

interface LostDevicePanelProps {
  readonly members: readonly Member[];
  /** The device that is lost, where the person said so at its row. */
  readonly deviceId?: string | undefined;
  readonly onClose: () => void;
  /** Invites a machine to take its place. */
  readonly onReplace: (member: Member) => void;
}

interface Lost {
  readonly member: Member;
  readonly device: Device;
}

/** One button for a machine that is gone: it is removed, new keys start, and the rest is said. */
export function LostDevicePanel({ members, deviceId, onClose, onReplace }: LostDevicePanelProps) {
  const [done, setDone] = useState<Lost | null>(null);
  const remove = useCommand(api.provider.removeDevice, { say: 'Device removed, new keys started' });
  const choices = members.flatMap((member) =>
    member.devices.filter((device) => !device.removed && !device.isThis).map((device) => ({ member, device })),
  );
  if (done !== null) {
    return (
      <SidePanel opened title={`${done.device.name} is out`} onClose={onClose}>
        <WhatNext lost={done} onClose={onClose} onReplace={onReplace} />
      </SidePanel>
    );
  }
  return (
    <SidePanel opened title="A device is lost" onClose={onClose}>
      <DraftForm<{ readonly device: string | null; readonly reason: string }>
        draftKey={null}
        initial={{ device: deviceId ?? null, reason: 'Lost' }}
        submitLabel="Shut it out"
        onCancel={onClose}
        validate={({ device }) => (device === null ? { device: 'Choose the device.' } : {})}
        onSubmit={async ({ device, reason }) => {
          const answer = await remove.run({ deviceId: device ?? '', reason });
          if (!answer.ok) return answer.refusal;
          setDone(choices.find((one) => one.device.deviceId === device) ?? null);
          return null;
        }}
        fields={(form) => (
          <>
            <Select
              label="Device"
              required
              placeholder={choices.length === 0 ? 'There is no other device' : 'Choose'}
              data={choices.map(({ member, device }) => ({
                value: device.deviceId,
                label: `${device.name}, ${member.name}`,
              }))}
              {...form.field('device')}
              error={form.errors.device ?? form.errors.deviceId}
            />
            <Consequence lost={choices.find((one) => one.device.deviceId === form.values.device)} />
            <TextInput label="What happened" {...form.text('reason')} />
            <Text size="xs" c="dimmed">
              This machine itself cannot be shut out from here. Where it was the firm’s only one, start on a new machine
              with the hub and the recovery kit.
            </Text>
          </>
        )}
      />
    </SidePanel>
  );
}

function Consequence({ lost }: { readonly lost: Lost | undefined }) {
  if (lost === undefined) return null;
  const { member, device } = lost;
  return (
    <Stack gap={4}>
      <Text size="sm">
        It reads nothing that comes from now on: new keys start for {nameWorkspaces(member.workspaces)}. What it wrote
        until now counts; what comes from it later is set aside. What it holds stays on it, under {member.name}’s
        passphrase.
      </Text>
      {device.lastSyncAtMs !== null && (
        <Text size="sm" c="dimmed">
          Last in touch <InstantText atMs={device.lastSyncAtMs} />
        </Text>
      )}
      {device.custodyOf.length > 0 && (
        <Text size="sm" c="var(--annex-danger)">
          It pays out of {device.custodyOf.join(' and ')}. Nobody else can until custody is taken.
        </Text>
      )}
    </Stack>
  );
}

interface WhatNextProps {
  readonly lost: Lost;
  readonly onClose: () => void;
  readonly onReplace: (member: Member) => void;
}

function WhatNext({ lost: { member, device }, onClose, onReplace }: WhatNextProps) {
  return (
    <Stack gap={16}>
      <Text>
        {device.name} is removed and new keys have started. They reach the others with the next sync. What is left to
        do:
      </Text>
      <List type="ordered" spacing={8}>
        {device.custodyOf.map((account) => (
          <List.Item key={account}>
            Take custody of {account} under <Link href="/trust">Trust</Link>, with the next check in the book and the
            bank’s balance. Stop the checks that went with the machine.
          </List.Item>
        ))}
        <List.Item>
          If the recovery kit lay with it, make a new one under <Link href="/settings">Settings</Link> and sign it with
          the old kit.
        </List.Item>
        <List.Item>
          If {member.name}’s passphrase may be known, change it on their other machines, and wherever else it was used.
        </List.Item>
        <List.Item>
          The attorney decides whether clients or authorities have to be told (Model Rules 1.4 and 1.6(c), and the
          state’s law on breaches). What it could read: {nameWorkspaces(member.workspaces)}.
        </List.Item>
        <List.Item>Invite the machine that takes its place.</List.Item>
      </List>
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
        <Button onClick={() => onReplace(member)}>Invite its replacement</Button>
      </Group>
    </Stack>
  );
}
