import { ActionIcon, Menu, Text } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { EmptyState } from '../../components/empty-state.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { Mark } from '../../components/mark.tsx';
import { SimpleTable } from '../../components/simple-table.tsx';
import { describeClock } from './device-clock.ts';
import type { Device } from './provider-words.ts';

interface DeviceListProps {
  readonly devices: readonly Device[];
  /** Absent for those who may not. */
  readonly onRemove?: ((device: Device) => void) | undefined;
  readonly onLost?: ((device: Device) => void) | undefined;
  readonly onRename?: ((device: Device) => void) | undefined;
}

/** A member's machines, with the one this is, and any whose clock is wrong. */
export function DeviceList({ devices, onRemove, onLost, onRename }: DeviceListProps) {
  const hasActions = onRename !== undefined || (onRemove !== undefined && devices.some(isRemovable));
  return (
    <SimpleTable
      label="Devices"
      rows={devices}
      rowId={(device) => device.deviceId}
      empty={<EmptyState title="No device has joined yet" text="The invitation makes the first one." />}
      columns={[
        { key: 'name', title: 'Device', kind: 'node', render: (device) => <DeviceName device={device} /> },
        {
          key: 'lastSyncAtMs',
          title: 'Last sync',
          kind: 'node',
          width: 124,
          render: (device) => (device.lastSyncAtMs === null ? 'not yet' : <InstantText atMs={device.lastSyncAtMs} />),
        },
        { key: 'state', title: 'State', kind: 'node', width: 156, render: (device) => <DeviceMark device={device} /> },
        ...(hasActions
          ? [
              {
                key: 'actions',
                title: '',
                kind: 'node' as const,
                width: 44,
                render: (device: Device) => (
                  <DeviceMenu device={device} onRemove={onRemove} onLost={onLost} onRename={onRename} />
                ),
              },
            ]
          : []),
      ]}
    />
  );
}

/** This device is left by other ways: it cannot remove itself. */
function isRemovable(device: Device): boolean {
  return !device.removed && !device.isThis;
}

function DeviceName({ device }: { readonly device: Device }) {
  return (
    <>
      {device.name}
      {device.custodyOf.length > 0 && (
        <Text size="xs" c="dimmed">
          Pays out of {device.custodyOf.join(' and ')}
        </Text>
      )}
    </>
  );
}

type DeviceMenuProps = Omit<DeviceListProps, 'devices'> & { readonly device: Device };

function DeviceMenu({ device, onRemove, onLost, onRename }: DeviceMenuProps) {
  const mayRemove = onRemove !== undefined && isRemovable(device);
  if (device.removed || (onRename === undefined && !mayRemove)) return null;
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <ActionIcon aria-label={`What to do with ${device.name}`}>
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {onRename !== undefined && <Menu.Item onClick={() => onRename(device)}>Rename</Menu.Item>}
        {mayRemove && onLost !== undefined && <Menu.Item onClick={() => onLost(device)}>This device is lost</Menu.Item>}
        {mayRemove && <Menu.Item onClick={() => onRemove(device)}>Retire it</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  );
}

function DeviceMark({ device }: { readonly device: Device }) {
  if (device.removed) return <Mark tone="plain">Removed</Mark>;
  const clock = describeClock(device);
  if (clock !== null) return <Mark tone="danger">{clock}</Mark>;
  return device.isThis ? <Mark tone="good">This device</Mark> : <Mark tone="plain">Enrolled</Mark>;
}
