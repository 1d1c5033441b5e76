import { create } from 'zustand';
import type { SearchOption } from '../../components/search-select.tsx';
import type { Account, EntryRow, HoldRow, RequestRow, UnidentifiedRow } from './trust-words.ts';

/** What is known of an entry from a line of the bank's statement that nobody posted yet; the amount above zero. */
export interface FromBankLine {
  readonly lineId: string;
  readonly day: string;
  readonly amountCents: number;
  readonly name: string;
  readonly purpose: string;
  readonly kind: 'bank fee' | 'interest' | null;
}

/** Which form is open over the trust screens, with what is known already. */
export type TrustPanel =
  | { readonly kind: 'account' | 'cut-over' }
  | {
      readonly kind: 'receipt';
      readonly accountId?: string;
      readonly ledger?: SearchOption;
      readonly line?: FromBankLine;
    }
  | {
      readonly kind: 'request' | 'disburse';
      readonly accountId?: string;
      readonly ledger?: SearchOption;
      readonly line?: FromBankLine;
    }
  | { readonly kind: 'transfer'; readonly accountId?: string; readonly invoiceId?: string }
  | { readonly kind: 'entry'; readonly entry: EntryRow }
  | { readonly kind: 'reverse' | 'returned'; readonly entry: EntryRow }
  | { readonly kind: 'bank fee' | 'deposit' | 'batch'; readonly accountId: string }
  | {
      readonly kind: 'move';
      readonly accountId: string;
      readonly ledger?: SearchOption;
      readonly receipt?: UnidentifiedRow;
    }
  | { readonly kind: 'hold' | 'cure' | 'closing'; readonly accountId: string; readonly ledger: SearchOption }
  | { readonly kind: 'release'; readonly hold: HoldRow }
  | { readonly kind: 'review' | 'setup'; readonly accountId: string }
  | { readonly kind: 'spoil' | 'signers'; readonly accountId: string }
  | { readonly kind: 'decline' | 'name-invoice'; readonly request: RequestRow }
  | { readonly kind: 'post'; readonly request: RequestRow }
  | { readonly kind: 'hand-over'; readonly account: Account }
  | { readonly kind: 'override'; readonly account: Account };

interface TrustPanelStore {
  readonly panel: TrustPanel | null;
  open(panel: TrustPanel): void;
  close(): void;
}

/** The form that is open in trust. One at a time. */
export const useTrustPanel = create<TrustPanelStore>((set) => ({
  panel: null,
  open: (panel) => set({ panel }),
  close: () => set({ panel: null }),
}));
