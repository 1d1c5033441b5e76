import type * as z from 'zod';
import { examineEntry } from '../../../shared/domain/trust/completeness.ts';
import type { EntryType } from '../../../shared/domain/trust/entry.ts';
import type { entryBody } from '../../../shared/events/trust-entry-parts.ts';
import type { RowReader, SqlValue } from '../projections/projection.ts';
import { ledgerTitleSql } from './trust-account-rows.ts';
import type { OpenFirm } from './turn.ts';

export interface EntrySqlRow {
  entry_id: string;
  aggregate: string;
  event_id: string;
  account_id: string;
  ledger_id: string;
  ledger_title: string;
  day: string;
  clock: string;
  type: EntryType;
  kind: string;
  instrument: string;
  check_number: number | null;
  effect_cents: number;
  collected_on: string | null;
  cleared_on: string | null;
  invoice_id: string | null;
  invoice_number: string | null;
  is_reversed: number;
  is_late: number;
  name: string | null;
  purpose: string | null;
  reference: string | null;
  member_id: string;
  requested_by: string | null;
  decided_by: string | null;
  counterpart_entry_id: string | null;
  identifies_entry_id: string | null;
  document_ids: string | null;
  details: string | null;
}

type EntryDetails = Pick<z.infer<typeof entryBody>, 'transferEnd' | 'callBack'> & { incident?: string };

function readDetails(row: EntrySqlRow): EntryDetails {
  return row.details === null ? {} : (JSON.parse(row.details) as EntryDetails);
}

const entryColumns = `e.entry_id, e.aggregate, e.event_id, e.account_id, e.ledger_id, ${ledgerTitleSql('e.ledger_id', 'm')} AS ledger_title,
  e.day, e.clock, e.type, e.kind, e.instrument, e.check_number, e.effect_cents, e.collected_on, e.cleared_on, e.invoice_id,
  i.number AS invoice_number, e.is_reversed,
  EXISTS (SELECT 1 FROM trust_late t JOIN trust_reconciliation r ON r.reconciliation_id = t.reconciliation_id
    WHERE t.entry_id = e.entry_id AND r.is_reopened = 0) AS is_late,
  e.name, e.purpose, e.reference, e.member_id, q.member_id AS requested_by, q.decided_by,
  e.counterpart_entry_id, e.identifies_entry_id, e.document_ids, e.details`;

const entryJoins = `LEFT JOIN office_matter m ON m.matter_id = e.ledger_id
  LEFT JOIN billing_invoice i ON i.invoice_id = e.invoice_id
  LEFT JOIN trust_request q ON q.request_id = e.request_id`;

/** An entry as the contract shows it, with the running balance of the list asked for. */
export function entryView(firm: OpenFirm, row: EntrySqlRow, balanceCents: number) {
  const preparer = row.requested_by ?? row.member_id;
  const approver = row.requested_by === null ? row.member_id : row.decided_by;
  const approvedBy = row.type === 'receipt' || approver === null ? '' : firm.memberName(approver);
  const details = readDetails(row);
  const documentIds = JSON.parse(row.document_ids ?? '[]') as string[];
  const carried = {
    type: row.type,
    kind: row.kind,
    instrument: row.instrument,
    name: row.name ?? 'Withheld',
    purpose: row.purpose ?? '',
    reference: row.reference ?? '',
    checkNumber: row.check_number,
    invoiceId: row.invoice_id,
    approvedBy,
    transferEnd: details.transferEnd ?? null,
    callBack: details.callBack ?? null,
  };
  const examined = examineEntry({ ...carried, documents: documentIds.length });
  return {
    entryId: row.entry_id,
    eventId: row.event_id,
    accountId: row.account_id,
    ledgerId: row.ledger_id,
    ledgerTitle: row.ledger_title,
    day: row.day,
    ...carried,
    amountCents: row.effect_cents,
    balanceCents,
    invoiceNumber: row.invoice_number ?? '',
    collectedOn: row.collected_on,
    clearedOn: row.cleared_on,
    reversed: row.is_reversed === 1,
    late: row.is_late === 1,
    preparedBy: firm.memberName(preparer),
    documentIds,
    incident: details.incident ?? '',
    counterpartEntryId: row.counterpart_entry_id,
    missing: row.name === null ? [] : [...examined.missing],
    completeness: row.name === null ? 100 : examined.percent,
  };
}

/** One entry; nothing where it is not known. */
export function readEntry(rows: RowReader, entryId: string): EntrySqlRow | undefined {
  return rows.get<EntrySqlRow>(`SELECT ${entryColumns} FROM trust_entry e ${entryJoins} WHERE e.entry_id = ?`, [
    entryId,
  ]);
}

interface Window {
  readonly offset: number;
  readonly limit: number;
}

/** The chosen window of entries by day and clock: ids first on a covering index, then the words of that window alone. */
function readWindow(
  rows: RowReader,
  where: string,
  parameters: Record<string, SqlValue>,
  window: Window,
  isDescending = false,
): EntrySqlRow[] {
  const way = isDescending ? 'DESC' : 'ASC';
  return rows.all<EntrySqlRow>(
    `SELECT ${entryColumns} FROM (SELECT e.rowid AS row FROM trust_entry e WHERE ${where}
       ORDER BY e.day ${way}, e.clock ${way}, e.entry_id ${way} LIMIT @limit OFFSET @offset) w
     JOIN trust_entry e ON e.rowid = w.row ${entryJoins} ORDER BY e.day ${way}, e.clock ${way}, e.entry_id ${way}`,
    { ...parameters, limit: window.limit, offset: window.offset },
  );
}

/** Runs the balance along entries in ascending order, from what stood before the first. */
function runBalances(firm: OpenFirm, ascending: readonly EntrySqlRow[], beforeCents: number) {
  let balanceCents = beforeCents;
  return ascending.map((row) => {
    balanceCents += row.effect_cents;
    return entryView(firm, row, balanceCents);
  });
}

/** A page of one ledger with the balance after each entry, oldest first. */
export function ledgerCardPage(
  firm: OpenFirm,
  input: { accountId: string; ledgerId: string } & Window,
): { rows: ReturnType<typeof entryView>[]; total: number } {
  const key = { account: input.accountId, ledger: input.ledgerId };
  const entries = readWindow(firm.rows, 'e.account_id = @account AND e.ledger_id = @ledger', key, input);
  const first = entries[0];
  const before =
    first === undefined
      ? 0
      : (firm.rows.get<{ cents: number | null }>(
          `SELECT SUM(effect_cents) AS cents FROM trust_entry WHERE account_id = @account AND ledger_id = @ledger
             AND (day, clock, entry_id) < (@day, @clock, @entry)`,
          { ...key, day: first.day, clock: first.clock, entry: first.entry_id },
        )?.cents ?? 0);
  const known = firm.rows.get<{ entries: number }>(
    'SELECT entries FROM trust_ledger WHERE account_id = @account AND ledger_id = @ledger',
    key,
  );
  return { rows: runBalances(firm, entries, before), total: known?.entries ?? 0 };
}

/** The journal's balance before an entry: whole months, then the entries of its own month. */
function journalBefore(rows: RowReader, accountId: string, first: EntrySqlRow): number {
  const row = rows.get<{ cents: number }>(
    `SELECT COALESCE((SELECT SUM(effect_cents) FROM trust_journal_month WHERE account_id = @account AND month < substr(@day, 1, 7)), 0)
       + COALESCE((SELECT SUM(effect_cents) FROM trust_entry WHERE account_id = @account
         AND day >= substr(@day, 1, 7) || '-01' AND (day, clock, entry_id) < (@day, @clock, @entry)), 0) AS cents`,
    { account: accountId, day: first.day, clock: first.clock, entry: first.entry_id },
  );
  return row?.cents ?? 0;
}

/** Number of entries of an account in a span of days: whole months from the sums, the edges from the entries. */
function countEntries(rows: RowReader, accountId: string, from?: string, to?: string): number {
  if (from === undefined && to === undefined) {
    const all = rows.get<{ total: number }>(
      'SELECT COALESCE(SUM(entries), 0) AS total FROM trust_ledger WHERE account_id = ?',
      [accountId],
    );
    return all?.total ?? 0;
  }
  const some = rows.get<{ total: number }>(
    'SELECT COUNT(*) AS total FROM trust_entry WHERE account_id = ? AND day BETWEEN ? AND ?',
    [accountId, from ?? '0000-01-01', to ?? '9999-12-31'],
  );
  return some?.total ?? 0;
}

/**
 * Leaves out the whole months before a page, by their counts, so that a page far down is found as fast as the first:
 * the span of days that is left, and the page's place in it.
 */
function skipMonths(
  rows: RowReader,
  asked: { account: string; from: string; to: string },
  page: Window & { readonly descending: boolean },
): Window & { span: { from?: string; to?: string } } {
  let offset = page.offset;
  if (offset === 0) return { offset, limit: page.limit, span: {} };
  const months = rows.all<{ month: string; entries: number }>(
    `SELECT month, entries FROM trust_journal_month WHERE account_id = @account
       AND month BETWEEN substr(@from, 1, 7) AND substr(@to, 1, 7) ORDER BY month ${page.descending ? 'DESC' : 'ASC'}`,
    asked,
  );
  for (const { month, entries } of months) {
    const [first, last] = [`${month}-01`, `${month}-31`];
    const isWhole = asked.from <= first && asked.to >= last;
    const count = isWhole
      ? entries
      : countEntries(rows, asked.account, maxOf(first, asked.from), minOf(last, asked.to));
    if (offset < count) {
      return {
        offset,
        limit: page.limit,
        span: page.descending ? { to: minOf(last, asked.to) } : { from: maxOf(first, asked.from) },
      };
    }
    offset -= count;
  }
  return { offset: 0, limit: 0, span: {} };
}

const minOf = (a: string, b: string): string => (a < b ? a : b);
const maxOf = (a: string, b: string): string => (a > b ? a : b);

/** A page of the journal with the balance after each entry. */
export function journalPage(
  firm: OpenFirm,
  input: { accountId: string; from?: string | undefined; to?: string | undefined; descending: boolean } & Window,
): { rows: ReturnType<typeof entryView>[]; total: number } {
  const parameters = { account: input.accountId, from: input.from ?? '0000-01-01', to: input.to ?? '9999-12-31' };
  const where = 'e.account_id = @account AND e.day BETWEEN @from AND @to';
  const near = skipMonths(firm.rows, parameters, input);
  const entries = readWindow(firm.rows, where, { ...parameters, ...near.span }, near, input.descending);
  const ascending = input.descending ? [...entries].reverse() : entries;
  const first = ascending[0];
  const before = first === undefined ? 0 : journalBefore(firm.rows, input.accountId, first);
  const shown = runBalances(firm, ascending, before);
  return {
    rows: input.descending ? shown.reverse() : shown,
    total: countEntries(firm.rows, input.accountId, input.from, input.to),
  };
}

/** One entry with the journal's balance after it; nothing where it is not known. */
export function viewEntry(firm: OpenFirm, entryId: string): ReturnType<typeof entryView> | undefined {
  const row = readEntry(firm.rows, entryId);
  if (row === undefined) return undefined;
  return entryView(firm, row, journalBefore(firm.rows, row.account_id, row) + row.effect_cents);
}
