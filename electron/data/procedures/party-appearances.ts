import type { RowReader } from '../projections/projection.ts';
import { mayTieSql, numberedMatterSql } from './shown-names.ts';

/** One place where the firm knows a party from. */
export interface Appearance {
  readonly kind: 'client' | 'matter' | 'lead';
  readonly id: string;
  readonly title: string;
  readonly role: string;
  /** "open" or "closed" for a matter; the stage for a lead. */
  readonly state: string;
}

/**
 * Every matter and lead that names a party (and the client without a matter), newest first: as the client, as one of a matter's people, or on a lead,
 * whatever became of it. At most 50 of each.
 */
export function appearancesOf(rows: RowReader, partyId: string): Appearance[] {
  const matters = rows.all<Omit<Appearance, 'kind'>>(
    `SELECT m.matter_id AS id, ${numberedMatterSql('m')} AS title, x.role AS role,
            CASE WHEN m.closed_on IS NULL THEN 'open' ELSE 'closed' END AS state
     FROM (
       SELECT m.matter_id, 'client' AS role FROM office_client c JOIN office_matter m ON m.client_id = c.client_id
       WHERE c.party_id = @partyId
       UNION SELECT matter_id, role FROM office_matter_party WHERE party_id = @partyId
     ) x JOIN office_matter m ON m.matter_id = x.matter_id AND ${mayTieSql('m')}
     ORDER BY m.opened_on DESC, m.number DESC, x.role LIMIT 50`,
    { partyId },
  );
  const leads = rows.all<Omit<Appearance, 'kind'>>(
    `SELECT l.lead_id AS id, l.practice_area AS title, x.role AS role,
            CASE WHEN EXISTS (SELECT 1 FROM office_matter m WHERE m.lead_id = l.lead_id) THEN 'matter open'
                 ELSE l.stage END AS state
     FROM (
       SELECT lead_id, 'prospective client' AS role FROM intake_lead WHERE prospect_party_id = @partyId
       UNION SELECT lead_id, role FROM intake_lead_party WHERE party_id = @partyId AND role <> 'client'
     ) x JOIN intake_lead l ON l.lead_id = x.lead_id
     ORDER BY l.opened_at_ms DESC LIMIT 50`,
    { partyId },
  );
  const clients = matters.some((matter) => matter.role === 'client')
    ? []
    : rows.all<{ id: string; title: string }>(
        'SELECT client_id AS id, number AS title FROM office_client WHERE party_id = ?',
        [partyId],
      );
  return [
    ...clients.map((row) => ({ ...row, kind: 'client' as const, role: 'client', state: 'no matter' })),
    ...matters.map((row) => ({ ...row, kind: 'matter' as const })),
    ...leads.map((row) => ({ ...row, kind: 'lead' as const })),
  ];
}

/** "client of 2026-0004 Alder v. Birch (open)", "adverse in ...", "prospective client on a lead, Family (declined)". */
export function appearanceInWords(appearance: Appearance): string {
  const { kind, role, title, state } = appearance;
  if (kind === 'client') return `client ${title} (${state})`;
  if (kind === 'lead') return `${role} on a lead, ${title} (${state})`;
  return `${role === 'client' ? 'client of' : `${role} in`} ${title} (${state})`;
}

/** "client of 2 matters, adverse in 1": what a party is to the firm, in a few words. */
export function rolesInWords(appearances: readonly Appearance[]): string {
  const counts = new Map<string, number>();
  for (const { kind, role } of appearances) {
    const key = kind === 'matter' ? role : kind === 'lead' ? 'lead' : 'client without a matter';
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  let isFirst = true;
  return [...counts]
    .map(([role, count]) => {
      if (role === 'client without a matter') return role;
      if (role === 'lead') return `named on ${count === 1 ? 'a lead' : `${count} leads`}`;
      const noun = isFirst ? ` ${count === 1 ? 'matter' : 'matters'}` : '';
      isFirst = false;
      return `${role} ${role === 'client' ? 'of' : 'in'} ${count}${noun}`;
    })
    .join(', ');
}
