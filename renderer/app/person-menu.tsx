import { Button, Menu, useMantineColorScheme } from '@mantine/core';
import { IconChevronDown, IconDeviceDesktop, IconKeyboard, IconLock, IconMoon, IconSun } from '@tabler/icons-react';
import { roleLabel } from '../../shared/domain/roles/rights.ts';
import { usePanels } from './panels.ts';
import { useLock } from './use-lock.ts';
import { useMe } from './use-status.ts';

const schemes = [
  { value: 'light', label: 'Light', icon: IconSun },
  { value: 'dark', label: 'Dark', icon: IconMoon },
  { value: 'auto', label: 'As the system', icon: IconDeviceDesktop },
] as const;

/** The person at this machine: how it looks, the map of shortcuts, and the lock. */
export function PersonMenu() {
  const me = useMe();
  const lock = useLock();
  const open = usePanels((store) => store.open);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  if (me === null) return null;
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <Button variant="subtle" color="gray" c="inherit" rightSection={<IconChevronDown size={14} aria-hidden />}>
          {me.name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {roleLabel(me.role)}, {me.deviceName}
        </Menu.Label>
        {schemes.map(({ value, label, icon: Icon }) => (
          <Menu.Item
            key={value}
            leftSection={<Icon size={16} aria-hidden />}
            onClick={() => setColorScheme(value)}
            rightSection={colorScheme === value ? '✓' : null}
            aria-label={colorScheme === value ? `${label}, chosen` : label}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconKeyboard size={16} aria-hidden />}
          rightSection="?"
          onClick={() => open({ kind: 'shortcuts' })}
        >
          Shortcuts
        </Menu.Item>
        <Menu.Item leftSection={<IconLock size={16} aria-hidden />} rightSection="Alt L" onClick={() => void lock()}>
          Lock
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
