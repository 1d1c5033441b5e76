import { addDays, type Day, daysBetween, formatLongDay } from '../../../shared/domain/day.ts';
import { formatCents } from '../../../shared/domain/money.ts';
import { formatCheckRanges } from '../../../shared/domain/trust/check-numbers.ts';
import { firmLedgerId, suspenseLedgerId } from '../../../shared/domain/trust/entry.ts';
import type { TrustRulePack } from '../../../shared/domain/trust/rule-pack.ts';
import type { RowReader } from '../projections/projection.ts';
import type { Implementer } from './implementer.ts';
import { clientNameSql } from './shown-names.ts';
import { type AccountSqlRow, ledgerTitleSql, readAccount, readAccounts } from './trust-account-rows.ts';
import { openSetup } from './trust-account-setup.ts';
import { readCheckGaps } from './trust-check-register.ts';
import { unreviewedSql } from './trust-reviews.ts';
import { trustRulePack } from './trust-rule-pack.ts';
import { listUnidentified } from './trust-unidentified.ts';
import type { OpenFirm } from './turn.ts';

interface LookAt {
  readonly key: string;
  readonly accountId: string;
  readonly code: string;
  readonly title: string;
  readonly sentence: string;
  readonly day: Day;
  readonly amountCents: number;
  readonly ledgerId: string | null;
}

interface Look {
  readonly firm: OpenFirm;
  readonly rows: RowReader;
  readonly account: AccountSqlRow;
  readonly pack: TrustRulePack;
  readonly today: Day;
}

/** Of each kind so many are listed: whoever has more begins with these. */
const shownMax = 200;
/** How far back postings are looked at, in days; older ones were looked at before. */
const reviewedDays = 365;

/** Checks that nobody has cashed [TC11]. */
function findStaleChecks({ rows, account, pack, today }: Look): LookAt[] {
  const found = rows.all<{
    entry_id: string;
    ledger_id: string;
    day: string;
    check_number: number;
    effect_cents: number;
    name: string | null;
  }>(
    `SELECT entry_id, ledger_id, day, check_number, effect_cents, name FROM trust_entry INDEXED BY trust_entry_uncleared
     WHERE account_id = ? AND cleared_on IS NULL AND day < ? AND check_number IS NOT NULL AND effect_cents < 0
       AND is_reversed = 0 ORDER BY day LIMIT ${shownMax + 1}`,
    [account.account_id, addDays(today, -pack.staleCheckDays.value)],
  );
  return found.map((row) => {
    const days = daysBetween(row.day, today);
    const isRefused = days > pack.staleCheckEscalateDays.value;
    const advice = isRefused ? 'The bank may refuse it: void it and pay anew.' : 'Ask the payee.';
    return {
      key: `${account.account_id}/stale/${row.entry_id}`,
      accountId: account.account_id,
      code: 'trust.stale-check',
      title: isRefused ? 'Stale check, escalated' : 'Stale check',
      sentence: `Check ${row.check_number} to ${row.name ?? 'a withheld payee'} is outstanding for ${days} days. ${advice}`,
      day: row.day,
      amountCents: row.effect_cents,
      ledgerId: row.ledger_id,
    };
  });
}

function findDormantBalances({ rows, account, pack, today }: Look): LookAt[] {
  const found = rows.all<{ ledger_id: string; title: string; balance_cents: number; last_entry_on: string }>(
    `SELECT l.ledger_id, ${ledgerTitleSql('l.ledger_id', 'm')} AS title, l.balance_cents, l.last_entry_on
     FROM trust_ledger l LEFT JOIN office_matter m ON m.matter_id = l.ledger_id
     WHERE l.account_id = ? AND l.balance_cents > 0 AND l.last_entry_on < ? AND l.ledger_id <> ?
     ORDER BY l.last_entry_on LIMIT ${shownMax + 1}`,
    [account.account_id, addDays(today, -pack.dormantDays.value), firmLedgerId],
  );
  return found.map((row) => ({
    key: `${account.account_id}/dormant/${row.ledger_id}`,
    accountId: account.account_id,
    code: 'trust.dormant-balance',
    title: 'Dormant balance',
    sentence: `${row.title} holds ${formatCents(row.balance_cents)} and has not moved since ${formatLongDay(row.last_entry_on)}. Ask whether it can go back to the client.`,
    day: row.last_entry_on,
    amountCents: row.balance_cents,
    ledgerId: row.ledger_id,
  }));
}

/** Fees that are billed and could have been taken: left in, they are the firm's money among the clients'. */
function findFeesLeft({ rows, account, pack, today }: Look): LookAt[] {
  const found = rows.all<{
    invoice_id: string;
    number: string | null;
    issued_on: string;
    left_cents: number;
    ledger_id: string;
    title: string;
  }>(
    `SELECT i.invoice_id, i.number, i.issued_on, MIN(i.owed_cents, l.balance_cents) AS left_cents, l.ledger_id,
       ${ledgerTitleSql('l.ledger_id', 'm')} AS title
     FROM trust_ledger l CROSS JOIN billing_invoice i ON i.matter_id = l.ledger_id AND i.state = 'issued' AND i.owed_cents > 0
     LEFT JOIN office_matter m ON m.matter_id = l.ledger_id
     WHERE l.account_id = ? AND l.balance_cents > 0 AND i.issued_on < ? ORDER BY i.issued_on LIMIT ${shownMax + 1}`,
    [account.account_id, addDays(today, -pack.earnedFeeLeftDays.value)],
  );
  return found.map((row) => ({
    key: `${account.account_id}/left/${row.invoice_id}`,
    accountId: account.account_id,
    code: 'trust.fees-left',
    title: 'Fees left in trust',
    sentence: `Invoice ${row.number ?? ''} of ${formatLongDay(row.issued_on)} could be paid with ${formatCents(row.left_cents)} from ${row.title}. Transfer it, or say why not.`,
    day: row.issued_on,
    amountCents: row.left_cents,
    ledgerId: row.ledger_id,
  }));
}

function findBackdated({ rows, account, pack, today }: Look): LookAt[] {
  const flagDays = pack.backdatingFlagDays.value;
  const found = rows.all<{ entry_id: string; ledger_id: string; day: string; at_ms: number; effect_cents: number }>(
    `SELECT entry_id, ledger_id, day, at_ms, effect_cents FROM trust_entry
     WHERE account_id = ? AND day >= ? AND at_ms > unixepoch(day, ?) * 1000 ORDER BY day DESC LIMIT ${shownMax + 1}`,
    // A day ends at another instant in every time zone; a day more keeps the flag from what is in time.
    [account.account_id, addDays(today, -reviewedDays), `+${flagDays + 2} days`],
  );
  return found.map((row) => ({
    key: `${account.account_id}/backdated/${row.entry_id}`,
    accountId: account.account_id,
    code: 'trust.backdated',
    title: 'Backdated entry',
    sentence: `An entry dated ${formatLongDay(row.day)} was posted on ${formatLongDay(new Date(row.at_ms).toISOString().slice(0, 10))}, more than ${flagDays} days later.`,
    day: row.day,
    amountCents: row.effect_cents,
    ledgerId: row.ledger_id,
  }));
}

/** Money out that one person alone prepared and approved, by person and month: where a second look is missing. */
function findSamePerson({ firm, rows, account, today }: Look): LookAt[] {
  const found = rows.all<{ member_id: string; month: string; entries: number; cents: number; last_day: string }>(
    `SELECT e.member_id, substr(e.day, 1, 7) AS month, COUNT(*) AS entries, SUM(e.effect_cents) AS cents, MAX(e.day) AS last_day
     FROM trust_entry e WHERE e.account_id = ? AND e.day >= ? AND ${unreviewedSql}
     GROUP BY e.member_id, month ORDER BY month DESC LIMIT ${shownMax + 1}`,
    [account.account_id, addDays(today, -90)],
  );
  return found.map((row) => ({
    key: `${account.account_id}/alone/${row.member_id}/${row.month}`,
    accountId: account.account_id,
    code: 'trust.same-person',
    title: 'Prepared and approved by one person',
    sentence: `${firm.memberName(row.member_id)} alone prepared and approved ${row.entries === 1 ? 'one payment' : `${row.entries} payments`} of ${row.month}. Hold them against the bank statement, or have somebody else look.`,
    day: row.last_day,
    amountCents: row.cents,
    ledgerId: null,
  }));
}

/** Check numbers that were skipped [TC6]. */
function findCheckGaps({ rows, account, today }: Look): LookAt[] {
  const gaps = readCheckGaps(rows, account, 21);
  if (gaps.length === 0) return [];
  return [
    {
      key: `${account.account_id}/gaps`,
      accountId: account.account_id,
      code: 'trust.check-gap',
      title: 'Missing check numbers',
      sentence: `Missing: ${formatCheckRanges(gaps.slice(0, 20))}${gaps.length > 20 ? ' and more' : ''}. Account for each.`,
      day: today,
      amountCents: 0,
      ledgerId: null,
    },
  ];
}

/** Money whose owner is looked for longer than a week of work [TE6]. */
function findUnidentified({ rows, account, today }: Look): LookAt[] {
  return listUnidentified(rows, today, account.account_id)
    .filter((receipt) => receipt.isOverdue)
    .map((receipt) => ({
      key: `${account.account_id}/unidentified/${receipt.entryId}`,
      accountId: account.account_id,
      code: 'trust.unidentified',
      title: 'Unidentified money',
      sentence: `${formatCents(receipt.leftCents)} from ${receipt.payor} waits for its owner for ${receipt.waitedBusinessDays} business days. Find whose it is, and note what was tried.`,
      day: receipt.day,
      amountCents: receipt.leftCents,
      ledgerId: suspenseLedgerId,
    }));
}

/** The firm's own money, where it is less than the bank took in the last 35 days: the next fee would hit the clients. */
function findFirmFundsLow({ rows, account, today }: Look): LookAt[] {
  const found = rows.get<{ fees: number; left_cents: number }>(
    `SELECT COALESCE(-SUM(e.effect_cents), 0) AS fees, COALESCE((SELECT balance_cents FROM trust_ledger
       WHERE account_id = @account AND ledger_id = @firm), 0) AS left_cents
     FROM trust_entry e WHERE e.account_id = @account AND e.ledger_id = @firm AND e.kind = 'bank fee'
       AND e.is_reversed = 0 AND e.day >= @from`,
    { account: account.account_id, firm: firmLedgerId, from: addDays(today, -35) },
  );
  if (found === undefined || found.fees === 0 || found.left_cents >= found.fees) return [];
  return [
    {
      key: `${account.account_id}/firm-funds-low/${today.slice(0, 7)}`,
      accountId: account.account_id,
      code: 'trust.firm-funds-low',
      title: "Firm's own money runs low",
      sentence: `The firm has ${formatCents(found.left_cents)} here, and the bank took ${formatCents(found.fees)} in the last month. Deposit more before the next fee.`,
      day: today,
      amountCents: found.left_cents,
      ledgerId: firmLedgerId,
    },
  ];
}

/** Ledgers that hold less than is claimed of them: something held may have been paid out [TE1]. */
function findHeldShort({ rows, account }: Look): LookAt[] {
  const found = rows.all<{ ledger_id: string; title: string; held: number; balance: number; day: string }>(
    `SELECT h.ledger_id, ${ledgerTitleSql('h.ledger_id', 'm')} AS title, SUM(h.open_cents) AS held,
       COALESCE(l.balance_cents, 0) AS balance, MIN(h.day) AS day
     FROM trust_hold h LEFT JOIN trust_ledger l ON l.account_id = h.account_id AND l.ledger_id = h.ledger_id
     LEFT JOIN office_matter m ON m.matter_id = h.ledger_id
     WHERE h.account_id = ? AND h.open_cents > 0 GROUP BY h.ledger_id HAVING held > balance
     ORDER BY h.ledger_id LIMIT ${shownMax + 1}`,
    [account.account_id],
  );
  return found.map((row) => ({
    key: `${account.account_id}/held-short/${row.ledger_id}`,
    accountId: account.account_id,
    code: 'trust.held-short',
    title: 'Less than is claimed',
    sentence: `${row.title} holds ${formatCents(row.balance)}, and ${formatCents(row.held)} of it is disputed or under a lien. Look at what was paid.`,
    day: row.day,
    amountCents: row.held - row.balance,
    ledgerId: row.ledger_id,
  }));
}

/** What nobody stands for at the bank: the title, the bank itself, overdrafts, cards [TE26]. */
function findSetupOpen({ rows, account, today }: Look): LookAt[] {
  const open = openSetup(rows, account, today);
  const [first, ...others] = open;
  if (first === undefined) return [];
  const more = others.length === 0 ? '' : ` And ${others.length} more.`;
  return [
    {
      key: `${account.account_id}/setup`,
      accountId: account.account_id,
      code: 'trust.setup-open',
      title: 'Set up at the bank',
      sentence: `No attorney stands for this yet: ${first}.${more}`,
      day: account.opened_on,
      amountCents: 0,
      ledgerId: null,
    },
  ];
}

/**
 * Money that clients paid into the operating account and that pays no invoice: an advance belongs in trust [BL26]. What
 * an agreement makes the firm's is left out. It is listed once, at the oldest pooled account.
 */
function findAdvancesOutside({ rows, account }: Look): LookAt[] {
  const home = rows.get<{ account_id: string }>(
    "SELECT account_id FROM trust_account ORDER BY kind = 'iolta' DESC, opened_on, account_id LIMIT 1",
  );
  if (home?.account_id !== account.account_id) return [];
  const found = rows.all<{
    payment_id: string;
    received_on: string;
    cents: number;
    client: string;
    basis: string | null;
  }>(
    `SELECT y.payment_id, y.received_on, y.amount_cents - y.applied_cents AS cents, ${clientNameSql('c', 'p')} AS client,
       y.unapplied_basis AS basis
     FROM billing_payment y INDEXED BY billing_payment_unapplied
     LEFT JOIN office_client c ON c.client_id = y.client_id LEFT JOIN office_party p ON p.party_id = c.party_id
     WHERE y.amount_cents > y.applied_cents AND y.reversed_on IS NULL
       AND (y.unapplied_basis IS NULL OR y.unapplied_basis = 'to refund')
     ORDER BY y.received_on, y.payment_id LIMIT ${shownMax + 1}`,
  );
  return found.map((row) => ({
    key: `${account.account_id}/advance/${row.payment_id}`,
    accountId: account.account_id,
    code: 'trust.advance-outside',
    title: row.basis === null ? 'Advance outside trust' : 'Refund not paid yet',
    sentence:
      row.basis === null
        ? `${formatCents(row.cents)} of what ${row.client} paid on ${formatLongDay(row.received_on)} pays no invoice and stands in the operating account. Pay it into trust and reverse the payment.`
        : `${formatCents(row.cents)} of what ${row.client} paid on ${formatLongDay(row.received_on)} is to go back. Pay it back and reverse the payment.`,
    day: row.received_on,
    amountCents: row.cents,
    ledgerId: null,
  }));
}

const finders = [
  findCheckGaps,
  findStaleChecks,
  findFeesLeft,
  findDormantBalances,
  findBackdated,
  findSamePerson,
  findUnidentified,
  findFirmFundsLow,
  findHeldShort,
  findSetupOpen,
  findAdvancesOutside,
];

function listLookAt(firm: OpenFirm, accountId: string | undefined) {
  const { rows } = firm;
  const today = firm.today();
  const pack = trustRulePack(rows, today);
  const accounts = accountId === undefined ? readAccounts(rows) : [readAccount(rows, accountId)];
  let more = false;
  const found = accounts.flatMap((account) =>
    finders.flatMap((find) => {
      const listed = find({ firm, rows, account, pack, today });
      more ||= listed.length > shownMax;
      return listed.slice(0, shownMax);
    }),
  );
  return { rows: found, more };
}

/** What to look at in the trust accounts, by the figures of the rule pack [TR34]. */
export function createTrustLookAtProcedures(os: Implementer) {
  return {
    listLookAt: os.trust.listLookAt.handler(({ input, context }) => listLookAt(context.firm(), input.accountId)),
  };
}
