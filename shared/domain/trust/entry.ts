import type { Day } from '../day.ts';
import type { Cents } from '../money.ts';

/** The ledger of the firm's own money in a trust account, which pays bank charges [TR6]. */
export const firmLedgerId = 'firm';
/** The ledger of money whose owner is not known yet [TE6]. */
export const suspenseLedgerId = 'suspense';

export const instruments = ['check', 'wire', 'ach', 'card', 'cash', 'certified check', 'transfer'] as const;
export type Instrument = (typeof instruments)[number];

export const receiptKinds = [
  'advance fee',
  'advance cost',
  'settlement',
  'escrow',
  'firm funds',
  'interest',
  'other',
] as const;
export type ReceiptKind = (typeof receiptKinds)[number];

export const disbursementKinds = ['client', 'third party', 'cost', 'refund', 'bank fee', 'unclaimed'] as const;
export type DisbursementKind = (typeof disbursementKinds)[number];

export const entryTypes = ['receipt', 'disbursement', 'fee transfer', 'reversal', 'returned item', 'transfer'] as const;
export type EntryType = (typeof entryTypes)[number];

/** A posted entry as the figures of one ledger need it. `effectCents` is what it adds to the ledger, never zero. */
export interface LedgerEntry {
  readonly id: string;
  readonly day: Day;
  readonly effectCents: Cents;
  /** For a receipt: the day from which its money may be used; and for a transfer of such money, on both sides. */
  readonly collectedOn?: Day | undefined;
  /** For a reversal or a returned item: the entry that it takes back. */
  readonly reverses?: string | undefined;
  /** For a transfer between ledgers: its other side. */
  readonly counterpart?: string | undefined;
}

/** An entry of the trust journal. */
export interface JournalEntry extends LedgerEntry {
  readonly ledgerId: string;
  readonly type: EntryType;
  readonly instrument: Instrument;
  readonly name: string;
  readonly purpose: string;
  readonly checkNumber?: number | undefined;
  readonly invoiceId?: string | undefined;
  readonly kind?: ReceiptKind | DisbursementKind | undefined;
  /** Entries of one group were posted together and move nothing at the bank where they make zero. */
  readonly offsetGroup?: string | undefined;
}

/** Something to look at that does not stop a posting. */
export interface TrustFlag {
  readonly code: string;
  readonly sentence: string;
}
