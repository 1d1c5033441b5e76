import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './screen.module.css';

interface ScreenProps {
  /** The page's only h1. */
  readonly title: string;
  readonly actions?: ReactNode;
  readonly tabs?: ReactNode;
  readonly children: ReactNode;
  /** Stands to the right of the list; the list stays. */
  readonly detail?: ReactNode;
  /** The share of the detail: a panel beside the list, a little more than half, or most of the width. */
  readonly detailWidth?: 'panel' | 'half' | 'wide' | 'most';
  /** Content with its own scrolling (a DataTable) fills the place; other content scrolls in it. */
  readonly fill?: boolean;
}

/** The frame of a screen: title and actions, tabs, list left, detail right. */
export function Screen({ title, actions, tabs, children, detail, detailWidth = 'panel', fill = true }: ScreenProps) {
  const hasDetail = detail !== undefined && detail !== null && detail !== false;
  return (
    <div className={classes.screen}>
      <header className={classes.head}>
        <Title order={1}>{title}</Title>
        <div className={classes.actions}>{actions}</div>
      </header>
      {tabs !== undefined && <div className={classes.tabs}>{tabs}</div>}
      <div className={classes.content} data-detail={hasDetail ? detailWidth : undefined}>
        <div className={classes.list} data-fill={fill || undefined}>
          {children}
        </div>
        {hasDetail && (
          <section className={classes.detail} aria-label="Detail">
            {detail}
          </section>
        )}
      </div>
    </div>
  );
}
