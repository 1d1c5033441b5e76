import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import type { Contract } from '../../shared/contract/contract.ts';
import { readBoundPlace } from './bound-place.ts';
import { useConnection } from './connection-state.ts';
import { openConnection } from './port.ts';
import { lazyLink, ReconnectingLink } from './reconnecting-link.ts';

/** Every procedure of the contract, typed. */
export type Client = ContractRouterClient<Contract>;

/** The client of this page. The first call opens the way to the data process. */
export const client: Client = createORPCClient(
  lazyLink(
    () =>
      new ReconnectingLink({
        open: () => openConnection({ to: 'firm', place: readBoundPlace() }),
        onState: (state) => useConnection.getState().setState(state),
        wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      }),
  ),
);

/** The same procedures as options for queries: `useQuery(api.office.today.queryOptions({ input: {} }))`. */
export const api = createTanstackQueryUtils(client);
