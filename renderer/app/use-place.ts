import { useLocation } from 'wouter';

/** Where the window is inside an area: `/matters/m1/time` has the parts `['m1', 'time']`; and the way to go elsewhere. */
export function usePlace(): { readonly parts: readonly string[]; readonly go: (path: string) => void } {
  const [path, go] = useLocation();
  return {
    parts: path
      .split('/')
      .slice(2)
      .filter((part) => part !== ''),
    go,
  };
}
