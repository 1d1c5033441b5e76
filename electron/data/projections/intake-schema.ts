/** Tables of the intake area. Texts are NULL where this device may not read the event's body. */
export const intakeTables = [
  'intake_call',
  'intake_lead',
  'intake_lead_party',
  'intake_lead_history',
  'intake_conflict',
  'intake_search',
] as const;

export const intakeSchema = `
CREATE TABLE intake_call (
  call_id TEXT NOT NULL PRIMARY KEY,
  aggregate TEXT NOT NULL,
  started_at_ms INTEGER NOT NULL,
  ended_at_ms INTEGER NOT NULL,
  direction TEXT NOT NULL,
  outcome TEXT NOT NULL,
  urgency TEXT NOT NULL,
  for_member_id TEXT,
  callback_by_ms INTEGER,
  returned_at_ms INTEGER,
  party_id TEXT,
  lead_id TEXT,
  matter_id TEXT,
  taken_by_member_id TEXT NOT NULL,
  confidential INTEGER NOT NULL,
  caller_name TEXT,
  caller_number TEXT,
  company TEXT,
  reason TEXT,
  message TEXT,
  best_time TEXT,
  may_leave_voicemail INTEGER NOT NULL,
  recording_consent INTEGER NOT NULL
);
CREATE INDEX intake_call_aggregate ON intake_call(aggregate);
CREATE INDEX intake_call_started ON intake_call(started_at_ms, call_id);
CREATE INDEX intake_call_caller ON intake_call(caller_name COLLATE NOCASE, call_id);
CREATE INDEX intake_call_outcome ON intake_call(outcome, call_id);
CREATE INDEX intake_call_party ON intake_call(party_id) WHERE party_id IS NOT NULL;
CREATE INDEX intake_call_matter ON intake_call(matter_id) WHERE matter_id IS NOT NULL;
CREATE INDEX intake_call_to_return ON intake_call(callback_by_ms, for_member_id, call_id)
  WHERE callback_by_ms IS NOT NULL AND returned_at_ms IS NULL;

CREATE TABLE intake_lead (
  lead_id TEXT NOT NULL PRIMARY KEY,
  aggregate TEXT NOT NULL,
  practice_area TEXT NOT NULL,
  prospect_party_id TEXT NOT NULL,
  stage TEXT NOT NULL,
  next_action_on TEXT,
  confidential INTEGER NOT NULL,
  summary TEXT,
  source TEXT,
  next_action TEXT,
  opened_at_ms INTEGER NOT NULL,
  opened_by_member_id TEXT NOT NULL,
  call_id TEXT,
  matter_id TEXT,
  client_id TEXT,
  -- Clock of the event that last named somebody new: an earlier conflict check clears nothing.
  parties_clock TEXT NOT NULL
);
CREATE INDEX intake_lead_aggregate ON intake_lead(aggregate);
CREATE INDEX intake_lead_opened ON intake_lead(opened_at_ms, lead_id);
CREATE INDEX intake_lead_stage ON intake_lead(stage, lead_id);
CREATE INDEX intake_lead_next ON intake_lead(next_action_on, lead_id);
CREATE INDEX intake_lead_area ON intake_lead(practice_area COLLATE NOCASE, lead_id);
CREATE INDEX intake_lead_call ON intake_lead(call_id) WHERE call_id IS NOT NULL;
CREATE INDEX intake_lead_prospect ON intake_lead(prospect_party_id);

CREATE TABLE intake_lead_party (
  aggregate TEXT NOT NULL,
  lead_id TEXT NOT NULL,
  party_id TEXT NOT NULL,
  role TEXT NOT NULL,
  place INTEGER NOT NULL
);
CREATE INDEX intake_lead_party_aggregate ON intake_lead_party(aggregate);
CREATE INDEX intake_lead_party_lead ON intake_lead_party(lead_id, place);
CREATE INDEX intake_lead_party_party ON intake_lead_party(party_id);

CREATE TABLE intake_lead_history (
  event_id TEXT NOT NULL PRIMARY KEY,
  aggregate TEXT NOT NULL,
  lead_id TEXT NOT NULL,
  clock TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  member_id TEXT NOT NULL,
  text TEXT NOT NULL
);
CREATE INDEX intake_lead_history_aggregate ON intake_lead_history(aggregate);
CREATE INDEX intake_lead_history_lead ON intake_lead_history(lead_id, clock);

-- The report as it was found: never changed by what the firm learns later.
CREATE TABLE intake_conflict (
  conflict_id TEXT NOT NULL PRIMARY KEY,
  aggregate TEXT NOT NULL,
  lead_id TEXT,
  clock TEXT NOT NULL,
  ran_at_ms INTEGER NOT NULL,
  ran_by_member_id TEXT NOT NULL,
  hits INTEGER NOT NULL,
  hidden INTEGER NOT NULL,
  searched_parties INTEGER NOT NULL,
  names TEXT,
  queries TEXT NOT NULL,
  report TEXT NOT NULL,
  result TEXT NOT NULL,
  decisions TEXT NOT NULL,
  reason TEXT,
  decided_by_member_id TEXT,
  decided_at_ms INTEGER
);
CREATE INDEX intake_conflict_aggregate ON intake_conflict(aggregate);
CREATE INDEX intake_conflict_lead ON intake_conflict(lead_id, clock) WHERE lead_id IS NOT NULL;
CREATE INDEX intake_conflict_ran ON intake_conflict(ran_at_ms, conflict_id);
CREATE INDEX intake_conflict_open ON intake_conflict(ran_at_ms, conflict_id) WHERE result = 'to decide';

-- What the filter of the calls finds, by the beginnings of words.
CREATE TABLE intake_search (
  search_id INTEGER PRIMARY KEY,
  aggregate TEXT NOT NULL,
  call_id TEXT NOT NULL,
  words TEXT NOT NULL
);
CREATE INDEX intake_search_aggregate ON intake_search(aggregate);
CREATE VIRTUAL TABLE intake_fts USING fts5(
  words, content='intake_search', content_rowid='search_id', tokenize='unicode61 remove_diacritics 2', prefix='2 3'
);
CREATE TRIGGER intake_search_added AFTER INSERT ON intake_search BEGIN
  INSERT INTO intake_fts(rowid, words) VALUES (new.search_id, new.words);
END;
CREATE TRIGGER intake_search_gone AFTER DELETE ON intake_search BEGIN
  INSERT INTO intake_fts(intake_fts, rowid, words) VALUES ('delete', old.search_id, old.words);
END;
`;
