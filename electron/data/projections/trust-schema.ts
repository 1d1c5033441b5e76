import { refreshPaid } from './invoice-paid.ts';

/**
 * Tables of the trust area. What folds write carries `aggregate`; what spans aggregates (balances, what is cleared,
 * what is posted, what came late) is kept by triggers from the rows alone, so that it is the same whatever the order
 * in which the rows came, and follows when an aggregate is forgotten and folded again.
 */
const tables = `
CREATE TABLE trust_account (
  account_id TEXT PRIMARY KEY,
  aggregate TEXT NOT NULL,
  kind TEXT NOT NULL,
  opened_on TEXT NOT NULL,
  name TEXT,
  bank TEXT,
  last_four TEXT,
  firm_funds_ceiling_cents INTEGER NOT NULL,
  next_check_number INTEGER NOT NULL,
  custodian_device_id TEXT NOT NULL,
  custody_event_id TEXT NOT NULL
);
CREATE INDEX trust_account_aggregate ON trust_account(aggregate);

CREATE TABLE trust_custody (
  event_id TEXT PRIMARY KEY,
  aggregate TEXT NOT NULL,
  account_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  device_id TEXT NOT NULL,
  ends_custody TEXT,
  is_in_force INTEGER NOT NULL,
  member_id TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  bank_balance_cents INTEGER,
  reason TEXT
) WITHOUT ROWID;
CREATE INDEX trust_custody_aggregate ON trust_custody(aggregate);
CREATE INDEX trust_custody_account ON trust_custody(account_id);

CREATE TABLE trust_entry (
  entry_id TEXT PRIMARY KEY,
  aggregate TEXT NOT NULL,
  event_id TEXT NOT NULL,
  clock TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  device_id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  ledger_id TEXT NOT NULL,
  day TEXT NOT NULL,
  type TEXT NOT NULL,
  kind TEXT NOT NULL,
  instrument TEXT NOT NULL,
  check_number INTEGER,
  effect_cents INTEGER NOT NULL,
  collected_on TEXT,
  invoice_id TEXT,
  request_id TEXT,
  reverses_entry_id TEXT,
  is_reversed INTEGER NOT NULL DEFAULT 0,
  name TEXT,
  purpose TEXT,
  reference TEXT,
  cleared_on TEXT,
  counterpart_entry_id TEXT,
  identifies_entry_id TEXT,
  written_on TEXT,
  document_ids TEXT,
  details TEXT,
  -- Entries of one event that move money nowhere together: fees applied to another invoice.
  offset_group TEXT
);
CREATE INDEX trust_entry_identifies ON trust_entry(identifies_entry_id) WHERE identifies_entry_id IS NOT NULL;
CREATE INDEX trust_entry_reverses ON trust_entry(reverses_entry_id) WHERE reverses_entry_id IS NOT NULL;
CREATE INDEX trust_entry_aggregate ON trust_entry(aggregate);
CREATE INDEX trust_entry_ledger ON trust_entry(account_id, ledger_id, day, clock, entry_id, effect_cents);
CREATE INDEX trust_entry_journal ON trust_entry(account_id, day, clock, entry_id, effect_cents, ledger_id);
CREATE INDEX trust_entry_known ON trust_entry(account_id, at_ms, day, ledger_id, effect_cents);
CREATE INDEX trust_entry_device ON trust_entry(account_id, device_id, event_id, day);
CREATE INDEX trust_entry_check ON trust_entry(account_id, check_number) WHERE check_number IS NOT NULL;
CREATE INDEX trust_entry_invoice ON trust_entry(invoice_id, day, effect_cents) WHERE invoice_id IS NOT NULL;
CREATE INDEX trust_entry_fee ON trust_entry(day, invoice_id, effect_cents) WHERE invoice_id IS NOT NULL;
CREATE INDEX trust_entry_request ON trust_entry(request_id) WHERE request_id IS NOT NULL;
CREATE INDEX trust_entry_hold ON trust_entry(account_id, collected_on, ledger_id, effect_cents)
  WHERE collected_on IS NOT NULL AND is_reversed = 0;
CREATE INDEX trust_entry_uncleared ON trust_entry(account_id, day) WHERE cleared_on IS NULL;

CREATE TABLE trust_repeated_reversal (
  event_id TEXT PRIMARY KEY,
  aggregate TEXT NOT NULL,
  entry_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  day TEXT NOT NULL,
  effect_cents INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX trust_repeated_reversal_aggregate ON trust_repeated_reversal(aggregate);

CREATE TABLE trust_request (
  request_id TEXT PRIMARY KEY,
  aggregate TEXT NOT NULL,
  event_id TEXT NOT NULL,
  clock TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  member_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  ledger_id TEXT NOT NULL,
  day TEXT NOT NULL,
  amount_cents INTEGER NOT NULL,
  kind TEXT NOT NULL,
  instrument TEXT NOT NULL,
  invoice_id TEXT,
  name TEXT,
  purpose TEXT,
  reference TEXT,
  state TEXT NOT NULL,
  decided_by TEXT,
  decided_at_ms INTEGER,
  decision_note TEXT,
  posted_entry_id TEXT,
  document_ids TEXT,
  details TEXT
);
CREATE INDEX trust_request_aggregate ON trust_request(aggregate);
CREATE INDEX trust_request_day ON trust_request(day, clock);
CREATE INDEX trust_request_invoice ON trust_request(invoice_id) WHERE invoice_id IS NOT NULL;
CREATE INDEX trust_request_open ON trust_request(account_id, ledger_id, amount_cents)
  WHERE state <> 'declined' AND posted_entry_id IS NULL;
CREATE INDEX trust_request_unapproved ON trust_request(account_id) WHERE state = 'waiting' AND posted_entry_id IS NOT NULL;

CREATE TABLE trust_reconciliation (
  reconciliation_id TEXT PRIMARY KEY,
  aggregate TEXT NOT NULL,
  event_id TEXT NOT NULL,
  clock TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  member_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  statement_from TEXT NOT NULL,
  statement_on TEXT NOT NULL,
  bank_balance_cents INTEGER NOT NULL,
  adjusted_bank_cents INTEGER NOT NULL,
  journal_cents INTEGER NOT NULL,
  ledgers_cents INTEGER NOT NULL,
  prepared_by TEXT NOT NULL,
  bank_errors_cents INTEGER NOT NULL DEFAULT 0,
  figures_hash TEXT,
  attached TEXT NOT NULL DEFAULT '[]',
  statement TEXT,
  note TEXT,
  is_reopened INTEGER NOT NULL DEFAULT 0,
  reopened_by TEXT,
  reopened_at_ms INTEGER,
  reopen_reason TEXT,
  is_cut_over INTEGER NOT NULL DEFAULT 0,
  document_id TEXT
);
CREATE INDEX trust_reconciliation_aggregate ON trust_reconciliation(aggregate);
CREATE INDEX trust_reconciliation_account ON trust_reconciliation(account_id, statement_on, is_reopened);

CREATE TABLE trust_reconciliation_head (
  reconciliation_id TEXT NOT NULL,
  device_id TEXT NOT NULL,
  event_id TEXT NOT NULL,
  aggregate TEXT NOT NULL,
  PRIMARY KEY (reconciliation_id, device_id)
) WITHOUT ROWID;
CREATE INDEX trust_reconciliation_head_aggregate ON trust_reconciliation_head(aggregate);

CREATE TABLE trust_cleared (
  reconciliation_id TEXT NOT NULL,
  entry_id TEXT NOT NULL,
  cleared_on TEXT NOT NULL,
  aggregate TEXT NOT NULL,
  PRIMARY KEY (reconciliation_id, entry_id)
) WITHOUT ROWID;
CREATE INDEX trust_cleared_aggregate ON trust_cleared(aggregate);
CREATE INDEX trust_cleared_entry ON trust_cleared(entry_id, cleared_on);

CREATE TABLE trust_resolution (
  event_id TEXT PRIMARY KEY,
  aggregate TEXT NOT NULL,
  exception_key TEXT NOT NULL,
  member_id TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  explanation TEXT
) WITHOUT ROWID;
CREATE INDEX trust_resolution_aggregate ON trust_resolution(aggregate);
CREATE INDEX trust_resolution_key ON trust_resolution(exception_key);

CREATE TABLE trust_rules (
  event_id TEXT PRIMARY KEY,
  aggregate TEXT NOT NULL,
  clock TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  member_id TEXT NOT NULL,
  state TEXT NOT NULL,
  pack_version INTEGER NOT NULL,
  firm_funds_ceiling_cents INTEGER,
  confirmed TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX trust_rules_aggregate ON trust_rules(aggregate);
CREATE INDEX trust_rules_state ON trust_rules(state, clock);
`;

/** Kept by triggers, without `aggregate`: sums and marks that follow from the rows above. */
const derived = `
CREATE TABLE trust_ledger (
  account_id TEXT NOT NULL,
  ledger_id TEXT NOT NULL,
  balance_cents INTEGER NOT NULL,
  entries INTEGER NOT NULL,
  last_entry_on TEXT,
  is_uneven INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (account_id, ledger_id)
) WITHOUT ROWID;
CREATE INDEX trust_ledger_by_ledger ON trust_ledger(ledger_id, balance_cents);
CREATE INDEX trust_ledger_balance ON trust_ledger(balance_cents);

-- By ledger, with the balance at the month's end: a ledger as of any day is one look-up and the rest of a month.
CREATE TABLE trust_month (
  account_id TEXT NOT NULL,
  ledger_id TEXT NOT NULL,
  month TEXT NOT NULL,
  effect_cents INTEGER NOT NULL,
  entries INTEGER NOT NULL,
  closing_cents INTEGER NOT NULL,
  PRIMARY KEY (account_id, ledger_id, month)
) WITHOUT ROWID;

CREATE TABLE trust_journal_month (
  account_id TEXT NOT NULL,
  month TEXT NOT NULL,
  effect_cents INTEGER NOT NULL,
  entries INTEGER NOT NULL,
  PRIMARY KEY (account_id, month)
) WITHOUT ROWID;

CREATE TABLE trust_check_use (
  account_id TEXT NOT NULL,
  check_number INTEGER NOT NULL,
  uses INTEGER NOT NULL,
  PRIMARY KEY (account_id, check_number)
) WITHOUT ROWID;
CREATE INDEX trust_check_use_repeated ON trust_check_use(account_id) WHERE uses > 1;

CREATE TABLE trust_late (
  reconciliation_id TEXT NOT NULL,
  entry_id TEXT NOT NULL,
  PRIMARY KEY (reconciliation_id, entry_id)
) WITHOUT ROWID;
CREATE INDEX trust_late_entry ON trust_late(entry_id);
`;

/** An entry is late when its day lies in what was signed, but the signer had not seen its event. */
const isBeyondHeads = (reconciliation: string, device: string, event: string) => `
  ${event} > COALESCE((SELECT h.event_id FROM trust_reconciliation_head h
    WHERE h.reconciliation_id = ${reconciliation} AND h.device_id = ${device}), '')`;

const clearedOnOf = (entry: string) => `(SELECT MIN(c.cleared_on) FROM trust_cleared c WHERE c.entry_id = ${entry})`;
const postedEntryOf = (request: string) =>
  `(SELECT MIN(e.entry_id) FROM trust_entry e WHERE e.request_id = ${request})`;

/** The invoice that a notice of this entry names: once the entry itself is seen, the notice counts no more. */
const noticedInvoice = (entry: string) =>
  `(SELECT n.invoice_id FROM billing_trust_notice n WHERE n.entry_id = ${entry})`;
const hasNotice = (entry: string) => `EXISTS (SELECT 1 FROM billing_trust_notice n WHERE n.entry_id = ${entry})`;

const triggers = `
CREATE TRIGGER trust_entry_added AFTER INSERT ON trust_entry BEGIN
  INSERT INTO trust_ledger VALUES (NEW.account_id, NEW.ledger_id, NEW.effect_cents, 1, NEW.day, 0)
    ON CONFLICT DO UPDATE SET
      is_uneven = MAX(is_uneven, NEW.day < last_entry_on OR (NEW.day > last_entry_on AND balance_cents < 0)),
      balance_cents = balance_cents + excluded.balance_cents,
      entries = entries + 1,
      last_entry_on = MAX(last_entry_on, excluded.last_entry_on);
  INSERT INTO trust_month VALUES (NEW.account_id, NEW.ledger_id, substr(NEW.day, 1, 7), 0, 0,
      COALESCE((SELECT m.closing_cents FROM trust_month m WHERE m.account_id = NEW.account_id
        AND m.ledger_id = NEW.ledger_id AND m.month < substr(NEW.day, 1, 7) ORDER BY m.month DESC LIMIT 1), 0))
    ON CONFLICT DO NOTHING;
  UPDATE trust_month SET effect_cents = effect_cents + NEW.effect_cents, entries = entries + 1
    WHERE account_id = NEW.account_id AND ledger_id = NEW.ledger_id AND month = substr(NEW.day, 1, 7);
  UPDATE trust_month SET closing_cents = closing_cents + NEW.effect_cents
    WHERE account_id = NEW.account_id AND ledger_id = NEW.ledger_id AND month >= substr(NEW.day, 1, 7);
  INSERT INTO trust_journal_month VALUES (NEW.account_id, substr(NEW.day, 1, 7), NEW.effect_cents, 1)
    ON CONFLICT DO UPDATE SET effect_cents = effect_cents + excluded.effect_cents, entries = entries + 1;
  INSERT OR IGNORE INTO trust_late SELECT r.reconciliation_id, NEW.entry_id FROM trust_reconciliation r
    WHERE r.account_id = NEW.account_id AND r.statement_on >= NEW.day
      AND ${isBeyondHeads('r.reconciliation_id', 'NEW.device_id', 'NEW.event_id')};
END;

CREATE TRIGGER trust_entry_cleared_before AFTER INSERT ON trust_entry
  WHEN EXISTS (SELECT 1 FROM trust_cleared c WHERE c.entry_id = NEW.entry_id) BEGIN
  UPDATE trust_entry SET cleared_on = ${clearedOnOf('NEW.entry_id')} WHERE entry_id = NEW.entry_id;
END;

CREATE TRIGGER trust_entry_check_added AFTER INSERT ON trust_entry WHEN NEW.check_number IS NOT NULL BEGIN
  INSERT INTO trust_check_use VALUES (NEW.account_id, NEW.check_number, 1) ON CONFLICT DO UPDATE SET uses = uses + 1;
END;

CREATE TRIGGER trust_entry_request_added AFTER INSERT ON trust_entry WHEN NEW.request_id IS NOT NULL BEGIN
  UPDATE trust_request SET posted_entry_id = ${postedEntryOf('NEW.request_id')} WHERE request_id = NEW.request_id;
END;

CREATE TRIGGER trust_entry_forgotten AFTER DELETE ON trust_entry BEGIN
  UPDATE trust_ledger SET
      is_uneven = 1,
      balance_cents = balance_cents - OLD.effect_cents,
      entries = entries - 1,
      last_entry_on = (SELECT MAX(e.day) FROM trust_entry e WHERE e.account_id = OLD.account_id AND e.ledger_id = OLD.ledger_id)
    WHERE account_id = OLD.account_id AND ledger_id = OLD.ledger_id;
  DELETE FROM trust_ledger WHERE account_id = OLD.account_id AND ledger_id = OLD.ledger_id AND entries = 0;
  UPDATE trust_month SET effect_cents = effect_cents - OLD.effect_cents, entries = entries - 1
    WHERE account_id = OLD.account_id AND ledger_id = OLD.ledger_id AND month = substr(OLD.day, 1, 7);
  UPDATE trust_month SET closing_cents = closing_cents - OLD.effect_cents
    WHERE account_id = OLD.account_id AND ledger_id = OLD.ledger_id AND month >= substr(OLD.day, 1, 7);
  DELETE FROM trust_month
    WHERE account_id = OLD.account_id AND ledger_id = OLD.ledger_id AND month = substr(OLD.day, 1, 7) AND entries = 0;
  UPDATE trust_journal_month SET effect_cents = effect_cents - OLD.effect_cents, entries = entries - 1
    WHERE account_id = OLD.account_id AND month = substr(OLD.day, 1, 7);
  DELETE FROM trust_journal_month
    WHERE account_id = OLD.account_id AND month = substr(OLD.day, 1, 7) AND entries = 0;
  DELETE FROM trust_late WHERE entry_id = OLD.entry_id;
END;

CREATE TRIGGER trust_entry_check_forgotten AFTER DELETE ON trust_entry WHEN OLD.check_number IS NOT NULL BEGIN
  UPDATE trust_check_use SET uses = uses - 1 WHERE account_id = OLD.account_id AND check_number = OLD.check_number;
  DELETE FROM trust_check_use WHERE account_id = OLD.account_id AND check_number = OLD.check_number AND uses = 0;
END;

CREATE TRIGGER trust_entry_request_forgotten AFTER DELETE ON trust_entry WHEN OLD.request_id IS NOT NULL BEGIN
  UPDATE trust_request SET posted_entry_id = ${postedEntryOf('OLD.request_id')} WHERE request_id = OLD.request_id;
END;

CREATE TRIGGER trust_entry_invoice_added AFTER INSERT ON trust_entry WHEN NEW.invoice_id IS NOT NULL BEGIN
  ${refreshPaid('NEW.invoice_id')}
END;

CREATE TRIGGER trust_entry_invoice_forgotten AFTER DELETE ON trust_entry WHEN OLD.invoice_id IS NOT NULL BEGIN
  ${refreshPaid('OLD.invoice_id')}
END;

CREATE TRIGGER trust_entry_notice_overtaken AFTER INSERT ON trust_entry WHEN ${hasNotice('NEW.entry_id')} BEGIN
  UPDATE billing_trust_notice SET is_overtaken = 1 WHERE entry_id = NEW.entry_id;
  ${refreshPaid(noticedInvoice('NEW.entry_id'))}
END;

CREATE TRIGGER trust_entry_notice_restored AFTER DELETE ON trust_entry WHEN ${hasNotice('OLD.entry_id')} BEGIN
  UPDATE billing_trust_notice SET is_overtaken = 0 WHERE entry_id = OLD.entry_id;
  ${refreshPaid(noticedInvoice('OLD.entry_id'))}
END;

CREATE TRIGGER trust_request_added AFTER INSERT ON trust_request BEGIN
  UPDATE trust_request SET posted_entry_id = ${postedEntryOf('NEW.request_id')} WHERE request_id = NEW.request_id
    AND EXISTS (SELECT 1 FROM trust_entry e WHERE e.request_id = NEW.request_id);
END;

CREATE TRIGGER trust_cleared_added AFTER INSERT ON trust_cleared BEGIN
  UPDATE trust_entry SET cleared_on = ${clearedOnOf('NEW.entry_id')} WHERE entry_id = NEW.entry_id;
END;

CREATE TRIGGER trust_cleared_forgotten AFTER DELETE ON trust_cleared BEGIN
  UPDATE trust_entry SET cleared_on = ${clearedOnOf('OLD.entry_id')} WHERE entry_id = OLD.entry_id;
END;

CREATE TRIGGER trust_reconciliation_added AFTER INSERT ON trust_reconciliation BEGIN
  INSERT OR IGNORE INTO trust_late SELECT NEW.reconciliation_id, e.entry_id
    FROM (SELECT DISTINCT device_id FROM trust_entry WHERE account_id = NEW.account_id) d
    CROSS JOIN trust_entry e INDEXED BY trust_entry_device ON e.account_id = NEW.account_id AND e.device_id = d.device_id
      AND ${isBeyondHeads('NEW.reconciliation_id', 'd.device_id', 'e.event_id')}
    WHERE e.day <= NEW.statement_on;
END;

CREATE TRIGGER trust_reconciliation_forgotten AFTER DELETE ON trust_reconciliation BEGIN
  DELETE FROM trust_late WHERE reconciliation_id = OLD.reconciliation_id;
END;
`;

/** Tables, indexes and triggers of the trust area. */
export const trustSchema = `${tables}${derived}${triggers}`;

/** Tables that are cleared by `aggregate`. */
export const trustTables = [
  'trust_account',
  'trust_custody',
  'trust_entry',
  'trust_repeated_reversal',
  'trust_request',
  'trust_reconciliation',
  'trust_reconciliation_head',
  'trust_cleared',
  'trust_resolution',
  'trust_rules',
] as const;
