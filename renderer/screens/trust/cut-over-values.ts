import { cutOverFigures } from '../../../shared/domain/trust/cut-over.ts';
import type { SearchOption } from '../../components/search-select.tsx';
import type { CarriedValue } from './carried-items.tsx';

/** One ledger of the old books. */
export interface LedgerValue {
  readonly ledger: SearchOption | null;
  /** What the list called it, where no ledger is chosen yet. */
  readonly named: string;
  readonly client: string;
  readonly balanceCents: number | null;
}

/** The old books as far as they are typed. */
export interface CutOverValues {
  readonly name: string;
  readonly bank: string;
  readonly lastFour: string;
  readonly kind: 'iolta' | 'separate';
  readonly day: string | null;
  readonly firmFundsCeilingCents: number | null;
  readonly nextCheckNumber: number | null;
  readonly bankBalanceCents: number | null;
  readonly journalCents: number | null;
  readonly ledgers: readonly LedgerValue[];
  readonly outstanding: readonly CarriedValue[];
  readonly inTransit: readonly CarriedValue[];
  readonly document: SearchOption | null;
}

export const emptyBooks: CutOverValues = {
  name: '',
  bank: '',
  lastFour: '',
  kind: 'iolta',
  day: null,
  firmFundsCeilingCents: 20_000,
  nextCheckNumber: null,
  bankBalanceCents: null,
  journalCents: null,
  ledgers: [],
  outstanding: [],
  inTransit: [],
  document: null,
};

export const emptyLedger: LedgerValue = { ledger: null, named: '', client: '', balanceCents: null };

/** True for a line whose matter or balance nobody gave yet. */
export function isOpenLine(row: LedgerValue): boolean {
  return row.ledger === null || row.balanceCents === null;
}

/** The books as the contract takes them; null while a line is open or a figure is missing. */
export function booksOf(values: CutOverValues) {
  const { day, nextCheckNumber, bankBalanceCents, journalCents, firmFundsCeilingCents } = values;
  if (day === null || nextCheckNumber === null || bankBalanceCents === null || journalCents === null) return null;
  if (values.ledgers.some(isOpenLine)) return null;
  const item = ({ ledger, writtenOn, amountCents, name }: CarriedValue) => ({
    ledgerId: ledger.value,
    writtenOn,
    amountCents,
    name,
  });
  return {
    name: values.name,
    bank: values.bank,
    lastFour: values.lastFour,
    kind: values.kind,
    day,
    firmFundsCeilingCents: firmFundsCeilingCents ?? 0,
    nextCheckNumber,
    bankBalanceCents,
    journalCents,
    ledgers: values.ledgers.map((row) => ({
      ledgerId: row.ledger?.value ?? '',
      balanceCents: row.balanceCents ?? 0,
    })),
    outstanding: values.outstanding.map((one) => ({
      ...item(one),
      ...(one.checkNumber === null ? {} : { checkNumber: one.checkNumber }),
    })),
    inTransit: values.inTransit.map(item),
    ...(values.document === null ? {} : { documentId: values.document.value }),
  };
}

/** The three totals of what is typed so far; a total whose figure is missing is null. */
export function totalsSoFar(values: CutOverValues) {
  const figures = cutOverFigures({
    bankBalanceCents: values.bankBalanceCents ?? 0,
    journalCents: values.journalCents ?? 0,
    ledgers: values.ledgers.map((row) => ({ ledgerId: '', name: '', balanceCents: row.balanceCents ?? 0 })),
    outstanding: values.outstanding.map((one) => ({ ...one, ledgerId: one.ledger.value, checkNumber: undefined })),
    inTransit: values.inTransit.map((one) => ({ ...one, ledgerId: one.ledger.value, checkNumber: undefined })),
  });
  return {
    bankCents: values.bankBalanceCents === null ? null : figures.adjustedBankCents,
    journalCents: values.journalCents,
    ledgersCents: values.ledgers.length === 0 ? null : figures.ledgersCents,
  };
}

/** What the form cannot be sent without, by field. */
export function validateBooks(values: CutOverValues) {
  return {
    ...(values.name.trim() === '' ? { name: 'Give the account a name.' } : {}),
    ...(values.bank.trim() === '' ? { bank: 'Name the bank.' } : {}),
    ...(/^\d{4}$/.test(values.lastFour) ? {} : { lastFour: 'Give the last four digits of the account number.' }),
    ...(values.day === null ? { day: 'Give the day of the books.' } : {}),
    ...(values.nextCheckNumber === null ? { nextCheckNumber: 'Give the next check number.' } : {}),
    ...(values.bankBalanceCents === null ? { bankBalanceCents: 'Give what the bank had.' } : {}),
    ...(values.journalCents === null ? { journalCents: 'Give what the old journal had.' } : {}),
    ...(values.ledgers.some(isOpenLine) ? { ledgers: 'Give the matter and the balance of each line.' } : {}),
  };
}
