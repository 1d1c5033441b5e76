import type * as z from 'zod';
import {
  candidateKeys,
  listVariants,
  type PartyNames,
  type PreparedParty,
  prepareParty,
} from '../../../shared/domain/names/party-names.ts';
import { type Match, matchBand, scoreMatch } from '../../../shared/domain/names/score-match.ts';
import type { conflictHitSchema } from '../../../shared/events/intake.ts';
import type { partyRoleSchema } from '../../../shared/events/office.ts';
import { nicknameIndex } from '../projections/nickname-index.ts';
import { employerKeys } from '../projections/party-keys.ts';
import type { RowReader } from '../projections/projection.ts';
import { partyBody, readParty } from './office-parties.ts';
import { type Appearance, appearanceInWords, appearancesOf } from './party-appearances.ts';

type Role = z.infer<typeof partyRoleSchema>;
type Hit = z.infer<typeof conflictHitSchema>;

/** Somebody to search for. */
export interface Asked {
  readonly name: string;
  readonly role: Role;
  readonly partyId?: string | undefined;
}

/** What a search found, ready to be kept as it is. */
export interface ConflictFindings {
  readonly queries: { name: string; role: Role; variants: string[] }[];
  readonly hits: Hit[];
  readonly hidden: number;
  readonly searchedParties: number;
}

interface Query extends Asked {
  readonly place: number;
  /** A name typed without its kind is searched for as a person and as an organisation. */
  readonly prepared: readonly PreparedParty[];
}

const hitsMax = 500;
const textMax = 500;
const relationScore = 700;
const relationSteps = 2;

function prepareQuery(rows: RowReader, asked: Asked, place: number): Query {
  const row = asked.partyId === undefined ? undefined : readParty(rows, asked.partyId);
  const known = row === undefined ? undefined : partyBody(rows, row);
  const parties: PartyNames[] =
    known === undefined
      ? [
          { kind: 'person', name: asked.name },
          { kind: 'organisation', name: asked.name },
        ]
      : [{ ...known, otherNames: [...known.otherNames, asked.name] }];
  return { ...asked, place, prepared: parties.map((party) => prepareParty(party, nicknameIndex())) };
}

function bestMatch(query: Query, candidate: PreparedParty): Match | undefined {
  return query.prepared
    .map((prepared) => scoreMatch(prepared, candidate))
    .reduce<Match | undefined>(
      (best, match) => (best === undefined || match.score > best.score ? match : best),
      undefined,
    );
}

function candidatesOf(rows: RowReader, keys: readonly string[]): string[] {
  return rows
    .all<{ id: string }>(
      'SELECT DISTINCT k.party_id AS id FROM json_each(?) x JOIN office_party_key k ON k.key = x.value',
      [JSON.stringify(keys)],
    )
    .map((row) => row.id);
}

/** The search for one lead, or for names alone. */
class ConflictSearch {
  readonly #rows: RowReader;
  readonly #leadId: string | undefined;
  readonly #candidates = new Map<string, { name: string; employer: string; prepared: PreparedParty } | null>();
  readonly #appearances = new Map<string, Appearance[]>();
  readonly #hits = new Map<string, Hit>();
  hidden = 0;

  constructor(rows: RowReader, leadId: string | undefined) {
    this.#rows = rows;
    this.#leadId = leadId;
  }

  get hits(): Hit[] {
    return [...this.#hits.values()].sort((a, b) => b.score - a.score || (a.key < b.key ? -1 : 1));
  }

  #candidate(partyId: string) {
    const known = this.#candidates.get(partyId);
    if (known !== undefined) return known;
    const row = readParty(this.#rows, partyId);
    const body = row === undefined || row.name === null ? null : partyBody(this.#rows, row);
    const candidate =
      body === null
        ? null
        : { name: body.name, employer: body.employer, prepared: prepareParty(body, nicknameIndex()) };
    this.#candidates.set(partyId, candidate);
    return candidate;
  }

  #appearancesOf(partyId: string): Appearance[] {
    const known = this.#appearances.get(partyId) ?? appearancesOf(this.#rows, partyId);
    this.#appearances.set(partyId, known);
    return known;
  }

  /** Where the firm knows a party from, besides the lead that is being checked. */
  #elsewhere(partyId: string): string[] {
    return this.#appearancesOf(partyId)
      .filter((appearance) => appearance.kind !== 'lead' || appearance.id !== this.#leadId)
      .map(appearanceInWords);
  }

  #add(query: Query, partyId: string, score: number, reasons: readonly string[]): void {
    const candidate = this.#candidate(partyId);
    const band = matchBand(score);
    if (candidate === null || band === 'hidden') return;
    const elsewhere = this.#elsewhere(partyId);
    const isOnThisLead = elsewhere.length < this.#appearancesOf(partyId).length;
    // The lead's own people are no news to it, unless two of them may be one and the same.
    if (elsewhere.length === 0 && isOnThisLead && (partyId === query.partyId || band !== 'likely')) return;
    if (elsewhere.length === 0 && partyId === query.partyId) return;
    const key = `${query.place}-${partyId}`;
    const before = this.#hits.get(key);
    if (before !== undefined && before.score >= score) return;
    const where = isOnThisLead && elsewhere.length === 0 ? ['named on this lead'] : elsewhere;
    this.#hits.set(key, {
      key,
      queryName: query.name.slice(0, textMax),
      matchedName: candidate.name.slice(0, textMax),
      partyId,
      score,
      band,
      reasons: reasons.slice(0, 20).map((reason) => reason.slice(0, textMax)),
      where: (where.length === 0 ? ['known to the firm, on no matter'] : where)
        .slice(0, 50)
        .map((text) => text.slice(0, textMax)),
    });
  }

  #searchNames(query: Query): string[] {
    const near: string[] = [];
    const keys = new Set(query.prepared.flatMap((prepared) => [...candidateKeys(prepared)]));
    for (const partyId of candidatesOf(this.#rows, [...keys])) {
      if (partyId === query.partyId) continue;
      const candidate = this.#candidate(partyId);
      const match = candidate === null ? undefined : bestMatch(query, candidate.prepared);
      if (match === undefined || match.score === 0) continue;
      if (match.band === 'hidden') this.hidden += 1;
      if (match.band === 'likely') near.push(partyId);
      this.#add(
        query,
        partyId,
        match.score,
        match.reasons.map((reason) => reason.sentence),
      );
    }
    return near;
  }

  /** People who work for whoever is searched for. */
  #searchEmployers(query: Query): void {
    for (const partyId of candidatesOf(this.#rows, employerKeys(query.name))) {
      const candidate = this.#candidate(partyId);
      if (candidate === null || candidate.employer === '' || partyId === query.partyId) continue;
      const employer = prepareParty({ kind: 'organisation', name: candidate.employer }, nicknameIndex());
      const match = bestMatch(query, employer);
      if (match === undefined || match.band === 'hidden') continue;
      this.#add(query, partyId, Math.min(match.score, 899), [`Works for ${candidate.employer}.`]);
    }
  }

  /** Spouses, owners, parents of whoever matched or is asked for, up to two steps away. */
  #walkRelations(query: Query, from: readonly string[]): void {
    const seen = new Set(from);
    let edge = from.map((partyId) => ({ partyId, path: '' }));
    for (let step = 0; step < relationSteps; step += 1) {
      const next: typeof edge = [];
      for (const { partyId, path } of edge) {
        const name = this.#candidate(partyId)?.name ?? 'somebody withheld';
        for (const { other, relation } of this.#relationsOf(partyId)) {
          if (seen.has(other)) continue;
          seen.add(other);
          const words =
            path === '' ? `Related to ${name} (${relation}).` : `${path} and further (${relation} of ${name}).`;
          this.#add(query, other, relationScore, [words]);
          next.push({ partyId: other, path: words.replace(/\.$/, '') });
        }
      }
      edge = next;
    }
  }

  #relationsOf(partyId: string): { other: string; relation: string }[] {
    return this.#rows.all(
      `SELECT other_party_id AS other, relation FROM office_party_related WHERE party_id = @partyId
       UNION SELECT party_id AS other, relation FROM office_party_related WHERE other_party_id = @partyId`,
      { partyId },
    );
  }

  run(query: Query): void {
    const near = this.#searchNames(query);
    if (query.partyId !== undefined)
      this.#add(query, query.partyId, 1_000, ['The same person or organisation in the firm’s records.']);
    this.#searchEmployers(query);
    this.#walkRelations(query, query.partyId === undefined ? near : [query.partyId, ...near]);
  }
}

/**
 * Searches everybody that this device can read: clients, everyone on a matter open or closed, everyone on a lead
 * whatever became of it, other names, employers and relations. The lead's own people count where they are known from
 * elsewhere. Beyond 500 hits the weakest are counted as hidden.
 */
export function searchConflicts(
  rows: RowReader,
  asked: readonly Asked[],
  leadId: string | undefined,
): ConflictFindings {
  const queries = asked.map((one, place) => prepareQuery(rows, one, place));
  const search = new ConflictSearch(rows, leadId);
  for (const query of queries) search.run(query);
  const { hits } = search;
  const searched = rows.get<{ n: number }>('SELECT COUNT(*) AS n FROM office_party WHERE name IS NOT NULL');
  return {
    queries: queries.map((query) => ({
      name: query.name,
      role: query.role,
      variants: [...new Set(query.prepared.flatMap((prepared) => [...listVariants(prepared)]))]
        .filter((variant) => variant !== query.name)
        .slice(0, 30)
        .map((variant) => variant.slice(0, textMax)),
    })),
    hits: hits.slice(0, hitsMax),
    hidden: search.hidden + Math.max(0, hits.length - hitsMax),
    searchedParties: searched?.n ?? 0,
  };
}
