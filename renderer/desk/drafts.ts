import { dropValue, keepValue, readValue } from './desk.ts';

/** Keeps what was typed into a form. `key` names the form and the thing it is about by ids. */
export async function keepDraft(key: string, values: unknown): Promise<void> {
  await keepValue('drafts', key, values);
}

/** What was typed and not saved, fitted into `initial`; null where there is nothing. */
export async function readDraft<Values extends object>(key: string, initial: Values): Promise<Values | null> {
  const kept = await readValue('drafts', key);
  return restoreDraft(initial, kept);
}

/** Forgets a draft: it was saved, or the person threw it away. */
export async function dropDraft(key: string): Promise<void> {
  await dropValue('drafts', key);
}

/**
 * Fits a draft of any age into the form of today: a field that is gone is left out, a new one keeps its initial value,
 * one that has become something else keeps its initial value too. Null when nothing of it fits.
 */
export function restoreDraft<Values extends object>(initial: Values, kept: unknown): Values | null {
  if (typeof kept !== 'object' || kept === null || Array.isArray(kept)) return null;
  const typed = new Map<string, unknown>(Object.entries(kept));
  let isUsed = false;
  const restored = Object.fromEntries(
    Object.entries(initial).map(([name, value]: [string, unknown]) => {
      const draft = typed.get(name);
      if (draft === undefined || !isSameKind(value, draft)) return [name, value];
      isUsed = true;
      return [name, draft];
    }),
  );
  // Each value was checked against the initial one of its name.
  return isUsed ? (restored as Values) : null;
}

/** Empty (null) may become anything and anything may become empty; otherwise the kind stays. */
function isSameKind(initial: unknown, draft: unknown): boolean {
  if (initial === null || draft === null) return true;
  if (Array.isArray(initial) || Array.isArray(draft)) return Array.isArray(initial) && Array.isArray(draft);
  return typeof initial === typeof draft;
}
