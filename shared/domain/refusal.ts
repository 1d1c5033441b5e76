/** An expected "no": a stable code, a sentence a person can act on, and the input fields it concerns. */
export interface Refusal {
  readonly code: string;
  readonly sentence: string;
  readonly fields: readonly string[];
}

/** The answer of a rule that may say no. */
export type Decision<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

/** Builds a refusal. `code` is `area.what-is-wrong`; `sentence` says what, why and what to do. */
export function refuse(code: string, sentence: string, fields: readonly string[] = []): Refusal {
  return { code, sentence, fields };
}

/** Wraps a value as the positive answer of a rule. */
export function accept<T>(value: T): Decision<T> {
  return { ok: true, value };
}

/** Wraps a refusal as the negative answer of a rule. */
export function decline<T = never>(code: string, sentence: string, fields: readonly string[] = []): Decision<T> {
  return { ok: false, refusal: refuse(code, sentence, fields) };
}

/** Ends a switch over a union: reaching it is a fault, and the compiler proves that it is not reached. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
