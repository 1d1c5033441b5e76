/** Tables of work orders. Texts are NULL where this device may not read the event's body. Units are in hundredths. */
export const workOrdersTables = [
  'provider_order',
  'provider_order_item',
  'provider_order_delivery',
  'provider_order_document',
  'provider_order_stop',
  'provider_order_step',
  'provider_order_sop',
  'provider_order_price',
  'provider_notice',
] as const;

export const workOrdersSchema = `
-- Instants of a state are those of the last time that it was reached; first_ ones of the first time.
CREATE TABLE provider_order (
  order_id TEXT NOT NULL PRIMARY KEY,
  aggregate TEXT NOT NULL,
  number TEXT NOT NULL,
  state TEXT NOT NULL,
  out_of_turn INTEGER NOT NULL,
  service_line TEXT NOT NULL,
  template_id TEXT,
  matter_id TEXT,
  withheld INTEGER NOT NULL,
  title TEXT,
  result TEXT,
  inputs TEXT,
  standards TEXT,
  criteria TEXT NOT NULL,
  due_at_ms INTEGER NOT NULL,
  due_local TEXT NOT NULL,
  due_zone TEXT NOT NULL,
  unit TEXT NOT NULL,
  estimated_hundredths INTEGER NOT NULL,
  tier TEXT NOT NULL,
  billing_mode TEXT NOT NULL,
  reviewer_member_id TEXT NOT NULL,
  drafted_by_member_id TEXT NOT NULL,
  offered_by_member_id TEXT,
  offered_to_member_id TEXT,
  provider_party_id TEXT,
  answer_by_ms INTEGER,
  -- JSON list of who may take the contractor's steps; NULL where anybody of the provider may.
  actor_ids TEXT,
  assignee_member_id TEXT,
  terms_event_id TEXT NOT NULL,
  accepted_terms_event_id TEXT,
  accepted_price_event_id TEXT,
  last_event_id TEXT NOT NULL,
  drafted_at_ms INTEGER NOT NULL,
  offered_at_ms INTEGER,
  accepted_at_ms INTEGER,
  declined_at_ms INTEGER,
  started_at_ms INTEGER,
  first_delivered_at_ms INTEGER,
  delivered_at_ms INTEGER,
  review_started_at_ms INTEGER,
  work_accepted_at_ms INTEGER,
  returned_at_ms INTEGER,
  invoiced_at_ms INTEGER,
  paid_at_ms INTEGER,
  paid_on TEXT,
  cancelled_at_ms INTEGER,
  returns INTEGER NOT NULL,
  stopped_ms INTEGER NOT NULL,
  stopped_since_ms INTEGER,
  last_delivery_id TEXT,
  accepted_delivery_id TEXT,
  delivered_hundredths INTEGER,
  accepted_hundredths INTEGER,
  review_minutes INTEGER,
  accepted_by_member_id TEXT,
  decline_reason TEXT
);
CREATE INDEX provider_order_aggregate ON provider_order(aggregate);
CREATE INDEX provider_order_due ON provider_order(due_at_ms, order_id);
CREATE INDEX provider_order_state ON provider_order(state, due_at_ms, order_id);
CREATE INDEX provider_order_number ON provider_order(number, order_id);
CREATE INDEX provider_order_title ON provider_order(title COLLATE NOCASE, order_id);
CREATE INDEX provider_order_line ON provider_order(service_line, order_id);
CREATE INDEX provider_order_matter ON provider_order(matter_id) WHERE matter_id IS NOT NULL;
CREATE INDEX provider_order_assignee ON provider_order(assignee_member_id, state);
CREATE INDEX provider_order_reviewer ON provider_order(reviewer_member_id, state);

CREATE TABLE provider_order_item (
  aggregate TEXT NOT NULL,
  order_id TEXT NOT NULL,
  item_id TEXT NOT NULL,
  place INTEGER NOT NULL,
  text TEXT,
  tag TEXT,
  done_at_ms INTEGER,
  done_by_member_id TEXT
);
CREATE INDEX provider_order_item_aggregate ON provider_order_item(aggregate);
CREATE INDEX provider_order_item_order ON provider_order_item(order_id, place);

CREATE TABLE provider_order_delivery (
  delivery_id TEXT NOT NULL PRIMARY KEY,
  aggregate TEXT NOT NULL,
  order_id TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  by_member_id TEXT NOT NULL,
  hundredths INTEGER NOT NULL,
  note TEXT,
  sources TEXT,
  outcome TEXT NOT NULL,
  outcome_at_ms INTEGER,
  outcome_by_member_id TEXT,
  outcome_reason TEXT,
  outcome_note TEXT
);
CREATE INDEX provider_order_delivery_aggregate ON provider_order_delivery(aggregate);
CREATE INDEX provider_order_delivery_order ON provider_order_delivery(order_id, at_ms);

CREATE TABLE provider_order_document (
  aggregate TEXT NOT NULL,
  order_id TEXT NOT NULL,
  delivery_id TEXT NOT NULL,
  document_id TEXT NOT NULL
);
CREATE INDEX provider_order_document_aggregate ON provider_order_document(aggregate);
CREATE INDEX provider_order_document_delivery ON provider_order_document(delivery_id);
CREATE INDEX provider_order_document_document ON provider_order_document(document_id);

-- Each time that the clock stood still, waiting for the firm.
CREATE TABLE provider_order_stop (
  aggregate TEXT NOT NULL,
  order_id TEXT NOT NULL,
  stopped_at_ms INTEGER NOT NULL,
  resumed_at_ms INTEGER,
  question TEXT,
  answer TEXT
);
CREATE INDEX provider_order_stop_aggregate ON provider_order_stop(aggregate);
CREATE INDEX provider_order_stop_order ON provider_order_stop(order_id, stopped_at_ms);

-- Everything that happened to an order, with what its author had seen; in_turn is 0 for what came apart and had no effect.
CREATE TABLE provider_order_step (
  event_id TEXT NOT NULL PRIMARY KEY,
  aggregate TEXT NOT NULL,
  order_id TEXT NOT NULL,
  step TEXT NOT NULL,
  in_turn INTEGER NOT NULL,
  clock TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  member_id TEXT NOT NULL,
  other_member_id TEXT,
  reason TEXT,
  note TEXT,
  parents TEXT NOT NULL
);
CREATE INDEX provider_order_step_aggregate ON provider_order_step(aggregate);
CREATE INDEX provider_order_step_order ON provider_order_step(order_id, clock);

CREATE TABLE provider_order_sop (
  aggregate TEXT NOT NULL,
  order_id TEXT NOT NULL,
  version_id TEXT NOT NULL
);
CREATE INDEX provider_order_sop_aggregate ON provider_order_sop(aggregate);
CREATE INDEX provider_order_sop_order ON provider_order_sop(order_id);

-- Of the billing workspace: empty on devices that do not hold it.
CREATE TABLE provider_order_price (
  order_id TEXT NOT NULL PRIMARY KEY,
  aggregate TEXT NOT NULL,
  event_id TEXT NOT NULL,
  basis TEXT NOT NULL,
  rate_cents INTEGER NOT NULL,
  cap_cents INTEGER,
  bucket TEXT,
  set_at_ms INTEGER NOT NULL,
  set_by_member_id TEXT NOT NULL
);
CREATE INDEX provider_order_price_aggregate ON provider_order_price(aggregate);

-- What reaches a member's inbox. what names the kind of news; subject_kind and subject_id say what it hangs on.
CREATE TABLE provider_notice (
  event_id TEXT NOT NULL,
  aggregate TEXT NOT NULL,
  member_id TEXT NOT NULL,
  from_member_id TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  what TEXT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  matter_id TEXT,
  PRIMARY KEY (event_id, member_id)
);
CREATE INDEX provider_notice_aggregate ON provider_notice(aggregate);
CREATE INDEX provider_notice_member ON provider_notice(member_id, event_id);
`;
