import type { OpenedEvent } from '../../../shared/events/event.ts';
import { reconciliationReopened, reconciliationSigned } from '../../../shared/events/trust.ts';
import { bankErrorCorrected, bankErrorNoted, bankErrorWithdrawn } from '../../../shared/events/trust-bank.ts';
import { idOfAggregate } from './aggregate-id.ts';
import { on, type RowWriter } from './projection.ts';

/** Tables of what a reconciliation rests on beside the journal: the bank's mistakes, and files that are kept. */
export const trustReconcilingSchema = `
CREATE TABLE trust_bank_error (
  error_id TEXT PRIMARY KEY,
  aggregate TEXT NOT NULL,
  clock TEXT NOT NULL,
  account_id TEXT NOT NULL,
  day TEXT NOT NULL,
  amount_cents INTEGER NOT NULL,
  what TEXT,
  member_id TEXT NOT NULL,
  corrected_on TEXT,
  is_withdrawn INTEGER NOT NULL DEFAULT 0,
  withdrawn_reason TEXT
) WITHOUT ROWID;
CREATE INDEX trust_bank_error_aggregate ON trust_bank_error(aggregate);
CREATE INDEX trust_bank_error_account ON trust_bank_error(account_id, day);

CREATE TABLE trust_bank_error_line (
  error_id TEXT NOT NULL,
  line_id TEXT NOT NULL,
  day TEXT NOT NULL,
  aggregate TEXT NOT NULL,
  PRIMARY KEY (error_id, line_id)
) WITHOUT ROWID;
CREATE INDEX trust_bank_error_line_aggregate ON trust_bank_error_line(aggregate);
CREATE INDEX trust_bank_error_line_line ON trust_bank_error_line(line_id);

-- Files that events name: signed packets and the bank's own files. file is NULL where this device may not read it.
CREATE TABLE trust_file (
  event_id TEXT PRIMARY KEY,
  aggregate TEXT NOT NULL,
  kind TEXT NOT NULL,
  owner_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  size INTEGER NOT NULL,
  chunk_ids TEXT NOT NULL,
  file TEXT
) WITHOUT ROWID;
CREATE INDEX trust_file_aggregate ON trust_file(aggregate);
CREATE INDEX trust_file_owner ON trust_file(owner_id);
`;

/** Tables that are cleared by `aggregate`. */
export const trustReconcilingTables = ['trust_bank_error', 'trust_bank_error_line', 'trust_file'] as const;

interface KeptFile {
  readonly sha256: string;
  readonly size: number;
  readonly chunkIds: readonly string[];
}

/** Enters a file that an event names. `reference` is absent where the body stays shut. */
export function keepFile(
  rows: RowWriter,
  event: OpenedEvent,
  accountId: string,
  kind: 'packet' | 'statement',
  kept: KeptFile | undefined,
  reference: object | undefined,
): void {
  if (kept === undefined) return;
  rows.run('INSERT INTO trust_file VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING', [
    event.id,
    event.aggregate,
    kind,
    idOfAggregate(event.aggregate),
    accountId,
    event.atMs,
    kept.sha256,
    kept.size,
    JSON.stringify(kept.chunkIds),
    reference === undefined ? null : JSON.stringify(reference),
  ]);
}

const foldSigned = on(reconciliationSigned, (rows, event) => {
  const { head, body, aggregate } = event;
  const reconciliationId = idOfAggregate(aggregate);
  for (const [deviceId, eventId] of Object.entries(head.heads)) {
    rows.run('INSERT INTO trust_reconciliation_head VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING', [
      reconciliationId,
      deviceId,
      eventId,
      aggregate,
    ]);
  }
  rows.run(
    `INSERT INTO trust_reconciliation (reconciliation_id, aggregate, event_id, clock, at_ms, member_id, account_id,
       statement_from, statement_on, bank_balance_cents, adjusted_bank_cents, journal_cents, ledgers_cents, prepared_by,
       bank_errors_cents, figures_hash, attached, statement, note)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    [
      reconciliationId,
      aggregate,
      event.id,
      event.clock,
      event.atMs,
      event.memberId,
      head.accountId,
      head.statementFrom,
      head.statementOn,
      head.bankBalanceCents,
      head.adjustedBankCents,
      head.journalCents,
      head.ledgersCents,
      head.preparedByMemberId,
      head.bankErrorsCents ?? 0,
      head.figuresHash ?? null,
      JSON.stringify(head.attachedDocumentIds ?? []),
      body?.statement ?? null,
      body?.note ?? null,
    ],
  );
  for (const entryId of head.clearedEntryIds) {
    rows.run('INSERT INTO trust_cleared VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING', [
      reconciliationId,
      entryId,
      head.statementOn,
      aggregate,
    ]);
  }
  keepFile(rows, event, head.accountId, 'packet', head.packet, body?.packet);
});

const foldReopened = on(reconciliationReopened, (rows, event) => {
  rows.run(
    `UPDATE trust_reconciliation SET is_reopened = 1, reopened_by = ?, reopened_at_ms = ?, reopen_reason = ?
     WHERE aggregate = ?`,
    [event.memberId, event.atMs, event.body?.reason ?? null, event.aggregate],
  );
  rows.run('DELETE FROM trust_cleared WHERE aggregate = ?', [event.aggregate]);
});

function addLines(rows: RowWriter, event: OpenedEvent, day: string, lineIds: readonly string[]): void {
  for (const lineId of lineIds) {
    rows.run('INSERT INTO trust_bank_error_line VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING', [
      idOfAggregate(event.aggregate),
      lineId,
      day,
      event.aggregate,
    ]);
  }
}

const foldErrorNoted = on(bankErrorNoted, (rows, event) => {
  const { head, body, aggregate } = event;
  rows.run(
    `INSERT INTO trust_bank_error (error_id, aggregate, clock, account_id, day, amount_cents, what, member_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    [
      idOfAggregate(aggregate),
      aggregate,
      event.clock,
      head.accountId,
      head.day,
      head.amountCents,
      body?.what ?? null,
      event.memberId,
    ],
  );
  addLines(rows, event, head.day, head.lineIds);
});

/** Of corrections and withdrawals made apart the first in order stands. */
const stillOpen = 'aggregate = ? AND corrected_on IS NULL AND is_withdrawn = 0';

const foldErrorCorrected = on(bankErrorCorrected, (rows, event) => {
  const { head, aggregate } = event;
  const open = rows.get(`SELECT 1 AS yes FROM trust_bank_error WHERE ${stillOpen}`, [aggregate]);
  if (open === undefined) return;
  rows.run('UPDATE trust_bank_error SET corrected_on = ? WHERE aggregate = ?', [head.day, aggregate]);
  addLines(rows, event, head.day, head.lineIds);
});

const foldErrorWithdrawn = on(bankErrorWithdrawn, (rows, event) => {
  const { aggregate } = event;
  const open = rows.get(`SELECT 1 AS yes FROM trust_bank_error WHERE ${stillOpen}`, [aggregate]);
  if (open === undefined) return;
  rows.run('UPDATE trust_bank_error SET is_withdrawn = 1, withdrawn_reason = ? WHERE aggregate = ?', [
    event.body?.reason ?? null,
    aggregate,
  ]);
  rows.run('DELETE FROM trust_bank_error_line WHERE aggregate = ?', [aggregate]);
});

export const trustReconcilingFolds = [
  foldSigned,
  foldReopened,
  foldErrorNoted,
  foldErrorCorrected,
  foldErrorWithdrawn,
] as const;
