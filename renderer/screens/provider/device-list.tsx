import { Button } from '@mantine/core';
import { EmptyState } from '../../components/empty-state.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { Mark } from '../../components/mark.tsx';
import { SimpleTable } from '../../components/simple-table.tsx';
import type { Device } from './provider-words.ts';

interface DeviceListProps {
  readonly devices: readonly Device[];
  /** Absent for those who may not remove. */
  readonly onRemove?: ((device: Device) => void) | undefined;
}

const clockAheadMsMax = 300_000;

/** A member's machines, with the one this is, and any whose clock is wrong. */
export function DeviceList({ devices, onRemove }: DeviceListProps) {
  return (
    <SimpleTable
      label="Devices"
      rows={devices}
      rowId={(device) => device.deviceId}
      empty={<EmptyState title="No device has joined yet" text="The invitation code makes the first one." />}
      columns={[
        { key: 'name', title: 'Device', kind: 'text' },
        {
          key: 'lastEventAtMs',
          title: 'Last work',
          kind: 'node',
          render: (device) =>
            device.lastEventAtMs === null ? 'none yet' : <InstantText atMs={device.lastEventAtMs} />,
        },
        { key: 'state', title: 'State', kind: 'node', width: 112, render: (device) => <DeviceMark device={device} /> },
        ...(onRemove !== undefined && devices.some(isRemovable)
          ? [
              {
                key: 'remove',
                title: 'Remove',
                kind: 'node' as const,
                width: 88,
                render: (device: Device) =>
                  isRemovable(device) && (
                    <Button variant="subtle" aria-label={`Remove ${device.name}`} onClick={() => onRemove(device)}>
                      Remove
                    </Button>
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

function DeviceMark({ device }: { readonly device: Device }) {
  if (device.removed) return <Mark tone="plain">Removed</Mark>;
  if (device.clockAheadMs > clockAheadMsMax) {
    return <Mark tone="danger">{`Clock ${Math.round(device.clockAheadMs / 60_000)} min ahead`}</Mark>;
  }
  return device.isThis ? <Mark tone="good">This device</Mark> : <Mark tone="plain">Enrolled</Mark>;
}
