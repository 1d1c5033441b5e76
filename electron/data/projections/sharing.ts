import { deviceSynced, thingOpened } from '../../../shared/events/sharing.ts';
import { type AreaProjection, on } from './projection.ts';

/** What people outside opened, and when devices were in touch with the hub. */
export const sharingProjection: AreaProjection = {
  area: 'sharing',
  shapeVersion: 2,
  tables: ['sharing_opening', 'sharing_synced'],
  schema: `
-- One row for each person, thing and day, whichever of their devices noted it.
CREATE TABLE sharing_opening (
  aggregate TEXT NOT NULL PRIMARY KEY,
  event_id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  day TEXT NOT NULL,
  kind TEXT NOT NULL,
  thing_id TEXT NOT NULL,
  matter_id TEXT
);
CREATE INDEX sharing_opening_day ON sharing_opening(day, event_id);
CREATE INDEX sharing_opening_member ON sharing_opening(member_id, day, event_id);
CREATE INDEX sharing_opening_matter ON sharing_opening(matter_id, day, event_id);

CREATE TABLE sharing_synced (
  aggregate TEXT NOT NULL PRIMARY KEY,
  device_id TEXT NOT NULL,
  day TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  clock_skew_ms INTEGER NOT NULL
);
CREATE INDEX sharing_synced_device ON sharing_synced(device_id);
`,
  folds: new Map([
    on(thingOpened, (rows, { aggregate, id, memberId, matterId, head }) => {
      rows.run(
        `INSERT OR IGNORE INTO sharing_opening (aggregate, event_id, member_id, day, kind, thing_id, matter_id)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
        [aggregate, id, memberId, head.day, head.kind, head.thingId, matterId ?? null],
      );
    }),
    on(deviceSynced, (rows, { aggregate, deviceId, atMs, head }) => {
      rows.run(
        `INSERT OR REPLACE INTO sharing_synced (aggregate, device_id, day, at_ms, clock_skew_ms)
         VALUES (?, ?, ?, ?, ?)`,
        [aggregate, deviceId, head.day, atMs, head.clockSkewMs ?? 0],
      );
    }),
  ]),
};
