import { useLocation } from 'wouter';

/** Where the person is: the parts of the address behind the area, and how to go elsewhere. */
export interface Place {
  /** "/trust/abc/ledgers" has the parts "abc" and "ledgers". */
  readonly parts: readonly string[];
  go(path: string): void;
}

/** Reads the address as a place in its area. */
export function usePlace(): Place {
  const [location, navigate] = useLocation();
  const parts = (location.split('?')[0] ?? '').split('/').filter((part) => part !== '');
  return { parts: parts.slice(1), go: (path) => navigate(path) };
}
