import { UnstyledButton } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import type { FirmStatus } from '../../shared/contract/firm.ts';
import { Mark } from '../components/mark.tsx';
import { FirmSwitcher } from './firm-switcher.tsx';
import classes from './frame.module.css';
import { modKey } from './mod-key.ts';
import { NewsBell } from './news-bell.tsx';
import { PersonMenu } from './person-menu.tsx';
import { SyncWords } from './sync-words.tsx';
import { TimerLine } from './timer-line.tsx';

/** The top line: firm, search and commands, the running timer, sync in words, the person. */
export function TopLine({ status }: { status: FirmStatus }) {
  return (
    <section className={classes.top} aria-label="Firm and search">
      <FirmSwitcher status={status} />
      {status.firm?.isSample === true && <Mark tone="info">Sample</Mark>}
      <UnstyledButton
        className={classes.search ?? ''}
        onClick={() => spotlight.open()}
        aria-label="Search and commands"
      >
        <IconSearch size={14} aria-hidden />
        <span>Search or do</span>
        <kbd>{modKey}K</kbd>
      </UnstyledButton>
      <div className={classes.right}>
        <TimerLine />
        <SyncWords />
        <NewsBell />
        <PersonMenu />
      </div>
    </section>
  );
}
