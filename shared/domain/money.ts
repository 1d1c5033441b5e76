/** Amounts are whole cents of US dollars in a safe integer. Arithmetic on money happens here alone. */
export type Cents = number;

/** True for a whole number of cents that adds exactly. */
export function isCents(value: unknown): value is Cents {
  return typeof value === 'number' && Number.isSafeInteger(value);
}

function assertCents(value: number): void {
  if (!Number.isSafeInteger(value)) throw new Error('An amount is not a whole number of cents.');
}

/** Sum of amounts in cents. Throws when a part or the sum is not a safe integer. */
export function sumCents(amounts: Iterable<Cents>): Cents {
  let total = 0;
  for (const amount of amounts) {
    assertCents(amount);
    total += amount;
  }
  assertCents(total);
  return total;
}

/**
 * `amountCents * numerator / denominator`, rounded half away from zero. All inputs whole; denominator above zero.
 * Exact: computed in BigInt, so no intermediate rounding.
 */
export function scaleCents(amountCents: Cents, numerator: number, denominator: number): Cents {
  assertCents(amountCents);
  assertCents(numerator);
  assertCents(denominator);
  if (denominator <= 0) throw new Error('A share needs a denominator above zero.');
  const product = BigInt(amountCents) * BigInt(numerator);
  const divisor = BigInt(denominator);
  const magnitude = product < 0n ? -product : product;
  const rounded = (2n * magnitude + divisor) / (2n * divisor);
  const result = Number(product < 0n ? -rounded : rounded);
  assertCents(result);
  return result;
}

/**
 * Splits `totalCents` in proportion to whole `weights` so that the parts sum to the total exactly
 * (largest remainder; ties go to the earlier part). Throws when no weight is above zero.
 */
export function allotCents(totalCents: Cents, weights: readonly number[]): Cents[] {
  assertCents(totalCents);
  const weightSum = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (weightSum <= 0n || weights.some((weight) => weight < 0)) throw new Error('A split needs weights above zero.');
  const sign = totalCents < 0 ? -1 : 1;
  const total = BigInt(Math.abs(totalCents));
  const parts = weights.map((weight) => (total * BigInt(weight)) / weightSum);
  const remainders = weights.map((weight, index) => ({ index, rest: (total * BigInt(weight)) % weightSum }));
  let left = Number(total - parts.reduce((sum, part) => sum + part, 0n));
  remainders.sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  for (const { index } of remainders) {
    if (left === 0) break;
    parts[index] = (parts[index] ?? 0n) + 1n;
    left -= 1;
  }
  return parts.map((part) => sign * Number(part));
}

/** "1,250.00" or "-1,250.00": the US form, cents always, no currency sign. */
export function formatCents(amountCents: Cents): string {
  assertCents(amountCents);
  const magnitude = Math.abs(amountCents);
  const dollars = Math.floor(magnitude / 100)
    .toString()
    .replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  const cents = (magnitude % 100).toString().padStart(2, '0');
  return `${amountCents < 0 ? '-' : ''}${dollars}.${cents}`;
}
