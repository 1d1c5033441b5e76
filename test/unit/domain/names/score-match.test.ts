import { describe, expect, it } from 'vitest';
import { countSlips, jaroWinkler, soundAlike } from '../../../../shared/domain/names/closeness.ts';
import { candidateKeys, listVariants, type PreparedParty } from '../../../../shared/domain/names/party-names.ts';
import { scoreMatch } from '../../../../shared/domain/names/score-match.ts';
import { organisation, person } from './names-fixtures.ts';

/** "likely: Same surname. Bob is a nickname of Robert." Both ways, and findable by its keys. */
function match(a: PreparedParty, b: PreparedParty): string {
  const found = scoreMatch(a, b);
  expect(scoreMatch(b, a).score).toBe(found.score);
  if (found.band !== 'hidden') {
    const keys = new Set(candidateKeys(b));
    expect(candidateKeys(a).some((key) => keys.has(key))).toBe(true);
  }
  return `${found.band}: ${found.reasons.map((reason) => reason.sentence).join(' ')}`;
}
const people = (a: string, b: string): string => match(person(a), person(b));
const firms = (a: string, b: string): string => match(organisation(a), organisation(b));

describe('persons', () => {
  it('[NM5] are the same in every notation', () => {
    for (const other of ['John Smith', 'SMITH, JOHN', 'Mr. John  Smith', 'john smith']) {
      expect(scoreMatch(person('John Smith'), person(other))).toMatchObject({ score: 1_000, band: 'likely' });
    }
    expect(people('José Núñez', 'Jose Nunez')).toBe('likely: Same name.');
  });

  it('[NM6] go by nicknames', () => {
    expect(people('Bob Alder', 'Robert Alder')).toBe('likely: Same surname. Bob is a nickname of Robert.');
    expect(people('Peggy Alder', 'Margaret Alder')).toBe('likely: Same surname. Peggy is a nickname of Margaret.');
    expect(people('Bill Alder', 'Willy Alder')).toBe('likely: Same surname. Bill and Willy both stand for William.');
    const many = scoreMatch(person('Al Alder'), person('Albert Alder')).score;
    const few = scoreMatch(person('Peggy Alder'), person('Margaret Alder')).score;
    expect(many).toBeLessThan(few);
  });

  it('[NM7] may have initials, no given name, or be turned around', () => {
    expect(people('J Smith', 'John Smith')).toBe('review: Same surname. J. may stand for John.');
    expect(people('Smith', 'John Smith')).toBe('review: Same surname. One of them has no given name.');
    expect(people('Smith John', 'John Smith')).toBe('likely: Given name and surname may be swapped.');
    expect(people('James Smith', 'Robert James Smith')).toBe('likely: Same surname. James is a given name of both.');
    expect(people('Mary Smith', 'John Smith')).toMatch(/^hidden/);
    expect(people('John A. Smith', 'John B. Smith')).toMatch(/^likely/);
    expect(people('John Smith Jr.', 'John Smith Sr.')).toBe(
      'likely: Same surname. Same given name. The suffixes differ: it may be a relative.',
    );
  });

  it('[NM3] may part or join the surname', () => {
    expect(people('Ronald Mac Donald', 'Ronald McDonald')).toBe('likely: Same name.');
    expect(people('Maria de la Cruz', 'Maria Cruz')).toBe('likely: Same surname but for a particle. Same given name.');
    expect(people('Maria de la Cruz', 'Maria Delacruz')).toBe('likely: Same name.');
    expect(people('Ann Smith-Jones', 'Ann Jones')).toBe('likely: Part of the surname is the same. Same given name.');
    expect(people('van Dyke', 'Dick van Dyke')).toMatch(/^review/);
    expect(people('de la Cruz', 'Maria de la Cruz')).toMatch(/^review/);
  });

  it('[NM8] may be misspelt', () => {
    expect(people('John Hernandez', 'John Hernandes')).toBe(
      'likely: Hernandes and Hernandez differ by one letter. Same given name.',
    );
    expect(people('John Wark', 'John Ward')).toMatch(/^review/);
    expect(people('John Ng', 'John Xu')).toMatch(/^hidden/);
    expect(people('Katherine Robertson', 'Katherine Roberston')).toMatch(/^likely/);
    expect(people('Kate Anderssen', 'Katherine Andersens')).toMatch(/differ by a few letters/);
    expect(people('Mary Anderssen', 'Katherine Andersens')).toMatch(/^hidden/);
    expect(people('J. Robertson', 'J. Robinson')).toMatch(/^hidden/);
    expect(people('J. Anderssen', 'J. Andersens')).toMatch(/^hidden/);
  });

  it('[NM9] may sound alike', () => {
    expect(people('Ann Meyer', 'Ann Maier')).toBe('review: Maier and Meyer sound alike. Same given name.');
    expect(people('Joan Meyer', 'Peter Maier')).toMatch(/^hidden/);
    expect(people('A. Meyer', 'A. Maier')).toMatch(/^review/);
  });

  it('[NM10] are found by what identifies them', () => {
    const jane = person('Jane Alder', {
      phones: ['(206) 555-0143'],
      emails: ['jane@example.com'],
      addresses: ['1 Oak St.'],
    });
    expect(match(jane, person('Peter Birch', { phones: ['206-555-0143'] }))).toBe('review: Same phone number.');
    expect(match(jane, person('J. Birch', { emails: ['JANE@example.com'] }))).toBe('review: Same e-mail address.');
    expect(match(jane, person('Peter Alder', { addresses: ['1 Oak St'] }))).toBe(
      'review: Same address and surname. Same surname.',
    );
    expect(match(jane, person('Peter Birch', { addresses: ['1 Oak St'] }))).toMatch(/^hidden/);
    expect(match(jane, organisation('Oak LLC', { phones: ['2065550143'] }))).toBe('review: Same phone number.');
    expect(
      match(person('A B', { identifiers: ['91-0000001'] }), person('C D', { identifiers: ['910000001'] })),
    ).toMatch(/^review: Same identifying number/);
  });

  it('are found by every name that they have had', () => {
    const married = person('Jane Alder', { otherNames: ['Jane Birch'] });
    expect(match(married, person('Jane Birch'))).toBe('likely: Same name.');
    expect(scoreMatch(person('Jane Birch'), married)).toMatchObject({
      queryName: 'Jane Birch',
      candidateName: 'Jane Birch',
    });
    expect(listVariants(person('Bob Alder aka Robbie A'))).toEqual(
      expect.arrayContaining(['Bob Alder', 'Robbie A', 'robert alder']),
    );
  });

  it('without a name match nobody', () => {
    expect(match(person(''), person(''))).toMatch(/^hidden/);
    expect(match(person('...'), person('John Smith'))).toMatch(/^hidden/);
  });
});

describe('organisations', () => {
  it('[NM11] match by their telling words', () => {
    expect(firms('Alder Holdings, LLC', 'ALDER HOLDINGS INC')).toBe('likely: Same name but for the legal form.');
    expect(firms('Alder Holdings', 'Alder Services')).toBe('review: Both have Alder in the name.');
    expect(firms('Alder Holdings', 'Birch Holdings')).toMatch(/^hidden/);
    expect(firms('Alder & Birch LLP', 'Birch and Alder')).toMatch(/^likely/);
    expect(firms('North West Freight', 'Northwest Freight')).toBe('likely: Same name, its words parted differently.');
    expect(firms('Cascadia Freight', 'Cascadia Frieght')).toMatch(/^likely/);
    expect(firms('IBM Corp.', 'International Business Machines')).toBe(
      'review: IBM may stand for the initials of the other.',
    );
    expect(firms("Alder Co. dba Alder's Garage", 'Alders Garage')).toMatch(/^likely/);
    expect(firms('Cascadia Freight Lines', 'Olympia Freight Lines')).toMatch(/^hidden/);
  });

  it('[NM11] match the person they are named after', () => {
    expect(match(person('John Smith'), organisation('John Smith Plumbing LLC'))).toBe(
      'review: The organisation bears the name of the person.',
    );
    expect(match(person('John MacDonald'), organisation('MacDonald Group'))).toMatch(/^review/);
    expect(match(person('John Smith'), organisation('Smith Brothers Plumbing'))).toMatch(/^hidden/);
  });
});

describe('closeness of words', () => {
  it('[NM8] counts slips', () => {
    expect(countSlips('smith', 'smith', 2)).toBe(0);
    expect(countSlips('smith', 'smiht', 2)).toBe(1);
    expect(countSlips('smith', 'smit', 2)).toBe(1);
    expect(countSlips('smith', 'smythe', 2)).toBe(2);
    expect(countSlips('smith', 'jones', 2)).toBe(3);
    expect(countSlips('ab', 'abcdef', 2)).toBe(3);
  });

  it('knows the Jaro-Winkler examples', () => {
    expect(jaroWinkler('martha', 'marhta')).toBe(961);
    expect(jaroWinkler('dixon', 'dicksonx')).toBe(813);
    expect(jaroWinkler('dwayne', 'duane')).toBe(840);
    expect(jaroWinkler('abc', 'xyz')).toBe(0);
  });

  it('[NM9] hears', () => {
    expect(soundAlike('smith', 'smyth')).toBe(true);
    expect(soundAlike('meyer', 'maier')).toBe(true);
    expect(soundAlike('smith', 'jones')).toBe(false);
    expect(soundAlike('иванов', 'ivanov')).toBe(false);
  });
});
