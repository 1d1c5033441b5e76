import type { Day } from '../../../shared/domain/day.ts';
import type { LedgerState } from '../../../shared/domain/trust/available.ts';
import type { LedgerEntry } from '../../../shared/domain/trust/entry.ts';
import type { TransferInvoice } from '../../../shared/domain/trust/fee-transfer.ts';
import type { RowReader } from '../projections/projection.ts';
import { readLedgerPlace } from './trust-account-rows.ts';

interface EntrySqlRow {
  entry_id: string;
  day: string;
  effect_cents: number;
  collected_on: string | null;
  reverses_entry_id: string | null;
}

function readEntries(rows: RowReader, accountId: string, ledgerId: string): LedgerEntry[] {
  return rows
    .all<EntrySqlRow>(
      `SELECT entry_id, day, effect_cents, collected_on, reverses_entry_id FROM trust_entry
       WHERE account_id = ? AND ledger_id = ? ORDER BY day, clock`,
      [accountId, ledgerId],
    )
    .map((row) => ({
      id: row.entry_id,
      day: row.day,
      effectCents: row.effect_cents,
      collectedOn: row.collected_on ?? undefined,
      reverses: row.reverses_entry_id ?? undefined,
    }));
}

/** Requests on a ledger that are neither declined nor posted. */
function pendingCents(rows: RowReader, accountId: string, ledgerId: string): number {
  const row = rows.get<{ cents: number }>(
    `SELECT COALESCE(SUM(amount_cents), 0) AS cents FROM trust_request
     WHERE account_id = ? AND ledger_id = ? AND state <> 'declined' AND posted_entry_id IS NULL`,
    [accountId, ledgerId],
  );
  return row?.cents ?? 0;
}

/**
 * What was posted beyond a custody and waits for an owner, by `account/ledger`: not in the balance, yet the money may be
 * gone.
 */
export function quarantinedByLedger(rows: RowReader): ReadonlyMap<string, number> {
  const found = rows.all<{ ledger: string; cents: number }>(
    `SELECT json_extract(head, '$.accountId') || '/' || json_extract(head, '$.ledgerId') AS ledger,
       SUM(CASE WHEN type IN ('trust.entry.reversed', 'trust.item.returned') THEN MAX(0, -json_extract(head, '$.effectCents'))
         ELSE json_extract(head, '$.amountCents') END) AS cents
     FROM set_aside WHERE workspace = 'trust' AND reason = 'custody' AND rejected = 0 AND json_valid(head)
       AND type IN ('trust.disbursement.posted', 'trust.fee.transferred', 'trust.entry.reversed', 'trust.item.returned',
         'trust.ledger.transferred', 'trust.client.transferred')
     GROUP BY 1`,
  );
  return new Map(found.map((row) => [row.ledger, row.cents]));
}

function quarantinedCents(rows: RowReader, accountId: string, ledgerId: string): number {
  return quarantinedByLedger(rows).get(`${accountId}/${ledgerId}`) ?? 0;
}

/** SQL of what is not collected on `@today` of the ledger `l` (an alias of trust_ledger). */
export const uncollectedSql = `COALESCE((SELECT SUM(e.effect_cents) FROM trust_entry e WHERE e.account_id = l.account_id
  AND e.ledger_id = l.ledger_id AND e.collected_on IS NOT NULL AND e.is_reversed = 0 AND e.collected_on > @today), 0)`;

/** SQL of what open requests ask for of the ledger `l`. */
export const pendingSql = `COALESCE((SELECT SUM(r.amount_cents) FROM trust_request r WHERE r.account_id = l.account_id
  AND r.ledger_id = l.ledger_id AND r.state <> 'declined' AND r.posted_entry_id IS NULL), 0)`;

/** SQL of what is held of the ledger `l` for disputes and liens [TE1]. */
export const holdsSql = `COALESCE((SELECT SUM(h.open_cents) FROM trust_hold h WHERE h.account_id = l.account_id
  AND h.ledger_id = l.ledger_id AND h.open_cents > 0), 0)`;

/** What is held of a ledger for disputes and liens [TE1]. */
export function holdsCents(rows: RowReader, accountId: string, ledgerId: string): number {
  const row = rows.get<{ cents: number }>(
    `SELECT COALESCE(SUM(open_cents), 0) AS cents FROM trust_hold
     WHERE account_id = ? AND ledger_id = ? AND open_cents > 0`,
    [accountId, ledgerId],
  );
  return row?.cents ?? 0;
}

/** One ledger as the rules need it. Throws a refusal for a ledger that is not known. */
export function ledgerState(rows: RowReader, accountId: string, ledgerId: string): LedgerState {
  return {
    ledgerId,
    name: readLedgerPlace(rows, ledgerId).title,
    entries: readEntries(rows, accountId, ledgerId),
    pendingCents: pendingCents(rows, accountId, ledgerId),
    holdsCents: holdsCents(rows, accountId, ledgerId),
    quarantinedCents: quarantinedCents(rows, accountId, ledgerId),
  };
}

/** What a matter may still spend from trust, over all accounts. */
export function matterAvailableCents(rows: RowReader, matterId: string, day: Day): number {
  const ledgers = rows.all<{ account_id: string; cents: number }>(
    `SELECT l.account_id, l.balance_cents - ${uncollectedSql} - ${pendingSql} - ${holdsSql} AS cents
     FROM trust_ledger l WHERE l.ledger_id = @matter`,
    { matter: matterId, today: day },
  );
  if (ledgers.length === 0) return 0;
  const quarantined = quarantinedByLedger(rows);
  return ledgers.reduce((sum, row) => sum + row.cents - (quarantined.get(`${row.account_id}/${matterId}`) ?? 0), 0);
}

interface InvoiceSqlRow {
  number: string | null;
  matter_id: string;
  state: string;
  issued_on: string | null;
  owed_cents: number;
  pending_cents: number;
}

/**
 * The invoice that fees are taken for. What other open requests ask for on it is not unpaid any more.
 * Answers nothing for an invoice that is not known.
 */
export function transferInvoice(rows: RowReader, invoiceId: string, exceptRequestId = ''): TransferInvoice | undefined {
  const row = rows.get<InvoiceSqlRow>(
    `SELECT i.number, i.matter_id, i.state, i.issued_on, i.owed_cents,
       COALESCE((SELECT SUM(r.amount_cents) FROM trust_request r WHERE r.invoice_id = i.invoice_id
         AND r.state <> 'declined' AND r.posted_entry_id IS NULL AND r.request_id <> @except), 0) AS pending_cents
     FROM billing_invoice i WHERE i.invoice_id = @invoice`,
    { invoice: invoiceId, except: exceptRequestId },
  );
  if (row === undefined) return undefined;
  return {
    number: row.number ?? '(draft)',
    matterId: row.matter_id,
    isIssued: row.state === 'issued',
    issuedOn: row.issued_on ?? '',
    unpaidCents: Math.max(0, row.owed_cents - row.pending_cents),
  };
}
