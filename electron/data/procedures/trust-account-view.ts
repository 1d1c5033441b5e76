import type { Day } from '../../../shared/domain/day.ts';
import { coverMonths } from '../../../shared/domain/trust/coverage.ts';
import { firmLedgerId } from '../../../shared/domain/trust/entry.ts';
import { judgeAccount } from '../../../shared/domain/trust/light.ts';
import type { RowReader } from '../projections/projection.ts';
import {
  type AccountSqlRow,
  accountName,
  deviceNameOf,
  lastSigned,
  ledgerTitleSql,
  nextCheckNumber,
} from './trust-account-rows.ts';
import { coverageFacts } from './trust-coverage.ts';
import type { FoundException } from './trust-exceptions.ts';

interface Sums {
  journal: number;
  ledgers: number;
  firm_funds: number;
  uncollected: number;
  open_requests: number;
}

function readSums(rows: RowReader, accountId: string, today: Day): Sums {
  const sums = rows.get<Sums>(
    `SELECT
       COALESCE((SELECT SUM(effect_cents) FROM trust_journal_month WHERE account_id = @account), 0) AS journal,
       COALESCE((SELECT SUM(balance_cents) FROM trust_ledger WHERE account_id = @account), 0) AS ledgers,
       COALESCE((SELECT balance_cents FROM trust_ledger WHERE account_id = @account AND ledger_id = @firm), 0) AS firm_funds,
       COALESCE((SELECT SUM(effect_cents) FROM trust_entry WHERE account_id = @account AND collected_on > @today
         AND is_reversed = 0), 0) AS uncollected,
       (SELECT COUNT(*) FROM trust_request WHERE account_id = @account AND state <> 'declined'
         AND posted_entry_id IS NULL) AS open_requests`,
    { account: accountId, firm: firmLedgerId, today },
  );
  return sums ?? { journal: 0, ledgers: 0, firm_funds: 0, uncollected: 0, open_requests: 0 };
}

function shortLedgers(rows: RowReader, accountId: string) {
  return rows
    .all<{ title: string; balance_cents: number }>(
      `SELECT ${ledgerTitleSql('l.ledger_id', 'm')} AS title, l.balance_cents
       FROM trust_ledger l INDEXED BY trust_ledger_balance LEFT JOIN office_matter m ON m.matter_id = l.ledger_id
       WHERE l.balance_cents < 0 AND l.account_id = ? ORDER BY l.balance_cents`,
      [accountId],
    )
    .map((row) => ({ name: row.title, balanceCents: row.balance_cents }));
}

/**
 * The bank as it should stand now: what the last signed reconciliation found there, and what was posted for later days.
 * Null before the first one.
 */
function expectedBank(rows: RowReader, accountId: string): { bankCents: number | null; on: Day | null } {
  const last = lastSigned(rows, accountId);
  if (last === undefined) return { bankCents: null, on: null };
  const later = rows.get<{ cents: number }>(
    'SELECT COALESCE(SUM(effect_cents), 0) AS cents FROM trust_entry WHERE account_id = ? AND day > ?',
    [accountId, last.statement_on],
  );
  return { bankCents: last.adjusted_bank_cents + (later?.cents ?? 0), on: last.statement_on };
}

/** A trust account as the contract shows it: three totals, custody and the light. */
export function accountView(
  rows: RowReader,
  deviceId: string,
  account: AccountSqlRow,
  today: Day,
  exceptions: readonly FoundException[],
) {
  const accountId = account.account_id;
  const sums = readSums(rows, accountId, today);
  const bank = expectedBank(rows, accountId);
  const own = exceptions.filter((exception) => exception.accountId === accountId).length;
  const months = coverMonths(coverageFacts(rows, account, today));
  return {
    accountId,
    name: accountName(account),
    bank: account.bank ?? '',
    lastFour: account.last_four ?? '',
    kind: account.kind,
    openedOn: account.opened_on,
    journalCents: sums.journal,
    ledgersCents: sums.ledgers,
    bankCents: bank.bankCents,
    lastReconciledOn: bank.on,
    custodianDeviceId: account.custodian_device_id,
    custodianDeviceName: deviceNameOf(rows, account.custodian_device_id),
    custodyIsHere: account.custodian_device_id === deviceId,
    nextCheckNumber: nextCheckNumber(rows, account),
    firmFundsCents: sums.firm_funds,
    firmFundsCeilingCents: account.firm_funds_ceiling_cents,
    openRequests: sums.open_requests,
    exceptions: own,
    light: judgeAccount({
      bankCents: bank.bankCents,
      journalCents: sums.journal,
      ledgersCents: sums.ledgers,
      shortLedgers: shortLedgers(rows, accountId),
      exceptions: own,
      overdueMonth: months.find((month) => month.state === 'overdue')?.month,
      openRequests: sums.open_requests,
      uncollectedCents: sums.uncollected,
    }),
  };
}
