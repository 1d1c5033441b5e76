import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { type AppArea, listAreas } from './areas.ts';
import { api } from './client.ts';
import classes from './frame.module.css';
import { useMe } from './use-status.ts';

/** The left rail. A number beside an area is work that waits for this person. */
export function Rail({ area }: { area: string }) {
  const me = useMe();
  const badges = useQuery(api.office.today.queryOptions({ input: {} })).data?.badges ?? {};
  return (
    <nav className={classes.rail} aria-label="Areas">
      <div className={classes.name}>Annex</div>
      {listAreas(me?.workspaces ?? []).map((entry) => (
        <RailLink key={entry.name} entry={entry} isCurrent={entry.name === area} waiting={badges[entry.name] ?? 0} />
      ))}
    </nav>
  );
}

function RailLink({ entry, isCurrent, waiting }: { entry: AppArea; isCurrent: boolean; waiting: number }) {
  const Icon = entry.icon;
  return (
    <Link
      href={`/${entry.name}`}
      className={classes.area ?? ''}
      aria-current={isCurrent ? 'page' : undefined}
      aria-label={waiting > 0 ? `${entry.title}, ${waiting} waiting` : entry.title}
      data-last={entry.name === 'settings' || undefined}
    >
      <Icon size={18} stroke={1.6} aria-hidden />
      <span>{entry.title}</span>
      {waiting > 0 && (
        <span className={classes.badge} aria-hidden>
          {waiting > 99 ? '99+' : waiting}
        </span>
      )}
    </Link>
  );
}
