import { create } from 'zustand';
import { keepValue, readValue } from './desk.ts';

/** A place that was open lately: its address in the app and what it is called. */
export interface RecentPlace {
  readonly path: string;
  readonly title: string;
}

interface RecentPlacesStore {
  readonly places: readonly RecentPlace[];
  visit(place: RecentPlace): void;
  restore(): Promise<void>;
  forget(): void;
}

const place = 'recent';
const placesMax = 12;

/** Where this person was lately, newest first. */
export const useRecentPlaces = create<RecentPlacesStore>((set, get) => ({
  places: [],
  visit: (visited) => {
    const places = [visited, ...get().places.filter((other) => other.path !== visited.path)].slice(0, placesMax);
    set({ places });
    void keepValue('places', place, places).catch(() => undefined);
  },
  restore: async () => {
    const kept = await readValue('places', place);
    set({ places: Array.isArray(kept) ? kept.filter(isRecentPlace).slice(0, placesMax) : [] });
  },
  forget: () => set({ places: [] }),
}));

function isRecentPlace(value: unknown): value is RecentPlace {
  if (typeof value !== 'object' || value === null) return false;
  return 'path' in value && 'title' in value && typeof value.path === 'string' && typeof value.title === 'string';
}
