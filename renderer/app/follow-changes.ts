import type { QueryClient, QueryKey } from '@tanstack/react-query';
import type { Area } from '../../shared/contract/firm.ts';
import { api, client } from './client.ts';

type Asked =
  | 'agreement'
  | 'forecast'
  | 'scorecard'
  | 'relationship'
  | 'office'
  | 'intake'
  | 'documents'
  | 'billing'
  | 'trust'
  | 'provider'
  | 'work'
  | 'sops'
  | 'pay'
  | 'classification'
  | 'talk'
  | 'sharing'
  | 'reports'
  | 'jobs'
  | 'firm';

/** Whose answers may read differently once an area's rows changed. */
const affected: Readonly<Record<Area, readonly Asked[]>> = {
  office: ['office', 'intake', 'documents', 'billing', 'trust', 'reports', 'sharing', 'agreement', 'forecast'],
  intake: ['intake', 'office', 'reports', 'forecast', 'scorecard'],
  documents: ['documents', 'office', 'provider', 'sharing', 'forecast', 'scorecard'],
  sharing: ['sharing', 'provider'],
  billing: ['billing', 'trust', 'office', 'reports', 'forecast', 'scorecard'],
  trust: ['trust', 'billing', 'office', 'reports', 'forecast', 'scorecard'],
  provider: ['provider', 'work', 'sops', 'talk', 'office', 'forecast', 'scorecard', 'pay', 'classification'],
  roster: ['provider', 'sharing', 'work', 'sops', 'talk', 'office', 'firm', 'agreement'],
  relations: ['agreement', 'forecast', 'scorecard', 'relationship'],
  sync: ['provider', 'firm'],
  jobs: ['jobs', 'firm'],
  firm: ['firm', 'provider', 'office'],
};

const gatherMs = 150;
const waitMs = 500;

/** The keys to ask again after these areas changed. */
export function listStaleKeys(areas: Iterable<Area>): QueryKey[] {
  const asked = new Set<Asked>();
  for (const area of areas) for (const name of affected[area]) asked.add(name);
  return [...asked].map((name) => api[name].key());
}

/**
 * Follows what changes and has the screens ask again, several changes at a time. After a drop it subscribes again and
 * everything is asked anew. Ends when `signal` is aborted.
 */
export async function followChanges(queries: QueryClient, signal: AbortSignal): Promise<void> {
  const gathered = new Set<Area>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ask = (): void => {
    timer = undefined;
    for (const queryKey of listStaleKeys(gathered)) {
      // What no screen shows is forgotten: a screen that opens later must not begin with money that has moved.
      queries.removeQueries({ queryKey, type: 'inactive' });
      void queries.invalidateQueries({ queryKey });
    }
    gathered.clear();
  };
  while (!signal.aborted) {
    try {
      const changes = await client.firm.follow({}, { signal });
      await queries.invalidateQueries();
      for await (const change of changes) {
        for (const area of change.areas) gathered.add(area);
        timer ??= setTimeout(ask, gatherMs);
      }
    } catch {
      // The next round subscribes again; the frame shows that the connection is gone.
    }
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
  clearTimeout(timer);
}
