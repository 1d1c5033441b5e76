import { create } from 'zustand';

interface FreshJoinStore {
  /** True after this machine joined by file, until the person has gone on: its answer has to be carried back. */
  readonly isByFile: boolean;
  joinedByFile(): void;
  goOn(): void;
}

/** What joining by file hands to the page that follows. */
export const useFreshJoin = create<FreshJoinStore>((set) => ({
  isByFile: false,
  joinedByFile: () => set({ isByFile: true }),
  goOn: () => set({ isByFile: false }),
}));
