import { paidCentsOf, refreshPaid } from './invoice-paid.ts';

/**
 * Tables of the billing area. Folds write what an event says; which invoice bills an entry (`billed_by`, `billings`) and
 * what is paid on an invoice (`paid_cents`) span aggregates and are kept by triggers from the rows alone.
 */
const work = `
CREATE TABLE billing_time (
  aggregate TEXT PRIMARY KEY,
  time_id TEXT NOT NULL,
  clock TEXT NOT NULL,
  member_id TEXT NOT NULL,
  matter_id TEXT NOT NULL,
  timekeeper_member_id TEXT NOT NULL,
  worked_on TEXT NOT NULL,
  minutes INTEGER NOT NULL,
  units INTEGER NOT NULL,
  rate_cents INTEGER NOT NULL,
  amount_cents INTEGER NOT NULL,
  is_billable INTEGER NOT NULL,
  task_code TEXT,
  activity_code TEXT,
  narrative TEXT,
  is_removed INTEGER NOT NULL DEFAULT 0,
  billed_by TEXT,
  billed_state TEXT NOT NULL DEFAULT 'unbilled',
  billings INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX billing_time_day ON billing_time(worked_on, clock);
CREATE INDEX billing_time_matter ON billing_time(matter_id, worked_on, clock);
CREATE INDEX billing_time_person ON billing_time(timekeeper_member_id, worked_on, clock);
CREATE INDEX billing_time_amount ON billing_time(amount_cents, clock);
CREATE INDEX billing_time_unbilled ON billing_time(matter_id, worked_on, minutes, amount_cents, billings, is_removed, is_billable)
  WHERE billings = 0 AND is_removed = 0 AND is_billable = 1;
CREATE INDEX billing_time_unbilled_day ON billing_time(worked_on, clock)
  WHERE billings = 0 AND is_removed = 0 AND is_billable = 1;
CREATE INDEX billing_time_twice ON billing_time(time_id) WHERE billings > 1;

CREATE TABLE billing_expense (
  aggregate TEXT PRIMARY KEY,
  expense_id TEXT NOT NULL,
  clock TEXT NOT NULL,
  member_id TEXT NOT NULL,
  matter_id TEXT NOT NULL,
  incurred_on TEXT NOT NULL,
  amount_cents INTEGER NOT NULL,
  is_billable INTEGER NOT NULL,
  expense_code TEXT,
  description TEXT,
  vendor TEXT,
  is_removed INTEGER NOT NULL DEFAULT 0,
  billed_by TEXT,
  billed_state TEXT NOT NULL DEFAULT 'unbilled',
  billings INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX billing_expense_day ON billing_expense(incurred_on, clock);
CREATE INDEX billing_expense_matter ON billing_expense(matter_id, incurred_on, clock);
CREATE INDEX billing_expense_amount ON billing_expense(amount_cents, clock);
CREATE INDEX billing_expense_unbilled ON billing_expense(matter_id, incurred_on, amount_cents, billings, is_removed, is_billable)
  WHERE billings = 0 AND is_removed = 0 AND is_billable = 1;
CREATE INDEX billing_expense_twice ON billing_expense(expense_id) WHERE billings > 1;
`;

const invoices = `
CREATE TABLE billing_invoice (
  invoice_id TEXT PRIMARY KEY,
  aggregate TEXT NOT NULL,
  event_id TEXT NOT NULL,
  clock TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  matter_id TEXT NOT NULL,
  client_id TEXT NOT NULL,
  state TEXT NOT NULL,
  number TEXT,
  period_from TEXT NOT NULL,
  period_to TEXT NOT NULL,
  issued_on TEXT,
  due_on TEXT,
  voided_on TEXT,
  discount_cents INTEGER NOT NULL,
  fees_cents INTEGER NOT NULL,
  expenses_cents INTEGER NOT NULL,
  total_cents INTEGER NOT NULL,
  note TEXT,
  matter_title TEXT,
  client_name TEXT,
  client_address TEXT,
  reason TEXT,
  drafted_by TEXT,
  issued_by TEXT,
  paid_cents INTEGER NOT NULL DEFAULT 0,
  owed_cents INTEGER GENERATED ALWAYS AS (CASE WHEN state = 'issued' THEN total_cents - paid_cents ELSE 0 END) VIRTUAL
);
CREATE INDEX billing_invoice_aggregate ON billing_invoice(aggregate);
CREATE INDEX billing_invoice_issued ON billing_invoice(issued_on, invoice_id);
CREATE INDEX billing_invoice_number ON billing_invoice(number, invoice_id);
CREATE INDEX billing_invoice_due ON billing_invoice(due_on, invoice_id);
CREATE INDEX billing_invoice_total ON billing_invoice(total_cents, invoice_id);
CREATE INDEX billing_invoice_owed ON billing_invoice(owed_cents, invoice_id);
CREATE INDEX billing_invoice_matter ON billing_invoice(matter_id, state, owed_cents);
CREATE INDEX billing_invoice_client ON billing_invoice(client_id, state, owed_cents);
CREATE INDEX billing_invoice_state ON billing_invoice(state, owed_cents);
CREATE INDEX billing_invoice_open ON billing_invoice(due_on, owed_cents) WHERE state = 'issued' AND owed_cents > 0;
CREATE INDEX billing_invoice_voided ON billing_invoice(voided_on) WHERE voided_on IS NOT NULL;
CREATE INDEX billing_invoice_fallen ON billing_invoice(invoice_id)
  WHERE paid_cents > 0 AND (state <> 'issued' OR owed_cents < 0);
CREATE INDEX billing_invoice_odd ON billing_invoice(invoice_id)
  WHERE (state = 'issued' AND paid_cents > total_cents) OR (state <> 'issued' AND paid_cents <> 0);

CREATE TABLE billing_invoice_line (
  aggregate TEXT NOT NULL,
  position INTEGER NOT NULL,
  invoice_id TEXT NOT NULL,
  source_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  day TEXT NOT NULL,
  timekeeper_member_id TEXT,
  units INTEGER NOT NULL,
  rate_cents INTEGER NOT NULL,
  amount_cents INTEGER NOT NULL,
  task_code TEXT,
  activity_code TEXT,
  expense_code TEXT,
  narrative TEXT,
  state TEXT NOT NULL,
  PRIMARY KEY (aggregate, position)
) WITHOUT ROWID;
CREATE INDEX billing_invoice_line_source ON billing_invoice_line(source_id);

CREATE TABLE billing_invoice_clash (
  event_id TEXT PRIMARY KEY,
  aggregate TEXT NOT NULL,
  invoice_id TEXT NOT NULL,
  what TEXT NOT NULL,
  day TEXT NOT NULL,
  number TEXT,
  amount_cents INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX billing_invoice_clash_aggregate ON billing_invoice_clash(aggregate);
`;

const payments = `
CREATE TABLE billing_payment (
  payment_id TEXT PRIMARY KEY,
  aggregate TEXT NOT NULL,
  clock TEXT NOT NULL,
  member_id TEXT NOT NULL,
  client_id TEXT NOT NULL,
  received_on TEXT NOT NULL,
  amount_cents INTEGER NOT NULL,
  applied_cents INTEGER NOT NULL,
  method TEXT NOT NULL,
  payor TEXT,
  reference TEXT,
  unapplied_basis TEXT,
  unapplied_note TEXT,
  reversed_on TEXT,
  reverse_reason TEXT
);
CREATE INDEX billing_payment_aggregate ON billing_payment(aggregate);
CREATE INDEX billing_payment_day ON billing_payment(received_on, clock);
CREATE INDEX billing_payment_client ON billing_payment(client_id, received_on);
CREATE INDEX billing_payment_amount ON billing_payment(amount_cents);
CREATE INDEX billing_payment_unapplied ON billing_payment(received_on) WHERE amount_cents > applied_cents;

CREATE TABLE billing_payment_allocation (
  payment_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  aggregate TEXT NOT NULL,
  invoice_id TEXT NOT NULL,
  received_on TEXT NOT NULL,
  amount_cents INTEGER NOT NULL,
  reversed_on TEXT,
  PRIMARY KEY (payment_id, position)
) WITHOUT ROWID;
CREATE INDEX billing_payment_allocation_aggregate ON billing_payment_allocation(aggregate);
CREATE INDEX billing_payment_allocation_invoice ON billing_payment_allocation(invoice_id, received_on, reversed_on, amount_cents);
CREATE INDEX billing_payment_allocation_day ON billing_payment_allocation(received_on, reversed_on, invoice_id, amount_cents);

CREATE INDEX billing_payment_allocation_reversed ON billing_payment_allocation(reversed_on) WHERE reversed_on IS NOT NULL;
CREATE INDEX billing_payment_reversed ON billing_payment(reversed_on) WHERE reversed_on IS NOT NULL;

CREATE TABLE billing_trust_notice (
  entry_id TEXT PRIMARY KEY,
  aggregate TEXT NOT NULL,
  invoice_id TEXT NOT NULL,
  paid_on TEXT NOT NULL,
  amount_cents INTEGER NOT NULL,
  is_overtaken INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX billing_trust_notice_aggregate ON billing_trust_notice(aggregate);
CREATE INDEX billing_trust_notice_invoice ON billing_trust_notice(invoice_id) WHERE is_overtaken = 0;
CREATE INDEX billing_trust_notice_day ON billing_trust_notice(paid_on) WHERE is_overtaken = 0;
`;

/** How many rows there are in all, so that a list of everything need not count. */
const tally = `
CREATE TABLE billing_tally (kind TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID;
${(['time', 'expense', 'invoice'] as const)
  .map(
    (kind) => `
CREATE TRIGGER billing_${kind}_counted AFTER INSERT ON billing_${kind} BEGIN
  INSERT INTO billing_tally VALUES ('${kind}', 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER billing_${kind}_discounted AFTER DELETE ON billing_${kind} BEGIN
  UPDATE billing_tally SET n = n - 1 WHERE kind = '${kind}';
END;`,
  )
  .join('')}
`;

/** What was paid on invoices, as dated facts that add up to `paid_cents`: each once, what was taken back as an amount below zero. */
const views = `
CREATE VIEW billing_applied (day, invoice_id, cents) AS
  SELECT received_on, invoice_id, amount_cents FROM billing_payment_allocation
  UNION ALL
  SELECT reversed_on, invoice_id, -amount_cents FROM billing_payment_allocation WHERE reversed_on IS NOT NULL
  UNION ALL
  SELECT day, invoice_id, -effect_cents FROM trust_entry WHERE invoice_id IS NOT NULL
  UNION ALL
  SELECT n.paid_on, n.invoice_id, n.amount_cents FROM billing_trust_notice n WHERE n.is_overtaken = 0;
`;

/**
 * Which invoice bills a source: an issued one goes before a draft; of two of a kind the one with the smaller id.
 * `billings` is 2 for two invoices or more.
 */
function billedColumns(source: string): string {
  return `(billed_by, billed_state, billings) = (
    SELECT substr(first, 2), CASE substr(first, 1, 1) WHEN '0' THEN 'billed' WHEN '1' THEN 'drafted' ELSE 'unbilled' END, n
    FROM (SELECT MIN(CASE l.state WHEN 'issued' THEN '0' ELSE '1' END || l.invoice_id) AS first,
        CASE COUNT(*) WHEN 0 THEN 0 ELSE 1 + (MIN(l.invoice_id) < MAX(l.invoice_id)) END AS n
      FROM billing_invoice_line l WHERE l.source_id = ${source} AND l.state IN ('draft', 'issued')))`;
}

/** The trigger for lines of one kind, so that a line looks for its source in one table. */
function lineTrigger(kind: 'time' | 'expense', when: string, row: 'NEW' | 'OLD', condition = ''): string {
  const name = `billing_invoice_line_${when.split(' ')[0]?.toLowerCase() ?? ''}_${kind}`;
  return `
CREATE TRIGGER ${name} AFTER ${when} ON billing_invoice_line WHEN ${row}.kind = '${kind}' ${condition} BEGIN
  UPDATE billing_${kind} SET ${billedColumns(`${row}.source_id`)} WHERE aggregate = '${kind}:' || ${row}.source_id;
END;`;
}

const lineTriggers = (['time', 'expense'] as const)
  .map(
    (kind) =>
      lineTrigger(kind, 'INSERT', 'NEW') +
      lineTrigger(kind, 'UPDATE OF state', 'NEW', 'AND NEW.state <> OLD.state') +
      lineTrigger(kind, 'DELETE', 'OLD'),
  )
  .join('');

const triggers = `
CREATE TRIGGER billing_time_added AFTER INSERT ON billing_time
  WHEN EXISTS (SELECT 1 FROM billing_invoice_line l WHERE l.source_id = NEW.time_id) BEGIN
  UPDATE billing_time SET ${billedColumns('NEW.time_id')} WHERE aggregate = NEW.aggregate;
END;
CREATE TRIGGER billing_expense_added AFTER INSERT ON billing_expense
  WHEN EXISTS (SELECT 1 FROM billing_invoice_line l WHERE l.source_id = NEW.expense_id) BEGIN
  UPDATE billing_expense SET ${billedColumns('NEW.expense_id')} WHERE aggregate = NEW.aggregate;
END;
${lineTriggers}
CREATE TRIGGER billing_invoice_added AFTER INSERT ON billing_invoice BEGIN
  UPDATE billing_invoice SET paid_cents = ${paidCentsOf('NEW.invoice_id')} WHERE invoice_id = NEW.invoice_id;
END;
CREATE TRIGGER billing_payment_allocation_added AFTER INSERT ON billing_payment_allocation BEGIN
  ${refreshPaid('NEW.invoice_id')}
END;
CREATE TRIGGER billing_payment_allocation_changed AFTER UPDATE OF reversed_on ON billing_payment_allocation BEGIN
  ${refreshPaid('NEW.invoice_id')}
END;
CREATE TRIGGER billing_payment_allocation_forgotten AFTER DELETE ON billing_payment_allocation BEGIN
  ${refreshPaid('OLD.invoice_id')}
END;
CREATE TRIGGER billing_trust_notice_added AFTER INSERT ON billing_trust_notice BEGIN
  UPDATE billing_trust_notice SET is_overtaken = 1 WHERE entry_id = NEW.entry_id
    AND EXISTS (SELECT 1 FROM trust_entry e WHERE e.entry_id = NEW.entry_id);
  ${refreshPaid('NEW.invoice_id')}
END;
CREATE TRIGGER billing_trust_notice_forgotten AFTER DELETE ON billing_trust_notice BEGIN
  ${refreshPaid('OLD.invoice_id')}
END;
`;

/** Tables, indexes and triggers of the billing area. */
export const billingSchema = `${work}${invoices}${payments}${views}${tally}${triggers}`;

/** Tables that are cleared by `aggregate`. */
export const billingTables = [
  'billing_time',
  'billing_expense',
  'billing_invoice',
  'billing_invoice_line',
  'billing_invoice_clash',
  'billing_payment',
  'billing_payment_allocation',
  'billing_trust_notice',
] as const;
