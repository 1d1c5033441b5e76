import { create } from 'zustand';
import type { ConnectionState } from './reconnecting-link.ts';

interface ConnectionStore {
  readonly state: ConnectionState;
  setState(state: ConnectionState): void;
}

/** Whether the page reaches the data process. The frame says so when it does not. */
export const useConnection = create<ConnectionStore>((set) => ({
  state: 'connecting',
  setState: (state) => set({ state }),
}));
