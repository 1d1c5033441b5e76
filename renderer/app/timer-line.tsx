import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { formatHours } from '../components/format-hours.ts';
import { countMinutes, measureTimer, useTimer } from '../desk/timer.ts';
import classes from './frame.module.css';
import { usePanels } from './panels.ts';

/** The running timer: what it runs on, how long, and the way to record it. */
export function TimerLine() {
  const { timer, pause, resume, clear } = useTimer();
  const open = usePanels((store) => store.open);
  const [nowMs, setNowMs] = useState(() => Date.now());
  const isRunning = timer !== null && timer.startedAtMs !== null;
  useEffect(() => {
    setNowMs(Date.now());
    if (!isRunning) return;
    const tick = setInterval(() => setNowMs(Date.now()), 1_000);
    return () => clearInterval(tick);
  }, [isRunning]);
  if (timer === null) return null;
  const ranMs = measureTimer(timer, nowMs);
  const minutes = countMinutes(ranMs);
  return (
    <section className={classes.timer} aria-label={`Timer on ${timer.title}`}>
      <ActionIcon
        onClick={isRunning ? pause : resume}
        aria-label={isRunning ? 'Pause the timer' : 'Go on with the timer'}
      >
        {isRunning ? <IconPlayerPause size={16} aria-hidden /> : <IconPlayerPlay size={16} aria-hidden />}
      </ActionIcon>
      <span className="annex-figures" role="timer">
        {formatClock(ranMs)}
      </span>
      <Tooltip label={timer.title}>
        <Button
          variant="default"
          onClick={() => {
            pause();
            open({
              kind: 'time',
              matterId: timer.matterId,
              matterTitle: timer.title,
              minutes: countMinutes(measureTimer(timer, Date.now())),
            });
          }}
        >
          Record {formatHours(minutes)} h
        </Button>
      </Tooltip>
      <ActionIcon onClick={clear} aria-label="Discard the timer">
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </section>
  );
}

/** "1:04:09". */
export function formatClock(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  const pad = (part: number): string => String(part).padStart(2, '0');
  return `${Math.floor(seconds / 3_600)}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
}
