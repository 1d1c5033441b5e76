import { findRate } from '../../../shared/domain/billing/rates.ts';
import type { Day } from '../../../shared/domain/day.ts';
import type { RowReader } from '../projections/projection.ts';
import { found } from './found.ts';
import { matterClientSql, matterTitleSql } from './shown-names.ts';

/** What billing needs to know about a matter. */
export interface BilledMatter {
  readonly matterId: string;
  readonly clientId: string;
  readonly number: string;
  readonly title: string;
  readonly clientName: string;
  /** The client's first address, as it was typed. */
  readonly clientAddress: string;
  readonly isOpen: boolean;
  readonly rateCents: number;
  readonly withheld: boolean;
}

interface MatterSqlRow {
  matter_id: string;
  client_id: string;
  number: string;
  title: string;
  client_name: string;
  addresses: string | null;
  closed_on: string | null;
  fee_rate_cents: number;
  withheld: number;
}

export function firstAddress(addresses: string | null): string {
  const list: unknown = JSON.parse(addresses ?? '[]');
  const first: unknown = Array.isArray(list) ? list[0] : undefined;
  return typeof first === 'string' ? first : '';
}

/** The matter that work is billed on. Throws a refusal where it is not known. */
export function readBilledMatter(rows: RowReader, matterId: string): BilledMatter {
  const row = rows.get<MatterSqlRow>(
    `SELECT m.matter_id, m.client_id, m.number, ${matterTitleSql('m')} AS title, ${matterClientSql('m', 'c', 'p')} AS client_name,
       p.addresses, m.closed_on, m.fee_rate_cents, m.withheld
     FROM office_matter m LEFT JOIN office_client c ON c.client_id = m.client_id
     LEFT JOIN office_party p ON p.party_id = c.party_id WHERE m.matter_id = ?`,
    [matterId],
  );
  const matter = found(row, 'billing', 'matter', 'matterId');
  return {
    matterId: matter.matter_id,
    clientId: matter.client_id,
    number: matter.number,
    title: matter.title,
    clientName: matter.client_name,
    clientAddress: firstAddress(matter.addresses),
    isOpen: matter.closed_on === null,
    rateCents: matter.fee_rate_cents,
    withheld: matter.withheld === 1,
  };
}

/** The rate for work on a matter [BL4]: given on the entry, or the matter's agreement; zero where there is neither. */
export function rateFor(
  matter: BilledMatter,
  work: { readonly workedOn: Day; readonly timekeeperMemberId: string; readonly rateCents?: number | undefined },
): number {
  const rules = [{ matterId: matter.matterId, rateCents: matter.rateCents, from: '0001-01-01' }];
  const rate = findRate(rules, {
    day: work.workedOn,
    matterId: matter.matterId,
    clientId: matter.clientId,
    timekeeperId: work.timekeeperMemberId,
    overrideCents: work.rateCents,
  });
  return rate?.rateCents ?? 0;
}
