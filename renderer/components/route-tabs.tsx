import { Link, useLocation } from 'wouter';
import classes from './route-tabs.module.css';

export interface RouteTab {
  /** Where it leads: "/billing/time". */
  readonly path: string;
  readonly title: string;
  /** Work that waits behind it. */
  readonly count?: number | undefined;
}

interface RouteTabsProps {
  /** What the tabs belong to, for people who hear it. */
  readonly label: string;
  readonly tabs: readonly RouteTab[];
  /** The path of the current tab; found by the place where absent. */
  readonly current?: string;
  /** True for a second row, below the tab that it belongs to. */
  readonly isSecond?: boolean;
}

/** The parts of an area as links. The current one is the longest path that the place begins with. */
export function RouteTabs({ label, tabs, current, isSecond = false }: RouteTabsProps) {
  const [location] = useLocation();
  const active = current ?? findCurrentTab(tabs, location);
  return (
    <nav className={classes.tabs} aria-label={label} data-second={isSecond || undefined}>
      {tabs.map((tab) => (
        <Link
          key={tab.path}
          href={tab.path}
          className={classes.tab ?? ''}
          aria-current={tab.path === active ? 'page' : undefined}
        >
          {tab.title}
          {tab.count !== undefined && tab.count > 0 && <span className={classes.count}>{tab.count}</span>}
        </Link>
      ))}
    </nav>
  );
}

/** The path of the tab that a place belongs to; undefined where none does. */
export function findCurrentTab(tabs: readonly Pick<RouteTab, 'path'>[], location: string): string | undefined {
  return tabs
    .map((tab) => tab.path)
    .filter((path) => location === path || location.startsWith(`${path}/`))
    .sort((a, b) => b.length - a.length)[0];
}
