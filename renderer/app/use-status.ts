import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { FirmStatus, meSchema } from '../../shared/contract/firm.ts';
import type { Right } from '../../shared/domain/roles/rights.ts';
import { readLocalDay } from '../components/local-day.ts';
import { api } from './client.ts';

/** The person at this machine. */
export type Me = z.infer<typeof meSchema>;

/** The firm's state on this machine; undefined until the first answer. Asked every second while something counts down. */
export function useStatus(): FirmStatus | undefined {
  return useQuery(
    api.firm.status.queryOptions({
      input: {},
      staleTime: 5_000,
      refetchInterval: (query) => {
        const status = query.state.data;
        return status !== undefined && (status.rebuild !== null || status.waitSeconds > 0) ? 1_000 : 60_000;
      },
    }),
  ).data;
}

/** The person at this machine; null while locked. */
export function useMe(): Me | null {
  return useStatus()?.me ?? null;
}

/** Whether the person may do this. The data process decides; a screen asks in order not to offer what is refused. */
export function useCan(right: Right): boolean {
  return useMe()?.rights.includes(right) ?? false;
}

/** Today as the firm's day. */
export function useToday(): string {
  return useStatus()?.today ?? readLocalDay();
}
