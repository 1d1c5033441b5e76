import { addDays, type Day, formatLongDay } from '../../../shared/domain/day.ts';
import { formatCents } from '../../../shared/domain/money.ts';
import { accept, decline } from '../../../shared/domain/refusal.ts';
import { lowestBalance } from '../../../shared/domain/trust/available.ts';
import { firmLedgerId } from '../../../shared/domain/trust/entry.ts';
import { exceptionResolved } from '../../../shared/events/trust.ts';
import type { RowReader } from '../projections/projection.ts';
import { billingExceptions } from './billing-exceptions.ts';
import { notFound } from './found.ts';
import type { Implementer } from './implementer.ts';
import { newEvent } from './new-event.ts';
import { ceilingSql, ledgerTitleSql } from './trust-account-rows.ts';
import { findWithoutAuthority } from './trust-authority-exceptions.ts';
import { findMisplacedFees } from './trust-misplaced-fees.ts';
import { trustRulePack } from './trust-rule-pack.ts';
import { listUnidentified } from './trust-unidentified.ts';
import type { OpenFirm } from './turn.ts';

/** Something that no rule could stop, found in the rows. The key stays the same, so an explanation stays with it. */
export interface FoundException {
  readonly key: string;
  readonly accountId: string;
  readonly code: string;
  readonly sentence: string;
  readonly day: string;
  readonly amountCents: number;
  /** Since when somebody must act, where that is later than `day`. */
  readonly since?: string;
  /** By when, where the rule pack has days of its own for it. */
  readonly dueOn?: string;
  /** Who must act, in words; whoever may approve where absent. */
  readonly who?: string;
  readonly entryId?: string;
  readonly invoiceId?: string;
}

interface ShortLedgerRow {
  account_id: string;
  ledger_id: string;
  title: string;
}

/** Ledgers that are or were below zero [TR3]. Only those that may have been are added up again. */
function findShortLedgers(rows: RowReader): FoundException[] {
  const suspects = rows.all<ShortLedgerRow>(
    `SELECT l.account_id, l.ledger_id, ${ledgerTitleSql('l.ledger_id', 'm')} AS title
     FROM trust_ledger l LEFT JOIN office_matter m ON m.matter_id = l.ledger_id
     WHERE (l.account_id, l.ledger_id) IN (
       SELECT account_id, ledger_id FROM trust_ledger WHERE balance_cents < 0
       UNION SELECT account_id, ledger_id FROM trust_ledger WHERE is_uneven = 1)`,
  );
  return suspects.flatMap((ledger) => {
    const entries = rows
      .all<{ entry_id: string; day: string; effect_cents: number }>(
        'SELECT entry_id, day, effect_cents FROM trust_entry WHERE account_id = ? AND ledger_id = ?',
        [ledger.account_id, ledger.ledger_id],
      )
      .map((row) => ({ id: row.entry_id, day: row.day, effectCents: row.effect_cents }));
    const lowest = lowestBalance(entries);
    if (lowest.day === undefined) return [];
    return {
      key: `${ledger.account_id}/TC2/${ledger.ledger_id}`,
      accountId: ledger.account_id,
      code: 'trust.ledger-below-zero',
      sentence: `${ledger.title} was ${formatCents(-lowest.cents)} below zero on ${formatLongDay(lowest.day)}. Find out why, make it good, and say so here.`,
      day: lowest.day,
      amountCents: lowest.cents,
    };
  });
}

function findRepeatedReversals(rows: RowReader): FoundException[] {
  return rows
    .all<{ event_id: string; entry_id: string; account_id: string; day: string; effect_cents: number }>(
      'SELECT event_id, entry_id, account_id, day, effect_cents FROM trust_repeated_reversal',
    )
    .map((row) => ({
      key: `${row.account_id}/TC4/${row.event_id.slice(0, 33)}`,
      accountId: row.account_id,
      code: 'trust.reversed-twice',
      sentence: `An entry of ${formatCents(Math.abs(row.effect_cents))} was reversed twice, on devices apart. It counts once.`,
      day: row.day,
      amountCents: row.effect_cents,
    }));
}

function findRepeatedChecks(rows: RowReader): FoundException[] {
  return rows
    .all<{ account_id: string; check_number: number; day: string; cents: number }>(
      `SELECT u.account_id, u.check_number, MAX(e.day) AS day, SUM(e.effect_cents) AS cents
       FROM trust_check_use u
       JOIN trust_entry e ON e.account_id = u.account_id AND e.check_number = u.check_number
       WHERE u.uses > 1 GROUP BY u.account_id, u.check_number`,
    )
    .map((row) => ({
      key: `${row.account_id}/TC5/${row.check_number}`,
      accountId: row.account_id,
      code: 'trust.check-number-twice',
      sentence: `Check ${row.check_number} was posted more than once. Compare with the check stubs, and reverse what is wrong.`,
      day: row.day,
      amountCents: row.cents,
    }));
}

function findFirmFundsAboveCeiling(rows: RowReader): FoundException[] {
  return rows
    .all<{ account_id: string; over: number; day: string }>(
      `SELECT a.account_id, l.balance_cents - ${ceilingSql} AS over, l.last_entry_on AS day
       FROM trust_account a JOIN trust_ledger l ON l.account_id = a.account_id AND l.ledger_id = ?
       WHERE l.balance_cents > ${ceilingSql}`,
      [firmLedgerId],
    )
    .map((row) => ({
      key: `${row.account_id}/TC7`,
      accountId: row.account_id,
      code: 'trust.firm-funds-above-ceiling',
      sentence: `The firm's own money is ${formatCents(row.over)} above its ceiling. Take it out.`,
      day: row.day,
      amountCents: row.over,
    }));
}

function findLateEntries(rows: RowReader): FoundException[] {
  return rows
    .all<{
      account_id: string;
      entry_id: string;
      day: string;
      effect_cents: number;
      statement_on: string;
      signed_ms: number;
      title: string;
    }>(
      `SELECT e.account_id, e.entry_id, e.day, e.effect_cents, r.statement_on, r.at_ms AS signed_ms, ${ledgerTitleSql('e.ledger_id', 'm')} AS title
       FROM trust_late t JOIN trust_reconciliation r ON r.reconciliation_id = t.reconciliation_id
       JOIN trust_entry e ON e.entry_id = t.entry_id LEFT JOIN office_matter m ON m.matter_id = e.ledger_id
       WHERE r.is_reopened = 0 AND e.day >= r.statement_from`,
    )
    .map((row) => ({
      key: `${row.account_id}/TC9/${row.entry_id}`,
      accountId: row.account_id,
      code: 'trust.late-entry',
      sentence: `An entry of ${formatCents(row.effect_cents)} on ${row.title}, dated ${formatLongDay(row.day)}, came in after the period up to ${formatLongDay(row.statement_on)} was signed. It counts in the first open period; explain it here, or have that reconciliation reopened.`,
      day: row.day,
      since: new Date(row.signed_ms).toISOString().slice(0, 10),
      entryId: row.entry_id,
      amountCents: row.effect_cents,
    }));
}

function findRepeatedPostings(rows: RowReader): FoundException[] {
  return rows
    .all<{ account_id: string; request_id: string; day: string; cents: number; postings: number }>(
      `SELECT e.account_id, e.request_id, MAX(e.day) AS day, SUM(e.effect_cents) AS cents, COUNT(*) AS postings
       FROM trust_entry e WHERE e.is_reversed = 0 AND e.request_id IN (
         SELECT request_id FROM trust_entry WHERE request_id IS NOT NULL GROUP BY request_id HAVING COUNT(*) > 1)
       GROUP BY e.account_id, e.request_id HAVING COUNT(*) > 1`,
    )
    .map((row) => ({
      key: `${row.account_id}/TC13/${row.request_id}`,
      accountId: row.account_id,
      code: 'trust.request-posted-twice',
      sentence: `One request was posted ${row.postings} times, on devices apart. Reverse what was not paid.`,
      day: row.day,
      amountCents: row.cents,
    }));
}

/** Money that nobody could name within the days of the rule pack [TE6]. */
function findUnidentifiedTooLong(rows: RowReader, today: Day): FoundException[] {
  return listUnidentified(rows, today)
    .filter((receipt) => receipt.isOverdue)
    .map((receipt) => ({
      key: `${receipt.accountId}/TC18/${receipt.entryId}`,
      accountId: receipt.accountId,
      code: 'trust.unidentified-too-long',
      sentence: `${formatCents(receipt.leftCents)} from ${receipt.payor} of ${formatLongDay(receipt.day)} waits for its owner for ${receipt.waitedBusinessDays} business days. Move it to its owner, send it back, or note the search and say here what is planned.`,
      day: receipt.day,
      dueOn: receipt.dueOn,
      amountCents: receipt.leftCents,
      who: 'Whoever keeps the books, with an attorney',
      entryId: receipt.entryId,
    }));
}

function findTrustExceptions(rows: RowReader, today: Day): FoundException[] {
  return [
    ...findShortLedgers(rows),
    ...findRepeatedReversals(rows),
    ...findRepeatedChecks(rows),
    ...findFirmFundsAboveCeiling(rows),
    ...findLateEntries(rows),
    ...findRepeatedPostings(rows),
    ...findMisplacedFees(rows),
    ...findWithoutAuthority(rows),
    ...findUnidentifiedTooLong(rows, today),
  ];
}

/** Everything that somebody must answer for, trust first; answered or not. */
function findExceptions(rows: RowReader, today: Day): FoundException[] {
  const trust = findTrustExceptions(rows, today);
  // Fees taken for an invoice that does not owe them are the trust's to put right: that settles the invoice too.
  const settled = new Set(trust.map((exception) => exception.invoiceId));
  const billing = billingExceptions(rows).filter((one) => !settled.has(one.key.split('/').at(-1)));
  return [...trust, ...billing];
}

interface Answer {
  readonly memberId: string;
  readonly explanation: string;
}

function answers(rows: RowReader): ReadonlyMap<string, Answer> {
  const found = rows.all<{ exception_key: string; member_id: string; explanation: string | null }>(
    'SELECT exception_key, member_id, explanation FROM trust_resolution ORDER BY at_ms, event_id',
  );
  return new Map(
    found.map((row) => [row.exception_key, { memberId: row.member_id, explanation: row.explanation ?? '(withheld)' }]),
  );
}

/** Exceptions that nobody has answered for. */
export function openExceptions(rows: RowReader, today: Day): FoundException[] {
  const answered = answers(rows);
  return findExceptions(rows, today).filter((exception) => !answered.has(exception.key));
}

/** Exceptions of trust accounts that nobody has answered for. */
export function openTrustExceptions(rows: RowReader, today: Day): FoundException[] {
  const answered = answers(rows);
  return findTrustExceptions(rows, today).filter((exception) => !answered.has(exception.key));
}

/** Exceptions with the answers to them; only the open ones where asked. */
export function listAnsweredExceptions(
  firm: OpenFirm,
  input: { accountId?: string | undefined; state: 'open' | 'all' },
) {
  const answered = answers(firm.rows);
  const today = firm.today();
  const days = trustRulePack(firm.rows, today).exceptionDays.value;
  return findExceptions(firm.rows, today)
    .filter((exception) => input.accountId === undefined || exception.accountId === input.accountId)
    .filter((exception) => input.state === 'all' || !answered.has(exception.key))
    .map((exception) => {
      const answer = answered.get(exception.key);
      const dueOn = exception.dueOn ?? addDays(exception.since ?? exception.day, days);
      return {
        key: exception.key,
        accountId: exception.accountId,
        code: exception.code,
        sentence: exception.sentence,
        day: exception.day,
        amountCents: exception.amountCents,
        who: exception.who ?? 'An attorney',
        dueOn,
        overdue: answer === undefined && today > dueOn,
        entryId: exception.entryId ?? null,
        resolvedBy: answer === undefined ? '' : firm.memberName(answer.memberId),
        explanation: answer?.explanation ?? '',
      };
    });
}

/** Procedures on exceptions. */
export function createTrustExceptionProcedures(os: Implementer) {
  return {
    listExceptions: os.trust.listExceptions.handler(({ input, context }) => ({
      rows: listAnsweredExceptions(context.firm(), input),
    })),

    resolveException: os.trust.resolveException.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const exception = findExceptions(turn.rows, turn.today).find((candidate) => candidate.key === input.key);
        if (exception === undefined) return { ok: false, refusal: notFound('trust', 'exception', 'key') };
        if (answers(turn.rows).has(input.key)) {
          return decline('trust.exception-is-answered', 'Somebody has answered for this already.', ['key']);
        }
        const event = newEvent(
          exceptionResolved,
          turn.newId(),
          { exceptionKey: input.key },
          { explanation: input.explanation },
        );
        return accept({ events: [event], answer: { id: input.key } });
      }),
    ),
  };
}
