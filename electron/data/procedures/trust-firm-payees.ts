import type { FirmPayees } from '../../../shared/domain/trust/firm-payees.ts';
import type { RowReader } from '../projections/projection.ts';

/** The firm's own name and those of its contractors, as far as this device may read them. */
export function firmPayees(rows: RowReader): FirmPayees {
  const firm = rows.get<{ name: string | null }>('SELECT name FROM office_firm LIMIT 1');
  const suppliers = rows.all<{ name: string | null }>(
    'SELECT p.name FROM provider_contractor c JOIN office_party p ON p.party_id = c.party_id',
  );
  return { firm: firm?.name ?? '', suppliers: suppliers.flatMap((row) => (row.name === null ? [] : [row.name])) };
}
