import { Text, UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './figure.module.css';
import type { MarkTone } from './mark.tsx';

interface FigureProps {
  readonly label: string;
  readonly value: ReactNode;
  readonly tone?: MarkTone;
  /** Opens the lines that make it. */
  readonly onOpen?: () => void;
  readonly hint?: string;
}

/** One figure with its name. A click shows the lines that make it. */
export function Figure({ label, value, tone = 'plain', onOpen, hint }: FigureProps) {
  const inside = (
    <>
      <Text size="xs" c="dimmed" component="span" display="block">
        {label}
      </Text>
      <span className={classes.value} data-tone={tone}>
        {value}
      </span>
      {hint !== undefined && (
        <Text size="xs" c="dimmed" component="span" display="block">
          {hint}
        </Text>
      )}
    </>
  );
  if (onOpen === undefined) return <div className={classes.figure}>{inside}</div>;
  return (
    <UnstyledButton className={`${classes.figure} ${classes.openable}`} onClick={onOpen}>
      {inside}
    </UnstyledButton>
  );
}
