/** Raised when the core's own tables change: the projections are then made anew. */
export const coreShapeVersion = 4;

/**
 * What the projector itself keeps. `event` is the audit trail and the index by aggregate and chain; `state` is
 * `folded` or `aside`. The other tables are small.
 */
export const coreSchema = `
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS position (workspace TEXT PRIMARY KEY, position INTEGER NOT NULL, folded INTEGER NOT NULL, last_event_id TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS event (
  event_id TEXT PRIMARY KEY,
  workspace TEXT NOT NULL,
  n INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  device_id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  type TEXT NOT NULL,
  aggregate TEXT NOT NULL,
  matter_id TEXT,
  state TEXT NOT NULL,
  known_ms INTEGER NOT NULL,
  clock TEXT GENERATED ALWAYS AS (substr(event_id, 1, 16)) VIRTUAL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS event_by_aggregate ON event (aggregate, event_id);
CREATE INDEX IF NOT EXISTS event_by_chain ON event (device_id, workspace, n);
CREATE INDEX IF NOT EXISTS event_by_matter ON event (matter_id, event_id) WHERE matter_id IS NOT NULL;
CREATE TABLE IF NOT EXISTS set_aside (
  event_id TEXT PRIMARY KEY,
  workspace TEXT NOT NULL,
  device_id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  type TEXT NOT NULL,
  aggregate TEXT NOT NULL,
  touches TEXT NOT NULL,
  reason TEXT NOT NULL,
  detail TEXT NOT NULL,
  head TEXT NOT NULL,
  rejected INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS chain_head (workspace TEXT NOT NULL, device_id TEXT NOT NULL, event_id TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (workspace, device_id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS missing (event_id TEXT NOT NULL, named_by TEXT NOT NULL, workspace TEXT NOT NULL, device_id TEXT NOT NULL, PRIMARY KEY (event_id, named_by)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS fork (workspace TEXT NOT NULL, device_id TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (workspace, device_id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS inverted (parent_id TEXT NOT NULL, event_id TEXT NOT NULL, aggregate TEXT NOT NULL, PRIMARY KEY (parent_id, event_id)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS inverted_by_aggregate ON inverted (aggregate);
CREATE TABLE IF NOT EXISTS concurrent (aggregate TEXT NOT NULL, event_id TEXT NOT NULL, PRIMARY KEY (aggregate, event_id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS bodiless (event_id TEXT PRIMARY KEY, aggregate TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS bodiless_by_aggregate ON bodiless (aggregate);
CREATE TABLE IF NOT EXISTS refold (aggregate TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS command (command_id TEXT PRIMARY KEY, answer TEXT NOT NULL, event_id TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS rejudge (event_id TEXT PRIMARY KEY, workspace TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS adoption (
  target_id TEXT NOT NULL, event_id TEXT NOT NULL, workspace TEXT NOT NULL, decision TEXT NOT NULL, roster_heads TEXT NOT NULL,
  PRIMARY KEY (target_id, event_id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS batch (
  event_id TEXT PRIMARY KEY, batch_id TEXT NOT NULL, workspace TEXT NOT NULL, device_id TEXT NOT NULL, n INTEGER NOT NULL,
  count INTEGER NOT NULL, hash TEXT NOT NULL, is_complete INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS batch_by_id ON batch (batch_id, workspace, device_id);
CREATE TABLE IF NOT EXISTS batch_event (
  batch_id TEXT NOT NULL, workspace TEXT NOT NULL, device_id TEXT NOT NULL, n INTEGER NOT NULL, event_id TEXT NOT NULL,
  PRIMARY KEY (batch_id, workspace, device_id, n, event_id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS custody_grant (
  event_id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL,
  is_handed INTEGER NOT NULL,
  author_device_id TEXT NOT NULL,
  device_id TEXT NOT NULL,
  ends TEXT NOT NULL,
  giver_head TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS custody_grant_by_account ON custody_grant (account_id);
CREATE TABLE IF NOT EXISTS custody_use (event_id TEXT PRIMARY KEY, account_id TEXT NOT NULL, custody TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS custody_use_by_custody ON custody_use (account_id, custody);
CREATE TABLE IF NOT EXISTS sharing_fact (event_id TEXT PRIMARY KEY, matter_id TEXT NOT NULL, kind TEXT NOT NULL, ends TEXT, members TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS sharing_fact_by_matter ON sharing_fact (matter_id);
-- Matters whose texts somebody may not read. A matter without a row is read by everybody who holds the workspace.
CREATE TABLE IF NOT EXISTS veil (matter_id TEXT PRIMARY KEY, withheld INTEGER NOT NULL, restricted INTEGER NOT NULL, members TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS inside_body (event_id TEXT PRIMARY KEY, workspace TEXT NOT NULL, matter_id TEXT, aggregate TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS inside_body_by_matter ON inside_body (matter_id) WHERE matter_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS inside_body_by_aggregate ON inside_body (aggregate);
CREATE TABLE IF NOT EXISTS shown_body (event_id TEXT NOT NULL, by_event_id TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (event_id, by_event_id)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS shown_body_by_event ON shown_body (by_event_id);
-- The key under which calls, leads and documents began, where it is not the first: what a later share shows [SH11].
CREATE TABLE IF NOT EXISTS thing_key (aggregate TEXT PRIMARY KEY, epoch INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS alarm (event_id TEXT PRIMARY KEY, workspace TEXT NOT NULL, reason TEXT NOT NULL, at_ms INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS roster_member (
  member_id TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, outside INTEGER NOT NULL, active INTEGER NOT NULL, workspaces TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS roster_member_name ON roster_member(name COLLATE NOCASE);
CREATE TABLE IF NOT EXISTS roster_device (
  device_id TEXT PRIMARY KEY, member_id TEXT NOT NULL, name TEXT NOT NULL, ordinal INTEGER NOT NULL, removed INTEGER NOT NULL, enrolled_at_ms INTEGER NOT NULL
) WITHOUT ROWID;
`;
