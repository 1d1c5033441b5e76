/** What the order of events looks at. */
export interface Ordered {
  /** Begins with clock and device, so that it sorts as they do. */
  readonly id: string;
  readonly parents: readonly string[];
}

/**
 * Canonical order [OR1]: parents first; among events that did not see each other, by clock, then device (both stand
 * in front of the id). The same set gives the same order, in whatever order it came. Parents that are not in the set
 * are taken as done; events in a cycle (only a forger can make one) come last, by id.
 */
export function orderEvents<Event extends Ordered>(events: readonly Event[]): Event[] {
  const sorted = [...events].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  if (sorted.every((event, index) => event.parents.every((parent) => isBefore(parent, sorted, index)))) return sorted;
  return orderByParents(sorted);
}

function isBefore(parent: string, sorted: readonly Ordered[], index: number): boolean {
  const own = sorted[index];
  return own !== undefined && (parent < own.id || !sorted.some((event) => event.id === parent));
}

function orderByParents<Event extends Ordered>(sorted: readonly Event[]): Event[] {
  const left = new Map(sorted.map((event) => [event.id, event]));
  const ordered: Event[] = [];
  while (left.size > 0) {
    const next = [...left.values()].find((event) => event.parents.every((parent) => !left.has(parent)));
    const chosen = next ?? [...left.values()][0];
    if (chosen === undefined) break;
    ordered.push(chosen);
    left.delete(chosen.id);
  }
  return ordered;
}

/** The events that no other of the set names as parent: what a further change has to name. */
export function headsOf(events: readonly Ordered[]): string[] {
  const named = new Set(events.flatMap((event) => event.parents));
  return events
    .map((event) => event.id)
    .filter((id) => !named.has(id))
    .sort();
}
