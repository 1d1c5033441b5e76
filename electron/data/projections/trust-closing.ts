import { closingApproved, closingPrepared, closingWithdrawn } from '../../../shared/events/trust-closing.ts';
import { idOfAggregate } from './aggregate-id.ts';
import { on } from './projection.ts';

/** The table of settlement closing statements. Lines are read whole, with the statement. */
export const trustClosingSchema = `
CREATE TABLE trust_closing (
  closing_id TEXT PRIMARY KEY,
  aggregate TEXT NOT NULL,
  event_id TEXT NOT NULL,
  clock TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  member_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  ledger_id TEXT NOT NULL,
  day TEXT NOT NULL,
  gross_cents INTEGER NOT NULL,
  net_cents INTEGER NOT NULL,
  lines TEXT NOT NULL,
  client TEXT,
  words TEXT,
  state TEXT NOT NULL,
  decided_by TEXT,
  decided_at_ms INTEGER,
  reason TEXT
) WITHOUT ROWID;
CREATE INDEX trust_closing_aggregate ON trust_closing(aggregate);
CREATE INDEX trust_closing_ledger ON trust_closing(account_id, ledger_id, day);
`;

/** Tables that are cleared by `aggregate`. */
export const trustClosingTables = ['trust_closing'] as const;

const foldPrepared = on(closingPrepared, (rows, event) => {
  const { head, body, aggregate } = event;
  rows.run(
    `INSERT INTO trust_closing (closing_id, aggregate, event_id, clock, at_ms, member_id, account_id, ledger_id, day,
       gross_cents, net_cents, lines, client, words, state)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'prepared') ON CONFLICT DO NOTHING`,
    [
      idOfAggregate(aggregate),
      aggregate,
      event.id,
      event.clock,
      event.atMs,
      event.memberId,
      head.accountId,
      head.ledgerId,
      head.day,
      head.grossCents,
      head.netCents,
      JSON.stringify(head.lines),
      body?.client ?? null,
      body === null ? null : JSON.stringify(body.lines),
    ],
  );
});

/** What is approved stays approved: a withdrawal that came apart from it takes nothing back. */
const foldApproved = on(closingApproved, (rows, event) => {
  rows.run(
    "UPDATE trust_closing SET state = 'approved', decided_by = ?, decided_at_ms = ? WHERE aggregate = ? AND event_id = ?",
    [event.memberId, event.atMs, event.aggregate, event.head.preparedEventId],
  );
});

const foldWithdrawn = on(closingWithdrawn, (rows, event) => {
  rows.run(
    `UPDATE trust_closing SET state = 'withdrawn', decided_by = ?, decided_at_ms = ?, reason = ?
     WHERE aggregate = ? AND state = 'prepared'`,
    [event.memberId, event.atMs, event.body?.reason ?? null, event.aggregate],
  );
});

export const trustClosingFolds = [foldPrepared, foldApproved, foldWithdrawn] as const;
