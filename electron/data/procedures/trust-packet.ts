import { type Day, daysBetween } from '../../../shared/domain/day.ts';
import { firmLedgerId } from '../../../shared/domain/trust/entry.ts';
import type { JournalLine, LedgerBalance, OutstandingItem, ReconciliationPaper } from '../paper/paper-data.ts';
import type { RowReader } from '../projections/projection.ts';
import { found, refuseNow } from './found.ts';
import { paperBase } from './letterhead.ts';
import { clientNameSql } from './shown-names.ts';
import { type AccountSqlRow, accountName, ledgerTitleSql, readAccount } from './trust-account-rows.ts';
import type { OpenFirm } from './turn.ts';

interface SignedSqlRow {
  reconciliation_id: string;
  event_id: string;
  account_id: string;
  statement_from: string;
  statement_on: string;
  bank_balance_cents: number;
  adjusted_bank_cents: number;
  journal_cents: number;
  ledgers_cents: number;
  member_id: string;
  prepared_by: string;
  at_ms: number;
  is_reopened: number;
  statement: string | null;
  note: string | null;
}

interface SeenSqlRow {
  entry_id: string;
  ledger_id: string;
  ledger_number: string | null;
  ledger_title: string;
  client_name: string | null;
  day: string;
  type: string;
  check_number: number | null;
  reference: string | null;
  name: string | null;
  effect_cents: number;
  cleared_on: string | null;
  reverses_entry_id: string | null;
}

/** The entries that the signer had seen: what came later is not on this paper. */
function readSeen(rows: RowReader, signed: SignedSqlRow): SeenSqlRow[] {
  return rows.all<SeenSqlRow>(
    `SELECT e.entry_id, e.ledger_id, m.number AS ledger_number, ${ledgerTitleSql('e.ledger_id', 'm')} AS ledger_title,
       ${clientNameSql('c', 'p')} AS client_name, e.day, e.type, e.check_number, e.reference, e.name, e.effect_cents,
       e.cleared_on, e.reverses_entry_id
     FROM trust_entry e
     JOIN trust_reconciliation_head h ON h.reconciliation_id = @reconciliation AND h.device_id = e.device_id
       AND e.event_id <= h.event_id
     LEFT JOIN office_matter m ON m.matter_id = e.ledger_id
     LEFT JOIN office_client c ON c.client_id = m.client_id
     LEFT JOIN office_party p ON p.party_id = c.party_id
     WHERE e.account_id = @account AND e.day <= @on ORDER BY e.day, e.clock, e.entry_id`,
    { reconciliation: signed.reconciliation_id, account: signed.account_id, on: signed.statement_on },
  );
}

function referenceOf(row: SeenSqlRow): string {
  return row.check_number === null ? (row.reference ?? '') : `Check ${row.check_number}`;
}

function numberOf(row: SeenSqlRow): string {
  return row.ledger_id === firmLedgerId ? 'Firm' : (row.ledger_number ?? '');
}

/** What the bank had not seen; an entry taken back before the bank saw it is left out [TR25]. */
function openItems(seen: readonly SeenSqlRow[], on: Day): SeenSqlRow[] {
  const open = new Map(
    seen.filter((row) => row.cleared_on === null || row.cleared_on > on).map((row) => [row.entry_id, row]),
  );
  for (const row of [...open.values()]) {
    if (row.reverses_entry_id === null || !open.has(row.reverses_entry_id)) continue;
    open.delete(row.reverses_entry_id);
    open.delete(row.entry_id);
  }
  return [...open.values()];
}

function outstanding(rows: readonly SeenSqlRow[], sign: 1 | -1, on: Day): OutstandingItem[] {
  return rows
    .filter((row) => Math.sign(row.effect_cents) === sign)
    .map((row) => ({
      day: row.day,
      reference: referenceOf(row),
      what: row.name ?? 'Withheld',
      ledgerNumber: numberOf(row),
      amountCents: Math.abs(row.effect_cents),
      ageDays: daysBetween(row.day, on),
    }));
}

function ledgersOf(seen: readonly SeenSqlRow[]): LedgerBalance[] {
  const ledgers = new Map<string, LedgerBalance>();
  for (const row of seen) {
    const balanceCents = (ledgers.get(row.ledger_id)?.balanceCents ?? 0) + row.effect_cents;
    ledgers.set(row.ledger_id, {
      number: numberOf(row),
      client: row.client_name ?? '',
      matter: row.ledger_title,
      balanceCents,
    });
  }
  return [...ledgers.values()]
    .filter((ledger) => ledger.balanceCents !== 0)
    .sort((a, b) => (a.number < b.number ? -1 : 1));
}

function journalOf(seen: readonly SeenSqlRow[], from: Day): { openingCents: number; lines: JournalLine[] } {
  let balanceCents = 0;
  let openingCents = 0;
  const lines: JournalLine[] = [];
  for (const row of seen) {
    balanceCents += row.effect_cents;
    if (row.day < from) {
      openingCents = balanceCents;
      continue;
    }
    lines.push({
      day: row.day,
      kind: row.type,
      reference: referenceOf(row),
      what: row.name ?? 'Withheld',
      ledgerNumber: numberOf(row),
      amountCents: row.effect_cents,
      balanceCents,
    });
  }
  return { openingCents, lines };
}

/** The account as papers print it. */
export function accountLine(account: AccountSqlRow) {
  return { name: accountName(account), bankName: account.bank ?? '', lastDigits: account.last_four ?? '' };
}

/** The packet of a signed reconciliation, made again from what the signer had seen. Refuses one that was reopened. */
export function reconciliationPacket(firm: OpenFirm, reconciliationId: string): ReconciliationPaper {
  const signed = found(
    firm.rows.get<SignedSqlRow>('SELECT * FROM trust_reconciliation WHERE reconciliation_id = ?', [reconciliationId]),
    'trust',
    'reconciliation',
    'reconciliationId',
  );
  if (signed.is_reopened === 1) {
    refuseNow('trust.reconciliation-reopened', 'This reconciliation was opened again. Sign it anew for its packet.', [
      'reconciliationId',
    ]);
  }
  const account = readAccount(firm.rows, signed.account_id);
  const seen = readSeen(firm.rows, signed);
  const open = openItems(seen, signed.statement_on);
  const journal = journalOf(seen, signed.statement_from);
  const signedAt = new Date(signed.at_ms).toISOString();
  return {
    ...paperBase(firm),
    account: accountLine(account),
    from: signed.statement_from,
    asOf: signed.statement_on,
    statementCents: signed.bank_balance_cents,
    bankErrors: [],
    outstandingChecks: outstanding(open, -1, signed.statement_on),
    depositsInTransit: outstanding(open, 1, signed.statement_on),
    adjustedBankCents: signed.adjusted_bank_cents,
    journalCents: signed.journal_cents,
    ledgersCents: signed.ledgers_cents,
    ledgers: ledgersOf(seen),
    openingJournalCents: journal.openingCents,
    journal: journal.lines,
    statementLines: [],
    sentence: signed.statement ?? 'Balanced.',
    exceptions: [],
    preparedBy: firm.memberName(signed.prepared_by),
    preparedAt: signedAt,
    signed: { by: firm.memberName(signed.member_id), at: signedAt },
    fingerprint: signed.event_id.slice(-43),
  };
}
