import { holdPlaced, holdReleased } from '../../../shared/events/trust-holds.ts';
import { idOfAggregate } from './aggregate-id.ts';
import { on } from './projection.ts';

/** Tables of holds on ledgers and of what was released of them. */
export const trustHoldSchema = `
CREATE TABLE trust_hold (
  hold_id TEXT PRIMARY KEY,
  aggregate TEXT NOT NULL,
  clock TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  member_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  ledger_id TEXT NOT NULL,
  day TEXT NOT NULL,
  kind TEXT NOT NULL,
  amount_cents INTEGER NOT NULL,
  open_cents INTEGER NOT NULL,
  claimant TEXT,
  reason TEXT
) WITHOUT ROWID;
CREATE INDEX trust_hold_aggregate ON trust_hold(aggregate);
CREATE INDEX trust_hold_open ON trust_hold(account_id, ledger_id, open_cents) WHERE open_cents > 0;
CREATE INDEX trust_hold_ledger ON trust_hold(account_id, ledger_id, day);

CREATE TABLE trust_hold_release (
  event_id TEXT PRIMARY KEY,
  aggregate TEXT NOT NULL,
  hold_id TEXT NOT NULL,
  day TEXT NOT NULL,
  amount_cents INTEGER NOT NULL,
  document_id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  note TEXT
) WITHOUT ROWID;
CREATE INDEX trust_hold_release_aggregate ON trust_hold_release(aggregate);
CREATE INDEX trust_hold_release_hold ON trust_hold_release(hold_id);
`;

/** Tables that are cleared by `aggregate`. */
export const trustHoldTables = ['trust_hold', 'trust_hold_release'] as const;

const foldPlaced = on(holdPlaced, (rows, event) => {
  const { head, body, aggregate } = event;
  rows.run('INSERT INTO trust_hold VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING', [
    idOfAggregate(aggregate),
    aggregate,
    event.clock,
    event.atMs,
    event.memberId,
    head.accountId,
    head.ledgerId,
    head.day,
    head.kind,
    head.amountCents,
    head.amountCents,
    body?.claimant ?? null,
    body?.reason ?? null,
  ]);
});

/** Two releases made apart both count; together they release no more than is held. */
const foldReleased = on(holdReleased, (rows, event) => {
  const { head, body, aggregate } = event;
  rows.run('INSERT INTO trust_hold_release VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING', [
    event.id,
    aggregate,
    idOfAggregate(aggregate),
    head.day,
    head.amountCents,
    head.documentId,
    event.memberId,
    event.atMs,
    body?.note ?? null,
  ]);
  rows.run('UPDATE trust_hold SET open_cents = MAX(0, open_cents - ?) WHERE aggregate = ?', [
    head.amountCents,
    aggregate,
  ]);
});

export const trustHoldFolds = [foldPlaced, foldReleased] as const;
