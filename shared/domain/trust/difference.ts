import { type Cents, formatCents } from '../money.ts';

/** An amount that may explain a difference: a book entry or a bank line. */
export interface DifferenceCandidate {
  readonly id: string;
  readonly label: string;
  readonly amountCents: Cents;
}

/** A possible explanation, best first. */
export interface DifferenceHint {
  readonly kind: 'missing' | 'doubled or wrong sign' | 'two items' | 'swapped digits' | 'swapped digits, unknown';
  readonly sentence: string;
  readonly ids: readonly string[];
}

const hintsMax = 10;

/** Looks for what may explain a difference between bank and journal [TR30]. An empty list means nothing was found. */
export function explainDifference(
  differenceCents: Cents,
  candidates: readonly DifferenceCandidate[],
): readonly DifferenceHint[] {
  const difference = Math.abs(differenceCents);
  if (difference === 0) return [];
  const hints: DifferenceHint[] = [];
  const shown = formatCents(difference);
  for (const { id, label, amountCents } of candidates) {
    const amount = Math.abs(amountCents);
    if (amount === difference) {
      hints.push({
        kind: 'missing',
        sentence: `${label} is ${shown}: it may be missing on the other side.`,
        ids: [id],
      });
    } else if (amount * 2 === difference) {
      hints.push({
        kind: 'doubled or wrong sign',
        sentence: `${label} is half of ${shown}: it may be entered twice or with the wrong sign.`,
        ids: [id],
      });
    }
  }
  hints.push(...findSwappedDigits(difference, candidates), ...findPairs(difference, candidates));
  return hints.slice(0, hintsMax);
}

function findPairs(difference: Cents, candidates: readonly DifferenceCandidate[]): DifferenceHint[] {
  const seen = new Map<Cents, DifferenceCandidate>();
  const hints: DifferenceHint[] = [];
  for (const candidate of candidates) {
    const amount = Math.abs(candidate.amountCents);
    const other = seen.get(difference - amount);
    if (other && amount !== 0) {
      hints.push({
        kind: 'two items',
        sentence: `${other.label} and ${candidate.label} make ${formatCents(difference)} together.`,
        ids: [other.id, candidate.id],
      });
    }
    if (!seen.has(amount)) seen.set(amount, candidate);
  }
  return hints;
}

function findSwappedDigits(difference: Cents, candidates: readonly DifferenceCandidate[]): DifferenceHint[] {
  if (difference % 9 !== 0) return [];
  const hints: DifferenceHint[] = [];
  for (const { id, label, amountCents } of candidates) {
    const swapped = findSwap(Math.abs(amountCents), difference);
    if (swapped === undefined) continue;
    hints.push({
      kind: 'swapped digits',
      sentence: `${label}: ${formatCents(Math.abs(amountCents))} may stand for ${formatCents(swapped)}.`,
      ids: [id],
    });
  }
  if (hints.length > 0) return hints;
  return [
    {
      kind: 'swapped digits, unknown',
      sentence: 'The difference is divisible by nine: two digits of an amount may have changed places.',
      ids: [],
    },
  ];
}

/** The amount with two neighbouring digits swapped that differs by exactly `difference`. */
function findSwap(amount: Cents, difference: Cents): Cents | undefined {
  const digits = String(amount);
  for (let index = 0; index + 1 < digits.length; index += 1) {
    const swapped = Number(
      digits.slice(0, index) + digits.charAt(index + 1) + digits.charAt(index) + digits.slice(index + 2),
    );
    if (Math.abs(swapped - amount) === difference) return swapped;
  }
  return undefined;
}
