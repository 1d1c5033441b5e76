import type * as z from 'zod';
import { accept, decline } from '../../../shared/domain/refusal.ts';
import type { partyBodySchema } from '../../../shared/events/office.ts';
import { partyAmended, partyRecorded } from '../../../shared/events/office.ts';
import type { RowReader, SqlValue } from '../projections/projection.ts';
import { found, notFound } from './found.ts';
import type { Implementer } from './implementer.ts';
import { newEvent } from './new-event.ts';
import { prefixQuery, readPage } from './page-query.ts';
import { appearancesOf, rolesInWords } from './party-appearances.ts';
import { partyNameSql } from './shown-names.ts';

type Party = z.infer<typeof partyBodySchema>;

export interface PartySqlRow {
  party_id: string;
  withheld: number;
  kind: 'person' | 'organisation' | null;
  name: string | null;
  other_names: string;
  emails: string;
  phones: string;
  addresses: string;
  employer: string | null;
  note: string | null;
}

/** The condition that a table's party is found by the words typed; adds its parameter. */
export function partyFilter(column: string, filter: string, parameters: Record<string, SqlValue>): string | null {
  const match = prefixQuery(filter);
  if (match === null) return null;
  parameters.match = match;
  return `${column} IN (SELECT s.ref_id FROM office_fts f JOIN office_search s ON s.search_id = f.rowid
            WHERE office_fts MATCH @match AND s.kind = 'party')`;
}

/** One party as stored; undefined where it is not known. */
export function readParty(rows: RowReader, partyId: string): PartySqlRow | undefined {
  return rows.get<PartySqlRow>(
    `SELECT party_id, withheld, kind, name, other_names, emails, phones, addresses, employer, note
     FROM office_party WHERE party_id = ?`,
    [partyId],
  );
}

function relatedOf(rows: RowReader, partyId: string): Party['related'] {
  return rows.all<{ partyId: string; relation: string }>(
    'SELECT other_party_id AS partyId, relation FROM office_party_related WHERE party_id = ? ORDER BY rowid',
    [partyId],
  );
}

function textsOf(json: string): string[] {
  const value: unknown = JSON.parse(json);
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** A party as its last event said. */
export function partyBody(rows: RowReader, row: PartySqlRow): Party {
  return {
    kind: row.kind ?? 'person',
    name: row.name ?? 'Withheld',
    otherNames: textsOf(row.other_names),
    emails: textsOf(row.emails),
    phones: textsOf(row.phones),
    addresses: textsOf(row.addresses),
    employer: row.employer ?? '',
    note: row.note ?? '',
    related: relatedOf(rows, row.party_id),
  };
}

/** A refusal where a related party is not known or is the party itself; else null. */
function checkRelated(rows: RowReader, party: Party, partyId: string | null) {
  for (const [place, { partyId: otherId }] of party.related.entries()) {
    const field = `party.related.${place}.partyId`;
    if (otherId === partyId) {
      return decline<never>('office.related-to-itself', 'Somebody cannot be related to themselves. Choose another.', [
        field,
      ]);
    }
    if (readParty(rows, otherId) === undefined)
      return { ok: false as const, refusal: notFound('office', 'person', field) };
  }
  return null;
}

/** Procedures on people and organisations. */
export function createPartyProcedures(os: Implementer) {
  return {
    listParties: os.office.listParties.handler(({ input, context }) => {
      const { rows } = context.firm();
      const parameters: Record<string, SqlValue> = {};
      const filter = partyFilter('p.party_id', input.filter, parameters);
      const page = readPage<PartySqlRow & { shown: string; phone: string | null; email: string | null }>(rows, input, {
        select: `p.party_id, p.kind, ${partyNameSql('p')} AS shown, p.phone, p.email`,
        from: 'office_party p',
        where: filter === null ? [] : [filter],
        parameters,
        sorts: { name: 'p.name COLLATE NOCASE', kind: 'p.kind' },
        tieBreak: input.sort === 'kind' ? ['p.name COLLATE NOCASE', 'p.party_id'] : 'p.party_id',
      });
      return {
        rows: page.rows.map((row) => ({
          partyId: row.party_id,
          kind: row.kind ?? ('person' as const),
          name: row.shown,
          phone: row.phone ?? '',
          email: row.email ?? '',
          roles: rolesInWords(appearancesOf(rows, row.party_id)),
        })),
        total: page.total,
      };
    }),

    getParty: os.office.getParty.handler(({ input, context }) => {
      const { rows } = context.firm();
      const row = found(readParty(rows, input.partyId), 'office', 'person', 'partyId');
      const appearances = appearancesOf(rows, input.partyId);
      return {
        ...partyBody(rows, row),
        partyId: input.partyId,
        appearances: appearances.map(({ kind, id, title, role }) => ({ kind, id, title, role })),
      };
    }),

    recordParty: os.office.recordParty.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const refused = checkRelated(turn.rows, input.party, null);
        if (refused !== null) return refused;
        const partyId = turn.newId();
        return accept({ events: [newEvent(partyRecorded, partyId, {}, input.party)], answer: { id: partyId } });
      }),
    ),

    amendParty: os.office.amendParty.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const before = found(readParty(turn.rows, input.partyId), 'office', 'person', 'partyId');
        if (before.name === null) {
          return decline(
            'office.withheld',
            'The firm keeps this person’s record to itself. Ask the firm to change it.',
            ['partyId'],
          );
        }
        const refused = checkRelated(turn.rows, input.party, input.partyId);
        if (refused !== null) return refused;
        const withheld = before.withheld === 1;
        const event = newEvent(partyAmended, input.partyId, { withheld }, input.party, { withheld });
        return accept({ events: [event], answer: { id: input.partyId } });
      }),
    ),
  };
}
