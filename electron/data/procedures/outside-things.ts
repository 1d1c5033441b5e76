import { isStartable } from '../../../shared/domain/sharing/workspace-share.ts';
import type { WorkWorkspace } from '../../../shared/domain/workspace.ts';
import type { openedKinds } from '../../../shared/events/sharing.ts';
import type { Firm } from '../firm.ts';
import { firstEpoch } from '../projections/sharing-facts.ts';
import type { RosterMember } from '../roster/roster.ts';
import { found } from './found.ts';
import { containsPattern, readPage } from './page-query.ts';
import { documentTitleSql, numberedMatterSql, partyNameSql } from './shown-names.ts';
import { ledgerTitleSql } from './trust-account-rows.ts';

type Kind = (typeof openedKinds)[number];

/** Where things of a kind stand, and when somebody outside who holds their workspace reads them. */
interface ThingSql {
  readonly workspace: WorkWorkspace;
  readonly from: string;
  readonly id: string;
  readonly title: string;
  /** True where the texts are open to people outside: shared, and not sealed for the inside [SH3] [SH4]. */
  readonly isOpen: string;
  /** The aggregate by whose key a share from now on is drawn; for workspaces that may start so [SH11]. */
  readonly aggregate?: string;
  readonly newest: string;
}

/** Things that began with one of these events, sealed for the inside and never shown to people outside. */
function shutSql(aggregate: string, types: readonly string[]): string {
  return `${aggregate} NOT IN (SELECT b.aggregate FROM inside_body b JOIN event e ON e.event_id = b.event_id
    WHERE e.type IN (${types.map((type) => `'${type}'`).join(', ')})
      AND NOT EXISTS (SELECT 1 FROM shown_body s WHERE s.event_id = b.event_id))`;
}

const ofSharedMatter = 'coalesce(m.withheld, 0) = 0';

const things: Readonly<Record<Kind, ThingSql>> = {
  matter: {
    workspace: 'office',
    from: 'office_matter m',
    id: 'm.matter_id',
    title: numberedMatterSql('m'),
    isOpen: 'm.withheld = 0',
    newest: 'm.opened_on',
  },
  lead: {
    workspace: 'intake',
    from: `intake_lead l LEFT JOIN office_party p ON p.party_id = l.prospect_party_id
      LEFT JOIN office_matter m ON m.matter_id = l.matter_id`,
    id: 'l.lead_id',
    title: partyNameSql('p'),
    isOpen: shutSql('l.aggregate', ['intake.lead.opened', 'intake.lead.amended']),
    aggregate: 'l.aggregate',
    newest: 'l.opened_at_ms',
  },
  call: {
    workspace: 'intake',
    from: 'intake_call c LEFT JOIN office_matter m ON m.matter_id = c.matter_id',
    id: 'c.call_id',
    title: "coalesce(nullif(c.caller_name, ''), 'Call')",
    isOpen: `${ofSharedMatter} AND ${shutSql('c.aggregate', ['intake.call.logged'])}`,
    aggregate: 'c.aggregate',
    newest: 'c.started_at_ms',
  },
  document: {
    workspace: 'documents',
    from: `(SELECT * FROM documents_document WHERE removed = 0) d
      LEFT JOIN office_matter m ON m.matter_id = d.matter_id`,
    id: 'd.document_id',
    title: documentTitleSql('d'),
    isOpen: `${ofSharedMatter} AND ${shutSql('d.aggregate', ['documents.document.filed'])}`,
    aggregate: 'd.aggregate',
    newest: 'd.filed_at_ms',
  },
  invoice: {
    workspace: 'billing',
    from: "(SELECT * FROM billing_invoice WHERE state <> 'discarded') i LEFT JOIN office_matter m ON m.matter_id = i.matter_id",
    id: 'i.invoice_id',
    title: "'Invoice ' || coalesce(i.number, 'draft')",
    isOpen: ofSharedMatter,
    newest: 'i.at_ms',
  },
  ledger: {
    workspace: 'trust',
    from: '(SELECT DISTINCT ledger_id FROM trust_ledger) t LEFT JOIN office_matter m ON m.matter_id = t.ledger_id',
    id: 't.ledger_id',
    title: ledgerTitleSql('t.ledger_id', 'm'),
    isOpen: ofSharedMatter,
    newest: 'm.number',
  },
};

/**
 * Numbers of the outside key of a workspace that a member's devices hold: those sealed to them and what these open, none
 * from before their share starts [SH11].
 */
export function epochsHeldBy(firm: Firm, member: RosterMember, workspace: WorkWorkspace): number[] {
  const roster = firm.roster.current;
  if (member.isRemoved || !member.workspaces.includes(workspace)) return [];
  const devices = [...roster.devices.values()].filter((one) => one.memberId === member.id && one.cut === null);
  const start = isStartable(workspace) ? (member.starts[workspace] ?? 0) : 0;
  const held = new Set<number>();
  for (const epoch of roster.epochs.values()) {
    if (epoch.workspace !== workspace || epoch.side !== 'outside') continue;
    if (!devices.some((device) => device.id in epoch.wraps)) continue;
    for (const number of firm.ring.reachOf(roster, epoch)) if (number >= start) held.add(number);
  }
  return [...held].sort((one, other) => one - other);
}

/** Things of a kind that a member's keys open at all, as a list; null where they hold no key of its workspace. */
function thingsSeenBy(firm: Firm, member: RosterMember, kind: Kind) {
  const thing = things[kind];
  const held = epochsHeldBy(firm, member, thing.workspace);
  if (held.length === 0) return null;
  const key = thing.aggregate === undefined ? '' : `LEFT JOIN thing_key k ON k.aggregate = ${thing.aggregate}`;
  return {
    ...thing,
    from: `${thing.from} ${key}`,
    where:
      thing.aggregate === undefined ? [] : [`coalesce(k.epoch, ${firstEpoch}) IN (SELECT value FROM json_each(@held))`],
    parameters: thing.aggregate === undefined ? {} : { held: JSON.stringify(held) },
  };
}

interface Counted {
  readonly readable: number;
  readonly total: number;
}

/**
 * Counts things of each kind that somebody outside reads, knows by their number alone, and has opened. Who holds the same
 * keys sees the same things: what was counted for one serves for the next.
 */
export function createSeenCounts(firm: Firm) {
  const known = new Map<string, Counted>();
  const count = (kind: Kind, seen: NonNullable<ReturnType<typeof thingsSeenBy>>): Counted => {
    const key = `${kind} ${JSON.stringify(seen.parameters)}`;
    const where = seen.where.length === 0 ? '' : `WHERE ${seen.where.join(' AND ')}`;
    const counted = known.get(key) ??
      firm.rows.get<Counted>(
        `SELECT coalesce(sum(${seen.isOpen}), 0) AS readable, count(*) AS total FROM ${seen.from} ${where}`,
        seen.parameters,
      ) ?? { readable: 0, total: 0 };
    known.set(key, counted);
    return counted;
  };
  return (member: RosterMember) =>
    (Object.keys(things) as Kind[]).flatMap((kind) => {
      const seen = thingsSeenBy(firm, member, kind);
      if (seen === null) return [];
      const { readable, total } = count(kind, seen);
      const opened = firm.rows.get<{ n: number }>(
        'SELECT count(DISTINCT thing_id) AS n FROM sharing_opening WHERE member_id = ? AND kind = ?',
        [member.id, kind],
      );
      return [{ kind, readable, byNumber: total - readable, opened: opened?.n ?? 0 }];
    });
}

const scopes = {
  all: [],
  readable: ['isReadable'],
  'by number': ['NOT isReadable'],
  opened: ['openedOn IS NOT NULL'],
} as const;

interface SeenRow {
  readonly thingId: string;
  readonly title: string;
  readonly matterId: string | null;
  readonly matterTitle: string;
  readonly isReadable: number;
  readonly openedOn: string | null;
}

/** The things of a kind as one person outside sees them; empty where they hold no key of its workspace. */
export function listSeen(
  firm: Firm,
  input: {
    readonly memberId: string;
    readonly kind: Kind;
    readonly scope: keyof typeof scopes;
    readonly offset: number;
    readonly limit: number;
    readonly sort: string;
    readonly descending: boolean;
    readonly filter: string;
  },
) {
  const member = found(firm.roster.current.members.get(input.memberId), 'sharing', 'member', 'memberId');
  const seen = thingsSeenBy(firm, member, input.kind);
  if (seen === null) return { rows: [], total: 0 };
  const where = seen.where.length === 0 ? '' : `WHERE ${seen.where.join(' AND ')}`;
  const isFiltered = input.filter.trim() !== '';
  const page = readPage<SeenRow>(firm.rows, input, {
    select: '*',
    from: `(SELECT ${seen.id} AS thingId, ${seen.title} AS title, m.matter_id AS matterId,
        CASE WHEN m.matter_id IS NULL THEN '' ELSE ${numberedMatterSql('m')} END AS matterTitle,
        ${seen.isOpen} AS isReadable, ${seen.newest} AS newest,
        (SELECT max(o.day) FROM sharing_opening o
          WHERE o.member_id = @member AND o.kind = @kind AND o.thing_id = ${seen.id}) AS openedOn
      FROM ${seen.from} ${where})`,
    where: [...scopes[input.scope], ...(isFiltered ? ["title LIKE @filter ESCAPE '\\'"] : [])],
    parameters: {
      ...seen.parameters,
      member: input.memberId,
      kind: input.kind,
      ...(isFiltered ? { filter: containsPattern(input.filter) } : {}),
    },
    sorts: { newest: 'newest', title: 'title COLLATE NOCASE', openedOn: 'openedOn' },
    tieBreak: 'thingId',
  });
  return {
    rows: page.rows.map(({ thingId, title, matterId, matterTitle, isReadable, openedOn }) => ({
      thingId,
      title,
      matterId,
      matterTitle,
      isReadable: isReadable === 1,
      openedOn,
    })),
    total: page.total,
  };
}
