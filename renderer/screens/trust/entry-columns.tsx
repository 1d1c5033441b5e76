import type { TableColumn } from '../../components/data-table.tsx';
import { Mark } from '../../components/mark.tsx';
import { describeEntry, describeInstrument, type EntryRow } from './trust-words.ts';

type EntryColumn = TableColumn<EntryRow, 'day'>;

const day: EntryColumn = { key: 'day', title: 'Day', kind: 'day', width: 112 };
const what: EntryColumn = { key: 'type', title: 'What', kind: 'text', width: 160, render: describeEntry };
const name: EntryColumn = { key: 'name', title: 'From or to', kind: 'text' };
const by: EntryColumn = { key: 'instrument', title: 'By', kind: 'text', width: 116, render: describeInstrument };
const amount: EntryColumn = { key: 'amountCents', title: 'Amount', kind: 'amount', width: 112 };
const balance: EntryColumn = { key: 'balanceCents', title: 'Balance', kind: 'amount', width: 116 };
const marks: EntryColumn = {
  key: 'marks',
  title: 'Marks',
  kind: 'node',
  width: 112,
  render: (row) => <EntryMark entry={row} />,
};

/** The columns of the journal: every ledger, so the ledger is named. */
export const journalColumns: readonly EntryColumn[] = [
  { ...day, sortable: 'day' },
  what,
  name,
  { key: 'ledgerTitle', title: 'Ledger', kind: 'text' },
  by,
  amount,
  balance,
  marks,
];

/** The columns of one ledger's card. */
export const cardColumns: readonly EntryColumn[] = [
  { ...day, width: 108 },
  { ...what, width: 120 },
  name,
  { ...amount, width: 104 },
  { ...balance, width: 104 },
  { ...marks, width: 84 },
];

/** What is particular about an entry, in a word. */
export function EntryMark({ entry }: { readonly entry: EntryRow }) {
  if (entry.late) return <Mark tone="danger">Late</Mark>;
  if (entry.reversed) return <Mark tone="plain">Reversed</Mark>;
  if (entry.clearedOn !== null) return <Mark tone="good">Cleared</Mark>;
  return null;
}
