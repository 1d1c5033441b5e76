import { usePlace } from '../../app/use-place.ts';
import { useMe } from '../../app/use-status.ts';
import { ProviderPlace } from './provider-frame.tsx';
import { providerGroups } from './provider-pages.ts';

/** The people who share the firm and the work between them, page by page; pages that one may not open are left out. */
export function ProviderScreen() {
  const { parts } = usePlace();
  const rights = useMe()?.rights ?? [];
  const groups = providerGroups
    .map((group) => ({
      ...group,
      pages: group.pages.filter(({ right }) => right === undefined || rights.includes(right)),
    }))
    .filter(({ pages }) => pages.length > 0);
  const pages = groups.flatMap((group) => group.pages);
  const current = pages.find((page) => page.name === parts[0]) ?? pages[0];
  if (current === undefined) return null;
  const Page = current.page;
  return (
    <ProviderPlace.Provider value={{ groups, page: current.name }}>
      <Page />
    </ProviderPlace.Provider>
  );
}
