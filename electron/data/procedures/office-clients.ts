import type { SqlValue } from '../projections/projection.ts';
import type { Implementer } from './implementer.ts';
import { readLatePage } from './late-page.ts';
import { partyFilter } from './office-parties.ts';

import { clientNameSql } from './shown-names.ts';

const partyJoin = 'LEFT JOIN office_party p ON p.party_id = c.party_id';
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
      return readLatePage<ClientRow>(context.firm().rows, input, {
        select: `c.client_id AS clientId, c.party_id AS partyId, c.number, ${clientNameSql('c', 'p')} AS name,
          c.opened_on AS openedOn, ${mattersSql} AS matters, ${owedSql} AS owedCents, ${trustSql} AS trustCents`,
        base: 'office_client c',
        key: ['c.client_id'],
        joins: partyJoin,
        where: filter === null ? [] : [filter],
        parameters,
        sorts: {
          // Walking the index of names is ten times cheaper than sorting; a client's party came before the client.
          name: {
            by: 'p.name COLLATE NOCASE',
            base: 'office_party p CROSS JOIN office_client c ON c.party_id = p.party_id',
          },
          number: { by: 'c.number' },
          openedOn: { by: 'c.opened_on' },
          matters: { by: mattersSql },
          owedCents: { by: owedSql },
          trustCents: { by: trustSql },
        },
        tieBreak: 'c.client_id',
      });
    }),
  };
}
