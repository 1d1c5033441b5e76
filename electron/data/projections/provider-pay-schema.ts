/** Tables of contractors, their invoices and payments. All amounts in cents, units in hundredths, rates in basis points. */
export const providerPayTables = [
  'provider_contractor',
  'provider_contractor_member',
  'provider_contractor_actor',
  'provider_invoice',
  'provider_invoice_withdrawal',
  'provider_invoice_line',
  'provider_payment',
  'provider_payment_part',
  'provider_threshold',
  'provider_assessment',
  'provider_classification',
] as const;

/** True for the firm's own people, and for an outside member who acts for a contractor or once did [PY14]. */
export const actsForSql = (member: string, contractor: string): string =>
  `(NOT EXISTS (SELECT 1 FROM roster_member rm WHERE rm.member_id = ${member} AND rm.outside = 1)
    OR EXISTS (SELECT 1 FROM provider_contractor_actor ac
      WHERE ac.contractor_id = ${contractor} AND ac.member_id = ${member}))`;

export const providerPaySchema = `
-- taxpayer_number and note are NULL where this device may not read them: only the firm does.
CREATE TABLE provider_contractor (
  contractor_id TEXT NOT NULL PRIMARY KEY,
  aggregate TEXT NOT NULL,
  party_id TEXT NOT NULL,
  entity TEXT NOT NULL,
  is_attorney INTEGER NOT NULL,
  state TEXT NOT NULL,
  form TEXT NOT NULL,
  signed_on TEXT,
  form_document_id TEXT,
  backup_basis_points INTEGER NOT NULL,
  term_days INTEGER NOT NULL,
  interest_basis_points INTEGER NOT NULL,
  has_taxpayer_number INTEGER NOT NULL,
  taxpayer_number TEXT,
  note TEXT,
  changed_at_ms INTEGER NOT NULL,
  changed_by_member_id TEXT NOT NULL
);
CREATE INDEX provider_contractor_aggregate ON provider_contractor(aggregate);
CREATE INDEX provider_contractor_party ON provider_contractor(party_id, contractor_id);

CREATE TABLE provider_contractor_member (
  aggregate TEXT NOT NULL,
  contractor_id TEXT NOT NULL,
  member_id TEXT NOT NULL
);
CREATE INDEX provider_contractor_member_aggregate ON provider_contractor_member(aggregate);
CREATE INDEX provider_contractor_member_member ON provider_contractor_member(member_id, contractor_id);

-- Who acts for a contractor, or once did.
CREATE TABLE provider_contractor_actor (
  aggregate TEXT NOT NULL,
  contractor_id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  PRIMARY KEY (contractor_id, member_id)
);
CREATE INDEX provider_contractor_actor_aggregate ON provider_contractor_actor(aggregate);

-- approved_cents is NULL until the firm has decided.
CREATE TABLE provider_invoice (
  invoice_id TEXT NOT NULL PRIMARY KEY,
  aggregate TEXT NOT NULL,
  contractor_id TEXT NOT NULL,
  number TEXT NOT NULL,
  comparable_number TEXT NOT NULL,
  invoiced_on TEXT NOT NULL,
  received_on TEXT NOT NULL,
  due_on TEXT NOT NULL,
  total_cents INTEGER NOT NULL,
  source TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  note TEXT,
  approved_cents INTEGER,
  decided_at_ms INTEGER,
  decided_by_member_id TEXT,
  received_by_member_id TEXT NOT NULL,
  at_ms INTEGER NOT NULL
);
CREATE INDEX provider_invoice_aggregate ON provider_invoice(aggregate);
CREATE INDEX provider_invoice_due ON provider_invoice(due_on, invoice_id);
CREATE INDEX provider_invoice_received ON provider_invoice(received_on, invoice_id);
CREATE INDEX provider_invoice_contractor ON provider_invoice(contractor_id, comparable_number);

CREATE TABLE provider_invoice_withdrawal (
  event_id TEXT NOT NULL PRIMARY KEY,
  aggregate TEXT NOT NULL,
  invoice_id TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  member_id TEXT NOT NULL,
  reason TEXT
);
CREATE INDEX provider_invoice_withdrawal_aggregate ON provider_invoice_withdrawal(aggregate);
CREATE INDEX provider_invoice_withdrawal_invoice ON provider_invoice_withdrawal(invoice_id, at_ms);

-- Invoices that count: of the firm's own people, and of those who act for the contractor or once did. Likewise what
-- withdraws them.
CREATE VIEW provider_invoice_standing AS
  SELECT i.*,
    (SELECT min(w.at_ms) FROM provider_invoice_withdrawal w WHERE w.invoice_id = i.invoice_id
      AND ${actsForSql('w.member_id', 'i.contractor_id')}) AS withdrawn_at_ms,
    (SELECT w.reason FROM provider_invoice_withdrawal w WHERE w.invoice_id = i.invoice_id
      AND ${actsForSql('w.member_id', 'i.contractor_id')} ORDER BY w.at_ms, w.event_id LIMIT 1) AS withdrawn_reason
  FROM provider_invoice i WHERE ${actsForSql('i.received_by_member_id', 'i.contractor_id')};

CREATE TABLE provider_invoice_line (
  line_id TEXT NOT NULL,
  aggregate TEXT NOT NULL,
  invoice_id TEXT NOT NULL,
  place INTEGER NOT NULL,
  kind TEXT NOT NULL,
  order_id TEXT,
  worked_on TEXT,
  hundredths INTEGER NOT NULL,
  rate_cents INTEGER NOT NULL,
  amount_cents INTEGER NOT NULL,
  description TEXT,
  timekeeper TEXT,
  approved_cents INTEGER,
  reason TEXT,
  PRIMARY KEY (invoice_id, line_id)
);
CREATE INDEX provider_invoice_line_aggregate ON provider_invoice_line(aggregate);
CREATE INDEX provider_invoice_line_order ON provider_invoice_line(order_id) WHERE order_id IS NOT NULL;

CREATE TABLE provider_payment (
  payment_id TEXT NOT NULL PRIMARY KEY,
  aggregate TEXT NOT NULL,
  contractor_id TEXT NOT NULL,
  paid_on TEXT NOT NULL,
  method TEXT NOT NULL,
  amount_cents INTEGER NOT NULL,
  backup_cents INTEGER NOT NULL,
  interest_cents INTEGER NOT NULL,
  without_tax_form INTEGER NOT NULL,
  reference TEXT,
  override_reason TEXT,
  reversed_on TEXT,
  reversed_reason TEXT,
  paid_by_member_id TEXT NOT NULL,
  at_ms INTEGER NOT NULL
);
CREATE INDEX provider_payment_aggregate ON provider_payment(aggregate);
CREATE INDEX provider_payment_day ON provider_payment(paid_on, payment_id);
CREATE INDEX provider_payment_contractor ON provider_payment(contractor_id, paid_on);

CREATE TABLE provider_payment_part (
  aggregate TEXT NOT NULL,
  payment_id TEXT NOT NULL,
  invoice_id TEXT NOT NULL,
  amount_cents INTEGER NOT NULL
);
CREATE INDEX provider_payment_part_aggregate ON provider_payment_part(aggregate);
CREATE INDEX provider_payment_part_invoice ON provider_payment_part(invoice_id);
CREATE INDEX provider_payment_part_payment ON provider_payment_part(payment_id);

CREATE TABLE provider_threshold (
  event_id TEXT NOT NULL PRIMARY KEY,
  aggregate TEXT NOT NULL,
  form TEXT NOT NULL,
  year INTEGER NOT NULL,
  threshold_cents INTEGER NOT NULL,
  source TEXT,
  member_id TEXT NOT NULL,
  at_ms INTEGER NOT NULL
);
CREATE INDEX provider_threshold_aggregate ON provider_threshold(aggregate);

-- Earlier assessments and decisions are kept: the last by its clock is the one that stands.
CREATE TABLE provider_assessment (
  event_id TEXT NOT NULL PRIMARY KEY,
  aggregate TEXT NOT NULL,
  contractor_id TEXT NOT NULL,
  clock TEXT NOT NULL,
  pack_version INTEGER NOT NULL,
  answers TEXT,
  member_id TEXT NOT NULL,
  at_ms INTEGER NOT NULL
);
CREATE INDEX provider_assessment_aggregate ON provider_assessment(aggregate);
CREATE INDEX provider_assessment_contractor ON provider_assessment(contractor_id, clock);

CREATE TABLE provider_classification (
  event_id TEXT NOT NULL PRIMARY KEY,
  aggregate TEXT NOT NULL,
  contractor_id TEXT NOT NULL,
  clock TEXT NOT NULL,
  decision TEXT,
  decided_on TEXT NOT NULL,
  review_on TEXT NOT NULL,
  pack_version INTEGER NOT NULL,
  points INTEGER,
  reasons TEXT,
  member_id TEXT NOT NULL,
  at_ms INTEGER NOT NULL
);
CREATE INDEX provider_classification_aggregate ON provider_classification(aggregate);
CREATE INDEX provider_classification_contractor ON provider_classification(contractor_id, clock);
`;
