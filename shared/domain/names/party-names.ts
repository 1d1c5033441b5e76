import { soundsOf, withoutOneLetter } from './closeness.ts';
import type { NicknameIndex } from './nicknames.ts';
import {
  type EntityName,
  foldMac,
  normaliseEmail,
  normaliseEntity,
  normalisePerson,
  normalisePhone,
  normaliseText,
  type PersonName,
  splitAliases,
} from './normalise.ts';

/** Everything about a person or organisation that a conflict check may match. */
export interface PartyNames {
  readonly kind: 'person' | 'organisation';
  readonly name: string;
  readonly otherNames?: readonly string[] | undefined;
  readonly emails?: readonly string[] | undefined;
  readonly phones?: readonly string[] | undefined;
  readonly addresses?: readonly string[] | undefined;
  /** EIN, bar number, case number. */
  readonly identifiers?: readonly string[] | undefined;
}

/** One name of a party, ready to be compared. */
export interface PreparedName {
  /** As it was written. */
  readonly shown: string;
  /** For "the same name": the person's or organisation's words in order. */
  readonly whole: string;
  readonly person?: PersonName;
  readonly entity?: EntityName;
}

/** A party, ready to be compared many times. */
export interface PreparedParty {
  readonly kind: 'person' | 'organisation';
  readonly names: readonly PreparedName[];
  readonly emails: ReadonlySet<string>;
  readonly phones: ReadonlySet<string>;
  readonly addresses: ReadonlySet<string>;
  readonly identifiers: ReadonlySet<string>;
  readonly nicknames: NicknameIndex;
}

/** Normalises all names and identifiers of a party [NM1] to [NM4]. */
export function prepareParty(party: PartyNames, nicknames: NicknameIndex): PreparedParty {
  const written = [party.name, ...(party.otherNames ?? [])].flatMap((name) => [...splitAliases(name)]);
  const names = new Map<string, PreparedName>();
  for (const shown of written) {
    const prepared = party.kind === 'person' ? preparePerson(shown) : prepareEntity(shown);
    if (prepared.whole !== '' && !names.has(prepared.whole)) names.set(prepared.whole, prepared);
  }
  return {
    kind: party.kind,
    names: [...names.values()],
    emails: collect(party.emails, normaliseEmail),
    phones: collect(party.phones, normalisePhone),
    addresses: collect(party.addresses, (address) => normaliseText(address) || undefined),
    identifiers: collect(party.identifiers, (text) => normaliseText(text).replaceAll(' ', '') || undefined),
    nicknames,
  };
}

function collect(texts: readonly string[] | undefined, normalise: (text: string) => string | undefined): Set<string> {
  return new Set((texts ?? []).flatMap((text) => normalise(text) ?? []));
}

function preparePerson(shown: string): PreparedName {
  const person = normalisePerson(shown);
  const whole = [...person.given, person.surnameWhole, ...person.suffixes].filter((word) => word !== '').join(' ');
  return { shown, whole, person };
}

function prepareEntity(shown: string): PreparedName {
  const entity = normaliseEntity(shown);
  return { shown, whole: [...entity.core, entity.legalForm].filter((word) => word !== '').join(' '), entity };
}

const slipLettersMin = 4;

/**
 * The keys under which a party is looked up [NM14]: its words, the words with a letter left out, how surnames sound,
 * what given names may stand for, initials of organisations, and identifiers. Sorted, without doubles.
 */
export function candidateKeys(party: PreparedParty): readonly string[] {
  const keys = new Set<string>();
  for (const { person, entity } of party.names) {
    if (person) addPersonKeys(keys, person, party.nicknames);
    if (entity) addEntityKeys(keys, entity);
  }
  for (const email of party.emails) keys.add(`email:${email}`);
  for (const phone of party.phones) keys.add(`phone:${phone}`);
  for (const identifier of party.identifiers) keys.add(`id:${identifier}`);
  return [...keys].sort();
}

function addWord(keys: Set<string>, word: string): void {
  keys.add(`word:${word}`);
  if (word.length < slipLettersMin) return;
  keys.add(`slip:${word}`);
  for (const shorter of withoutOneLetter(word)) keys.add(`slip:${shorter}`);
}

function addPersonKeys(keys: Set<string>, person: PersonName, nicknames: NicknameIndex): void {
  for (const word of new Set([...person.surname, person.surnameWhole])) {
    if (word === '') continue;
    addWord(keys, word);
    for (const code of soundsOf(word)) keys.add(`sound:${code}`);
  }
  for (const word of person.given) {
    if (word.length < 2) continue;
    keys.add(`word:${word}`);
    for (const canonical of nicknames.get(word) ?? []) keys.add(`nick:${canonical}`);
  }
}

function addEntityKeys(keys: Set<string>, entity: EntityName): void {
  for (const word of entity.core) {
    addWord(keys, word);
    addWord(keys, foldMac(word));
  }
  addWord(keys, entity.core.join(''));
  keys.add(`initials:${initialsOf(entity)}`);
  if (entity.core.length === 1) keys.add(`initials:${entity.core[0] ?? ''}`);
}

/** "ibm" for "International Business Machines", small words left out. */
export function initialsOf(entity: EntityName): string {
  return entity.core
    .filter((word) => word !== 'and' && word !== 'of')
    .map((word) => word.charAt(0))
    .join('');
}

/** Every spelling that was searched for, for the report of a check. */
export function listVariants(party: PreparedParty): readonly string[] {
  const variants = new Set<string>();
  for (const { shown, whole, person } of party.names) {
    variants.add(shown);
    if (whole !== normaliseText(shown)) variants.add(whole);
    const [first] = person?.given ?? [];
    if (!person || first === undefined) continue;
    for (const canonical of party.nicknames.get(first) ?? []) {
      if (canonical !== first) variants.add(`${canonical} ${person.surnameWhole}`);
    }
  }
  return [...variants];
}
