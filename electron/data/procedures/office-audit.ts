import type { RowReader, SqlValue } from '../projections/projection.ts';
import { eventTypesSaying, summariseEvent } from './event-summary.ts';
import type { Implementer } from './implementer.ts';
import { readLatePage } from './late-page.ts';
import { containsPattern } from './page-query.ts';
import { numberedMatterSql } from './shown-names.ts';

interface AuditSqlRow {
  event_id: string;
  at_ms: number;
  member_id: string;
  device_id: string;
  workspace: string;
  type: string;
  aggregate: string;
  state: string;
  matter: string | null;
}

/** Every event there is, by what the positions say was taken in: counting a million rows takes half a second. */
function countFolded(rows: RowReader): number {
  return rows.get<{ total: number | null }>('SELECT SUM(folded) AS total FROM position')?.total ?? 0;
}

/** Members for choosing, and the audit trail. */
export function createAuditProcedures(os: Implementer) {
  return {
    listMembers: os.office.listMembers.handler(({ context }) => {
      const members = context
        .firm()
        .rows.all<{ memberId: string; name: string; role: string; outside: number; active: number }>(
          'SELECT member_id AS memberId, name, role, outside, active FROM roster_member ORDER BY active DESC, name COLLATE NOCASE',
        );
      return {
        rows: members.map((member) => ({ ...member, outside: member.outside === 1, active: member.active === 1 })),
      };
    }),

    listEvents: os.office.listEvents.handler(({ input, context }) => {
      const firm = context.firm();
      const where: string[] = [];
      const parameters: Record<string, SqlValue> = {};
      if (input.aggregate !== undefined) {
        // A matter's trail is everything about the matter, whichever aggregate it changed.
        if (input.aggregate.startsWith('matter:')) {
          where.push('e.matter_id = @matterId');
          parameters.matterId = input.aggregate.slice('matter:'.length);
        } else {
          where.push('e.aggregate = @aggregate');
          parameters.aggregate = input.aggregate;
        }
      }
      if (input.workspace !== undefined) {
        where.push('e.workspace = @workspace');
        parameters.workspace = input.workspace;
      }
      if (input.memberId !== undefined) {
        where.push('e.member_id = @memberId');
        parameters.memberId = input.memberId;
      }
      if (input.filter.trim() !== '') {
        where.push(`e.type IN (SELECT value FROM json_each(@types))
          OR e.member_id IN (SELECT member_id FROM roster_member WHERE name LIKE @name ESCAPE '\\')`);
        parameters.types = JSON.stringify(eventTypesSaying(input.filter));
        parameters.name = containsPattern(input.filter);
      }
      const page = readLatePage<AuditSqlRow>(firm.rows, input, {
        select: `e.event_id, e.at_ms, e.member_id, e.device_id, e.workspace, e.type, e.aggregate, e.state,
          CASE WHEN e.matter_id IS NULL THEN NULL
               ELSE (SELECT ${numberedMatterSql('m')} FROM office_matter m WHERE m.matter_id = e.matter_id) END AS matter`,
        base: 'event e',
        key: ['e.event_id'],
        joins: '',
        where,
        parameters,
        // The id begins with the clock, and the table lies in its order.
        sorts: { clock: { by: [] } },
        tieBreak: 'e.event_id',
        ...(where.length === 0 ? { total: countFolded(firm.rows) } : { countBeyond: 10_000 }),
      });
      return {
        rows: page.rows.map((row) => ({
          eventId: row.event_id,
          atMs: row.at_ms,
          memberName: firm.memberName(row.member_id),
          deviceName: firm.deviceName(row.device_id),
          workspace: row.workspace,
          type: row.type,
          aggregate: row.aggregate,
          summary: row.matter === null ? summariseEvent(row.type) : `${summariseEvent(row.type)}: ${row.matter}`,
          state: row.state,
        })),
        total: page.total,
      };
    }),
  };
}
