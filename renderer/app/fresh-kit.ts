import { create } from 'zustand';

interface FreshKitStore {
  /** The recovery kit that was just made: in memory alone, until it is confirmed. */
  readonly kitText: string | null;
  /** What became of the kit before it: void, or still good beside it. Null for a firm's first. */
  readonly before: 'void' | 'good' | null;
  /** The work that makes the sample firm. */
  readonly sampleJobId: string | null;
  show(kitText: string, before?: 'void' | 'good'): void;
  followSample(jobId: string): void;
  clear(): void;
}

/** What the first start hands from one step to the next. */
export const useFreshKit = create<FreshKitStore>((set) => ({
  kitText: null,
  before: null,
  sampleJobId: null,
  show: (kitText, before) => set({ kitText, before: before ?? null }),
  followSample: (sampleJobId) => set({ sampleJobId }),
  clear: () => set({ kitText: null, before: null, sampleJobId: null }),
}));
