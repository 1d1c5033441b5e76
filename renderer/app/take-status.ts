import { useQueryClient } from '@tanstack/react-query';
import type { FirmStatus } from '../../shared/contract/firm.ts';
import { api } from './client.ts';

/** Puts a fresh status in place at once, as commands of the vault answer it. */
export function useTakeStatus(): (status: FirmStatus) => void {
  const queries = useQueryClient();
  return (status) => queries.setQueryData(api.firm.status.queryKey({ input: {} }), status);
}

/** Asks for the status again. */
export function useAskStatus(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: api.firm.status.key() });
}
