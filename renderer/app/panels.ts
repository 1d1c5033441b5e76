import { create } from 'zustand';

/** What may be open over any screen. One at a time. */
export type Panel =
  | { readonly kind: 'call' }
  | { readonly kind: 'lead'; readonly callId?: string; readonly callerName?: string; readonly callerNumber?: string }
  | { readonly kind: 'matter'; readonly leadId?: string }
  | { readonly kind: 'time'; readonly matterId?: string; readonly matterTitle?: string; readonly minutes?: number }
  | { readonly kind: 'task'; readonly matterId?: string; readonly matterTitle?: string }
  | { readonly kind: 'person'; readonly partyId: string }
  | { readonly kind: 'shortcuts' };

interface PanelStore {
  readonly panel: Panel | null;
  open(panel: Panel): void;
  close(): void;
}

/** The panel that is open over the screens. */
export const usePanels = create<PanelStore>((set) => ({
  panel: null,
  open: (panel) => set({ panel }),
  close: () => set({ panel: null }),
}));

interface MatterListStore {
  /** The client whose matters alone are listed. */
  readonly client: { readonly clientId: string; readonly name: string } | null;
  show(client: { readonly clientId: string; readonly name: string } | null): void;
}

/** Which matters the list shows; also set from search, where a client was found. */
export const useMatterList = create<MatterListStore>((set) => ({
  client: null,
  show: (client) => set({ client }),
}));
