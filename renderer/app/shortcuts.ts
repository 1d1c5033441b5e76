import { modKey } from './mod-key.ts';

/** The map of shortcuts, as it is shown under `?`. */
export const shortcutMap: readonly { readonly title: string; readonly keys: readonly (readonly [string, string])[] }[] =
  [
    {
      title: 'Anywhere',
      keys: [
        [`${modKey}K`, 'Search, and every command'],
        [`${modKey}Shift C`, 'Log a call'],
        ['Alt T', 'Record time'],
        ['Alt N', 'Add a task'],
        ['Alt 1 … Alt 9', 'Today, Reception, Matters … Settings'],
        ['Alt L', 'Lock'],
        ['Alt F', 'Switch firm, for those who serve several'],
        ['?', 'This map'],
      ],
    },
    {
      title: 'In a list',
      keys: [
        ['↑ ↓ PgUp PgDn', 'Move'],
        ['Enter', 'Open'],
        ['Letters', 'Filter'],
        ['Esc', 'Empty the filter'],
      ],
    },
    {
      title: 'In a form',
      keys: [
        ['Enter', 'Save'],
        [`${modKey}Enter`, 'Save and start the next'],
        ['Esc', 'Leave and keep what was typed'],
      ],
    },
    {
      title: 'In a field',
      keys: [
        ['today, fri, +30, 3/15', 'A day'],
        ['1250, 1,250.00, 1.2k', 'An amount'],
        ['1.5, 1:30, 90m', 'A duration'],
      ],
    },
  ];
