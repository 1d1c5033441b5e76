import type { Right } from '../../../shared/domain/roles/rights.ts';
import { hasRight, isRole } from '../../../shared/domain/roles/rights.ts';
import type { RowReader } from '../projections/projection.ts';

/** A member as the roster says now. */
export interface MemberRow {
  readonly memberId: string;
  readonly name: string;
  readonly isOutside: boolean;
  readonly isActive: boolean;
  readonly workspaces: readonly string[];
  holds(right: Right): boolean;
}

interface MemberSqlRow {
  member_id: string;
  name: string;
  role: string;
  outside: number;
  active: number;
  workspaces: string;
}

const columns = 'member_id, name, role, outside, active, workspaces';

function memberRow(row: MemberSqlRow): MemberRow {
  return {
    memberId: row.member_id,
    name: row.name,
    isOutside: row.outside === 1,
    isActive: row.active === 1,
    workspaces: row.workspaces.split(' '),
    holds: (right) => isRole(row.role) && hasRight(row.role, right),
  };
}

/** One member, with those who have left; undefined where the roster knows nobody of this id. */
export function findMember(rows: RowReader, memberId: string): MemberRow | undefined {
  const row = rows.get<MemberSqlRow>(`SELECT ${columns} FROM roster_member WHERE member_id = ?`, [memberId]);
  return row === undefined ? undefined : memberRow(row);
}

/** The members who have not left, by name. */
export function activeMembers(rows: RowReader): MemberRow[] {
  return rows
    .all<MemberSqlRow>(`SELECT ${columns} FROM roster_member WHERE active = 1 ORDER BY name COLLATE NOCASE, member_id`)
    .map(memberRow);
}
