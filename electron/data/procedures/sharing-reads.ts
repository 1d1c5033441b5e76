import type { sharingStates } from '../../../shared/contract/sharing.ts';
import { formatDay } from '../../../shared/domain/day.ts';
import type { RowReader, SqlValue } from '../projections/projection.ts';
import { found } from './found.ts';
import type { Implementer } from './implementer.ts';
import { type MatterDetailRow, readMatter } from './matter-rows.ts';
import { listOutside } from './outside-people.ts';
import { listSeen } from './outside-things.ts';
import { prefixQuery, readPage } from './page-query.ts';
import { openFirmOf } from './provider-roster.ts';
import { documentTitleSql, numberedMatterSql } from './shown-names.ts';
import type { OpenFirm } from './turn.ts';

type State = (typeof sharingStates)[number];

const stateSql = "CASE WHEN m.restricted = 1 THEN 'restricted' WHEN m.withheld = 1 THEN 'withheld' ELSE 'shared' END";

interface DecisionRow {
  readonly event_id: string;
  readonly kind: 'withheld' | 'given' | 'consented' | 'restricted' | 'lifted';
  readonly at_ms: number;
  readonly member_id: string;
  readonly shared_from: string | null;
  readonly consent_kind: 'client' | 'not needed' | null;
  readonly consented_on: string | null;
  readonly consent_document_id: string | null;
  readonly consented_by: string | null;
  readonly consent_how: string | null;
  readonly flags: string;
  readonly members: string;
  readonly note: string | null;
}

function describeDecision(row: DecisionRow): string {
  switch (row.kind) {
    case 'withheld':
      return 'Withheld';
    case 'given':
      return row.shared_from === null ? 'Given' : `Given from ${formatDay(row.shared_from)} on`;
    case 'consented':
      return 'Consent recorded';
    case 'restricted': {
      const flags = JSON.parse(row.flags) as string[];
      return flags.length === 0 ? 'Restricted' : `Restricted: ${flags.join(', ')}`;
    }
    case 'lifted':
      return 'Restriction lifted';
  }
}

/** Texts of a matter that left the firm under the outside key, or were given [SH5]. */
function readShown(rows: RowReader, matterId: string) {
  return rows.all<{ workspace: string; texts: number; firstMs: number; lastMs: number }>(
    `SELECT e.workspace, count(*) AS texts, min(e.at_ms) AS firstMs, max(e.at_ms) AS lastMs FROM event e
     WHERE e.matter_id = ? AND e.state = 'folded' AND e.type <> 'event.shown'
       AND (NOT EXISTS (SELECT 1 FROM inside_body b WHERE b.event_id = e.event_id)
         OR EXISTS (SELECT 1 FROM shown_body s WHERE s.event_id = e.event_id))
     GROUP BY e.workspace ORDER BY e.workspace`,
    [matterId],
  );
}

/** What numbers still tell of a withheld matter: they are in the heads that totals rest on. */
function readStillTold(rows: RowReader, matter: MatterDetailRow): string[] {
  const told = ['Its number, its client’s number, the practice area, days and figures: the totals rest on them.'];
  const others = rows.get<{ n: number }>(
    'SELECT count(*) AS n FROM office_matter WHERE client_id = ? AND matter_id <> ? AND withheld = 0',
    [matter.client_id, matter.matter_id],
  );
  if ((others?.n ?? 0) > 0)
    told.push(
      `Whose matter it is: the same client number stands on ${others?.n === 1 ? 'a matter that is' : `${others?.n} matters that are`} shared.`,
    );
  return told;
}

function showMatter(firm: OpenFirm, matterId: string) {
  const { rows } = firm;
  const matter = found(readMatter(rows, matterId), 'sharing', 'matter', 'matterId');
  const decisions = rows.all<DecisionRow>(
    'SELECT * FROM office_matter_sharing WHERE matter_id = ? ORDER BY event_id DESC',
    [matterId],
  );
  const row = rows.get<{ state: State; shared_from: string | null }>(
    `SELECT ${stateSql} AS state, m.shared_from FROM office_matter m WHERE m.matter_id = ?`,
    [matterId],
  );
  const state = row?.state ?? 'shared';
  const consented = decisions.find((decision) => decision.consented_on !== null);
  const restriction = state === 'restricted' ? decisions.find(({ kind }) => kind === 'restricted') : undefined;
  const veil = rows.get<{ members: string }>('SELECT members FROM veil WHERE matter_id = ? AND restricted = 1', [
    matterId,
  ]);
  const memberIds = JSON.parse(veil?.members ?? '[]') as string[];
  const openings = rows.get<{ n: number }>('SELECT count(*) AS n FROM sharing_opening WHERE matter_id = ?', [matterId]);
  return {
    state,
    from: row?.shared_from ?? null,
    consent:
      consented === undefined
        ? null
        : {
            kind: consented.consent_kind ?? ('client' as const),
            consentedOn: consented.consented_on ?? '',
            consentedBy: consented.consented_by ?? '',
            how: consented.consent_how ?? '',
            documentId: consented.consent_document_id,
            note: consented.note ?? '',
          },
    flags: restriction === undefined ? [] : (JSON.parse(restriction.flags) as string[]),
    members: memberIds.map((memberId) => ({ memberId, name: firm.memberName(memberId) })),
    note: restriction?.note ?? '',
    readers: outsideReaders(rows),
    shown: readShown(rows, matterId),
    openings: openings?.n ?? 0,
    stillTold: state === 'shared' ? [] : readStillTold(rows, matter),
    decisions: decisions.map((decision) => ({
      eventId: decision.event_id,
      atMs: decision.at_ms,
      memberName: firm.memberName(decision.member_id),
      what: describeDecision(decision),
      note: decision.note ?? '',
    })),
  };
}

function outsideReaders(rows: RowReader) {
  return rows
    .all<{ memberId: string; name: string; workspaces: string }>(
      `SELECT member_id AS memberId, name, workspaces FROM roster_member WHERE outside = 1 AND active = 1
       ORDER BY name COLLATE NOCASE`,
    )
    .map((row) => ({ ...row, workspaces: row.workspaces.split(' ').filter((name) => name !== '') }));
}

const openingsOfMatter = '(SELECT count(*) FROM sharing_opening o WHERE o.matter_id = m.matter_id)';

function listMatters(
  rows: RowReader,
  input: { offset: number; limit: number; sort: string; descending: boolean; filter: string; state: string },
) {
  const where: string[] = [];
  const parameters: Record<string, SqlValue> = {};
  if (input.state === 'without consent') where.push('m.withheld = 0 AND m.consented_on IS NULL');
  else if (input.state !== 'all') {
    where.push(`${stateSql} = @state`);
    parameters.state = input.state;
  }
  const match = prefixQuery(input.filter);
  if (match !== null) {
    where.push(`m.matter_id IN (SELECT s.ref_id FROM office_fts f JOIN office_search s ON s.search_id = f.rowid
      WHERE office_fts MATCH @match AND s.kind = 'matter')`);
    parameters.match = match;
  }
  return readPage<{
    matterId: string;
    number: string;
    title: string;
    state: State;
    from: string | null;
    consentedOn: string | null;
    openings: number;
  }>(rows, input, {
    select: `m.matter_id AS matterId, m.number, ${numberedMatterSql('m')} AS title, ${stateSql} AS state,
      m.shared_from AS "from", m.consented_on AS consentedOn, ${openingsOfMatter} AS openings`,
    from: 'office_matter m',
    where,
    parameters,
    sorts: { number: 'm.number', state: stateSql, consentedOn: 'm.consented_on', openings: openingsOfMatter },
    tieBreak: 'm.matter_id',
  });
}

interface OpeningSqlRow {
  day: string;
  member_id: string;
  kind: 'matter' | 'document' | 'invoice' | 'lead' | 'call' | 'ledger';
  thing_id: string;
  title: string | null;
  matter_id: string | null;
  matter_title: string | null;
}

function listOpenings(
  firm: OpenFirm,
  input: {
    offset: number;
    limit: number;
    sort: string;
    descending: boolean;
    filter: string;
    memberId?: string | undefined;
    matterId?: string | undefined;
    from?: string | undefined;
    to?: string | undefined;
  },
) {
  const where: string[] = [];
  const parameters: Record<string, SqlValue> = {};
  const conditions = { memberId: 'o.member_id = @memberId', matterId: 'o.matter_id = @matterId' };
  const days = { from: 'o.day >= @from', to: 'o.day <= @to' };
  for (const [name, condition] of Object.entries({ ...conditions, ...days })) {
    const value = input[name as keyof typeof conditions | keyof typeof days];
    if (value === undefined) continue;
    where.push(condition);
    parameters[name] = value;
  }
  const page = readPage<OpeningSqlRow>(firm.rows, input, {
    select: `o.day, o.member_id, o.kind, o.thing_id, o.matter_id,
      CASE WHEN o.matter_id IS NULL THEN NULL ELSE ${numberedMatterSql('m')} END AS matter_title,
      CASE o.kind WHEN 'matter' THEN ${numberedMatterSql('m')}
        WHEN 'document' THEN (SELECT ${documentTitleSql('d')} FROM documents_document d WHERE d.document_id = o.thing_id)
        WHEN 'invoice' THEN (SELECT 'Invoice ' || coalesce(i.number, 'draft') FROM billing_invoice i WHERE i.invoice_id = o.thing_id)
      END AS title`,
    from: `sharing_opening o LEFT JOIN office_matter m ON m.matter_id = o.matter_id
      LEFT JOIN roster_member r ON r.member_id = o.member_id`,
    countFrom: 'sharing_opening o',
    where,
    parameters,
    sorts: { day: 'o.day', memberName: 'r.name COLLATE NOCASE', kind: 'o.kind' },
    tieBreak: 'o.event_id',
  });
  return {
    rows: page.rows.map((row) => ({
      day: row.day,
      memberName: firm.memberName(row.member_id),
      kind: row.kind,
      thingId: row.thing_id,
      title: row.title ?? row.kind.charAt(0).toUpperCase() + row.kind.slice(1),
      matterId: row.matter_id,
      matterTitle: row.matter_title ?? '',
    })),
    total: page.total,
  };
}

/** Who may read what, and what was opened. */
export function createSharingReads(os: Implementer) {
  return {
    getMatter: os.sharing.getMatter.handler(({ input, context }) => showMatter(context.firm(), input.matterId)),
    listMatters: os.sharing.listMatters.handler(({ input, context }) => listMatters(context.firm().rows, input)),
    listOutside: os.sharing.listOutside.handler(({ context }) => listOutside(openFirmOf(context))),
    listSeen: os.sharing.listSeen.handler(({ input, context }) => listSeen(openFirmOf(context), input)),
    listOpenings: os.sharing.listOpenings.handler(({ input, context }) => listOpenings(context.firm(), input)),
  };
}
