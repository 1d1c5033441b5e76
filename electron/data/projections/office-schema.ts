/** Tables of the office area. Texts are NULL where this device may not read the event's body. */
export const officeTables = [
  'office_firm',
  'office_party',
  'office_party_key',
  'office_party_related',
  'office_client',
  'office_matter',
  'office_matter_party',
  'office_matter_edit',
  'office_matter_sharing',
  'office_task',
  'office_search',
] as const;

export const officeSchema = `
CREATE TABLE office_firm (
  aggregate TEXT NOT NULL PRIMARY KEY,
  state TEXT NOT NULL,
  -- IANA name; NULL until the firm names one.
  time_zone TEXT,
  name TEXT,
  address TEXT,
  phone TEXT,
  email TEXT
);

CREATE TABLE office_party (
  party_id TEXT NOT NULL PRIMARY KEY,
  aggregate TEXT NOT NULL,
  withheld INTEGER NOT NULL,
  kind TEXT,
  name TEXT,
  other_names TEXT NOT NULL,
  emails TEXT NOT NULL,
  phones TEXT NOT NULL,
  addresses TEXT NOT NULL,
  employer TEXT,
  note TEXT,
  email TEXT,
  phone TEXT
);
CREATE INDEX office_party_aggregate ON office_party(aggregate);
CREATE INDEX office_party_name ON office_party(name COLLATE NOCASE, party_id);
CREATE INDEX office_party_kind ON office_party(kind, name COLLATE NOCASE, party_id);

-- What a conflict check and the telephone look people up by; kind says what the key was made of.
CREATE TABLE office_party_key (
  aggregate TEXT NOT NULL,
  key TEXT NOT NULL,
  party_id TEXT NOT NULL
);
CREATE INDEX office_party_key_aggregate ON office_party_key(aggregate);
CREATE INDEX office_party_key_key ON office_party_key(key, party_id);

CREATE TABLE office_party_related (
  aggregate TEXT NOT NULL,
  party_id TEXT NOT NULL,
  other_party_id TEXT NOT NULL,
  relation TEXT NOT NULL
);
CREATE INDEX office_party_related_aggregate ON office_party_related(aggregate);
CREATE INDEX office_party_related_party ON office_party_related(party_id);
CREATE INDEX office_party_related_other ON office_party_related(other_party_id);

CREATE TABLE office_client (
  client_id TEXT NOT NULL PRIMARY KEY,
  aggregate TEXT NOT NULL,
  party_id TEXT NOT NULL,
  number TEXT NOT NULL,
  opened_on TEXT NOT NULL
);
CREATE INDEX office_client_aggregate ON office_client(aggregate);
CREATE INDEX office_client_party ON office_client(party_id);
CREATE INDEX office_client_number ON office_client(number, client_id);
CREATE INDEX office_client_opened ON office_client(opened_on, client_id);

CREATE TABLE office_matter (
  matter_id TEXT NOT NULL PRIMARY KEY,
  aggregate TEXT NOT NULL,
  client_id TEXT NOT NULL,
  number TEXT NOT NULL,
  title TEXT,
  description TEXT,
  practice_area TEXT NOT NULL,
  opened_on TEXT NOT NULL,
  closed_on TEXT,
  responsible_member_id TEXT NOT NULL,
  fee_kind TEXT NOT NULL,
  fee_rate_cents INTEGER NOT NULL,
  fee_flat_cents INTEGER NOT NULL,
  fee_contingency_percent INTEGER NOT NULL,
  fee_deposit_cents INTEGER NOT NULL,
  fee_replenish_below_cents INTEGER NOT NULL,
  fee_signed_on TEXT,
  lead_id TEXT,
  withheld INTEGER NOT NULL,
  restricted INTEGER NOT NULL DEFAULT 0,
  shared_from TEXT,
  consented_on TEXT
);
CREATE INDEX office_matter_withheld ON office_matter(matter_id) WHERE withheld = 1;
CREATE INDEX office_matter_aggregate ON office_matter(aggregate);
CREATE INDEX office_matter_client ON office_matter(client_id, matter_id);
CREATE INDEX office_matter_lead ON office_matter(lead_id) WHERE lead_id IS NOT NULL;
-- What stands for a matter in lists of other things: one look instead of two.
CREATE INDEX office_matter_name ON office_matter(matter_id, title, number);
CREATE INDEX office_matter_number ON office_matter(number, matter_id, closed_on);
CREATE INDEX office_matter_title ON office_matter(title COLLATE NOCASE, matter_id, closed_on);
CREATE INDEX office_matter_area ON office_matter(practice_area COLLATE NOCASE, matter_id, closed_on);
CREATE INDEX office_matter_opened ON office_matter(opened_on, matter_id, closed_on);

CREATE TABLE office_matter_party (
  aggregate TEXT NOT NULL,
  matter_id TEXT NOT NULL,
  party_id TEXT NOT NULL,
  role TEXT NOT NULL,
  place INTEGER NOT NULL
);
CREATE INDEX office_matter_party_aggregate ON office_matter_party(aggregate);
CREATE INDEX office_matter_party_matter ON office_matter_party(matter_id, place);
CREATE INDEX office_matter_party_party ON office_matter_party(party_id);

-- Every change of a matter with what its author had seen: changes made apart have no path between them.
CREATE TABLE office_matter_edit (
  event_id TEXT NOT NULL PRIMARY KEY,
  aggregate TEXT NOT NULL,
  matter_id TEXT NOT NULL,
  clock TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  member_id TEXT NOT NULL,
  parents TEXT NOT NULL,
  summary TEXT NOT NULL
);
CREATE INDEX office_matter_edit_aggregate ON office_matter_edit(aggregate);
CREATE INDEX office_matter_edit_matter ON office_matter_edit(matter_id, clock);

-- Every decision about who may read a matter, and every consent; kind says which.
CREATE TABLE office_matter_sharing (
  event_id TEXT NOT NULL PRIMARY KEY,
  aggregate TEXT NOT NULL,
  matter_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  ends TEXT,
  at_ms INTEGER NOT NULL,
  member_id TEXT NOT NULL,
  shared_from TEXT,
  consent_kind TEXT,
  consented_on TEXT,
  consent_document_id TEXT,
  consented_by TEXT,
  consent_how TEXT,
  flags TEXT NOT NULL DEFAULT '[]',
  members TEXT NOT NULL DEFAULT '[]',
  note TEXT
);
CREATE INDEX office_matter_sharing_aggregate ON office_matter_sharing(aggregate);
CREATE INDEX office_matter_sharing_matter ON office_matter_sharing(matter_id, event_id);

CREATE TABLE office_task (
  task_id TEXT NOT NULL PRIMARY KEY,
  aggregate TEXT NOT NULL,
  kind TEXT NOT NULL,
  title TEXT,
  note TEXT,
  due_on TEXT,
  urgent INTEGER NOT NULL,
  assignee_member_id TEXT,
  lead_id TEXT,
  call_id TEXT,
  matter_id TEXT,
  completed_on TEXT,
  outcome TEXT,
  added_by_member_id TEXT NOT NULL,
  added_at_ms INTEGER NOT NULL
);
CREATE INDEX office_task_aggregate ON office_task(aggregate);
CREATE INDEX office_task_due ON office_task(due_on, task_id);
CREATE INDEX office_task_open ON office_task(due_on, assignee_member_id, task_id) WHERE completed_on IS NULL;
CREATE INDEX office_task_matter ON office_task(matter_id) WHERE matter_id IS NOT NULL;
CREATE INDEX office_task_title ON office_task(title COLLATE NOCASE, task_id);

-- What the search finds, by word and beginning of a word.
CREATE TABLE office_search (
  search_id INTEGER PRIMARY KEY,
  aggregate TEXT NOT NULL,
  kind TEXT NOT NULL,
  ref_id TEXT NOT NULL,
  words TEXT NOT NULL
);
CREATE INDEX office_search_aggregate ON office_search(aggregate);
CREATE VIRTUAL TABLE office_fts USING fts5(
  words, content='office_search', content_rowid='search_id', tokenize='unicode61 remove_diacritics 2', prefix='2 3'
);
CREATE VIRTUAL TABLE office_words USING fts5vocab('office_fts', 'row');
CREATE TRIGGER office_search_added AFTER INSERT ON office_search BEGIN
  INSERT INTO office_fts(rowid, words) VALUES (new.search_id, new.words);
END;
CREATE TRIGGER office_search_gone AFTER DELETE ON office_search BEGIN
  INSERT INTO office_fts(office_fts, rowid, words) VALUES ('delete', old.search_id, old.words);
END;
CREATE TRIGGER office_search_changed AFTER UPDATE ON office_search BEGIN
  INSERT INTO office_fts(office_fts, rowid, words) VALUES ('delete', old.search_id, old.words);
  INSERT INTO office_fts(rowid, words) VALUES (new.search_id, new.words);
END;
`;
