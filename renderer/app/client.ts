import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import type { Contract } from '../../shared/contract/contract.ts';
import { useConnection } from './connection-state.ts';
import { openConnection } from './port.ts';
import { ReconnectingLink } from './reconnecting-link.ts';

/** Every procedure of the contract, typed. */
export type Client = ContractRouterClient<Contract>;

/** The client of this page. The first call opens the way to the data process. */
export const client: Client = createORPCClient(
  lazyLink(
    () =>
      new ReconnectingLink({
        open: openConnection,
        onState: (state) => useConnection.getState().setState(state),
        wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      }),
  ),
);

/** The same procedures as options for queries: `useQuery(api.office.today.queryOptions({ input: {} }))`. */
export const api = createTanstackQueryUtils(client);

/** Nothing is opened when this file is imported; the first call makes the link. */
function lazyLink(make: () => ReconnectingLink): Pick<ReconnectingLink, 'call'> {
  let link: ReconnectingLink | undefined;
  return {
    call: (path, input, options) => {
      link ??= make();
      return link.call(path, input, options);
    },
  };
}
