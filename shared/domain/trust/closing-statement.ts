import { type Cents, formatCents, isCents, scaleCents, sumCents } from '../money.ts';
import { accept, type Decision, decline } from '../refusal.ts';

/** What is taken from a settlement before the client gets the rest. */
export const closingLineKinds = ['fee', 'cost', 'lien', 'other'] as const;
export type ClosingLineKind = (typeof closingLineKinds)[number];

export interface ClosingLine {
  readonly kind: ClosingLineKind;
  readonly payee: string;
  readonly purpose: string;
  readonly amountCents: Cents;
  readonly invoiceId?: string | undefined;
  readonly shareBasisPoints?: number | undefined;
  readonly holdId?: string | undefined;
  readonly documentId?: string | undefined;
}

/** A lien that stands open on the ledger. */
export interface OpenLien {
  readonly holdId: string;
  readonly claimant: string;
  readonly openCents: Cents;
}

export interface ClosingInput {
  readonly grossCents: Cents;
  readonly netCents: Cents;
  readonly lines: readonly ClosingLine[];
  readonly liens: readonly OpenLien[];
  /** What the ledger holds. */
  readonly balanceCents: Cents;
  /** Of an invoice named by a fee: what is unpaid; nothing where it is not issued or of another matter. */
  readonly unpaidOf: (invoiceId: string) => Cents | undefined;
  readonly isFiled: (documentId: string) => boolean;
}

/** What each kind takes and what is left over; a statement that balances leaves zero. */
export function closingSums(input: Pick<ClosingInput, 'grossCents' | 'netCents' | 'lines'>) {
  const of = (kind: ClosingLineKind): Cents =>
    sumCents(input.lines.filter((line) => line.kind === kind).map((line) => line.amountCents));
  const takenCents = sumCents(input.lines.map((line) => line.amountCents));
  return {
    feeCents: of('fee'),
    costCents: of('cost'),
    lienCents: of('lien'),
    otherCents: of('other'),
    takenCents,
    leftCents: sumCents([input.grossCents, -takenCents, -input.netCents]),
  };
}

/** The fee as an agreed share of the gross, in hundredths of a percent, half cents up. */
export function shareOf(grossCents: Cents, basisPoints: number): Cents {
  return scaleCents(grossCents, basisPoints, 10_000);
}

/**
 * Decides a settlement closing statement [TE13]: it balances to zero, fees rest on an invoice or an agreed share, costs
 * on a bill in the file, and every open lien is paid by a line or released before.
 */
export function decideClosing(input: ClosingInput): Decision<{ readonly leftCents: 0 }> {
  for (const line of input.lines) {
    const refused = declineLine(line, input);
    if (refused) return refused;
  }
  const forgotten = input.liens.find((lien) => !input.lines.some((line) => line.holdId === lien.holdId));
  if (forgotten) {
    return decline(
      'trust.lien-not-dealt-with',
      `The lien of ${forgotten.claimant} over ${formatCents(forgotten.openCents)} stands open. Pay it with a line of its own, or release it by a document first.`,
      ['lines'],
    );
  }
  const { leftCents } = closingSums(input);
  if (leftCents !== 0) {
    const which = leftCents > 0 ? `leave ${formatCents(leftCents)} over` : `take ${formatCents(-leftCents)} too much`;
    return decline(
      'trust.closing-not-zero',
      `The statement does not balance: its lines and the client's share ${which}. Every cent of the settlement goes somewhere.`,
      ['netCents'],
    );
  }
  if (input.grossCents > input.balanceCents) {
    return decline(
      'trust.closing-above-balance',
      `The ledger holds ${formatCents(input.balanceCents)}, less than the settlement of ${formatCents(input.grossCents)}. Post the settlement first.`,
      ['grossCents'],
    );
  }
  return accept({ leftCents: 0 });
}

function declineLine(line: ClosingLine, input: ClosingInput): Decision<never> | undefined {
  if (!isCents(line.amountCents) || line.amountCents <= 0) {
    return decline('trust.amount-not-positive', `The line for ${line.payee} needs an amount above zero.`, ['lines']);
  }
  switch (line.kind) {
    case 'fee':
      return declineFee(line, input);
    case 'cost':
      return line.documentId !== undefined && input.isFiled(line.documentId) ? undefined : declineUnsupported(line);
    case 'lien':
      return declineLien(line, input);
    case 'other':
      return undefined;
  }
}

function declineUnsupported(line: ClosingLine): Decision<never> {
  return decline(
    'trust.support-missing',
    `${line.payee} over ${formatCents(line.amountCents)} needs its bill or letter in the file of the matter. File it, and name it on the line.`,
    ['lines'],
  );
}

function declineFee(line: ClosingLine, input: ClosingInput): Decision<never> | undefined {
  if (line.invoiceId !== undefined) {
    const unpaid = input.unpaidOf(line.invoiceId);
    if (unpaid !== undefined && line.amountCents <= unpaid) return undefined;
    return decline(
      'trust.above-unpaid',
      unpaid === undefined
        ? 'The fee names an invoice that is not issued on this matter. Issue it, or agree a share.'
        : `The invoice has ${formatCents(unpaid)} unpaid. Take that or less.`,
      ['lines'],
    );
  }
  if (line.shareBasisPoints === undefined) {
    return decline('trust.fee-without-basis', 'A fee rests on an issued invoice or on an agreed share. Give one.', [
      'lines',
    ]);
  }
  const share = shareOf(input.grossCents, line.shareBasisPoints);
  if (line.amountCents === share) return undefined;
  return decline(
    'trust.fee-not-the-share',
    `The agreed share of ${formatCents(input.grossCents)} is ${formatCents(share)}. Take that, or change the share.`,
    ['lines'],
  );
}

function declineLien(line: ClosingLine, input: ClosingInput): Decision<never> | undefined {
  const lien = input.liens.find((one) => one.holdId === line.holdId);
  if (lien === undefined) {
    return decline('trust.lien-not-open', `No open lien of ${line.payee} is held on this ledger. Place it first.`, [
      'lines',
    ]);
  }
  if (line.amountCents > lien.openCents) {
    return decline(
      'trust.lien-above-hold',
      `${formatCents(lien.openCents)} is held for ${lien.claimant}. Pay that or less.`,
      ['lines'],
    );
  }
  return line.documentId !== undefined && input.isFiled(line.documentId) ? undefined : declineUnsupported(line);
}
