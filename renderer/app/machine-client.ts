import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import type { MachineContract } from '../../shared/contract/machine.ts';
import { openConnection } from './port.ts';
import { lazyLink, ReconnectingLink } from './reconnecting-link.ts';

/**
 * What can be asked over a connection that is bound to no firm: which firms are on this machine, and what waits in each.
 * It is another connection than that of the firm, and neither can do what the other does.
 */
export const machine: ContractRouterClient<MachineContract> = createORPCClient(
  lazyLink(
    () =>
      new ReconnectingLink({
        open: () => openConnection({ to: 'machine' }),
        onState: () => {},
        wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      }),
  ),
);

/** The same procedures as options for queries, under keys of their own. */
export const machineApi = createTanstackQueryUtils(machine, { path: ['machine'] });
