import { type CallBack, needsCallBack } from './call-back.ts';
import type { EntryType, Instrument } from './entry.ts';

/** An entry as an examiner looks at it. */
export interface ExaminedEntry {
  readonly type: EntryType;
  readonly kind: string;
  readonly instrument: Instrument | string;
  readonly name: string;
  readonly purpose: string;
  readonly reference: string;
  readonly checkNumber: number | null;
  readonly documents: number;
  readonly approvedBy: string;
  readonly invoiceId: string | null;
  readonly transferEnd: {
    readonly institution: string;
    readonly accountEnding: string;
    readonly authorisedBy: string;
  } | null;
  readonly callBack: CallBack | null;
}

interface Wanted {
  readonly what: string;
  readonly isWanted: (entry: ExaminedEntry) => boolean;
  readonly isThere: (entry: ExaminedEntry) => boolean;
}

const isElectronic = (entry: ExaminedEntry): boolean => needsCallBack(entry.instrument as Instrument);
const isOut = (entry: ExaminedEntry): boolean => entry.type === 'disbursement' || entry.type === 'fee transfer';
const isPlain = (entry: ExaminedEntry): boolean => entry.type !== 'reversal' && entry.type !== 'returned item';
/** The bank's own papers stand for these. */
const isBanks = (entry: ExaminedEntry): boolean => entry.kind === 'bank fee' || entry.kind === 'interest';

const wanted: readonly Wanted[] = [
  { what: 'payor or payee', isWanted: () => true, isThere: (entry) => entry.name.trim() !== '' },
  { what: 'purpose', isWanted: () => true, isThere: (entry) => entry.purpose.trim() !== '' },
  {
    what: 'check number',
    isWanted: (entry) => entry.instrument === 'check' && isOut(entry),
    isThere: (entry) => entry.checkNumber !== null,
  },
  {
    what: 'check or transfer reference',
    isWanted: (entry) => entry.type === 'receipt' && entry.instrument !== 'cash' && !isBanks(entry),
    isThere: (entry) => entry.reference.trim() !== '',
  },
  {
    what: 'bill, letter or receipt in the file',
    isWanted: (entry) => isPlain(entry) && !isBanks(entry) && entry.invoiceId === null,
    isThere: (entry) => entry.documents > 0,
  },
  {
    what: 'approval',
    isWanted: (entry) => isOut(entry) && !isBanks(entry),
    isThere: (entry) => entry.approvedBy !== '',
  },
  {
    what: 'other institution',
    isWanted: isElectronic,
    isThere: (entry) => (entry.transferEnd?.institution ?? '') !== '',
  },
  {
    what: 'last digits of the other account',
    isWanted: isElectronic,
    isThere: (entry) => (entry.transferEnd?.accountEnding ?? '') !== '',
  },
  {
    what: 'who authorised the transfer',
    isWanted: isElectronic,
    isThere: (entry) => (entry.transferEnd?.authorisedBy ?? '') !== '' || entry.approvedBy !== '',
  },
  {
    what: 'call that confirmed the instructions',
    isWanted: (entry) => isElectronic(entry) && entry.type === 'disbursement',
    isThere: (entry) => entry.callBack !== null,
  },
];

/**
 * What an entry should carry and does not, in words, and how much of it there is in percent [TE20]. Sources: ABA records
 * rules 1, 2, 7 and 8; IL RPC 1.15A(b)(1) for electronic transfers.
 */
export function examineEntry(entry: ExaminedEntry): { readonly missing: readonly string[]; readonly percent: number } {
  const asked = wanted.filter((one) => one.isWanted(entry));
  const missing = asked.filter((one) => !one.isThere(entry)).map((one) => one.what);
  return { missing, percent: Math.round((100 * (asked.length - missing.length)) / Math.max(1, asked.length)) };
}
