import type { PageRequest } from '../../../shared/contract/page.ts';
import { accept, decline } from '../../../shared/domain/refusal.ts';
import { hasRight, isRole } from '../../../shared/domain/roles/rights.ts';
import { type CheckLayout, declineReprint, declineSpoiling } from '../../../shared/domain/trust/check-register.ts';
import type { NewEvent } from '../../../shared/events/event.ts';
import { checkPrinted, checkSpoiled, signersNamed } from '../../../shared/events/trust-check-register.ts';
import type { RowReader } from '../projections/projection.ts';
import { toCsv } from './csv.ts';
import type { Implementer } from './implementer.ts';
import { newEvent } from './new-event.ts';
import { containsPattern, readPage } from './page-query.ts';
import { type AccountSqlRow, nextCheckNumber, readAccount, readLedgerPlace } from './trust-account-rows.ts';
import { readPrintable } from './trust-letters.ts';
import { stateForPosting, surroundingsOf } from './trust-postings.ts';
import type { OpenFirm, Turn } from './turn.ts';

interface RegisterSqlRow {
  check_number: number;
  entry_id: string | null;
  day: string | null;
  name: string | null;
  amount_cents: number;
  cleared_on: string | null;
  is_reversed: number;
  reason: string | null;
}

const registerSql = `(SELECT e.check_number, e.entry_id, e.day, COALESCE(e.name, 'Withheld') AS name,
    -e.effect_cents AS amount_cents, e.cleared_on, e.is_reversed, NULL AS reason, e.account_id, e.kind
  FROM trust_entry e WHERE e.account_id = @account AND e.check_number IS NOT NULL
  UNION ALL SELECT s.check_number, NULL, NULL, '', 0, NULL, 0, COALESCE(s.reason, 'Withheld'), s.account_id, ''
  FROM trust_spoiled_check s WHERE s.account_id = @account)`;

/** Conditions by what is listed; what was carried over from another system is in no printer's queue [TR37]. */
const registerStates = {
  all: [],
  outstanding: ['c.entry_id IS NOT NULL', 'c.is_reversed = 0', 'c.cleared_on IS NULL'],
  'to print': [
    'c.entry_id IS NOT NULL',
    'c.is_reversed = 0',
    'c.cleared_on IS NULL',
    "c.kind <> 'carried over'",
    'NOT EXISTS (SELECT 1 FROM trust_check_print p WHERE p.entry_id = c.entry_id)',
  ],
} as const;

function stateOf(row: RegisterSqlRow): 'outstanding' | 'cleared' | 'void' | 'spoiled' {
  if (row.entry_id === null) return 'spoiled';
  if (row.is_reversed === 1) return 'void';
  return row.cleared_on === null ? 'outstanding' : 'cleared';
}

function printsOf(firm: OpenFirm, entryId: string | null) {
  if (entryId === null) return [];
  return firm.rows
    .all<{ at_ms: number; member_id: string; layout: string; reason: string | null }>(
      'SELECT at_ms, member_id, layout, reason FROM trust_check_print WHERE entry_id = ? ORDER BY at_ms, print_id',
      [entryId],
    )
    .map((row) => ({
      atMs: row.at_ms,
      by: firm.memberName(row.member_id),
      layout: row.layout,
      reason: row.reason ?? '',
    }));
}

/** Asked for the rows of a page alone: in the page's own query it would be asked for every check there is. */
function isDoubled(rows: RowReader, accountId: string, checkNumber: number): boolean {
  const doubled = 'SELECT 1 AS yes FROM trust_check_use WHERE account_id = ? AND check_number = ? AND uses > 1';
  return rows.get(doubled, [accountId, checkNumber]) !== undefined;
}

/** A register with more gaps than this is another stock of checks. */
const gapsShown = 500;

/** The first `limit` ranges of numbers that nothing is known of, from the account's first check on [TR10]. */
export function readCheckGaps(
  rows: RowReader,
  account: Pick<AccountSqlRow, 'account_id' | 'next_check_number'>,
  limit: number,
): (readonly [number, number])[] {
  return rows
    .all<{ first: number; last: number }>(
      `SELECT before + 1 AS first, check_number - 1 AS last FROM (
         SELECT check_number, LAG(check_number, 1, @first - 1) OVER (ORDER BY check_number) AS before
         FROM trust_check_use WHERE account_id = @account AND check_number >= @first)
       WHERE check_number > before + 1 ORDER BY check_number LIMIT @limit`,
      { account: account.account_id, first: account.next_check_number, limit },
    )
    .map((gap) => [gap.first, gap.last]);
}

/** The check register, a page at a time, and the numbers that nothing is known of [TE15]. */
function checkRegister(
  firm: OpenFirm,
  input: PageRequest & { accountId: string; state: 'all' | 'outstanding' | 'to print' },
) {
  const account = readAccount(firm.rows, input.accountId);
  const page = readPage<RegisterSqlRow>(firm.rows, input, {
    select: 'c.*',
    from: `${registerSql} c`,
    where: [
      ...registerStates[input.state],
      ...(input.filter.trim() === '' ? [] : ["c.name LIKE @filter ESCAPE '\\' OR c.check_number LIKE @filter"]),
    ],
    parameters: { account: input.accountId, filter: containsPattern(input.filter) },
    sorts: { checkNumber: 'c.check_number', day: 'c.day', amountCents: 'c.amount_cents' },
    tieBreak: 'c.entry_id',
  });
  return {
    rows: page.rows.map((row) => ({
      checkNumber: row.check_number,
      state: stateOf(row),
      isDoubled: isDoubled(firm.rows, input.accountId, row.check_number),
      entryId: row.entry_id,
      day: row.day,
      payee: row.name ?? '',
      amountCents: row.amount_cents,
      reason: row.reason ?? '',
      prints: printsOf(firm, row.entry_id),
    })),
    total: page.total,
    missing: readCheckGaps(firm.rows, account, gapsShown).map(([from, to]) => ({ from, to })),
  };
}

/** One aggregate for each number of an account: two devices that spoil the same number spoil it once. */
function spoiledId(accountId: string, checkNumber: number): string {
  return `${accountId}n${checkNumber}`;
}

function decideSpoil(turn: Turn, input: { accountId: string; checkNumber: number; reason: string }) {
  const account = readAccount(turn.rows, input.accountId);
  const spoiled = turn.rows.get(
    'SELECT 1 AS known FROM trust_spoiled_check WHERE account_id = ? AND check_number = ?',
    [input.accountId, input.checkNumber],
  );
  const refused = declineSpoiling(
    stateForPosting(turn, account, input.checkNumber),
    input.checkNumber,
    spoiled !== undefined,
    nextCheckNumber(turn.rows, account) - 1,
  );
  if (refused) return refused;
  const { accountId, checkNumber, reason } = input;
  const event = newEvent(
    checkSpoiled,
    spoiledId(accountId, checkNumber),
    { accountId, checkNumber },
    { reason },
    { touches: [`account:${accountId}`] },
  );
  return accept({ events: [event], answer: { id: spoiledId(accountId, checkNumber) } });
}

/** What the bank compares presented checks with [TE17]: issued and voided ones, without spoiled numbers. */
function positivePay(firm: OpenFirm, input: { accountId: string; from: string; to: string }) {
  const account = readAccount(firm.rows, input.accountId);
  const checks = firm.rows.all<RegisterSqlRow>(
    `SELECT c.* FROM ${registerSql} c WHERE c.entry_id IS NOT NULL AND c.day BETWEEN @from AND @to
     ORDER BY c.check_number, c.entry_id`,
    { account: input.accountId, from: input.from, to: input.to },
  );
  const csv = toCsv(
    [
      { key: 'account', title: 'Account ending', kind: 'text' },
      { key: 'number', title: 'Check number', kind: 'count' },
      { key: 'day', title: 'Issue date', kind: 'day' },
      { key: 'amount', title: 'Amount', kind: 'amount' },
      { key: 'payee', title: 'Payee', kind: 'text' },
      { key: 'status', title: 'Status', kind: 'text' },
    ],
    checks.map((row) => ({
      account: account.last_four ?? '',
      number: row.check_number,
      day: row.day ?? '',
      amount: row.amount_cents,
      payee: row.name ?? '',
      status: row.is_reversed === 1 ? 'Void' : 'Issued',
    })),
  );
  return { csv, fileName: `positive-pay-${account.last_four ?? ''}-${input.to}.csv`, checks: checks.length };
}

interface MemberSqlRow {
  member_id: string;
  name: string;
  role: string;
  signs: number;
}

function signersOf(rows: RowReader, accountId: string): MemberSqlRow[] {
  return rows
    .all<MemberSqlRow>(
      `SELECT m.member_id, m.name, m.role, EXISTS (SELECT 1 FROM trust_signer s WHERE s.account_id = ?
         AND s.member_id = m.member_id) AS signs FROM roster_member m WHERE m.active = 1 ORDER BY m.name, m.member_id`,
      [accountId],
    )
    .filter((member) => isRole(member.role) && hasRight(member.role, 'trust.approve'));
}

/** Ids of who signs on an account; empty while nobody is named [TE14]. */
export function signerIds(rows: RowReader, accountId: string): string[] {
  return rows
    .all<{ member_id: string }>('SELECT member_id FROM trust_signer WHERE account_id = ?', [accountId])
    .map((row) => row.member_id);
}

function decideSigners(turn: Turn, input: { accountId: string; memberIds: string[]; note: string }) {
  readAccount(turn.rows, input.accountId);
  const eligible = new Set(signersOf(turn.rows, input.accountId).map((member) => member.member_id));
  const memberIds = [...new Set(input.memberIds)];
  const unknown = memberIds.find((memberId) => !eligible.has(memberId));
  if (unknown !== undefined) {
    return decline('trust.signer-not-attorney', 'Only attorneys of the firm sign on a trust account. Choose one.', [
      'memberIds',
    ]);
  }
  const event = newEvent(
    signersNamed,
    input.accountId,
    { accountId: input.accountId, memberIds, heads: turn.heads('trust') },
    { note: input.note },
    { touches: [`account:${input.accountId}`] },
  );
  return accept({ events: [event], answer: { id: input.accountId } });
}

/** The event of one check that goes through a printer; refuses one that may not, or not again [TE16]. */
function printEvent(turn: Turn, entryId: string, input: { layout: CheckLayout; reason: string }) {
  const entry = readPrintable(turn.rows, entryId);
  const before = turn.rows.get<{ n: number }>('SELECT COUNT(*) AS n FROM trust_check_print WHERE entry_id = ?', [
    entryId,
  ]);
  const isReprint = (before?.n ?? 0) > 0;
  const refused = declineReprint(before?.n ?? 0, input.reason, entry.check_number);
  if (refused) return refused;
  const id = turn.newId();
  const event = newEvent(
    checkPrinted,
    id,
    {
      accountId: entry.account_id,
      entryId: entry.entry_id,
      checkNumber: entry.check_number,
      layout: input.layout,
      isReprint,
    },
    { reason: input.reason },
    surroundingsOf(entry.account_id, readLedgerPlace(turn.rows, entry.ledger_id)),
  );
  return accept({ id, isReprint, event });
}

function decidePrints(turn: Turn, input: { entryIds: string[]; layout: CheckLayout; reason: string }) {
  const printed: { id: string; isReprint: boolean; event: NewEvent }[] = [];
  for (const entryId of new Set(input.entryIds)) {
    const decision = printEvent(turn, entryId, input);
    if (!decision.ok) return decision;
    printed.push(decision.value);
  }
  return accept({
    events: printed.map((print) => print.event),
    answer: {
      printIds: printed.map((print) => print.id),
      reprints: printed.filter((print) => print.isReprint).length,
    },
  });
}

/** Procedures on checks by number and on signers [TE14] to [TE17]. */
export function createTrustCheckRegisterProcedures(os: Implementer) {
  return {
    checkRegister: os.trust.checkRegister.handler(({ input, context }) => checkRegister(context.firm(), input)),

    spoilCheck: os.trust.spoilCheck.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => decideSpoil(turn, input)),
    ),

    printCheck: os.trust.printCheck.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const decision = printEvent(turn, input.entryId, input);
        if (!decision.ok) return decision;
        const { id, isReprint, event } = decision.value;
        return accept({ events: [event], answer: { id, isReprint } });
      }),
    ),

    printChecks: os.trust.printChecks.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => decidePrints(turn, input)),
    ),

    positivePay: os.trust.positivePay.handler(({ input, context }) => positivePay(context.firm(), input)),

    listSigners: os.trust.listSigners.handler(({ input, context }) => {
      const rows = signersOf(context.firm().rows, input.accountId);
      return {
        rows: rows.map((row) => ({ memberId: row.member_id, name: row.name, signs: row.signs === 1 })),
        isNamed: rows.some((row) => row.signs === 1),
      };
    }),

    nameSigners: os.trust.nameSigners.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        readAccount(turn.rows, input.accountId);
        return decideSigners(turn, input);
      }),
    ),
  };
}
