import { countSlips, jaroWinkler, soundAlike } from './closeness.ts';
import { type NicknameIndex, sharedCanonicals } from './nicknames.ts';
import { isParticle, type PersonName } from './normalise.ts';

/** Why two names match, in words; `code` for those who count. */
export interface MatchReason {
  readonly code: string;
  readonly sentence: string;
}

/** How well two names match, in thousandths, and why. */
export interface Likeness {
  readonly score: number;
  readonly reasons: readonly MatchReason[];
}

/** What a likeness of surnames needs beside it to count. */
type Support = 'none' | 'agreeing' | 'same';

interface SurnameLikeness {
  readonly score: number;
  readonly needs: Support;
  readonly reason?: MatchReason;
}

interface GivenLikeness {
  readonly score: number;
  readonly gives: Support;
  readonly reason?: MatchReason;
}

const surnameWeight = 450;
const givenWeight = 250;
const nothing: Likeness = { score: 0, reasons: [] };
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
const pair = (a: string, b: string): string => [a, b].sort().map(capital).join(' and ');

/** Compares two persons' names [NM5] to [NM9]. The same whichever comes first [NM13]. */
export function comparePersons(a: PersonName, b: PersonName, nicknames: NicknameIndex): Likeness {
  const straight = compareOrdered(a, b, nicknames);
  const swapped = compareSwapped(a, b, nicknames);
  return swapped.score > straight.score ? swapped : straight;
}

function compareOrdered(a: PersonName, b: PersonName, nicknames: NicknameIndex): Likeness {
  const given = compareGiven(a.given, b.given, nicknames);
  let best = nothing;
  for (const surname of compareSurnames(a, b)) {
    if (surname.needs === 'agreeing' && given.gives === 'none') continue;
    if (surname.needs === 'same' && given.gives !== 'same') continue;
    const raw = Math.floor((surnameWeight * surname.score + givenWeight * given.score) / (surnameWeight + givenWeight));
    const suffix = compareSuffixes(a, b);
    const score = Math.max(0, raw - (suffix ? 20 : 0));
    if (score <= best.score) continue;
    const isSame = raw === 1_000 && !suffix;
    const parts = isSame ? [] : [surname.reason, given.reason, suffix];
    const reasons = parts.filter((reason) => reason !== undefined);
    best = { score, reasons: isSame ? [{ code: 'same name', sentence: 'Same name.' }] : reasons };
  }
  return best;
}

/** [NM7] "Smith John" for "John Smith": one given name and one surname each, in the other place. */
function compareSwapped(a: PersonName, b: PersonName, nicknames: NicknameIndex): Likeness {
  const turned = turnAround(a);
  if (!turned || !turnAround(b)) return nothing;
  const isSwapped = turned.given[0] === b.given[0] && turned.surnameWhole === b.surnameWhole;
  const isNickname =
    turned.surnameWhole === b.surnameWhole &&
    sharedCanonicals(nicknames, turned.given[0] ?? '', b.given[0] ?? '').length > 0;
  const isNicknameBack =
    turned.given[0] === b.given[0] && sharedCanonicals(nicknames, a.given[0] ?? '', b.surnameWhole).length > 0;
  if (!isSwapped && !isNickname && !isNicknameBack) return nothing;
  const sentence = 'Given name and surname may be swapped.';
  return { score: isSwapped ? 960 : 900, reasons: [{ code: 'swapped', sentence }] };
}

function turnAround(name: PersonName): PersonName | undefined {
  const [given] = name.given;
  if (given === undefined || name.given.length !== 1 || name.surname.length !== 1) return undefined;
  return { given: [name.surnameWhole], surname: [given], surnameWhole: given, suffixes: name.suffixes };
}

function compareSuffixes(a: PersonName, b: PersonName): MatchReason | undefined {
  const [ofA, ofB] = [a.suffixes.join(' '), b.suffixes.join(' ')];
  if (ofA === ofB) return undefined;
  return { code: 'suffix', sentence: 'The suffixes differ: it may be a relative.' };
}

/** All ways in which two surnames are alike [NM3] [NM8] [NM9]; the caller takes the best that has its support. */
function compareSurnames(a: PersonName, b: PersonName): readonly SurnameLikeness[] {
  if (a.surnameWhole === '' || b.surnameWhole === '') return [];
  const shown = (sentence: string, code: string): MatchReason => ({ code, sentence });
  if (a.surnameWhole === b.surnameWhole) {
    return [{ score: 1_000, needs: 'none', reason: shown(`Same surname.`, 'same surname') }];
  }
  const found: SurnameLikeness[] = [];
  if (a.surname.join('') === b.surname.join('')) {
    found.push({ score: 950, needs: 'none', reason: shown('Same surname but for a particle.', 'same surname') });
  } else if (
    a.surname.some((word) => b.surname.includes(word) || word === b.surnameWhole) ||
    b.surname.includes(a.surnameWhole)
  ) {
    found.push({ score: 900, needs: 'none', reason: shown('Part of the surname is the same.', 'part of surname') });
  }
  for (const one of new Set([...a.surname, a.surnameWhole])) {
    for (const other of new Set([...b.surname, b.surnameWhole])) {
      if (one !== other) found.push(...compareWords(one, other));
    }
  }
  return found;
}

function compareWords(a: string, b: string): readonly SurnameLikeness[] {
  const found: SurnameLikeness[] = [];
  const shortest = Math.min(a.length, b.length);
  const slips = countSlips(a, b, 2);
  const names = pair(a, b);
  if (slips === 1 && shortest >= 4) {
    const reason = { code: 'one slip', sentence: `${names} differ by one letter.` };
    found.push({ score: shortest >= 7 ? 880 : 820, needs: 'none', reason });
  }
  if ((slips === 2 && shortest >= 7) || (slips > 1 && jaroWinkler(a, b) >= 920)) {
    const reason = { code: 'two slips', sentence: `${names} differ by a few letters.` };
    found.push({ score: 800, needs: 'same', reason });
  }
  if (soundAlike(a, b)) {
    found.push({ score: 780, needs: 'agreeing', reason: { code: 'sound', sentence: `${names} sound alike.` } });
  }
  return found;
}

const noGivenName: GivenLikeness = {
  score: 600,
  gives: 'none',
  reason: { code: 'no given name', sentence: 'One of them has no given name.' },
};

/** [NM6] [NM7] The best of all pairs, where the first names count most. */
function compareGiven(a: readonly string[], b: readonly string[], nicknames: NicknameIndex): GivenLikeness {
  if (a.length === 0 && b.length === 0) return { score: 1_000, gives: 'none' };
  if (a.length === 0 || b.length === 0) return noGivenName;
  if (a.join(' ') === b.join(' ')) {
    const gives = a.some((word) => word.length > 1) ? 'same' : 'agreeing';
    return { score: 1_000, gives, reason: { code: 'same given name', sentence: 'Same given name.' } };
  }
  const first = compareGivenWords(a[0] ?? '', b[0] ?? '', nicknames);
  const score = Math.max(0, Math.min(first.score, 990) - (middleConflicts(a, b) ? 40 : 0));
  let best: GivenLikeness = { ...first, score };
  for (const [i, one] of a.entries()) {
    for (const [j, other] of b.entries()) {
      if ((i === 0 && j === 0) || one.length < 2 || one !== other) continue;
      const reason = { code: 'middle name', sentence: `${capital(one)} is a given name of both.` };
      if (best.score < 850) best = { score: 850, gives: 'same', reason };
    }
  }
  // "van Dyke" alone: the first word may belong to the surname.
  if (best.score < noGivenName.score && (a.every(isParticle) || b.every(isParticle))) return noGivenName;
  return best;
}

/** True when both have a second given name and these cannot be the same. */
function middleConflicts(a: readonly string[], b: readonly string[]): boolean {
  const [one, other] = [a[1], b[1]];
  if (one === undefined || other === undefined) return false;
  return one.charAt(0) !== other.charAt(0);
}

function compareGivenWords(a: string, b: string, nicknames: NicknameIndex): GivenLikeness {
  if (a === b) {
    return {
      score: 1_000,
      gives: a.length > 1 ? 'same' : 'agreeing',
      reason: { code: 'same given name', sentence: 'Same given name.' },
    };
  }
  if (a.length === 1 || b.length === 1) {
    if (a.charAt(0) !== b.charAt(0)) return { score: 0, gives: 'none' };
    const sentence = `${capital(a.length === 1 ? a : b)}. may stand for ${capital(a.length === 1 ? b : a)}.`;
    return { score: 700, gives: 'agreeing', reason: { code: 'initial', sentence } };
  }
  const nickname = compareNicknames(a, b, nicknames);
  if (nickname) return nickname;
  if (Math.min(a.length, b.length) >= 4 && countSlips(a, b, 1) === 1) {
    const sentence = `${pair(a, b)} differ by one letter.`;
    return { score: 850, gives: 'agreeing', reason: { code: 'one slip in given name', sentence } };
  }
  if (a.startsWith(b) || b.startsWith(a)) {
    const [short, long] = a.length < b.length ? [a, b] : [b, a];
    const sentence = `${capital(short)} may be short for ${capital(long)}.`;
    return { score: 800, gives: 'agreeing', reason: { code: 'short form', sentence } };
  }
  if (jaroWinkler(a, b) >= 920) {
    return {
      score: 800,
      gives: 'agreeing',
      reason: { code: 'close given name', sentence: `${pair(a, b)} are close.` },
    };
  }
  if (soundAlike(a, b)) {
    return {
      score: 500,
      gives: 'agreeing',
      reason: { code: 'sound of given name', sentence: `${pair(a, b)} sound alike.` },
    };
  }
  return { score: 0, gives: 'none' };
}

/** [NM6] Weaker the more names a nickname may stand for. */
function compareNicknames(a: string, b: string, nicknames: NicknameIndex): GivenLikeness | undefined {
  const [canonical, ...others] = sharedCanonicals(nicknames, a, b);
  if (canonical === undefined) return undefined;
  const groups = Math.max(nicknames.get(a)?.size ?? 1, nicknames.get(b)?.size ?? 1);
  const score = Math.max(880, 960 - 15 * (groups - 1));
  const all = [canonical, ...others];
  const direct = all.includes(a) ? a : all.includes(b) ? b : undefined;
  const sentence =
    direct === undefined
      ? `${pair(a, b)} both stand for ${capital(canonical)}.`
      : `${capital(direct === a ? b : a)} is a nickname of ${capital(direct)}.`;
  return { score, gives: 'same', reason: { code: 'nickname', sentence } };
}
