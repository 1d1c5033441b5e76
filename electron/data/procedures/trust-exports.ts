import {
  type ExportedAccount,
  formatJournalEntry,
  formatJournalHead,
  type JournalFormat,
  nameAccounts,
} from '../../../shared/domain/trust/plain-text-journal.ts';
import type { RowReader } from '../projections/projection.ts';
import type { Implementer } from './implementer.ts';
import { accountName, ledgerTitleSql, readAccount } from './trust-account-rows.ts';
import { makeAuditBundle } from './trust-audit-bundle.ts';
import { journalPage } from './trust-entries.ts';
import type { OpenFirm } from './turn.ts';

function exportedAccount(rows: RowReader, accountId: string): ExportedAccount {
  const account = readAccount(rows, accountId);
  const ledgers = rows.all<{ ledger_id: string; number: string | null; title: string }>(
    `SELECT l.ledger_id, m.number, ${ledgerTitleSql('l.ledger_id', 'm')} AS title FROM trust_ledger l
     LEFT JOIN office_matter m ON m.matter_id = l.ledger_id WHERE l.account_id = ? ORDER BY m.number, l.ledger_id`,
    [accountId],
  );
  return {
    accountId,
    name: accountName(account),
    bank: account.bank ?? '',
    lastFour: account.last_four ?? '',
    openedOn: account.opened_on,
    ledgers: ledgers.map((row) => ({ ledgerId: row.ledger_id, number: row.number ?? '', title: row.title })),
  };
}

const endings: Readonly<Record<JournalFormat, string>> = { hledger: 'journal', beancount: 'beancount' };

function exportJournal(
  firm: OpenFirm,
  input: { accountId: string; format: JournalFormat; offset: number; limit: number },
) {
  const { format, accountId, offset, limit } = input;
  const account = exportedAccount(firm.rows, accountId);
  const names = nameAccounts(format, account);
  const page = journalPage(firm, { accountId, descending: false, offset, limit });
  const head = offset === 0 ? formatJournalHead(format, account, names) : '';
  const entries = page.rows.map((entry) =>
    formatJournalEntry(format, names, { ...entry, isCleared: entry.clearedOn !== null }),
  );
  return {
    text: head + entries.join(''),
    total: page.total,
    fileName: `trust-${account.lastFour}-${firm.today()}.${endings[format]}`,
  };
}

/** Trust books for other programs and for examiners [TR35] [TR36]. */
export function createTrustExportProcedures(os: Implementer) {
  return {
    exportJournal: os.trust.exportJournal.handler(({ input, context }) => exportJournal(context.firm(), input)),

    auditBundle: os.trust.auditBundle.handler(({ input, context }) => makeAuditBundle(context.firm(), input)),
  };
}
