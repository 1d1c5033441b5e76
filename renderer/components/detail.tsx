import { CloseButton, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './detail.module.css';

interface DetailProps {
  readonly title: string;
  readonly subtitle?: ReactNode;
  readonly actions?: ReactNode;
  readonly onClose?: () => void;
  readonly tabs?: ReactNode;
  readonly children: ReactNode;
  /** The content scrolls by itself (a DataTable). */
  readonly fill?: boolean;
}

/** What is open beside the list. */
export function Detail({ title, subtitle, actions, onClose, tabs, children, fill = false }: DetailProps) {
  return (
    <div className={classes.detail}>
      <header className={classes.head}>
        <div className={classes.titles}>
          <Title order={2}>{title}</Title>
          {subtitle !== undefined && <div className={classes.subtitle}>{subtitle}</div>}
        </div>
        <div className={classes.actions}>
          {actions}
          {onClose !== undefined && <CloseButton aria-label={`Close ${title}`} onClick={onClose} />}
        </div>
      </header>
      {tabs}
      <div className={classes.body} data-fill={fill || undefined}>
        {children}
      </div>
    </div>
  );
}

interface FactsProps {
  readonly facts: Readonly<Record<string, ReactNode>>;
}

/** Names and values, one below the other; those without a value are left out. */
export function Facts({ facts }: FactsProps) {
  return (
    <dl className={classes.facts}>
      {Object.entries(facts)
        .filter(([, value]) => value !== '' && value !== null && value !== undefined && value !== false)
        .map(([label, value]) => (
          <div key={label} className={classes.fact}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
