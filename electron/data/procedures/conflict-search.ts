import { setImmediate } from 'node:timers/promises';
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
/** Candidates that are compared before others get a turn: some milliseconds' work. */
const stepCandidates = 200;

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

interface CandidateRow {
  id: string;
  kind: PartyNames['kind'] | null;
  name: string | null;
  other_names: string;
  emails: string;
  phones: string;
  addresses: string;
  employer: string | null;
}

interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly employer: string;
  readonly prepared: PreparedParty;
}

const candidateColumns = 'p.party_id AS id, p.kind, p.name, p.other_names, p.emails, p.phones, p.addresses, p.employer';

function textsOf(json: string): string[] {
  return json === '[]' ? [] : (JSON.parse(json) as string[]);
}

function candidatesOf(rows: RowReader, keys: readonly string[]): CandidateRow[] {
  return rows.all<CandidateRow>(
    `SELECT ${candidateColumns} FROM office_party p WHERE p.party_id IN (
       SELECT k.party_id FROM json_each(?) x JOIN office_party_key k ON k.key = x.value)`,
    [JSON.stringify(keys)],
  );
}

/** The search for one lead, or for names alone. */
class ConflictSearch {
  readonly #rows: RowReader;
  readonly #leadId: string | undefined;
  readonly #candidates = new Map<string, Candidate | null>();
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

  /** Somebody ready to be compared, prepared once for all names asked; null where this device may not read them. */
  #prepare(row: CandidateRow): Candidate | null {
    const known = this.#candidates.get(row.id);
    if (known !== undefined) return known;
    const { name, kind } = row;
    const party =
      name === null ? null : { kind: kind ?? ('person' as const), name, otherNames: textsOf(row.other_names) };
    const identifiers = { emails: textsOf(row.emails), phones: textsOf(row.phones), addresses: textsOf(row.addresses) };
    const candidate = party && {
      id: row.id,
      name: party.name,
      employer: row.employer ?? '',
      prepared: prepareParty({ ...party, ...identifiers }, nicknameIndex()),
    };
    this.#candidates.set(row.id, candidate);
    return candidate;
  }

  #candidate(partyId: string): Candidate | null {
    const known = this.#candidates.get(partyId);
    if (known !== undefined) return known;
    const row = this.#rows.get<CandidateRow>(`SELECT ${candidateColumns} FROM office_party p WHERE p.party_id = ?`, [
      partyId,
    ]);
    return row === undefined ? null : this.#prepare(row);
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

  *#searchNames(query: Query): Generator<void, string[]> {
    const near: string[] = [];
    const keys = new Set(query.prepared.flatMap((prepared) => [...candidateKeys(prepared)]));
    for (const [place, row] of candidatesOf(this.#rows, [...keys]).entries()) {
      if (place % stepCandidates === stepCandidates - 1) yield;
      const partyId = row.id;
      if (partyId === query.partyId) continue;
      const candidate = this.#prepare(row);
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
    for (const row of candidatesOf(this.#rows, employerKeys(query.name))) {
      const partyId = row.id;
      const candidate = this.#prepare(row);
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

  /** Searches for one name, a few hundred candidates at a step. */
  *run(query: Query): Generator<void, void> {
    const near = yield* this.#searchNames(query);
    if (query.partyId !== undefined)
      this.#add(query, query.partyId, 1_000, ['The same person or organisation in the firm’s records.']);
    this.#searchEmployers(query);
    this.#walkRelations(query, query.partyId === undefined ? near : [query.partyId, ...near]);
  }
}

function* search(
  rows: RowReader,
  asked: readonly Asked[],
  leadId: string | undefined,
): Generator<void, ConflictFindings> {
  const queries = asked.map((one, place) => prepareQuery(rows, one, place));
  const running = new ConflictSearch(rows, leadId);
  for (const query of queries) {
    yield* running.run(query);
    yield;
  }
  const { hits } = running;
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
    hidden: running.hidden + Math.max(0, hits.length - hitsMax),
    searchedParties: searched?.n ?? 0,
  };
}

/**
 * Searches everybody that this device can read: clients, everyone on a matter open or closed, everyone on a lead
 * whatever became of it, other names, employers and relations. The lead's own people count where they are known from
 * elsewhere. Beyond 500 hits the weakest are counted as hidden. In one go, so nothing changes meanwhile.
 */
export function searchConflicts(
  rows: RowReader,
  asked: readonly Asked[],
  leadId: string | undefined,
): ConflictFindings {
  const steps = search(rows, asked, leadId);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** What the search depends on, as it stands: it differs as soon as anything was folded. */
export function conflictStamp(rows: RowReader): string {
  return JSON.stringify(rows.all('SELECT workspace, position, folded FROM position ORDER BY workspace'));
}

/**
 * The same, letting others have their turn between steps. `stamp` is that of the moment before: where it is not the
 * current one any more, the findings may lack somebody.
 */
export async function searchConflictsInSteps(
  rows: RowReader,
  asked: readonly Asked[],
  leadId: string | undefined,
): Promise<{ findings: ConflictFindings; stamp: string }> {
  const stamp = conflictStamp(rows);
  const steps = search(rows, asked, leadId);
  for (;;) {
    const step = steps.next();
    if (step.done) return { findings: step.value, stamp };
    await setImmediate();
  }
}
