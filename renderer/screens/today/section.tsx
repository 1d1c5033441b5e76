import { Title } from '@mantine/core';
import { Children, type ReactNode } from 'react';
import { Link } from 'wouter';
import classes from './today.module.css';

interface SectionProps {
  readonly title: string;
  readonly count: number;
  /** Where the whole list is. */
  readonly path?: string;
  readonly children: ReactNode;
}

const itemsMax = 8;

/** One kind of work, with how much there is of it. */
export function Section({ title, count, path, children }: SectionProps) {
  const items = Children.toArray(children);
  const shown = items.slice(0, itemsMax);
  const left = Math.max(0, count - shown.length);
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
      <ul className={classes.list}>{shown}</ul>
      {left > 0 &&
        (path === undefined ? (
          <span className={classes.count}>and {left} more</span>
        ) : (
          <Link href={path} className={classes.rest ?? ''}>
            and {left} more
          </Link>
        ))}
    </section>
  );
}
