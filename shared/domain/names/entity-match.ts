import { countSlips } from './closeness.ts';
import { type EntityName, foldMac, type PersonName } from './normalise.ts';
import { initialsOf } from './party-names.ts';
import type { Likeness } from './person-match.ts';

/** Words that say little about which organisation it is [NM11]. */
const commonWords = new Set(
  'and of for group holdings holding services service solutions enterprises enterprise management properties property partners partnership associates international national american usa us systems industries consulting development investments capital ventures law office offices firm bank insurance medical center centre construction realty'.split(
    ' ',
  ),
);
const nothing: Likeness = { score: 0, reasons: [] };
const weigh = (word: string): number => (commonWords.has(word) ? 2 : 10);
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Compares two organisations' names [NM11]. The same whichever comes first [NM13]. */
export function compareEntities(a: EntityName, b: EntityName): Likeness {
  const [wholeA, wholeB] = [a.core.join(''), b.core.join('')];
  if (wholeA === wholeB) return compareForms(a, b);
  const initials = compareInitials(a, b);
  const whole = compareWholes(wholeA, wholeB);
  const words = compareWordSets(a.core, b.core);
  return [initials, whole, words].sort((one, other) => other.score - one.score)[0] ?? nothing;
}

function compareForms(a: EntityName, b: EntityName): Likeness {
  if (a.core.join(' ') !== b.core.join(' ')) {
    return { score: 980, reasons: [{ code: 'same letters', sentence: 'Same name, its words parted differently.' }] };
  }
  if (a.legalForm === b.legalForm) return { score: 1_000, reasons: [{ code: 'same name', sentence: 'Same name.' }] };
  return { score: 990, reasons: [{ code: 'legal form', sentence: 'Same name but for the legal form.' }] };
}

function compareInitials(a: EntityName, b: EntityName): Likeness {
  const [short, long] = a.core.length === 1 ? [a, b] : [b, a];
  const [word = ''] = short.core;
  if (short.core.length !== 1 || long.core.length < 2 || word.length < 2 || word !== initialsOf(long)) return nothing;
  const sentence = `${word.toUpperCase()} may stand for the initials of the other.`;
  return { score: 800, reasons: [{ code: 'initials', sentence }] };
}

/** One slip in the name as a whole. */
function compareWholes(a: string, b: string): Likeness {
  if (Math.min(a.length, b.length) < 4 || countSlips(a, b, 1) !== 1) return nothing;
  return { score: 920, reasons: [{ code: 'one slip', sentence: 'The names differ by one letter.' }] };
}

/** Shared words by weight; a name that holds all telling words of the other is at least for review. */
function compareWordSets(a: readonly string[], b: readonly string[]): Likeness {
  const [shorter = [], longer = []] = [a, b].sort(byLength);
  const left = [...longer];
  const same: string[] = [];
  const close: string[] = [];
  for (const word of shorter) if (takeFirst(left, (other) => other === word)) same.push(word);
  for (const word of shorter) {
    if (!same.includes(word) && takeFirst(left, (other) => isOneSlip(word, other))) close.push(word);
  }
  const sum = (words: readonly string[]): number => words.reduce((total, word) => total + weigh(word), 0);
  const matched = sum(same) * 1_000 + sum(close) * 850;
  const whole = sum(shorter) + sum(longer) - sum(same) - sum(close);
  const telling = [...same, ...close].filter((word) => !commonWords.has(word));
  if (telling.length === 0) return nothing;
  const isTold = (words: readonly string[]): boolean =>
    words.filter((word) => !commonWords.has(word)).length === telling.length;
  const byWeight = Math.min(970, Math.floor(matched / whole));
  const holdsAll = isTold(shorter) || isTold(longer);
  const score = holdsAll ? Math.max(byWeight, close.length > 0 ? 720 : 780) : byWeight;
  const list = telling.map(capital).sort().join(', ');
  return { score, reasons: [{ code: 'shared words', sentence: `Both have ${list} in the name.` }] };
}

/** Shorter first, then by letters: so that the answer does not depend on which side asks [NM13]. */
function byLength(a: readonly string[], b: readonly string[]): number {
  return a.length - b.length || (a.join(' ') < b.join(' ') ? -1 : 1);
}

function takeFirst(words: string[], is: (word: string) => boolean): boolean {
  const at = words.findIndex(is);
  if (at >= 0) words.splice(at, 1);
  return at >= 0;
}

function isOneSlip(a: string, b: string): boolean {
  return Math.min(a.length, b.length) >= 5 && countSlips(a, b, 1) === 1;
}

/** Compares a person with an organisation: one named after the person is for review [NM11]. */
export function comparePersonWithEntity(person: PersonName, entity: EntityName): Likeness {
  const words = new Set(entity.core.flatMap((word) => [word, foldMac(word)]));
  const hasSurname = person.surname.length > 0 && person.surname.every((word) => words.has(word));
  if (!hasSurname) return nothing;
  const hasGiven = person.given.some((word) => word.length > 1 && words.has(word));
  const surname = person.surname.map(capital).join(' ');
  if (hasGiven) {
    return {
      score: 850,
      reasons: [{ code: 'named after', sentence: 'The organisation bears the name of the person.' }],
    };
  }
  const isAlone = entity.core.filter((word) => !commonWords.has(word)).length === person.surname.length;
  return {
    score: isAlone ? 720 : 600,
    reasons: [{ code: 'surname in name', sentence: `The organisation has the surname ${surname} in its name.` }],
  };
}
