import type { ReactNode } from 'react';
import classes from './fact-list.module.css';

interface FactListProps {
  /** Name and value; a fact without a value is left out. */
  readonly facts: Readonly<Record<string, ReactNode>>;
}

/** What is known of a thing, name by name. */
export function FactList({ facts }: FactListProps) {
  return (
    <dl className={classes.facts}>
      {Object.entries(facts)
        .filter(([, value]) => value !== null && value !== undefined && value !== '')
        .map(([name, value]) => (
          <div key={name} className={classes.fact}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
