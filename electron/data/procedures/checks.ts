import { runTrustChecks, type TrustView, trustChecks } from '../../../shared/domain/trust/checks.ts';
import type { Instrument, JournalEntry } from '../../../shared/domain/trust/entry.ts';
import type { RowReader } from '../projections/projection.ts';
import { billingExceptions } from './billing-exceptions.ts';
import { figureChecks } from './figure-checks.ts';
import { foreignInvoiceCheck } from './provider-checks.ts';
import { type AccountSqlRow, accountName, ledgerTitleSql, readAccounts } from './trust-account-rows.ts';
import { trustRulePack } from './trust-rule-pack.ts';
import type { OpenFirm } from './turn.ts';

/** What a numbered check found. */
export interface CheckFinding {
  readonly number: string;
  readonly title: string;
  readonly severity: string;
  readonly detail: string;
}

interface JournalSqlRow {
  entry_id: string;
  ledger_id: string;
  day: string;
  type: JournalEntry['type'];
  kind: string;
  instrument: string;
  check_number: number | null;
  effect_cents: number;
  collected_on: string | null;
  invoice_id: string | null;
  reverses_entry_id: string | null;
  counterpart_entry_id: string | null;
  cleared_on: string | null;
  name: string | null;
  purpose: string | null;
}

function journalEntry(row: JournalSqlRow): JournalEntry {
  return {
    id: row.entry_id,
    ledgerId: row.ledger_id,
    day: row.day,
    type: row.type,
    instrument: row.instrument as Instrument,
    name: row.name ?? '',
    purpose: row.purpose ?? '',
    effectCents: row.effect_cents,
    collectedOn: row.collected_on ?? undefined,
    checkNumber: row.check_number ?? undefined,
    invoiceId: row.invoice_id ?? undefined,
    reverses: row.reverses_entry_id ?? undefined,
    counterpart: row.counterpart_entry_id ?? undefined,
  };
}

function invoicesOf(rows: RowReader, accountId: string): TrustView['invoices'] {
  const found = rows.all<{ invoice_id: string; number: string; matter_id: string; total_cents: number }>(
    `SELECT i.invoice_id, i.number, i.matter_id, i.total_cents FROM billing_invoice i WHERE i.number IS NOT NULL
       AND i.invoice_id IN (SELECT e.invoice_id FROM trust_entry e WHERE e.account_id = ? AND e.invoice_id IS NOT NULL)`,
    [accountId],
  );
  return new Map(
    found.map((row) => [row.invoice_id, { number: row.number, matterId: row.matter_id, totalCents: row.total_cents }]),
  );
}

function signedOf(rows: RowReader, accountId: string): TrustView['signed'] {
  const signed = rows.all<{ reconciliation_id: string; statement_on: string }>(
    'SELECT reconciliation_id, statement_on FROM trust_reconciliation WHERE account_id = ? AND is_reopened = 0',
    [accountId],
  );
  return signed.map((row) => ({
    statementOn: row.statement_on,
    lateEntryIds: rows
      .all<{ entry_id: string }>('SELECT entry_id FROM trust_late WHERE reconciliation_id = ?', [row.reconciliation_id])
      .map((late) => late.entry_id),
  }));
}

/** A trust account as its checks look at it: the whole journal. */
export function trustView(firm: Pick<OpenFirm, 'rows' | 'today'>, account: AccountSqlRow): TrustView {
  const { rows } = firm;
  const journal = rows.all<JournalSqlRow>(
    'SELECT * FROM trust_entry WHERE account_id = ? ORDER BY day, clock, entry_id',
    [account.account_id],
  );
  const ledgers = rows.all<{ ledger_id: string; title: string }>(
    `SELECT l.ledger_id, ${ledgerTitleSql('l.ledger_id', 'm')} AS title FROM trust_ledger l
     LEFT JOIN office_matter m ON m.matter_id = l.ledger_id WHERE l.account_id = ?`,
    [account.account_id],
  );
  return {
    kind: account.kind,
    today: firm.today(),
    entries: journal.map(journalEntry),
    firstCheckNumber: account.next_check_number,
    firmFundsCeilingCents: account.firm_funds_ceiling_cents,
    clearedEntryIds: new Set(journal.filter((row) => row.cleared_on !== null).map((row) => row.entry_id)),
    signed: signedOf(rows, account.account_id),
    invoices: invoicesOf(rows, account.account_id),
    ledgerNames: new Map(ledgers.map((row) => [row.ledger_id, row.title])),
  };
}

function trustFindings(firm: OpenFirm): { findings: CheckFinding[]; accounts: number } {
  const accounts = readAccounts(firm.rows);
  const titles = new Map(trustChecks.map((check) => [check.number, check.title]));
  const findings = accounts.flatMap((account) =>
    runTrustChecks(trustView(firm, account), trustRulePack(firm.rows, firm.today())).map((finding) => ({
      number: finding.check,
      title: titles.get(finding.check) ?? '',
      severity: finding.severity,
      detail: `${accountName(account)}: ${finding.sentence}`,
    })),
  );
  return { findings, accounts: accounts.length };
}

/**
 * Runs every numbered check over what this device holds: TC1 and on over each trust account, BC1 and on over billing,
 * FC1 and on over the kept sums, PC1 over contractors' invoices. Answers what they found, and how many ran.
 */
export function runChecks(firm: OpenFirm): { findings: CheckFinding[]; checksRun: number } {
  const trust = trustFindings(firm);
  const billing = billingExceptions(firm.rows).map((exception) => ({
    number: 'BC1',
    title: 'Every invoice is billed, numbered and paid once',
    severity: 'exception',
    detail: exception.sentence,
  }));
  const ownChecks = [...figureChecks, foreignInvoiceCheck];
  const figures = ownChecks.flatMap((check) =>
    check
      .find(firm.rows)
      .map((detail) => ({ number: check.number, title: check.title, severity: 'exception', detail })),
  );
  return {
    findings: [...trust.findings, ...billing, ...figures],
    checksRun: trust.accounts * trustChecks.length + 1 + ownChecks.length,
  };
}
