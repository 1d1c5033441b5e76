import { countSlips } from '../../../shared/domain/names/closeness.ts';
import type { RowReader } from '../projections/projection.ts';
import type { Implementer } from './implementer.ts';
import { prefixQuery, searchWords } from './page-query.ts';
import { clientNameSql, documentTitleSql, matterClientSql, matterTitleSql, partyNameSql } from './shown-names.ts';
import type { OpenFirm } from './turn.ts';

interface Hit {
  kind: 'matter' | 'client' | 'party' | 'invoice' | 'document' | 'lead';
  id: string;
  title: string;
  detail: string;
}

interface Found {
  kind: string;
  id: string;
}

/** What the office's words say of a query, best first. */
function findInOffice(rows: RowReader, match: string, limit: number): Found[] {
  return rows.all<Found>(
    `SELECT s.kind, s.ref_id AS id FROM office_fts f JOIN office_search s ON s.search_id = f.rowid
     WHERE office_fts MATCH ? ORDER BY f.rank LIMIT ?`,
    [match, limit],
  );
}

/**
 * The query with each word that nothing begins with replaced by known words one or two letters away from it, found
 * among the words with the same first letter. Null where that changes nothing.
 */
function correctedQuery(rows: RowReader, text: string): string | null {
  let isChanged = false;
  const groups = searchWords(text).map((typed) => {
    const word = typed.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
    const first = word.slice(0, 1);
    const beyond = String.fromCodePoint((first.codePointAt(0) ?? 0) + 1);
    const known = rows.all<{ term: string }>('SELECT term FROM office_words WHERE term >= ? AND term < ?', [
      first,
      beyond,
    ]);
    if (word.length < 4 || known.some(({ term }) => term.startsWith(word))) return `"${typed}"*`;
    const most = word.length < 7 ? 1 : 2;
    const near = known.filter(({ term }) =>
      [term, term.slice(0, word.length), term.slice(0, word.length + 1)].some(
        (text) => countSlips(word, text, most) <= most,
      ),
    );
    if (near.length === 0) return `"${typed}"*`;
    isChanged = true;
    return `(${near
      .slice(0, 20)
      .map(({ term }) => `"${term}"`)
      .join(' OR ')})`;
  });
  return isChanged ? groups.join(' AND ') : null;
}

function matterHits(rows: RowReader, condition: string, parameters: Record<string, string | number>): Hit[] {
  return rows.all<Hit>(
    `SELECT 'matter' AS kind, m.matter_id AS id, ${matterTitleSql('m')} AS title,
       m.number || ' · ' || ${matterClientSql('m', 'c', 'p')} || CASE WHEN m.closed_on IS NULL THEN '' ELSE ' · closed' END AS detail
     FROM office_matter m LEFT JOIN office_client c ON c.client_id = m.client_id LEFT JOIN office_party p ON p.party_id = c.party_id
     WHERE ${condition} ORDER BY m.closed_on IS NOT NULL, m.opened_on DESC LIMIT @limit`,
    parameters,
  );
}

/** A person as what they are to the firm: a client with their matters, somebody on a lead, or just somebody known. */
function partyHits(rows: RowReader, partyId: string, limit: number): Hit[] {
  const client = rows.get<Hit>(
    `SELECT 'client' AS kind, c.client_id AS id, ${clientNameSql('c', 'p')} AS title, 'Client ' || c.number AS detail
     FROM office_client c JOIN office_party p ON p.party_id = c.party_id WHERE c.party_id = ?`,
    [partyId],
  );
  const leads = rows.all<Hit>(
    `SELECT 'lead' AS kind, l.lead_id AS id, ${partyNameSql('p')} AS title, 'Lead · ' || l.practice_area || ' · ' || l.stage AS detail
     FROM intake_lead l JOIN office_party p ON p.party_id = l.prospect_party_id
     WHERE l.prospect_party_id = ? AND l.stage <> 'matter open' ORDER BY l.opened_at_ms DESC LIMIT 3`,
    [partyId],
  );
  if (client !== undefined) {
    return [client, ...matterHits(rows, 'm.client_id = @id', { id: client.id, limit }), ...leads];
  }
  const party = rows.get<Hit>(
    `SELECT 'party' AS kind, party_id AS id, ${partyNameSql('p')} AS title,
       CASE p.kind WHEN 'organisation' THEN 'Organisation' ELSE 'Person' END AS detail
     FROM office_party p WHERE party_id = ?`,
    [partyId],
  );
  return [...leads, ...(party === undefined ? [] : [party])];
}

function invoiceHits(rows: RowReader, text: string, limit: number): Hit[] {
  const number = text.trim().toUpperCase();
  if (!/^[A-Z0-9-]{1,20}$/.test(number)) return [];
  return rows.all<Hit>(
    `SELECT 'invoice' AS kind, i.invoice_id AS id, 'Invoice ' || i.number AS title,
       COALESCE(i.client_name, ${matterTitleSql('m')}) || ' · ' || i.state AS detail
     FROM billing_invoice i LEFT JOIN office_matter m ON m.matter_id = i.matter_id
     WHERE i.number >= @number AND i.number < @number || 'a' ORDER BY i.number LIMIT @limit`,
    { number, limit },
  );
}

function documentHits(rows: RowReader, match: string, limit: number): Hit[] {
  return rows.all<Hit>(
    `SELECT 'document' AS kind, d.document_id AS id, ${documentTitleSql('d')} AS title,
       COALESCE(${matterTitleSql('m')}, '') AS detail
     FROM (SELECT rowid AS text_id FROM documents_fts WHERE documents_fts MATCH ? ORDER BY rowid DESC LIMIT ?) f
     JOIN documents_text x ON x.text_id = f.text_id
     JOIN documents_document d ON d.document_id = x.document_id
     LEFT JOIN office_matter m ON m.matter_id = d.matter_id ORDER BY f.text_id DESC`,
    [`{title} : (${match})`, limit],
  );
}

function searchEverything(firm: OpenFirm, text: string, limit: number): Hit[] {
  const { rows } = firm;
  const match = prefixQuery(text);
  if (match === null) return [];
  let foundHere = findInOffice(rows, match, limit);
  const invoices = invoiceHits(rows, text, 5);
  if (foundHere.length === 0 && invoices.length === 0) {
    const corrected = correctedQuery(rows, text);
    if (corrected !== null) foundHere = findInOffice(rows, corrected, limit);
  }
  const hits: Hit[] = [...invoices];
  for (const { kind, id } of foundHere) {
    if (hits.length >= limit) break;
    if (kind === 'matter') hits.push(...matterHits(rows, 'm.matter_id = @id', { id, limit: 1 }));
    else if (kind === 'party') hits.push(...partyHits(rows, id, 5));
    else {
      const client = rows.get<{ party_id: string }>('SELECT party_id FROM office_client WHERE client_id = ?', [id]);
      if (client !== undefined) hits.push(...partyHits(rows, client.party_id, 5));
    }
  }
  hits.push(...documentHits(rows, match, Math.max(3, limit - hits.length)));
  const seen = new Set<string>();
  return hits
    .filter((hit) => {
      const key = `${hit.kind}:${hit.id}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .slice(0, limit);
}

/** The search of the command palette. */
export function createSearchProcedures(os: Implementer) {
  return {
    search: os.office.search.handler(({ input, context }) => ({
      hits: searchEverything(context.firm(), input.text, input.limit),
    })),
  };
}
