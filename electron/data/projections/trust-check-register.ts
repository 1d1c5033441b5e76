import {
  accountSetupConfirmed,
  checkPrinted,
  checkSpoiled,
  paymentsReviewed,
} from '../../../shared/events/trust-check-register.ts';
import { idOfAggregate } from './aggregate-id.ts';
import { on } from './projection.ts';

/** Tables of spoiled and printed checks, and of reviewed payments. */
export const trustCheckRegisterSchema = `
CREATE TABLE trust_spoiled_check (
  account_id TEXT NOT NULL,
  check_number INTEGER NOT NULL,
  aggregate TEXT NOT NULL,
  member_id TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  reason TEXT,
  PRIMARY KEY (account_id, check_number)
) WITHOUT ROWID;
CREATE INDEX trust_spoiled_check_aggregate ON trust_spoiled_check(aggregate);

CREATE TABLE trust_check_print (
  print_id TEXT PRIMARY KEY,
  aggregate TEXT NOT NULL,
  account_id TEXT NOT NULL,
  entry_id TEXT NOT NULL,
  check_number INTEGER NOT NULL,
  layout TEXT NOT NULL,
  is_reprint INTEGER NOT NULL,
  member_id TEXT NOT NULL,
  device_id TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  reason TEXT
) WITHOUT ROWID;
CREATE INDEX trust_check_print_aggregate ON trust_check_print(aggregate);
CREATE INDEX trust_check_print_entry ON trust_check_print(entry_id, at_ms);

CREATE TABLE trust_reviewed_payment (
  entry_id TEXT NOT NULL,
  review_id TEXT NOT NULL,
  aggregate TEXT NOT NULL,
  member_id TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  compared TEXT,
  PRIMARY KEY (entry_id, review_id)
) WITHOUT ROWID;
CREATE INDEX trust_reviewed_payment_aggregate ON trust_reviewed_payment(aggregate);

CREATE TABLE trust_setup (
  event_id TEXT NOT NULL,
  item TEXT NOT NULL,
  aggregate TEXT NOT NULL,
  account_id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  licensee_id TEXT,
  PRIMARY KEY (event_id, item)
) WITHOUT ROWID;
CREATE INDEX trust_setup_aggregate ON trust_setup(aggregate);
CREATE INDEX trust_setup_account ON trust_setup(account_id, at_ms);

CREATE TRIGGER trust_check_spoiled_added AFTER INSERT ON trust_spoiled_check BEGIN
  INSERT INTO trust_check_use VALUES (NEW.account_id, NEW.check_number, 1) ON CONFLICT DO UPDATE SET uses = uses + 1;
END;
CREATE TRIGGER trust_check_spoiled_forgotten AFTER DELETE ON trust_spoiled_check BEGIN
  UPDATE trust_check_use SET uses = uses - 1 WHERE account_id = OLD.account_id AND check_number = OLD.check_number;
  DELETE FROM trust_check_use WHERE account_id = OLD.account_id AND check_number = OLD.check_number AND uses = 0;
END;
`;

/** Tables that are cleared by `aggregate`. */
export const trustCheckRegisterTables = [
  'trust_spoiled_check',
  'trust_check_print',
  'trust_reviewed_payment',
  'trust_setup',
] as const;

const foldSpoiled = on(checkSpoiled, (rows, event) => {
  rows.run('INSERT INTO trust_spoiled_check VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING', [
    event.head.accountId,
    event.head.checkNumber,
    event.aggregate,
    event.memberId,
    event.atMs,
    event.body?.reason ?? null,
  ]);
});

const foldPrinted = on(checkPrinted, (rows, event) => {
  const { head } = event;
  rows.run('INSERT INTO trust_check_print VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING', [
    idOfAggregate(event.aggregate),
    event.aggregate,
    head.accountId,
    head.entryId,
    head.checkNumber,
    head.layout,
    head.isReprint ? 1 : 0,
    event.memberId,
    event.deviceId,
    event.atMs,
    event.body?.reason ?? null,
  ]);
});

const foldReviewed = on(paymentsReviewed, (rows, event) => {
  for (const entryId of event.head.entryIds) {
    rows.run('INSERT INTO trust_reviewed_payment VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING', [
      entryId,
      idOfAggregate(event.aggregate),
      event.aggregate,
      event.memberId,
      event.atMs,
      event.body?.compared ?? null,
    ]);
  }
});

const foldSetup = on(accountSetupConfirmed, (rows, event) => {
  for (const item of event.head.items) {
    rows.run('INSERT INTO trust_setup VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING', [
      event.id,
      item,
      event.aggregate,
      event.head.accountId,
      event.memberId,
      event.atMs,
      event.head.licenseeMemberId ?? null,
    ]);
  }
});

export const trustCheckRegisterFolds = [foldSpoiled, foldPrinted, foldReviewed, foldSetup] as const;
