import {
  sopAcknowledged,
  sopApproved,
  sopProposed,
  sopRejected,
  sopRetired,
  sopReviewed,
} from '../../../shared/events/sops.ts';
import { idOfAggregate } from './aggregate-id.ts';
import { noteNews } from './notice-rows.ts';
import { type AreaProjection, on } from './projection.ts';

const schema = `
CREATE TABLE provider_sop (
  sop_id TEXT NOT NULL PRIMARY KEY,
  aggregate TEXT NOT NULL,
  title TEXT,
  service_line TEXT NOT NULL,
  owner_member_id TEXT NOT NULL,
  roles TEXT NOT NULL,
  in_force_version_id TEXT,
  review_by TEXT,
  retired_at_ms INTEGER,
  retired_reason TEXT
);
CREATE INDEX provider_sop_aggregate ON provider_sop(aggregate);
CREATE INDEX provider_sop_title ON provider_sop(title COLLATE NOCASE, sop_id);
CREATE INDEX provider_sop_review ON provider_sop(review_by, sop_id);

-- state is proposed, in force, superseded or rejected. method_steps are those that say how the work is done.
CREATE TABLE provider_sop_version (
  version_id TEXT NOT NULL PRIMARY KEY,
  aggregate TEXT NOT NULL,
  sop_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  state TEXT NOT NULL,
  service_line TEXT NOT NULL,
  owner_member_id TEXT NOT NULL,
  roles TEXT NOT NULL,
  title TEXT,
  content TEXT,
  changes TEXT,
  required_steps INTEGER NOT NULL,
  quality_steps INTEGER NOT NULL,
  method_steps INTEGER NOT NULL,
  proposed_by_member_id TEXT NOT NULL,
  proposed_at_ms INTEGER NOT NULL,
  decided_by_member_id TEXT,
  decided_at_ms INTEGER,
  effective_on TEXT,
  reason TEXT
);
CREATE INDEX provider_sop_version_aggregate ON provider_sop_version(aggregate);
CREATE INDEX provider_sop_version_sop ON provider_sop_version(sop_id, number);

CREATE TABLE provider_sop_read (
  reading_id TEXT NOT NULL PRIMARY KEY,
  aggregate TEXT NOT NULL,
  sop_id TEXT NOT NULL,
  version_id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  questions INTEGER NOT NULL
);
CREATE INDEX provider_sop_read_aggregate ON provider_sop_read(aggregate);
CREATE INDEX provider_sop_read_version ON provider_sop_read(version_id, member_id);
`;

const foldProposed = on(sopProposed, (rows, event) => {
  const { aggregate, head, body, memberId, atMs } = event;
  const sopId = idOfAggregate(aggregate);
  const title = body?.content.title ?? null;
  // What is in force keeps its head until the firm approves the next.
  rows.run(
    `INSERT INTO provider_sop (sop_id, aggregate, title, service_line, owner_member_id, roles) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (sop_id) DO UPDATE SET title = excluded.title, service_line = excluded.service_line,
       owner_member_id = excluded.owner_member_id, roles = excluded.roles WHERE in_force_version_id IS NULL`,
    [sopId, aggregate, title, head.serviceLine, head.ownerMemberId, JSON.stringify(head.roles)],
  );
  const tagged = (tag: string) => body?.content.steps.filter((step) => step.tag === tag).length ?? 0;
  rows.run(
    `INSERT OR REPLACE INTO provider_sop_version
       (version_id, aggregate, sop_id, number, state, service_line, owner_member_id, roles, title, content, changes, required_steps, quality_steps, method_steps,
        proposed_by_member_id, proposed_at_ms)
     VALUES (@versionId, @aggregate, @sopId, @number, 'proposed', @serviceLine, @owner, @roles, @title, @content, @changes, @required, @quality, @method,
        @memberId, @atMs)`,
    {
      versionId: head.versionId,
      aggregate,
      sopId,
      number: head.number,
      serviceLine: head.serviceLine,
      owner: head.ownerMemberId,
      roles: JSON.stringify(head.roles),
      title,
      content: body === null ? null : JSON.stringify(body.content),
      changes: body?.changes ?? null,
      required: tagged('required'),
      quality: tagged('quality'),
      method: tagged('method'),
      memberId,
      atMs,
    },
  );
  noteNews(rows, event, 'sop proposed');
});

const foldApproved = on(sopApproved, (rows, event) => {
  const { aggregate, head, memberId, atMs } = event;
  const { versionId } = head;
  rows.run(
    "UPDATE provider_sop_version SET state = 'superseded' WHERE aggregate = ? AND state = 'in force' AND version_id <> ?",
    [aggregate, versionId],
  );
  rows.run(
    `UPDATE provider_sop_version SET state = 'in force', decided_by_member_id = ?, decided_at_ms = ?, effective_on = ?
     WHERE aggregate = ? AND version_id = ?`,
    [memberId, atMs, head.effectiveOn, aggregate, versionId],
  );
  // The service line, owner and roles of an SOP are those of the version in force.
  rows.run(
    `UPDATE provider_sop SET in_force_version_id = v.version_id, review_by = @reviewBy, title = v.title,
       service_line = v.service_line, owner_member_id = v.owner_member_id, roles = v.roles
     FROM provider_sop_version v WHERE provider_sop.aggregate = @aggregate AND v.aggregate = @aggregate
       AND v.version_id = @versionId`,
    { aggregate, versionId, reviewBy: head.reviewBy },
  );
  noteNews(rows, event, 'sop approved');
});

/** SOPs, their versions, and who has acknowledged which. */
export const sopsProjection: AreaProjection = {
  area: 'provider',
  shapeVersion: 1,
  tables: ['provider_sop', 'provider_sop_version', 'provider_sop_read'],
  schema,
  folds: new Map([
    foldProposed,
    foldApproved,
    on(sopRejected, (rows, event) => {
      const { aggregate, head, body, memberId, atMs } = event;
      rows.run(
        `UPDATE provider_sop_version SET state = 'rejected', decided_by_member_id = ?, decided_at_ms = ?, reason = ?
         WHERE aggregate = ? AND version_id = ? AND state = 'proposed'`,
        [memberId, atMs, body?.reason ?? null, aggregate, head.versionId],
      );
      noteNews(rows, event, 'sop rejected');
    }),
    on(sopReviewed, (rows, { aggregate, head }) => {
      rows.run('UPDATE provider_sop SET review_by = ? WHERE aggregate = ? AND in_force_version_id = ?', [
        head.reviewBy,
        aggregate,
        head.versionId,
      ]);
    }),
    on(sopRetired, (rows, { aggregate, body, atMs }) => {
      rows.run('UPDATE provider_sop SET retired_at_ms = ?, retired_reason = ? WHERE aggregate = ?', [
        atMs,
        body?.reason ?? null,
        aggregate,
      ]);
    }),
    on(sopAcknowledged, (rows, { aggregate, head, memberId, atMs }) => {
      rows.run(
        `INSERT OR REPLACE INTO provider_sop_read (reading_id, aggregate, sop_id, version_id, member_id, at_ms, questions)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
        [idOfAggregate(aggregate), aggregate, head.sopId, head.versionId, memberId, atMs, head.questions],
      );
    }),
  ]),
};
