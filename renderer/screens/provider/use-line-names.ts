import { useQuery } from '@tanstack/react-query';
import { api } from '../../app/client.ts';

/** The services that can be ordered, to choose from, and a way to name one by its id. */
export function useLineNames(): {
  readonly lines: readonly { readonly value: string; readonly label: string }[];
  readonly nameLine: (id: string) => string;
} {
  const { data } = useQuery(api.work.listServiceLines.queryOptions({ input: {}, staleTime: Number.POSITIVE_INFINITY }));
  const lines = (data?.rows ?? []).map((row) => ({ value: row.id, label: row.name }));
  return {
    lines,
    nameLine: (id) => (id === '*' ? 'Any work order' : (lines.find((line) => line.value === id)?.label ?? id)),
  };
}
