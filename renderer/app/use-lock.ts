import { api } from './client.ts';
import { useAskStatus } from './take-status.ts';
import { useCommand } from './use-command.ts';

/** Locks the vault. Typed text stays sealed on the desk. */
export function useLock(): () => Promise<void> {
  const command = useCommand(api.firm.lock);
  const ask = useAskStatus();
  return async () => {
    await command.run({});
    await ask();
  };
}
