import { useQueries } from '@tanstack/react-query';
import { useRef } from 'react';
import type { PageQuery } from './data-table.tsx';

const windowRows = 100;

export interface RowWindows<Row> {
  /** The row at a place of the whole list; undefined while it is being asked for. */
  at(index: number): Row | undefined;
  /** How many there are; undefined before the first answer. */
  readonly total: number | undefined;
  readonly isLoading: boolean;
  readonly error: string | null;
  readonly retry: () => void;
}

/**
 * Asks for the windows of a hundred rows that are in sight. `order` names sorting and filter: while a new order is
 * being asked for, the rows of the last one stay.
 */
export function useRowWindows<Row>(
  query: (offset: number, limit: number) => PageQuery<Row>,
  visible: { readonly first: number; readonly last: number },
  order: string,
): RowWindows<Row> {
  const from = Math.floor(visible.first / windowRows);
  const to = Math.floor(visible.last / windowRows);
  const indexes = [...new Set([0, ...Array.from({ length: to - from + 1 }, (_, step) => from + step)])];
  const results = useQueries({
    queries: indexes.map((index) => {
      const { queryKey, queryFn } = query(index * windowRows, windowRows);
      return { queryKey, queryFn };
    }),
  });
  const kept = useRef<{ order: string; windows: Map<number, Row[]>; total: number | undefined }>({
    order,
    windows: new Map(),
    total: undefined,
  });
  const fresh = new Map<number, Row[]>();
  let total: number | undefined;
  for (const [place, index] of indexes.entries()) {
    const data = results[place]?.data;
    if (data === undefined) continue;
    fresh.set(index, data.rows);
    total ??= data.total;
  }
  if (total !== undefined) {
    const isSame = kept.current.order === order && kept.current.total === total;
    kept.current = { order, total, windows: isSame ? new Map([...kept.current.windows, ...fresh]) : fresh };
  }
  const failed = results.find((result) => result.error !== null && result.data === undefined)?.error ?? null;
  return {
    at: (index) => kept.current.windows.get(Math.floor(index / windowRows))?.[index % windowRows],
    total: kept.current.total,
    isLoading: results.some((result) => result.isLoading),
    error: failed === null ? null : failed.message,
    retry: () => {
      for (const result of results) void result.refetch();
    },
  };
}
