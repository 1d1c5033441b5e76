import { depositMade, ownerSearched } from '../../../shared/events/trust-special-entries.ts';
import { idOfAggregate } from './aggregate-id.ts';
import { on } from './projection.ts';

/** Tables of deposit slips and of the search for owners of money. */
export const trustSpecialSchema = `
CREATE TABLE trust_deposit (
  deposit_id TEXT PRIMARY KEY,
  aggregate TEXT NOT NULL,
  clock TEXT NOT NULL,
  member_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  day TEXT NOT NULL,
  total_cents INTEGER NOT NULL,
  items INTEGER NOT NULL,
  note TEXT
) WITHOUT ROWID;
CREATE INDEX trust_deposit_aggregate ON trust_deposit(aggregate);
CREATE INDEX trust_deposit_account ON trust_deposit(account_id, day, clock);

CREATE TABLE trust_deposit_item (
  deposit_id TEXT NOT NULL,
  entry_id TEXT NOT NULL,
  place INTEGER NOT NULL,
  aggregate TEXT NOT NULL,
  PRIMARY KEY (deposit_id, entry_id)
) WITHOUT ROWID;
CREATE INDEX trust_deposit_item_aggregate ON trust_deposit_item(aggregate);
CREATE INDEX trust_deposit_item_entry ON trust_deposit_item(entry_id);

CREATE TABLE trust_owner_search (
  search_id TEXT PRIMARY KEY,
  aggregate TEXT NOT NULL,
  member_id TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  account_id TEXT NOT NULL,
  ledger_id TEXT NOT NULL,
  day TEXT NOT NULL,
  tried TEXT,
  outcome TEXT
) WITHOUT ROWID;
CREATE INDEX trust_owner_search_aggregate ON trust_owner_search(aggregate);
CREATE INDEX trust_owner_search_ledger ON trust_owner_search(account_id, ledger_id, day);
`;

/** Tables that are cleared by `aggregate`. */
export const trustSpecialTables = ['trust_deposit', 'trust_deposit_item', 'trust_owner_search'] as const;

const foldDepositMade = on(depositMade, (rows, event) => {
  const { head, body, aggregate } = event;
  const depositId = idOfAggregate(aggregate);
  rows.run('INSERT INTO trust_deposit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING', [
    depositId,
    aggregate,
    event.clock,
    event.memberId,
    head.accountId,
    head.day,
    head.totalCents,
    head.entryIds.length,
    body?.note ?? null,
  ]);
  for (const [place, entryId] of head.entryIds.entries()) {
    rows.run('INSERT INTO trust_deposit_item VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING', [
      depositId,
      entryId,
      place,
      aggregate,
    ]);
  }
});

const foldOwnerSearched = on(ownerSearched, (rows, event) => {
  const { head, body, aggregate } = event;
  rows.run('INSERT INTO trust_owner_search VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING', [
    idOfAggregate(aggregate),
    aggregate,
    event.memberId,
    event.atMs,
    head.accountId,
    head.ledgerId,
    head.day,
    body?.tried ?? null,
    body?.outcome ?? null,
  ]);
});

export const trustSpecialFolds = [foldDepositMade, foldOwnerSearched] as const;
