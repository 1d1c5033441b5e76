import { useQueries } from '@tanstack/react-query';
import type { InboxRow, PlaceRow } from '../../shared/contract/machine.ts';
import { machineApi } from './machine-client.ts';

/** What waits in one of the person's firms, with the firm. */
export interface FirmInbox {
  readonly place: string;
  readonly rows: readonly InboxRow[];
  readonly total: number;
  /** Null while the firm has not been read since it was unlocked. */
  readonly asOfMs: number | null;
}

/** Asks each firm for itself what waits in it. The answers meet here, in the page, and nowhere in the data process. */
export function useInboxes(firms: readonly PlaceRow[]): readonly FirmInbox[] {
  return useQueries({
    queries: firms.length < 2 ? [] : firms.map(({ place }) => machineApi.inbox.queryOptions({ input: { place } })),
    combine: (answers) =>
      answers.flatMap(({ data }) =>
        data === undefined
          ? []
          : [
              {
                place: data.place,
                rows: data.inbox?.rows ?? [],
                total: data.inbox?.total ?? 0,
                asOfMs: data.inbox?.asOfMs ?? null,
              },
            ],
      ),
  });
}
