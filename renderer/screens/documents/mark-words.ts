/** A piece of a snippet; `at` is its place. */
export interface SnippetPart {
  readonly text: string;
  readonly isHit: boolean;
  readonly at: number;
}

/**
 * Splits a snippet so that the sought words can be shown marked, whatever their case and accents. The brackets that the
 * search sets around a found word fall away; other brackets stay.
 */
export function markWords(snippet: string, words: string): SnippetPart[] {
  const sought = words
    .split(/[^\p{L}\p{N}]+/u)
    .map(fold)
    .filter((word) => word !== '');
  const parts: SnippetPart[] = [];
  const plain = snippet.replace(/\[([^[\]]+)\]/g, (bracketed, inside: string) => {
    const isSought = sought.some((word) => fold(inside).startsWith(word));
    return isSought ? inside : bracketed;
  });
  for (const found of plain.matchAll(/[\p{L}\p{N}\p{M}]+|[^\p{L}\p{N}\p{M}]+/gu)) {
    const text = found[0];
    const isHit = sought.some((word) => fold(text).startsWith(word));
    const before = parts.at(-1);
    if (before !== undefined && before.isHit === isHit)
      parts[parts.length - 1] = { ...before, text: before.text + text };
    else parts.push({ text, isHit, at: found.index });
  }
  return parts;
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
