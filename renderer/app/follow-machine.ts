import type { QueryClient } from '@tanstack/react-query';
import { machine, machineApi } from './machine-client.ts';

const gatherMs = 400;
const waitMs = 1_000;

/** Follows which firms of this machine changed, and has their rows asked again. Ends when `signal` is aborted. */
export async function followMachine(queries: QueryClient, signal: AbortSignal): Promise<void> {
  const gathered = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ask = (): void => {
    timer = undefined;
    void queries.invalidateQueries({ queryKey: machineApi.firms.key() });
    for (const place of gathered)
      void queries.invalidateQueries({ queryKey: machineApi.inbox.queryKey({ input: { place } }) });
    gathered.clear();
  };
  while (!signal.aborted) {
    try {
      const changes = await machine.follow({}, { signal });
      await queries.invalidateQueries({ queryKey: machineApi.key() });
      for await (const { places } of changes) {
        for (const place of places) gathered.add(place);
        timer ??= setTimeout(ask, gatherMs);
      }
    } catch {
      // The next round subscribes again.
    }
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
  clearTimeout(timer);
}
