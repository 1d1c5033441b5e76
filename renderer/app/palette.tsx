import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight } from '@mantine/spotlight';
import {
  IconArrowRight,
  IconBriefcase,
  IconBuilding,
  IconClock,
  IconFileText,
  IconFolder,
  IconHistory,
  IconLock,
  IconPhonePlus,
  IconPlus,
  IconReceipt2,
  IconSearch,
  IconUser,
  IconUserPlus,
  type TablerIcon,
} from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useRecentPlaces } from '../desk/recent-places.ts';
import { listAreas } from './areas.ts';
import { switchFirm } from './bound-place.ts';
import { api } from './client.ts';
import { findPlaces } from './palette-places.ts';
import { useMatterList, usePanels } from './panels.ts';
import { addFirm, nameFirm, useMyFirms } from './use-firms.ts';
import { useLock } from './use-lock.ts';
import { useMe, useStatus } from './use-status.ts';

interface Action {
  readonly id: string;
  readonly label: string;
  readonly detail?: string;
  readonly icon: TablerIcon;
  readonly keys?: string;
  run(): void;
}

/** The list is a scroll area underneath; what scrolls has to be reachable by keyboard. */
const keyboardScroll = { viewportProps: { tabIndex: 0 } };

const hitIcons: Record<string, TablerIcon> = {
  matter: IconFolder,
  client: IconBriefcase,
  party: IconUser,
  invoice: IconReceipt2,
  document: IconFileText,
  lead: IconUserPlus,
};

/** Search and commands in one: everything that can be opened or done, by a few letters. */
export function Palette() {
  const [typed, setTyped] = useState('');
  const [asked] = useDebouncedValue(typed.trim(), 120);
  const commands = useCommands();
  const firms = useFirmActions();
  const hits = useHits(asked);
  const recent = useRecent();
  const words = typed.trim().toLowerCase();
  const matching = commands.filter((action) => action.label.toLowerCase().includes(words));
  const places = usePlaceActions(words);
  const groups = [
    { label: 'Lately', actions: words === '' ? recent : [] },
    { label: 'Found', actions: words === '' ? [] : hits },
    { label: 'Do', actions: [...matching, ...places] },
    {
      label: 'Firms',
      actions: words === '' ? [] : firms.filter((action) => action.label.toLowerCase().includes(words)),
    },
  ].filter((group) => group.actions.length > 0);
  return (
    <Spotlight.Root
      query={typed}
      onQueryChange={setTyped}
      shortcut="mod + K"
      maxHeight={480}
      scrollable
      clearQueryOnClose
      attributes={{ content: { 'aria-label': 'Search and commands' } }}
      overlayProps={{ backgroundOpacity: 0.25, blur: 0 }}
    >
      <Spotlight.Search
        placeholder="Matter, person, invoice, or what to do"
        aria-label="Search and commands"
        leftSection={<IconSearch size={18} aria-hidden />}
      />
      <Spotlight.ActionsList {...keyboardScroll}>
        {groups.map((group) => (
          <Spotlight.ActionsGroup label={group.label} key={group.label}>
            {group.actions.map((action) => (
              <Spotlight.Action
                key={action.id}
                label={action.label}
                {...(action.detail === undefined ? {} : { description: action.detail })}
                leftSection={<action.icon size={18} stroke={1.6} aria-hidden />}
                rightSection={action.keys}
                onClick={action.run}
              />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {groups.length === 0 && <Spotlight.Empty>Nothing found</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

function useCommands(): Action[] {
  const [, go] = useLocation();
  const open = usePanels((store) => store.open);
  const me = useMe();
  const lock = useLock();
  const may = (right: NonNullable<typeof me>['rights'][number]): boolean => me?.rights.includes(right) ?? false;
  const areas = listAreas(me?.workspaces ?? []);
  return [
    ...(may('intake.work')
      ? [
          {
            id: 'call',
            label: 'Log a call',
            icon: IconPhonePlus,
            keys: 'Ctrl Shift C',
            run: () => open({ kind: 'call' }),
          },
          { id: 'lead', label: 'New lead', icon: IconUserPlus, run: () => open({ kind: 'lead' }) },
        ]
      : []),
    ...(may('matters.manage')
      ? [{ id: 'matter', label: 'Open a matter', icon: IconPlus, run: () => open({ kind: 'matter' }) }]
      : []),
    ...(may('time.record')
      ? [{ id: 'time', label: 'Record time', icon: IconClock, keys: 'Alt T', run: () => open({ kind: 'time' }) }]
      : []),
    { id: 'task', label: 'Add a task', icon: IconPlus, keys: 'Alt N', run: () => open({ kind: 'task' }) },
    ...areas.map((area, place) => ({
      id: `go-${area.name}`,
      label: `Go to ${area.title}`,
      icon: area.icon,
      keys: `Alt ${place + 1}`,
      run: () => go(`/${area.name}`),
    })),
    { id: 'lock', label: 'Lock', icon: IconLock, keys: 'Alt L', run: () => void lock() },
  ];
}

function usePlaceActions(words: string): Action[] {
  const [, go] = useLocation();
  const me = useMe();
  const held = { workspaces: me?.workspaces ?? [], rights: me?.rights ?? [] };
  return findPlaces(words, held).map(({ path, label, detail }) => ({
    id: path,
    label,
    icon: IconArrowRight,
    run: () => go(path),
    ...(detail === undefined ? {} : { detail }),
  }));
}

/** The person's other firms, and a way to one more. */
function useFirmActions(): Action[] {
  const place = useStatus()?.place;
  const others = useMyFirms().filter((row) => row.place !== place && row.state !== 'missing');
  return [
    ...others.map((row) => ({
      id: `firm-${row.place}`,
      label: `Switch to ${nameFirm(row)}`,
      icon: IconBuilding,
      run: () => void switchFirm(row.place),
    })),
    { id: 'add-firm', label: 'Add a firm on this computer', icon: IconPlus, run: () => void addFirm() },
  ];
}

function useHits(asked: string): Action[] {
  const [, go] = useLocation();
  const open = usePanels((store) => store.open);
  const showMattersOf = useMatterList((store) => store.show);
  const found = useQuery(
    api.office.search.queryOptions({
      input: { text: asked, limit: 12 },
      enabled: asked !== '',
      placeholderData: keepPreviousData,
      gcTime: 10_000,
    }),
  ).data;
  return (found?.hits ?? []).map((hit) => ({
    id: `${hit.kind}-${hit.id}`,
    label: hit.title,
    detail: hit.detail,
    icon: hitIcons[hit.kind] ?? IconFolder,
    run: () => {
      if (hit.kind === 'party') return open({ kind: 'person', partyId: hit.id });
      if (hit.kind === 'client') {
        showMattersOf({ clientId: hit.id, name: hit.title });
        return go('/matters');
      }
      const paths = {
        matter: '/matters',
        invoice: '/billing/invoices',
        document: '/documents',
        lead: '/reception/leads',
      };
      go(`${paths[hit.kind]}/${hit.id}`);
    },
  }));
}

function useRecent(): Action[] {
  const [, go] = useLocation();
  const places = useRecentPlaces((store) => store.places);
  return places
    .slice(0, 6)
    .map((place) => ({ id: place.path, label: place.title, icon: IconHistory, run: () => go(place.path) }));
}
