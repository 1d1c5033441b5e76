/** Letters that do not come apart into a base letter and a mark. */
const letters: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ħ: 'h',
};

const titles = new Set([
  'mr',
  'mrs',
  'ms',
  'miss',
  'mx',
  'dr',
  'hon',
  'judge',
  'justice',
  'rev',
  'prof',
  'sir',
  'atty',
]);
const suffixes = new Set(['jr', 'sr', 'ii', 'iii', 'iv', 'md', 'phd', 'dds', 'dvm', 'cpa', 'jd', 'esq', 'rn']);
const particles = new Set(
  'de del della der den des di da das dos du el al la las le los van von bin binti ibn ben st ter ten ap af av zu zur'.split(
    ' ',
  ),
);
const legalForms = new Set(
  'inc incorporated corp corporation co company llc pllc pc pa ps llp lllp lp ltd limited plc gmbh sa ag bv nv na trust foundation assn association dba the'.split(
    ' ',
  ),
);

/** Lower case, no accents, no punctuation, single spaces [NM1]. A hyphen is kept for who wants to know the parts. */
function flatten(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[łøđðþßæœıħ]/g, (letter) => letters[letter] ?? letter)
    .replace(/&/g, ' and ')
    .replace(/['’‘`´]/g, "'")
    .replace(/[^\p{L}\p{N}'-]+/gu, ' ')
    .trim();
}

/** Text as it is compared: no accents, case, punctuation or doubled spaces [NM1]. */
export function normaliseText(text: string): string {
  return flatten(text).replace(/'/g, '').replace(/-+/g, ' ').replace(/\s+/g, ' ').trim();
}

/** A person's name in parts, each normalised. */
export interface PersonName {
  readonly given: readonly string[];
  /** Without particles: "de la Cruz" has one, "Smith-Jones" two. */
  readonly surname: readonly string[];
  /** All of the surname in one word, "mac" as "mc": "delacruz", "mcdonald". */
  readonly surnameWhole: string;
  readonly suffixes: readonly string[];
}

/** Takes a person's name apart [NM1] [NM2] [NM3]. A single word counts as a surname. */
export function normalisePerson(name: string): PersonName {
  const [first = '', ...rest] = name.split(',').map((part) => part.trim());
  const tail = rest.flatMap((part) => splitWords(part));
  const found = tail.filter((word) => suffixes.has(word));
  const named = tail.filter((word) => !suffixes.has(word) && !titles.has(word));
  const before = stripTitles(splitWords(first));
  while (before.length > 1 && suffixes.has(before.at(-1) ?? '')) found.push(before.pop() ?? '');
  if (named.length > 0 && before.length > 0) return buildPerson(named, before, found);
  before.push(...named);
  const at = surnameStart(before);
  return buildPerson(before.slice(0, at), before.slice(at), found);
}

/** Words of a name, hyphens kept inside, "mc donald" and "o brien" joined [NM3]; dotted initials come apart. */
function splitWords(text: string): string[] {
  // A dotted "O." is an initial; the hyphen keeps it from being joined to the surname.
  const words = flatten(text.replace(/\b([Oo])\.(?=\s)/g, '$1-'))
    .replace(/\b(o|d|l)'(?=\p{L}{2,})/gu, '$1')
    .replace(/'/g, '')
    .split(/\s+/)
    .filter((word) => word !== '');
  const joined: string[] = [];
  for (const word of words) {
    const last = joined.at(-1);
    const isPrefix = last === 'mc' || last === 'mac' || (last === 'o' && joined.length > 1);
    if (last !== undefined && isPrefix && word.length > 2) joined[joined.length - 1] = last + word;
    else joined.push(word);
  }
  return joined.map((word) => word.replace(/^-+|-+$/g, '')).filter((word) => word !== '');
}

function stripTitles(words: readonly string[]): string[] {
  const first = words.findIndex((word) => !titles.has(word));
  return words.slice(first < 0 ? Math.max(0, words.length - 1) : first);
}

/** True for a word such as "de" or "van", which may be part of a surname without telling it apart. */
export function isParticle(word: string): boolean {
  return particles.has(word);
}

/** Where the surname starts: the last word and the particles before it, but never the first of several words. */
function surnameStart(words: readonly string[]): number {
  let at = words.length - 1;
  while (at > 1 && particles.has(words[at - 1] ?? '')) at -= 1;
  return Math.max(0, at);
}

function buildPerson(given: readonly string[], surname: readonly string[], found: readonly string[]): PersonName {
  const parts = surname.flatMap((word) => word.split('-')).filter((word) => word !== '');
  const core = parts.filter((word) => !particles.has(word)).map(foldMac);
  return {
    given: given
      .flatMap((word) => word.split('-'))
      .filter((word) => word !== '')
      .map(foldMac),
    surname: core.length > 0 ? core : parts,
    surnameWhole: foldMac(parts.join('')),
    suffixes: [...found].sort(),
  };
}

/** "macdonald" as "mcdonald" [NM3]; "machado" stays. */
export function foldMac(word: string): string {
  return word.replace(/^mac(?=[^h]\p{L}{3,})/u, 'mc');
}

/** An organisation's name in parts, each normalised. */
export interface EntityName {
  /** The words that tell it apart, legal form dropped. */
  readonly core: readonly string[];
  readonly legalForm: string;
}

/** Takes an organisation's name apart [NM1] [NM4]. Where nothing else is left the legal form is the name. */
export function normaliseEntity(name: string): EntityName {
  const dotted = name.replace(/\b((?:\p{L}\.){2,})/gu, (run) => run.replaceAll('.', ''));
  const spaced = normaliseText(dotted).replace(/\b(?:l l c|p l l c|p c|l l p|l p|p a|p s)$/, (run) =>
    run.replace(/ /g, ''),
  );
  const words = spaced.split(' ').filter((word) => word !== '');
  const core = words.filter((word) => !legalForms.has(word));
  return {
    core: core.length > 0 ? core : words,
    legalForm: words.filter((word) => legalForms.has(word) && word !== 'the').join(' '),
  };
}

const aliasWords =
  /[\s,;(]+(?:d[./]?b[./]?a|[afn][./]?k[./]?a|doing business as|also known as|now known as|formerly(?: known as)?)\.?(?=[\s:])[\s:]*/i;

/** Splits "Alder Co. dba Alder's Garage, fka Birch LLC" into its names [NM4]. */
export function splitAliases(name: string): readonly string[] {
  return name
    .trim()
    .split(aliasWords)
    .map((part) =>
      part
        .replace(/[()]/g, ' ')
        .replace(/\s+/g, ' ')
        .replace(/[,;\s]+$/, '')
        .trim(),
    )
    .filter((part) => part !== '');
}

/** A phone number as its last ten digits, or nothing where it is too short to tell anybody apart. */
export function normalisePhone(phone: string): string | undefined {
  const digits = phone.replace(/(?:x|ext\.?)\s*\d+\s*$/i, '').replace(/\D/g, '');
  return digits.length >= 7 ? digits.slice(-10) : undefined;
}

/** An e-mail address for comparing, or nothing where it is none. */
export function normaliseEmail(email: string): string | undefined {
  const plain = email.trim().toLowerCase();
  return /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(plain) ? plain : undefined;
}
