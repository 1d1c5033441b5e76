import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import classes from './today.module.css';

interface SectionProps {
  readonly title: string;
  readonly count: number;
  /** Where the whole list is. */
  readonly path?: string;
  readonly children: ReactNode;
}

/** One kind of work, with how much there is of it. */
export function Section({ title, count, path, children }: SectionProps) {
  return (
    <section className={classes.section} aria-label={title}>
      <div className={classes.heading}>
        <Title order={2}>{title}</Title>
        <span className={classes.count}>{count}</span>
        {path !== undefined && (
          <Link href={path} className={classes.more ?? ''} aria-label={`All of ${title.toLowerCase()}`}>
            All
          </Link>
        )}
      </div>
      <ul className={classes.list}>{children}</ul>
    </section>
  );
}
