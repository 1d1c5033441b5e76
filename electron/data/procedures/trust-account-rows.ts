import type { Day } from '../../../shared/domain/day.ts';
import { firmLedgerId, suspenseLedgerId } from '../../../shared/domain/trust/entry.ts';
import type { AccountState } from '../../../shared/domain/trust/posting.ts';
import type { RowReader } from '../projections/projection.ts';
import { found } from './found.ts';
import type { Me } from './turn.ts';

export interface AccountSqlRow {
  account_id: string;
  kind: 'iolta' | 'separate';
  opened_on: string;
  name: string | null;
  bank: string | null;
  last_four: string | null;
  firm_funds_ceiling_cents: number;
  next_check_number: number;
  custodian_device_id: string;
  custody_event_id: string;
}

/** SQL of the ceiling of the firm's own money: the account's, or the last confirmed one of the rules if lower [TR33]. */
export const ceilingSql = `MIN(a.firm_funds_ceiling_cents, COALESCE(
  (SELECT t.firm_funds_ceiling_cents FROM trust_rules t ORDER BY t.clock DESC LIMIT 1), a.firm_funds_ceiling_cents))`;

const accountSql = `SELECT a.account_id, a.kind, a.opened_on, a.name, a.bank, a.last_four, a.next_check_number,
  a.custodian_device_id, a.custody_event_id, ${ceilingSql} AS firm_funds_ceiling_cents FROM trust_account a`;

/** A trust account's row. Throws a refusal where it is not known. */
export function readAccount(rows: RowReader, accountId: string): AccountSqlRow {
  const row = rows.get<AccountSqlRow>(`${accountSql} WHERE a.account_id = ?`, [accountId]);
  return found(row, 'trust', 'trust account', 'accountId');
}

/** Every trust account, by name. */
export function readAccounts(rows: RowReader): AccountSqlRow[] {
  return rows.all<AccountSqlRow>(`${accountSql} ORDER BY a.name, a.account_id`);
}

/** The account that is asked for, or every one by name. Throws a refusal for an unknown one. */
export function accountsOf(rows: RowReader, accountId: string | undefined): AccountSqlRow[] {
  return accountId === undefined ? readAccounts(rows) : [readAccount(rows, accountId)];
}

/** The account as people know it. */
export function accountName(account: Pick<AccountSqlRow, 'name' | 'last_four'>): string {
  return account.name ?? `Trust account ${account.last_four ?? ''}`.trim();
}

interface SignedRow {
  reconciliation_id: string;
  event_id: string;
  at_ms: number;
  statement_from: string;
  statement_on: string;
  bank_balance_cents: number;
  adjusted_bank_cents: number;
  is_cut_over: number;
}

/** The last signed reconciliation that was not opened again. */
export function lastSigned(rows: RowReader, accountId: string): SignedRow | undefined {
  return rows.get<SignedRow>(
    `SELECT * FROM trust_reconciliation WHERE account_id = ? AND is_reopened = 0 ORDER BY statement_on DESC LIMIT 1`,
    [accountId],
  );
}

/** The next check number to propose: above every number used on the account. */
export function nextCheckNumber(rows: RowReader, account: AccountSqlRow): number {
  const used = rows.get<{ last: number | null }>(
    'SELECT MAX(check_number) AS last FROM trust_check_use WHERE account_id = ?',
    [account.account_id],
  );
  return Math.max(account.next_check_number, (used?.last ?? 0) + 1);
}

/** A device's name as the roster knows it. */
export function deviceNameOf(rows: RowReader, deviceId: string): string {
  const device = rows.get<{ name: string }>('SELECT name FROM roster_device WHERE device_id = ?', [deviceId]);
  return device?.name ?? `Device ${deviceId.slice(0, 4)}`;
}

/**
 * The account as the rules need it. Of the used check numbers only those are read that a posting of `checkNumber` asks
 * about: itself and the highest.
 */
export function accountState(
  rows: RowReader,
  me: Me,
  account: AccountSqlRow,
  posting: { readonly hasGap: boolean; readonly checkNumber?: number | undefined },
): AccountState {
  const used = rows.all<{ check_number: number }>(
    `SELECT check_number FROM trust_check_use WHERE account_id = @account AND (check_number = @number
       OR check_number = (SELECT MAX(check_number) FROM trust_check_use WHERE account_id = @account))`,
    { account: account.account_id, number: posting.checkNumber ?? 0 },
  );
  return {
    kind: account.kind,
    openedOn: account.opened_on,
    lockedThrough: lastSigned(rows, account.account_id)?.statement_on,
    firmFundsCeilingCents: account.firm_funds_ceiling_cents,
    isCustodianHere: account.custodian_device_id === me.deviceId,
    custodianName: deviceNameOf(rows, account.custodian_device_id),
    gaps: posting.hasGap ? 1 : 0,
    usedCheckNumbers: used.map((row) => row.check_number),
    firstCheckNumber: account.next_check_number,
  };
}

/** The first day that a statement may begin with: the day after the last signed one, or the account's opening. */
export function openFrom(rows: RowReader, account: AccountSqlRow, dayAfter: (day: Day) => Day): Day {
  const last = lastSigned(rows, account.account_id);
  return last === undefined ? account.opened_on : dayAfter(last.statement_on);
}

/** SQL of a ledger's title; `ledger` is the ledger's id, `matter` the alias of office_matter joined to it. */
export function ledgerTitleSql(ledger: string, matter: string): string {
  return `CASE WHEN ${ledger} = '${firmLedgerId}' THEN 'Firm funds'
    WHEN ${ledger} = '${suspenseLedgerId}' THEN 'Unidentified money' ELSE COALESCE(${matter}.title, 'Ledger ' || ${matter}.number || ' (withheld)', 'Ledger of an unknown matter') END`;
}

/** What a ledger is kept for. `matterId` is absent for the firm's own and for unidentified money. */
export interface LedgerPlace {
  readonly ledgerId: string;
  readonly title: string;
  readonly matterId?: string;
  readonly withheld: boolean;
}

/** Names a ledger and its matter. Throws a refusal for one that is neither a known matter's nor one of the two without. */
export function readLedgerPlace(rows: RowReader, ledgerId: string): LedgerPlace {
  if (ledgerId === firmLedgerId) return { ledgerId, title: 'Firm funds', withheld: false };
  if (ledgerId === suspenseLedgerId) return { ledgerId, title: 'Unidentified money', withheld: false };
  const row = rows.get<{ title: string; withheld: number }>(
    `SELECT ${ledgerTitleSql('m.matter_id', 'm')} AS title, m.withheld FROM office_matter m WHERE m.matter_id = ?`,
    [ledgerId],
  );
  const matter = found(row, 'trust', 'matter', 'ledgerId');
  return { ledgerId, title: matter.title, matterId: ledgerId, withheld: matter.withheld === 1 };
}
