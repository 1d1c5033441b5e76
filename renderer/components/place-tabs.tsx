import { Tabs } from '@mantine/core';
import classes from './place-tabs.module.css';

interface PlaceTabsProps {
  readonly label: string;
  readonly tabs: readonly { readonly value: string; readonly title: string; readonly count?: number | undefined }[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Tabs that are places: the address says which one is open. */
export function PlaceTabs({ label, tabs, value, onChange }: PlaceTabsProps) {
  return (
    <Tabs value={value} onChange={(next) => next !== null && onChange(next)}>
      <Tabs.List aria-label={label} className={classes.list ?? ''}>
        {tabs.map((tab) => (
          <Tabs.Tab key={tab.value} value={tab.value} px={12} py={8} className={classes.tab ?? ''}>
            {tab.title}
            {tab.count !== undefined && tab.count > 0 ? ` (${tab.count})` : ''}
          </Tabs.Tab>
        ))}
      </Tabs.List>
    </Tabs>
  );
}
