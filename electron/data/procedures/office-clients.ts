import type { SqlValue } from '../projections/projection.ts';
import type { Implementer } from './implementer.ts';
import { partyFilter } from './office-parties.ts';
import { readPage } from './page-query.ts';
import { clientNameSql } from './shown-names.ts';

const mattersSql = '(SELECT COUNT(*) FROM office_matter m WHERE m.client_id = c.client_id)';
const owedSql = `COALESCE((SELECT SUM(i.owed_cents) FROM billing_invoice i
  WHERE i.client_id = c.client_id AND i.state = 'issued'), 0)`;
const trustSql = `COALESCE((SELECT SUM(g.balance_cents) FROM office_matter m JOIN trust_ledger g ON g.ledger_id = m.matter_id
  WHERE m.client_id = c.client_id), 0)`;

interface ClientRow {
  clientId: string;
  partyId: string;
  number: string;
  name: string;
  openedOn: string;
  matters: number;
  owedCents: number;
  trustCents: number;
}

/** Procedures on clients. */
export function createClientProcedures(os: Implementer) {
  return {
    listClients: os.office.listClients.handler(({ input, context }) => {
      const parameters: Record<string, SqlValue> = {};
      const filter = partyFilter('c.party_id', input.filter, parameters);
      return readPage<ClientRow>(context.firm().rows, input, {
        select: `c.client_id AS clientId, c.party_id AS partyId, c.number, ${clientNameSql('c', 'p')} AS name,
          c.opened_on AS openedOn, ${mattersSql} AS matters, ${owedSql} AS owedCents, ${trustSql} AS trustCents`,
        from: 'office_client c LEFT JOIN office_party p ON p.party_id = c.party_id',
        countFrom: 'office_client c',
        where: filter === null ? [] : [filter],
        parameters,
        sorts: {
          name: 'p.name COLLATE NOCASE',
          number: 'c.number',
          openedOn: 'c.opened_on',
          matters: mattersSql,
          owedCents: owedSql,
          trustCents: trustSql,
        },
        tieBreak: 'c.client_id',
      });
    }),
  };
}
