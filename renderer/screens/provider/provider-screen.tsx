import { usePlace } from '../../app/use-place.ts';
import { ProviderPlace } from './provider-frame.tsx';
import { providerGroups } from './provider-pages.ts';

const pages = providerGroups.flatMap((group) => group.pages);

/** The people who share the firm and the work between them, page by page. */
export function ProviderScreen() {
  const { parts } = usePlace();
  const current = pages.find((page) => page.name === parts[0]) ?? pages[0];
  if (current === undefined) return null;
  const Page = current.page;
  return (
    <ProviderPlace.Provider value={{ groups: providerGroups, page: current.name }}>
      <Page />
    </ProviderPlace.Provider>
  );
}
