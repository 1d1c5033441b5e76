/** What a list of used check numbers shows. Gaps are inclusive ranges. */
export interface CheckNumberFindings {
  readonly duplicates: readonly number[];
  readonly gaps: readonly (readonly [number, number])[];
  /** One above the highest used. */
  readonly next: number;
}

/** Finds doubled and missing numbers among the checks of an account, voided ones included [TR10]. */
export function reviewCheckNumbers(used: readonly number[], firstNumber: number): CheckNumberFindings {
  const sorted = [...used].sort((a, b) => a - b);
  const duplicates: number[] = [];
  const gaps: (readonly [number, number])[] = [];
  let last = firstNumber - 1;
  for (const number of sorted) {
    if (number === last && number >= firstNumber) {
      if (duplicates.at(-1) !== number) duplicates.push(number);
    } else if (number > last + 1) {
      gaps.push([last + 1, number - 1]);
    }
    last = Math.max(last, number);
  }
  return { duplicates, gaps, next: last + 1 };
}

/** "1041, 1043 to 1045": ranges as people write them. */
export function formatCheckRanges(ranges: readonly (readonly [number, number])[]): string {
  return ranges.map(([from, to]) => (from === to ? String(from) : `${from} to ${to}`)).join(', ');
}
