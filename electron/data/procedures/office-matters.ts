import { formatCents } from '../../../shared/domain/money.ts';
import { accept, type Decision, decline } from '../../../shared/domain/refusal.ts';
import { matterAmended, matterClosed, matterReopened } from '../../../shared/events/office.ts';
import type { SqlValue } from '../projections/projection.ts';
import { found } from './found.ts';
import type { Implementer } from './implementer.ts';
import { readLatePage } from './late-page.ts';
import { figuresOf, owedSql, trustSql, unbilledJoin, unbilledSql } from './matter-figures.ts';
import {
  clientJoins,
  concurrentEdits,
  feeOf,
  type MatterDetailRow,
  type MatterSqlRow,
  matterColumns,
  matterRows,
  readMatter,
} from './matter-rows.ts';
import { newEvent } from './new-event.ts';
import { checkFee, chooseResponsible, decideOpenMatter, unknownParty } from './open-matter.ts';
import { prefixQuery } from './page-query.ts';
import { partyNameSql } from './shown-names.ts';
import type { OpenFirm, Turn } from './turn.ts';

const matterSorts = {
  number: { by: 'm.number' },
  title: { by: 'm.title COLLATE NOCASE' },
  clientName: { by: 'p.name COLLATE NOCASE', join: clientJoins },
  practiceArea: { by: 'm.practice_area COLLATE NOCASE' },
  openedOn: { by: 'm.opened_on' },
  unbilledCents: { by: 'COALESCE(u.cents, 0)', join: unbilledJoin, byInWindow: unbilledSql('m.matter_id') },
  owedCents: { by: owedSql('m.matter_id') },
  trustCents: { by: trustSql('m.matter_id') },
};

/** Matters whose number or title, or whose client's name, has the words typed. */
const matterFilter = `m.matter_id IN (
    SELECT s.ref_id FROM office_fts f JOIN office_search s ON s.search_id = f.rowid
    WHERE office_fts MATCH @match AND s.kind = 'matter'
    UNION SELECT x.matter_id FROM office_fts f JOIN office_search s ON s.search_id = f.rowid
      JOIN office_client y ON y.party_id = s.ref_id JOIN office_matter x ON x.client_id = y.client_id
    WHERE office_fts MATCH @match AND s.kind = 'party')`;

function listMatters(
  firm: OpenFirm,
  input: {
    offset: number;
    limit: number;
    sort: string;
    descending: boolean;
    filter: string;
    state: string;
    clientId?: string | undefined;
  },
) {
  const where: string[] = [];
  const parameters: Record<string, SqlValue> = {};
  if (input.state !== 'all') where.push(`m.closed_on IS ${input.state === 'open' ? '' : 'NOT '}NULL`);
  if (input.clientId !== undefined) {
    where.push('m.client_id = @clientId');
    parameters.clientId = input.clientId;
  }
  const match = prefixQuery(input.filter);
  if (match !== null) {
    where.push(matterFilter);
    parameters.match = match;
  }
  const page = readLatePage<MatterSqlRow>(firm.rows, input, {
    select: matterColumns,
    base: 'office_matter m',
    key: ['m.matter_id'],
    joins: clientJoins,
    where,
    parameters,
    sorts: matterSorts,
    tieBreak: 'm.matter_id',
  });
  return { rows: matterRows(firm, page.rows), total: page.total };
}

function showMatter(firm: OpenFirm, matter: MatterDetailRow) {
  const [row] = matterRows(firm, [matter]);
  if (row === undefined) throw new Error('A matter that was found has no row.');
  const parties = firm.rows.all<{ partyId: string; name: string; role: string }>(
    `SELECT x.party_id AS partyId, ${partyNameSql('p')} AS name, x.role FROM office_matter_party x
     LEFT JOIN office_party p ON p.party_id = x.party_id WHERE x.matter_id = ? ORDER BY x.place`,
    [matter.matter_id],
  );
  return {
    ...row,
    clientPartyId: matter.client_party_id ?? '',
    description: matter.description ?? '',
    closedOn: matter.closed_on,
    responsibleMemberId: matter.responsible_member_id,
    fee: feeOf(matter),
    parties,
    leadId: matter.lead_id,
    withheld: matter.withheld === 1,
    concurrentEdits: concurrentEdits(firm, matter.matter_id),
  };
}

function matterInTurn(turn: Turn, matterId: string): MatterDetailRow {
  return found(readMatter(turn.rows, matterId), 'office', 'matter', 'matterId');
}

/** What still stands against closing a matter, in words; empty where nothing does. */
function unsettled(turn: Turn, matterId: string): string[] {
  const figures = figuresOf(turn.rows, [matterId], turn.today)(matterId);
  const parts: [number, string][] = [
    [figures.unbilledCents, 'of unbilled work'],
    [figures.draftedCents, 'on a draft invoice'],
    [figures.owedCents, 'unpaid on invoices'],
  ];
  return parts.filter(([cents]) => cents !== 0).map(([cents, what]) => `${formatCents(cents)} ${what}`);
}

/** Refuses to close a matter whose money is still in trust [TE21] (MR 1.16(d)): each account for itself. */
function declineHeld(turn: Turn, matterId: string): Decision<never> | undefined {
  const held = turn.rows.all<{ balance_cents: number }>(
    'SELECT balance_cents FROM trust_ledger WHERE ledger_id = ? AND balance_cents <> 0',
    [matterId],
  );
  if (held.length === 0) return undefined;
  const amounts = held.map((row) => formatCents(row.balance_cents)).join(' and ');
  return decline(
    'office.matter-holds-trust-money',
    `This matter cannot be closed with ${amounts} in trust. Refund what is not earned, and send the client a final accounting; both begin on its ledger.`,
    ['matterId'],
  );
}

/** Procedures on matters. */
export function createMatterProcedures(os: Implementer) {
  return {
    listMatters: os.office.listMatters.handler(({ input, context }) => listMatters(context.firm(), input)),

    getMatter: os.office.getMatter.handler(({ input, context }) => {
      const firm = context.firm();
      const matter = found(readMatter(firm.rows, input.matterId), 'office', 'matter', 'matterId');
      const { matterId } = input;
      if (matter.is_readable === 1) firm.noteOpened({ kind: 'matter', thingId: matterId, matterId });
      return showMatter(firm, matter);
    }),

    openMatter: os.office.openMatter.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => decideOpenMatter(turn, input)),
    ),

    amendMatter: os.office.amendMatter.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const matter = matterInTurn(turn, input.matterId);
        if (matter.is_readable === 0) {
          return decline('office.withheld', 'The firm keeps this matter to itself. Ask the firm to change it.', [
            'matterId',
          ]);
        }
        const responsible = chooseResponsible(turn, input.responsibleMemberId);
        if (!responsible.ok) return responsible;
        const badFee = checkFee(input.fee);
        if (badFee !== null) return badFee;
        const unknown = unknownParty(turn.rows, input.parties);
        if (unknown !== null) return { ok: false, refusal: unknown };
        const event = newEvent(
          matterAmended,
          input.matterId,
          { practiceArea: input.practiceArea, responsibleMemberId: responsible.value, fee: input.fee },
          { title: input.title, description: input.description, parties: input.parties },
          { matterId: input.matterId, withheld: matter.withheld === 1 },
        );
        return accept({ events: [event], answer: { id: input.matterId } });
      }),
    ),

    closeMatter: os.office.closeMatter.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const matter = matterInTurn(turn, input.matterId);
        if (matter.closed_on !== null) {
          return decline('office.matter-is-closed', 'This matter is closed already.', ['matterId']);
        }
        const aggregates = [`matter:${input.matterId}`];
        const gap = turn.gap('trust', aggregates) ?? turn.gap('billing', aggregates) ?? turn.gap('office', aggregates);
        if (gap !== null) return { ok: false, refusal: gap };
        if (input.closedOn < matter.opened_on) {
          return decline('office.closed-before-opened', 'The matter was opened after that day. Give a later one.', [
            'closedOn',
          ]);
        }
        const held = declineHeld(turn, input.matterId);
        if (held) return held;
        const open = unsettled(turn, input.matterId);
        if (open.length > 0) {
          return decline(
            'office.matter-not-settled',
            `This matter cannot be closed with ${open.join(', ')}. Settle these first: bill or remove the work, collect the invoices.`,
            ['matterId'],
          );
        }
        const event = newEvent(
          matterClosed,
          input.matterId,
          { closedOn: input.closedOn },
          { reason: input.reason },
          { matterId: input.matterId, withheld: matter.withheld === 1 },
        );
        return accept({ events: [event], answer: { id: input.matterId } });
      }),
    ),

    reopenMatter: os.office.reopenMatter.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const matter = matterInTurn(turn, input.matterId);
        if (matter.closed_on === null)
          return decline('office.matter-is-open', 'This matter is open already.', ['matterId']);
        if (input.reopenedOn < matter.closed_on) {
          return decline('office.reopened-before-closed', 'The matter was closed after that day. Give a later one.', [
            'reopenedOn',
          ]);
        }
        const event = newEvent(
          matterReopened,
          input.matterId,
          { reopenedOn: input.reopenedOn },
          { reason: input.reason },
          { matterId: input.matterId, withheld: matter.withheld === 1 },
        );
        return accept({ events: [event], answer: { id: input.matterId } });
      }),
    ),
  };
}
