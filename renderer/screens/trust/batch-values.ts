import { slipInstruments } from '../../../shared/domain/trust/deposit.ts';
import type { SearchOption } from '../../components/search-select.tsx';
import { matterOf } from './find-ledgers.ts';
import { type ReceiptKind, receiptChoices, receivedBy } from './trust-words.ts';

/** One receipt of a deposit, as far as it is typed. */
export interface BatchLine {
  readonly ledger: SearchOption | null;
  readonly payor: string;
  readonly instrument: (typeof slipInstruments)[number];
  readonly reference: string;
  readonly kind: ReceiptKind;
  readonly purpose: string;
  readonly amountCents: number | null;
}

const firstKind: ReceiptKind = 'advance fee';

/** What a receipt is for in words, taken as its purpose until somebody types another. */
function nameKind(kind: ReceiptKind): string {
  return receiptChoices.find((one) => one.value === kind)?.label ?? kind;
}

export const emptyLine: BatchLine = {
  ledger: null,
  payor: '',
  instrument: 'check',
  reference: '',
  kind: firstKind,
  purpose: nameKind(firstKind),
  amountCents: null,
};

/** How an item of a slip came in, for choosing. */
export const slipChoices = receivedBy.filter(({ value }) => slipInstruments.some((one) => one === value));
/** What an item may be for: interest never comes on a slip. */
export const slipKinds = receiptChoices.filter(({ value }) => value !== 'interest');

const isEmpty = (line: BatchLine): boolean =>
  line.ledger === null && line.payor.trim() === '' && line.reference.trim() === '' && line.amountCents === null;

/** The lines that say something. */
export function filledLines(lines: readonly BatchLine[]): BatchLine[] {
  return lines.filter((line) => !isEmpty(line));
}

/** The lines with one changed and an empty one at their end. What can be told from the change is filled in. */
export function changeLine(lines: readonly BatchLine[], at: number, change: Partial<BatchLine>): BatchLine[] {
  const changed = lines.map((line, place) => (place === at ? withGuesses(line, change) : line));
  const last = changed.at(-1);
  return last === undefined || !isEmpty(last) ? [...changed, emptyLine] : changed;
}

function withGuesses(line: BatchLine, change: Partial<BatchLine>): BatchLine {
  const next = { ...line, ...change };
  const { ledger, kind } = change;
  const client =
    ledger !== undefined && ledger !== null && matterOf(ledger.value) !== undefined ? ledger.detail : undefined;
  const payor = client !== undefined && line.payor.trim() === '' ? { payor: client } : {};
  const isGuessed = line.purpose === '' || line.purpose === nameKind(line.kind);
  const purpose = kind !== undefined && change.purpose === undefined && isGuessed ? { purpose: nameKind(kind) } : {};
  const given = change.payor === undefined ? payor : {};
  return { ...next, ...given, ...purpose };
}

/** What a line cannot be sent without; undefined where it is whole. */
export function lineProblem(line: BatchLine, at: number): string | undefined {
  const missing = [
    line.ledger === null ? 'the matter' : '',
    line.payor.trim() === '' ? 'who paid' : '',
    line.purpose.trim() === '' ? 'what it is for' : '',
    line.amountCents === null ? 'the amount' : '',
  ].filter((word) => word !== '');
  return missing.length === 0 ? undefined : `Line ${at + 1} lacks ${missing.join(', ')}.`;
}
