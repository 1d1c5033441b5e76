import { useHotkeys } from '@mantine/hooks';
import { useLocation } from 'wouter';
import { listAreas } from './areas.ts';
import { usePanels } from './panels.ts';
import { useLock } from './use-lock.ts';
import { useMe } from './use-status.ts';

/** The shortcuts that work anywhere; those with letters alone do not while typing. */
export function useAppShortcuts(): void {
  const [, go] = useLocation();
  const open = usePanels((store) => store.open);
  const me = useMe();
  const lock = useLock();
  const areas = listAreas(me?.workspaces ?? []);
  useHotkeys(
    [
      ['mod+shift+C', () => open({ kind: 'call' })],
      ['alt+T', () => open({ kind: 'time' })],
      ['alt+N', () => open({ kind: 'task' })],
      ['alt+L', () => void lock()],
      ...areas.map((area, place): [string, () => void] => [`alt+${place + 1}`, () => go(`/${area.name}`)]),
    ],
    [],
  );
  useHotkeys([['shift+?', () => open({ kind: 'shortcuts' })]]);
}
