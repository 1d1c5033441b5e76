import { create } from 'zustand';

interface FreshKitStore {
  /** The recovery kit of a firm that was just made: in memory alone, until it is confirmed. */
  readonly kitText: string | null;
  /** The work that makes the sample firm. */
  readonly sampleJobId: string | null;
  show(kitText: string): void;
  followSample(jobId: string): void;
  clear(): void;
}

/** What the first start hands from one step to the next. */
export const useFreshKit = create<FreshKitStore>((set) => ({
  kitText: null,
  sampleJobId: null,
  show: (kitText) => set({ kitText }),
  followSample: (sampleJobId) => set({ sampleJobId }),
  clear: () => set({ kitText: null, sampleJobId: null }),
}));
