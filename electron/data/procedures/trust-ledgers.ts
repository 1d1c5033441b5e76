import { firmLedgerId } from '../../../shared/domain/trust/entry.ts';
import type { RowReader, SqlValue } from '../projections/projection.ts';
import { filteredMattersSql } from './billing-filter.ts';
import { found } from './found.ts';
import type { Implementer } from './implementer.ts';
import { readLatePage } from './late-page.ts';
import { containsPattern } from './page-query.ts';
import { isMatterShut, matterClientSql } from './shown-names.ts';
import { accountName, ledgerTitleSql, readAccount, readLedgerPlace } from './trust-account-rows.ts';
import { balancesAsOf } from './trust-balances.ts';
import { journalPage, ledgerCardPage, viewEntry } from './trust-entries.ts';
import { holdsCents, holdsSql, pendingSql, quarantinedByLedger, uncollectedSql } from './trust-ledger-state.ts';
import type { OpenFirm } from './turn.ts';

interface LedgerSqlRow {
  ledger_id: string;
  account_id: string;
  account_name: string | null;
  last_four: string | null;
  title: string;
  client_name: string | null;
  matter_number: string | null;
  balance_cents: number;
  uncollected_cents: number;
  pending_cents: number;
  holds_cents: number;
  last_entry_on: string | null;
}

const ledgerColumns = `l.ledger_id, l.account_id, a.name AS account_name, a.last_four,
  ${ledgerTitleSql('l.ledger_id', 'm')} AS title, ${matterClientSql('m', 'c', 'p')} AS client_name, m.number AS matter_number,
  l.balance_cents, ${uncollectedSql} AS uncollected_cents, ${pendingSql} AS pending_cents,
  ${holdsSql} AS holds_cents, l.last_entry_on`;

const ledgerJoins = `LEFT JOIN trust_account a ON a.account_id = l.account_id
  LEFT JOIN office_matter m ON m.matter_id = l.ledger_id
  LEFT JOIN office_client c ON c.client_id = m.client_id
  LEFT JOIN office_party p ON p.party_id = c.party_id`;

function ledgerView(row: LedgerSqlRow, quarantined: ReadonlyMap<string, number>) {
  const waitingCents = row.pending_cents + (quarantined.get(`${row.account_id}/${row.ledger_id}`) ?? 0);
  return {
    ledgerId: row.ledger_id,
    accountId: row.account_id,
    accountName: accountName({ name: row.account_name, last_four: row.last_four }),
    title: row.title,
    clientName: row.client_name ?? '',
    matterNumber: row.matter_number ?? '',
    balanceCents: row.balance_cents,
    availableCents: row.balance_cents - row.uncollected_cents - waitingCents - row.holds_cents,
    uncollectedCents: row.uncollected_cents,
    pendingCents: waitingCents,
    holdsCents: row.holds_cents,
    lastEntryOn: row.last_entry_on,
  };
}

/** One ledger with balance and available; a ledger without entries has zeros. Throws a refusal for an unknown one. */
export function viewLedger(firm: OpenFirm, accountId: string, ledgerId: string) {
  const account = readAccount(firm.rows, accountId);
  const row = firm.rows.get<LedgerSqlRow>(
    `SELECT ${ledgerColumns} FROM trust_ledger l ${ledgerJoins} WHERE l.account_id = @account AND l.ledger_id = @ledger`,
    { account: accountId, ledger: ledgerId, today: firm.today() },
  );
  if (row !== undefined) return ledgerView(row, quarantinedByLedger(firm.rows));
  return emptyLedger(firm.rows, accountId, accountName(account), ledgerId);
}

function emptyLedger(rows: RowReader, accountId: string, name: string, ledgerId: string) {
  const place = readLedgerPlace(rows, ledgerId);
  const named = rows.get<{ client_name: string | null; number: string }>(
    `SELECT ${matterClientSql('m', 'c', 'p')} AS client_name, m.number FROM office_matter m
     LEFT JOIN office_client c ON c.client_id = m.client_id LEFT JOIN office_party p ON p.party_id = c.party_id
     WHERE m.matter_id = ?`,
    [ledgerId],
  );
  if (place.matterId !== undefined) found(named, 'trust', 'ledger', 'ledgerId');
  const held = holdsCents(rows, accountId, ledgerId);
  return {
    ledgerId,
    accountId,
    accountName: name,
    title: place.title,
    clientName: named?.client_name ?? '',
    matterNumber: named?.number ?? '',
    balanceCents: 0,
    availableCents: 0 - held,
    uncollectedCents: 0,
    pendingCents: 0,
    holdsCents: held,
    lastEntryOn: null,
  };
}

/** Procedures that read ledgers, the journal and balances. */
export function createTrustLedgerProcedures(os: Implementer) {
  return {
    listLedgers: os.trust.listLedgers.handler(({ input, context }) => {
      const firm = context.firm();
      const where: string[] = [];
      const parameters: Record<string, SqlValue> = {};
      if (input.accountId !== undefined) {
        where.push('l.account_id = @account');
        parameters.account = input.accountId;
      }
      if (input.matterId !== undefined) {
        where.push('l.ledger_id = @matter');
        parameters.matter = input.matterId;
      }
      if (input.withMoney) where.push('l.balance_cents <> 0');
      if (input.filter.trim() !== '') {
        where.push(`l.ledger_id IN (${filteredMattersSql})`);
        parameters.filter = containsPattern(input.filter);
      }
      const page = readLatePage<LedgerSqlRow>(firm.rows, input, {
        select: ledgerColumns,
        base: 'trust_ledger l',
        key: ['l.account_id', 'l.ledger_id'],
        joins: ledgerJoins,
        where,
        parameters: { ...parameters, today: firm.today() },
        sorts: {
          title: {
            by: `${ledgerTitleSql('l.ledger_id', 'm')} COLLATE NOCASE`,
            join: 'LEFT JOIN office_matter m ON m.matter_id = l.ledger_id',
          },
          balanceCents: { by: 'l.balance_cents' },
          lastEntryOn: { by: 'l.last_entry_on' },
        },
        tieBreak: 'l.ledger_id',
      });
      const quarantined = quarantinedByLedger(firm.rows);
      return { rows: page.rows.map((row) => ledgerView(row, quarantined)), total: page.total };
    }),

    getLedger: os.trust.getLedger.handler(({ input, context }) =>
      viewLedger(context.firm(), input.accountId, input.ledgerId),
    ),

    ledgerCard: os.trust.ledgerCard.handler(({ input, context }) => {
      const firm = context.firm();
      readAccount(firm.rows, input.accountId);
      const matterId = input.ledgerId === firmLedgerId ? null : input.ledgerId;
      if (!isMatterShut(firm.rows, matterId)) firm.noteOpened({ kind: 'ledger', thingId: input.ledgerId, matterId });
      return ledgerCardPage(firm, input);
    }),

    getEntry: os.trust.getEntry.handler(({ input, context }) =>
      found(viewEntry(context.firm(), input.entryId), 'trust', 'entry', 'entryId'),
    ),

    journal: os.trust.journal.handler(({ input, context }) => {
      const firm = context.firm();
      readAccount(firm.rows, input.accountId);
      return journalPage(firm, input);
    }),

    balancesAsOf: os.trust.balancesAsOf.handler(({ input, context }) => {
      const firm = context.firm();
      readAccount(firm.rows, input.accountId);
      const known = input.knownOnMs === undefined ? {} : { knownOnMs: input.knownOnMs };
      const balances = balancesAsOf(firm.rows, input.accountId, input.asOf, known);
      return { asOf: input.asOf, ...balances };
    }),
  };
}
