import type { Random } from './random.ts';
import type { SampleWords } from './sample-words.ts';

/** An invented person or company, ready to be named on a lead. */
export interface SamplePerson {
  readonly kind: 'person' | 'organisation';
  readonly name: string;
  /** How a title calls them: a surname, or the company's first words. */
  readonly shortName: string;
  readonly phone: string;
  readonly email: string;
  readonly address: string;
  readonly employer: string;
}

const areaCodes = ['360', '564', '253', '206', '425', '509', '503', '541', '971', '458', '208', '986'] as const;

/** Draws people who are all called differently, as long as the names last. */
export function createPeople(words: SampleWords['people'], random: Random) {
  const taken = new Set<string>();
  const drawName = (draw: () => string): string => {
    for (let tries = 0; ; tries += 1) {
      const name = tries < 50 ? draw() : `${draw()} ${random.pick(['Jr.', 'II', 'III'])}`;
      if (taken.has(name) && tries < 200) continue;
      taken.add(name);
      return name;
    }
  };
  const numbers = new Set<string>();
  // Numbers 555-0100 to 555-0199 belong to nobody. A number shared by chance would be a hit of every conflict check.
  const drawPhone = (): string => {
    for (let tries = 0; ; tries += 1) {
      const phone = `(${random.pick(areaCodes)}) 555-01${String(random.int(0, 99)).padStart(2, '0')}`;
      if (numbers.has(phone) && tries < 200) continue;
      numbers.add(phone);
      return phone;
    }
  };
  const drawPlace = () => ({
    phone: drawPhone(),
    address: `${random.int(100, 9899)} ${random.pick(words.streets)}, ${random.pick(words.towns)}`,
  });
  const person = (): SamplePerson => {
    const name = drawName(() => `${random.pick(words.firstNames)} ${random.pick(words.surnames)}`);
    const [first = '', surname = ''] = name.split(' ');
    const email = `${first}.${surname}@mail.example`.toLowerCase();
    return { kind: 'person', name, shortName: surname, ...drawPlace(), email, employer: random.pick(words.employers) };
  };
  const company = (): SamplePerson => {
    const form = random.pick(words.companyForms);
    const short = drawName(() => `${random.pick(words.companyWords)} ${random.pick(words.companyTrades)}`);
    const email = `office@${short.toLowerCase().replace(/[^a-z]+/g, '-')}.example`;
    return { kind: 'organisation', name: `${short}, ${form}`, shortName: short, ...drawPlace(), email, employer: '' };
  };
  return { person, company };
}
