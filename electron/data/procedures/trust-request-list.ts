import type { PageRequest } from '../../../shared/contract/page.ts';
import type { SqlValue } from '../projections/projection.ts';
import { containsPattern, readPage } from './page-query.ts';
import { ledgerTitleSql } from './trust-account-rows.ts';
import { holdsSql, pendingSql, quarantinedByLedger, uncollectedSql } from './trust-ledger-state.ts';
import type { OpenFirm } from './turn.ts';

interface RequestListRow {
  request_id: string;
  account_id: string;
  ledger_id: string;
  ledger_title: string;
  day: string;
  kind: string;
  name: string | null;
  purpose: string | null;
  instrument: string;
  amount_cents: number;
  invoice_id: string | null;
  invoice_number: string | null;
  state: 'waiting' | 'approved' | 'declined';
  posted_entry_id: string | null;
  member_id: string;
  decided_by: string | null;
  is_confirmed: number;
  is_waiting: number;
  available_cents: number | null;
}

const stateConditions = {
  waiting: "q.state = 'waiting' AND q.posted_entry_id IS NULL",
  approved: "q.state = 'approved' AND q.posted_entry_id IS NULL",
  open: "q.state <> 'declined' AND q.posted_entry_id IS NULL",
  all: '1',
} as const;

const columns = `q.request_id, q.account_id, q.ledger_id, ${ledgerTitleSql('q.ledger_id', 'm')} AS ledger_title, q.day,
  q.kind, q.name, q.purpose, q.instrument, q.amount_cents, q.invoice_id, i.number AS invoice_number, q.state,
  q.posted_entry_id, q.member_id, q.decided_by,
  json_extract(q.details, '$.callBack.person') IS NOT NULL AS is_confirmed,
  q.kind = 'earned fee' AND i.invoice_id IS NULL AND q.state = 'waiting' AS is_waiting,
  (SELECT l.balance_cents - ${uncollectedSql} - ${pendingSql} - ${holdsSql} FROM trust_ledger l
    WHERE l.account_id = q.account_id AND l.ledger_id = q.ledger_id) AS available_cents`;

const joins = `trust_request q LEFT JOIN office_matter m ON m.matter_id = q.ledger_id
  LEFT JOIN billing_invoice i ON i.invoice_id = q.invoice_id`;

/** Requests to pay out, a page at a time. `availableCents` is what the ledger has left with every open request taken off. */
export function listRequests(
  firm: OpenFirm,
  input: PageRequest & { accountId?: string | undefined; state: keyof typeof stateConditions },
) {
  const where: string[] = [stateConditions[input.state]];
  const parameters: Record<string, SqlValue> = {};
  if (input.accountId !== undefined) {
    where.push('q.account_id = @account');
    parameters.account = input.accountId;
  }
  if (input.filter.trim() !== '') {
    where.push(
      "q.name LIKE @filter ESCAPE '\\' OR q.purpose LIKE @filter ESCAPE '\\' OR m.title LIKE @filter ESCAPE '\\'",
    );
    parameters.filter = containsPattern(input.filter);
  }
  const page = readPage<RequestListRow>(firm.rows, input, {
    select: columns,
    from: joins,
    ...(input.filter.trim() === '' ? { countFrom: 'trust_request q' } : {}),
    where,
    parameters: { ...parameters, today: firm.today() },
    sorts: { day: 'q.day', payee: 'q.name COLLATE NOCASE', amountCents: 'q.amount_cents' },
    tieBreak: 'q.request_id',
  });
  const quarantined = quarantinedByLedger(firm.rows);
  return {
    rows: page.rows.map((row) => ({
      requestId: row.request_id,
      accountId: row.account_id,
      ledgerId: row.ledger_id,
      ledgerTitle: row.ledger_title,
      day: row.day,
      kind: row.kind,
      payee: row.name ?? 'Withheld',
      purpose: row.purpose ?? '',
      instrument: row.instrument,
      amountCents: row.amount_cents,
      invoiceId: row.invoice_id,
      invoiceNumber: row.invoice_number ?? '',
      state:
        row.posted_entry_id !== null
          ? ('posted' as const)
          : row.is_waiting === 1
            ? ('waits for invoice' as const)
            : row.state,
      requestedBy: firm.memberName(row.member_id),
      approvedBy: row.state === 'approved' && row.decided_by !== null ? firm.memberName(row.decided_by) : '',
      samePerson: row.state === 'approved' && row.decided_by === row.member_id,
      isConfirmed: row.is_confirmed === 1,
      availableCents: (row.available_cents ?? 0) - (quarantined.get(`${row.account_id}/${row.ledger_id}`) ?? 0),
    })),
    total: page.total,
  };
}
