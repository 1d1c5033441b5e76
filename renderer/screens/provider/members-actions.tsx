import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconDeviceLaptopOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/client.ts';
import { say, sayFault } from '../../app/notify.tsx';
import { describeFault } from '../../app/read-fault.ts';
import { saveAnswer } from '../../app/save-answer.ts';
import { useCan } from '../../app/use-status.ts';
import { InvitePanel } from './invite-panel.tsx';
import { LostDevicePanel } from './lost-device-panel.tsx';
import type { Device, Member } from './provider-words.ts';
import { TakeAnswerPanel } from './take-answer-panel.tsx';

type Panel = { readonly kind: 'lost' | 'answer' } | { readonly kind: 'replace'; readonly member: Member };

/** What is done about members besides inviting: a lost device, and joining by hand. */
export function MembersActions() {
  const canManage = useCan('firm.manage');
  const rows = useQuery(api.provider.listMembers.queryOptions({ input: {} })).data?.rows ?? [];
  const [panel, setPanel] = useState<Panel | null>(null);
  const close = () => setPanel(null);
  const joined = joinedDevice(rows);
  if (!canManage && joined === undefined) return null;
  return (
    <>
      {canManage && (
        <Button
          variant="default"
          leftSection={<IconDeviceLaptopOff size={16} aria-hidden />}
          onClick={() => setPanel({ kind: 'lost' })}
        >
          A device is lost
        </Button>
      )}
      <Menu position="bottom-end" width={280}>
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
            By hand
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {canManage && <Menu.Item onClick={() => setPanel({ kind: 'answer' })}>Take in an answer</Menu.Item>}
          {joined !== undefined && (
            <Menu.Item onClick={() => void saveOwnAnswer(joined.name)}>Save this machine’s answer</Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {panel?.kind === 'answer' && <TakeAnswerPanel onClose={close} />}
      {panel?.kind === 'lost' && (
        <LostDevicePanel members={rows} onClose={close} onReplace={(member) => setPanel({ kind: 'replace', member })} />
      )}
      {panel?.kind === 'replace' && <InvitePanel member={panel.member} onClose={close} />}
    </>
  );
}

/** This device, where it joined a firm that was there before it. */
function joinedDevice(rows: readonly Member[]): Device | undefined {
  const devices = rows.flatMap((row) => row.devices);
  const own = devices.find((device) => device.isThis);
  return devices.some((device) => own !== undefined && device.enrolledAtMs < own.enrolledAtMs) ? own : undefined;
}

async function saveOwnAnswer(deviceName: string): Promise<void> {
  try {
    say(`Saved as ${await saveAnswer(deviceName)}`);
  } catch (error) {
    sayFault(describeFault(error));
  }
}
