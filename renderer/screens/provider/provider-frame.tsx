import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext } from 'react';
import { api } from '../../app/client.ts';
import { RouteTabs } from '../../components/route-tabs.tsx';
import { Screen } from '../../components/screen.tsx';
import type { ProviderGroup, WaitingKind } from './provider-pages.ts';

/** Where in the area the window is; given by the screen to the frame of the page. */
export const ProviderPlace = createContext<{ readonly groups: readonly ProviderGroup[]; readonly page: string }>({
  groups: [],
  page: '',
});

interface ProviderFrameProps {
  readonly actions?: ReactNode;
  readonly detail?: ReactNode;
  readonly detailWidth?: 'panel' | 'half' | 'wide';
  /** True where the content scrolls by itself (a DataTable). */
  readonly fill?: boolean;
  readonly children: ReactNode;
}

/** The frame of every page of the area: title, groups, pages of the group, content and detail. */
export function ProviderFrame({ fill = false, children, ...rest }: ProviderFrameProps) {
  const { groups, page } = useContext(ProviderPlace);
  const waiting = useWaiting();
  const group = groups.find(({ pages }) => pages.some(({ name }) => name === page)) ?? groups[0];
  return (
    <Screen
      title="Provider"
      fill={fill}
      tabs={
        <>
          <RouteTabs
            label="Provider"
            tabs={groups.map(({ title, pages }) => ({
              path: pathOf(pages[0]?.name),
              title,
              count: sum(pages, waiting),
            }))}
            current={pathOf(group?.pages[0]?.name)}
          />
          {group !== undefined && group.pages.length > 1 && (
            <RouteTabs
              label={group.title}
              isSecond
              tabs={group.pages.map((one) => ({
                path: pathOf(one.name),
                title: one.title,
                count: sum([one], waiting),
              }))}
              current={pathOf(page)}
            />
          )}
        </>
      }
      {...rest}
    >
      {children}
    </Screen>
  );
}

function pathOf(name: string | undefined): string {
  return `/provider/${name ?? ''}`;
}

function sum(pages: ProviderGroup['pages'], waiting: Readonly<Record<WaitingKind, number>>): number {
  return pages.reduce((total, page) => total + (page.waiting === undefined ? 0 : waiting[page.waiting]), 0);
}

function useWaiting(): Readonly<Record<WaitingKind, number>> {
  const setAside = useQuery(api.firm.setAside.queryOptions({ input: {} }));
  const sync = useQuery(api.provider.syncStatus.queryOptions({ input: {} }));
  const orders = useQuery(api.work.listOrders.queryOptions({ input: { scope: 'mine', limit: 1 } }));
  const sops = useQuery(api.sops.listSops.queryOptions({ input: { scope: 'to read', limit: 1 } }));
  const talks = useQuery(api.talk.listConversations.queryOptions({ input: { limit: 100 } }));
  return {
    refused: sync.data?.refused ?? 0,
    setAside: setAside.data?.total ?? 0,
    orders: orders.data?.total ?? 0,
    sops: sops.data?.total ?? 0,
    messages: (talks.data?.rows ?? []).reduce((total, row) => total + row.unseen, 0),
  };
}
