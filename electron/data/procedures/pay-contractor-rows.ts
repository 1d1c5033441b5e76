import type { EntityType, TaxForm } from '../../../shared/domain/provider/tax-form.ts';
import type { Right } from '../../../shared/domain/roles/rights.ts';
import type { RowReader, SqlValue } from '../projections/projection.ts';
import { staffOf } from './agreement-providers.ts';
import { found } from './found.ts';
import { partyNameSql } from './shown-names.ts';
import type { Me } from './turn.ts';

/** Whoever asks: the firm as queries have it, or a turn of a command. */
export interface Asker {
  readonly rows: RowReader;
  readonly me: Me;
  holds(right: Right): boolean;
}

export interface ContractorSqlRow {
  readonly contractor_id: string;
  readonly party_id: string;
  readonly name: string;
  readonly entity: EntityType;
  readonly is_attorney: number;
  readonly state: string;
  readonly form: TaxForm;
  readonly signed_on: string | null;
  readonly form_document_id: string | null;
  readonly backup_basis_points: number;
  readonly term_days: number;
  readonly interest_basis_points: number;
  readonly has_taxpayer_number: number;
  readonly taxpayer_number: string | null;
  readonly note: string | null;
  readonly address: string | null;
}

export const contractorColumns = `c.contractor_id, c.party_id, ${partyNameSql('p')} AS name, c.entity, c.is_attorney,
  c.state, c.form, c.signed_on, c.form_document_id, c.backup_basis_points, c.term_days, c.interest_basis_points,
  c.has_taxpayer_number, c.taxpayer_number, c.note, p.addresses AS address`;
export const contractorJoins = 'provider_contractor c LEFT JOIN office_party p ON p.party_id = c.party_id';

/** Narrows a list to the contractors that this person may see: outside members, those that they act for. `column` holds the id. */
export function ownContractors(me: Me, column: string): { where: string[]; parameters: Record<string, SqlValue> } {
  if (!me.outside) return { where: [], parameters: {} };
  return {
    where: [`${column} IN (SELECT contractor_id FROM provider_contractor_member WHERE member_id = @ownMemberId)`],
    parameters: { ownMemberId: me.memberId },
  };
}

/** A contractor that this person may see; a refusal of any other, as if it were not there. */
export function readContractor({ rows, me }: Pick<Asker, 'rows' | 'me'>, contractorId: string): ContractorSqlRow {
  const own = ownContractors(me, 'c.contractor_id');
  return found(
    rows.get<ContractorSqlRow>(
      `SELECT ${contractorColumns} FROM ${contractorJoins}
       WHERE ${['c.contractor_id = @contractorId', ...own.where].join(' AND ')}`,
      { contractorId, ...own.parameters },
    ),
    'provider',
    'contractor',
    'contractorId',
  );
}

/** The members of the provider who see a contractor's invoices. */
export function memberIdsOf(rows: RowReader, contractorId: string): string[] {
  return rows
    .all<{ member_id: string }>(
      'SELECT member_id FROM provider_contractor_member WHERE contractor_id = ? ORDER BY member_id',
      [contractorId],
    )
    .map((row) => row.member_id);
}

/** Whose work is a contractor's: those who act for it, and the staff of the provider that it is. */
export function workersOf(
  rows: RowReader,
  contractor: Pick<ContractorSqlRow, 'contractor_id' | 'party_id'>,
): Set<string> {
  return new Set([...memberIdsOf(rows, contractor.contractor_id), ...staffOf(rows, contractor.party_id)]);
}
