import type { ReactNode } from 'react';
import classes from './mark.module.css';

export type MarkTone = 'danger' | 'look' | 'info' | 'good' | 'plain';

interface MarkProps {
  readonly tone: MarkTone;
  readonly children: ReactNode;
}

/** A word on a tinted ground. The word says it; the colour only helps. */
export function Mark({ tone, children }: MarkProps) {
  return (
    <span className={classes.mark} data-tone={tone}>
      {children}
    </span>
  );
}
