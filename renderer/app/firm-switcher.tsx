import { Menu, UnstyledButton } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconChevronDown, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { FirmStatus } from '../../shared/contract/firm.ts';
import { switchFirm } from './bound-place.ts';
import classes from './frame.module.css';
import { addFirm, nameFirm, useMyFirms } from './use-firms.ts';
import { useInboxes } from './use-inboxes.ts';

/** The firm's name; for those who serve several, a way to the others with what waits there. */
export function FirmSwitcher({ status }: { status: FirmStatus }) {
  const firms = useMyFirms();
  const [isOpen, setOpen] = useState(false);
  useHotkeys([['alt+F', () => setOpen(true)]], []);
  const waiting = useInboxes(firms);
  const name = status.firm?.name ?? '';
  if (firms.length < 2) return <span className={classes.firm}>{name}</span>;
  return (
    <Menu position="bottom-start" width={320} opened={isOpen} onChange={setOpen}>
      <Menu.Target>
        <UnstyledButton className={classes.switcher ?? ''} aria-label={`${name}, switch firm`}>
          <span className={classes.firm}>{name}</span>
          <IconChevronDown size={14} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown mah={480} style={{ overflowY: 'auto' }}>
        <Menu.Label>Your firms</Menu.Label>
        {firms.map((row) => {
          const isHere = row.place === status.place;
          const count = waiting.find((inbox) => inbox.place === row.place)?.total ?? 0;
          return (
            <Menu.Item
              key={row.place}
              disabled={row.state === 'missing'}
              onClick={() => !isHere && void switchFirm(row.place)}
              rightSection={isHere ? '✓' : count > 0 ? count : null}
              aria-label={[nameFirm(row), isHere ? 'open here' : '', count > 0 ? `${count} waiting` : '']
                .filter((part) => part !== '')
                .join(', ')}
            >
              {nameFirm(row)}
              {sayState(row.state) !== '' && <span className={classes.quiet}> {sayState(row.state)}</span>}
            </Menu.Item>
          );
        })}
        <Menu.Divider />
        <Menu.Item leftSection={<IconPlus size={16} aria-hidden />} onClick={() => void addFirm()}>
          Add a firm
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function sayState(state: ReturnType<typeof useMyFirms>[number]['state']): string {
  if (state === 'awake' || state === 'asleep') return '';
  return state === 'missing' ? 'folder is missing' : state;
}
