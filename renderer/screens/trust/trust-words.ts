import { disbursementKinds, instruments, receiptKinds } from '../../../shared/events/trust.ts';
import type { Answers } from '../../app/answers.ts';
import type { MarkTone } from '../../components/mark.tsx';

export type Account = Answers['trust']['getAccount'];
export type LedgerRow = Answers['trust']['getLedger'];
export type EntryRow = Answers['trust']['journal']['rows'][number];
export type RequestRow = Answers['trust']['listRequests']['rows'][number];
export type Reconciliation = Answers['trust']['reconcile'];
export type AccountSetup = Answers['trust']['accountSetup'];
export type StatementPreview = Answers['trust']['previewStatement'];
export type StatementLine = Answers['trust']['proposeMatches']['lines'][number];
export type ExceptionRow = Answers['trust']['listExceptions']['rows'][number];

export type ClosingRow = Answers['trust']['listClosings']['rows'][number];
export type HoldRow = Answers['trust']['listHolds']['rows'][number];
export type UnidentifiedRow = Answers['trust']['listUnidentified']['rows'][number];

export type Instrument = (typeof instruments)[number];
export type ReceiptKind = (typeof receiptKinds)[number];
export type RequestKind = (typeof disbursementKinds)[number] | 'earned fee';

const instrumentLabels: Readonly<Record<Instrument, string>> = {
  check: 'Check',
  wire: 'Wire',
  ach: 'ACH',
  card: 'Card',
  cash: 'Cash',
  'certified check': 'Certified check',
  transfer: 'Transfer',
};
const receiptLabels: Readonly<Record<ReceiptKind, string>> = {
  'advance fee': 'Advance fee deposit',
  'advance cost': 'Advance for costs',
  settlement: 'Settlement',
  escrow: 'Escrow',
  'firm funds': "Firm's own funds",
  interest: 'Interest',
  other: 'Other',
};
const disbursementLabels: Readonly<Record<RequestKind, string>> = {
  client: 'To the client',
  'third party': 'To a third party',
  cost: 'Cost of the matter',
  refund: 'Refund of unused money',
  'bank fee': 'Bank fee',
  unclaimed: 'Unclaimed money, to the state',
  'earned fee': 'Earned fee, against an invoice',
};

/** How money came in, for choosing. */
export const receivedBy = instruments.map((value) => ({ value, label: instrumentLabels[value] }));
/** How money may go out: never in cash [TR6]. */
export const paidBy = receivedBy.filter(({ value }) => value !== 'cash' && value !== 'card');
/** What a receipt is for, for choosing. */
export const receiptChoices = receiptKinds.map((value) => ({ value, label: receiptLabels[value] }));
/** What a disbursement is for, for choosing. */
export const disbursementChoices = disbursementKinds.map((value) => ({ value, label: disbursementLabels[value] }));
/** What may be asked for: an earned fee too. */
export const requestChoices = [
  ...disbursementChoices,
  { value: 'earned fee' as const, label: disbursementLabels['earned fee'] },
];

/** What an entry is. */
export function nameEntry(type: EntryRow['type']): string {
  if (type === 'transfer') return 'Transfer between ledgers';
  return type === 'fee transfer' ? 'Fee transfer' : type.charAt(0).toUpperCase() + type.slice(1);
}

/** What an entry is for, in a word or two. */
export function describeEntry(entry: Pick<EntryRow, 'type' | 'kind'>): string {
  if (entry.kind === 'shortage cure') return 'Shortage made good';
  if (entry.type === 'receipt')
    return receiptChoices.find((one) => one.value === entry.kind)?.label ?? nameEntry(entry.type);
  if (entry.type === 'disbursement') {
    return disbursementChoices.find((one) => one.value === entry.kind)?.label ?? nameEntry(entry.type);
  }
  return nameEntry(entry.type);
}

/** "Check 1004", "Wire": how an entry moved. */
export function describeInstrument(entry: Pick<EntryRow, 'instrument' | 'checkNumber'>): string {
  const label = receivedBy.find((one) => one.value === entry.instrument)?.label ?? entry.instrument;
  return entry.checkNumber === null ? label : `${label} ${entry.checkNumber}`;
}

/** How far a request is, as a mark. */
export function describeRequest(state: RequestRow['state']): { readonly tone: MarkTone; readonly word: string } {
  switch (state) {
    case 'waiting':
      return { tone: 'look', word: 'To approve' };
    case 'waits for invoice':
      return { tone: 'look', word: 'Waits for its invoice' };
    case 'approved':
      return { tone: 'info', word: 'To post' };
    case 'declined':
      return { tone: 'plain', word: 'Declined' };
    case 'posted':
      return { tone: 'good', word: 'Posted' };
  }
}

/** The traffic light as a mark. */
export function describeLight(colour: Account['light']['colour']): { readonly tone: MarkTone; readonly word: string } {
  switch (colour) {
    case 'green':
      return { tone: 'good', word: 'In balance' };
    case 'amber':
      return { tone: 'look', word: 'Needs a look' };
    case 'red':
      return { tone: 'danger', word: 'Out of balance' };
  }
}
