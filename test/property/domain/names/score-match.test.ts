import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countSlips, jaroWinkler, withoutOneLetter } from '../../../../shared/domain/names/closeness.ts';
import {
  normaliseEntity,
  normalisePerson,
  normaliseText,
  splitAliases,
} from '../../../../shared/domain/names/normalise.ts';
import { candidateKeys, type PreparedParty } from '../../../../shared/domain/names/party-names.ts';
import { scoreMatch } from '../../../../shared/domain/names/score-match.ts';
import { nicknameGroups, organisation, person } from '../../../unit/domain/names/names-fixtures.ts';

const surnames =
  'Alder Birch Cedarwood Robertson Anderssen Nakamura Hernandez Macdonald Obrien Lindqvist Meyer Whitfield'.split(' ');
const groups = fc.constantFrom(...nicknameGroups);
const surname = fc.constantFrom(...surnames);
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
const sharesKey = (a: PreparedParty, b: PreparedParty): boolean => {
  const keys = new Set(candidateKeys(b));
  return candidateKeys(a).some((key) => keys.has(key));
};

/** A slip of the pen at a place: a letter dropped, doubled, changed, or swapped with the next. */
function slip(word: string, at: number, kind: number): string {
  const i = at % (word.length - 1);
  const before = word.slice(0, i);
  if (kind === 0) return before + word.slice(i + 1);
  if (kind === 1) return before + word.charAt(i) + word.slice(i);
  if (kind === 2) return `${before}x${word.slice(i + 1)}`;
  return before + word.charAt(i + 1) + word.charAt(i) + word.slice(i + 2);
}

/** Ways of writing a person that a check must not miss. */
const variant = fc
  .record({ group: groups, last: surname, pick: fc.nat(), at: fc.nat(), kind: fc.nat(3) })
  .chain(({ group, last, pick, at, kind }) => {
    const given = capital(group.canonical);
    const nickname = capital(group.variants[pick % Math.max(1, group.variants.length)] ?? group.canonical);
    return fc.record({
      base: fc.constant(`${given} ${last}`),
      other: fc.constantFrom(
        `${nickname} ${last}`,
        `${last.toUpperCase()}, ${nickname}`,
        `Dr. ${nickname} Q. ${last} Jr.`,
        `${given.charAt(0)}. ${last}`,
        last,
        `${last} ${given}`,
        `${given} ${last}-Ahlgren`,
        `${given} von ${last}`,
        `${given} ${slip(last, at, kind)}`,
        `${nickname} ${slip(last, at, kind)}`,
        `${given.normalize('NFD')} ${last.replace('e', 'é')}`,
      ),
    });
  });

const anyName = fc.oneof(
  fc.tuple(groups, surname).map(([group, last]) => `${group.variants[0] ?? group.canonical} ${last}`),
  fc.tuple(surname, surname).map(([a, b]) => `${a} ${b}`),
  fc
    .tuple(fc.constantFrom('J', 'Al', 'Jon', 'Mary Ann'), surname, fc.nat(), fc.nat(3))
    .map(([given, last, at, kind]) => `${given} ${slip(last, at, kind)}`),
  fc
    .tuple(surname, fc.constantFrom('Holdings LLC', 'Services', '& Co.', 'Freight Lines Inc.'))
    .map((parts) => parts.join(' ')),
  fc.string({ maxLength: 30 }),
  fc.string({ maxLength: 30, unit: 'grapheme' }),
);
const anyParty = fc
  .tuple(
    fc.boolean(),
    anyName,
    fc.array(anyName, { maxLength: 2 }),
    fc.array(fc.constantFrom('2065550143', '2065550144'), { maxLength: 1 }),
  )
  .map(([isPerson, name, otherNames, phones]) => (isPerson ? person : organisation)(name, { otherNames, phones }));

describe('matching of names', () => {
  it('[NM5] the same name scores 1000', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        for (const party of [person(name), organisation(name)]) {
          if (party.names.length > 0) expect(scoreMatch(party, party).score).toBe(1_000);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('[NM13] scores the same from both sides; [NM14] what scores for review shares a key', () => {
    fc.assert(
      fc.property(anyParty, anyParty, (a, b) => {
        const { score, band } = scoreMatch(a, b);
        expect(scoreMatch(b, a).score).toBe(score);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1_000);
        if (band !== 'hidden') expect(sharesKey(a, b)).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });

  it('[NM6] to [NM9] no way of writing a person is missed', () => {
    fc.assert(
      fc.property(variant, ({ base, other }) => {
        const [a, b] = [person(base), person(other)];
        const found = scoreMatch(a, b);
        expect(found.band, `${base} / ${other}: ${found.score}`).not.toBe('hidden');
        expect(found.reasons.length).toBeGreaterThan(0);
        expect(sharesKey(a, b)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('[NM1] normalising is stable and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(normaliseText(normaliseText(text))).toBe(normaliseText(text));
        normalisePerson(text);
        normaliseEntity(text);
        expect(splitAliases(text).every((part) => part !== '')).toBe(true);
      }),
    );
  });
});

describe('closeness of words', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), maxLength: 8 });

  it('[NM8] is the same both ways, and one slip shares a shortened word', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        const slips = countSlips(a, b, 3);
        expect(countSlips(b, a, 3)).toBe(slips);
        expect(slips === 0).toBe(a === b);
        expect(jaroWinkler(a, b)).toBe(jaroWinkler(b, a));
        if (slips !== 1) return;
        const shared = [a, ...withoutOneLetter(a)].filter((one) => b === one || withoutOneLetter(b).includes(one));
        expect(shared.length).toBeGreaterThan(0);
      }),
      { numRuns: 2_000 },
    );
  });
});
