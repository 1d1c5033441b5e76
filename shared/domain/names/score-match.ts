import { compareEntities, comparePersonWithEntity } from './entity-match.ts';
import type { PreparedName, PreparedParty } from './party-names.ts';
import { comparePersons, type Likeness, type MatchReason } from './person-match.ts';

/** From here a hit is likely, or for a person to review [NM12]. */
export const likelyFrom = 900;
export const reviewFrom = 700;

export const matchBands = ['likely', 'review', 'hidden'] as const;
export type MatchBand = (typeof matchBands)[number];

/** How well two parties match: 0 to 1000, with the reasons, the strongest first, and the two names that matched. */
export interface Match {
  readonly score: number;
  readonly band: MatchBand;
  readonly reasons: readonly MatchReason[];
  readonly queryName: string;
  readonly candidateName: string;
}

/** The band of a score [NM12]. */
export function matchBand(score: number): MatchBand {
  if (score >= likelyFrom) return 'likely';
  return score >= reviewFrom ? 'review' : 'hidden';
}

/** Scores how likely two parties are one and the same, by every name and identifier that they have [NM5] to [NM13]. */
export function scoreMatch(query: PreparedParty, candidate: PreparedParty): Match {
  let names: Likeness = { score: 0, reasons: [] };
  let pair: readonly [string, string] = [query.names[0]?.shown ?? '', candidate.names[0]?.shown ?? ''];
  for (const one of query.names) {
    for (const other of candidate.names) {
      const likeness = compareNames(one, other, query);
      if (likeness.score <= names.score) continue;
      names = likeness;
      pair = [one.shown, other.shown];
    }
  }
  const identifiers = compareIdentifiers(query, candidate, names.score);
  const score = identifiers.length === 0 ? names.score : withIdentifier(names.score);
  return {
    score,
    band: matchBand(score),
    reasons: [...identifiers, ...names.reasons],
    queryName: pair[0],
    candidateName: pair[1],
  };
}

function compareNames(a: PreparedName, b: PreparedName, { nicknames }: PreparedParty): Likeness {
  if (a.person && b.person) return comparePersons(a.person, b.person, nicknames);
  if (a.entity && b.entity) return compareEntities(a.entity, b.entity);
  if (a.person && b.entity) return comparePersonWithEntity(a.person, b.entity);
  if (a.entity && b.person) return comparePersonWithEntity(b.person, a.entity);
  return { score: 0, reasons: [] };
}

/** [NM10] [NM12] An identifier makes 300 of 1000, and a hit by itself. */
function withIdentifier(nameScore: number): number {
  return Math.min(1_000, Math.max(750, nameScore, 300 + Math.floor((nameScore * 700) / 1_000)));
}

const sameSurnameFrom = 600;

function compareIdentifiers(a: PreparedParty, b: PreparedParty, nameScore: number): MatchReason[] {
  const shares = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
    [...one].some((text) => other.has(text));
  const reasons: MatchReason[] = [];
  if (shares(a.emails, b.emails)) reasons.push({ code: 'e-mail', sentence: 'Same e-mail address.' });
  if (shares(a.phones, b.phones)) reasons.push({ code: 'phone', sentence: 'Same phone number.' });
  if (shares(a.identifiers, b.identifiers)) reasons.push({ code: 'identifier', sentence: 'Same identifying number.' });
  if (nameScore >= sameSurnameFrom && shares(a.addresses, b.addresses)) {
    reasons.push({ code: 'address', sentence: 'Same address and surname.' });
  }
  return reasons;
}
