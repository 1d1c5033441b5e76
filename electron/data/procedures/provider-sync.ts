import { refuse } from '../../../shared/domain/refusal.ts';
import { checkHubRoute } from '../../hub/hub-fetch.ts';
import { checkHubLogin, provisionHub } from '../sync/hub-accounts.ts';
import type { Sync, SyncStatus } from '../sync/sync.ts';
import type { Implementer, SessionContext } from './implementer.ts';
import { openFirmOf } from './provider-roster.ts';
import { RefusalError } from './refusal-error.ts';

function syncOf(context: SessionContext): Sync {
  openFirmOf(context);
  return context.folder.sync;
}

/** The hub of this firm: set up, changed, paused, asked, compared. */
export function createSyncProcedures(os: Implementer) {
  const answerAfter = (context: SessionContext, change: (sync: Sync) => void): SyncStatus => {
    const sync = syncOf(context);
    change(sync);
    return sync.status();
  };
  return {
    setHub: os.provider.setHub.handler(async ({ input, context }) => {
      const hub = await provisionHub(openFirmOf(context), input);
      return answerAfter(context, (sync) => sync.connect(hub));
    }),
    logInToHub: os.provider.logInToHub.handler(async ({ input, context }) => {
      const hub = await checkHubLogin(openFirmOf(context), input);
      return answerAfter(context, (sync) => sync.connect(hub));
    }),
    setHubRoute: os.provider.setHubRoute.handler(({ input, context }) => {
      const { hub } = openFirmOf(context).vault.contents;
      if (hub === undefined)
        throw new RefusalError(refuse('hub.none', 'This firm has no hub yet. An owner connects one under Sync.'));
      const route = checkHubRoute({ ca: input.ca ?? hub.ca, proxy: input.proxy ?? hub.proxy });
      if (!route.ok) throw new RefusalError(route.refusal);
      const { url, name, password } = hub;
      return answerAfter(context, (sync) => sync.connect({ url: input.url ?? url, name, password, ...route.value }));
    }),
    syncStatus: os.provider.syncStatus.handler(({ context }) => syncOf(context).status()),
    pauseSync: os.provider.pauseSync.handler(({ input, context }) =>
      answerAfter(context, (sync) => sync.pause(input.paused)),
    ),
    spareLine: os.provider.spareLine.handler(({ input, context }) =>
      answerAfter(context, (sync) => sync.spare(input.metered)),
    ),
    syncNow: os.provider.syncNow.handler(({ context }) => answerAfter(context, (sync) => sync.now())),
    compareWithHub: os.provider.compareWithHub.handler(async ({ context }) => {
      const outcome = await syncOf(context).compareWithHub();
      if (outcome !== null) return outcome;
      throw new RefusalError(
        refuse('hub.not-compared', 'The hub could not be asked. Compare again when this device is connected.'),
      );
    }),
    listRefused: os.provider.listRefused.handler(({ context }) => ({ rows: syncOf(context).refusedByHub() })),
    retryRefused: os.provider.retryRefused.handler(({ context }) => syncOf(context).retryRefused()),
  };
}
