import type * as z from 'zod';
import type { sopSchema, sopVersionSchema } from '../../../shared/contract/sops.ts';
import { diffLines, type SopContent, sopLines } from '../../../shared/domain/provider/sop.ts';
import { sopContentSchema } from '../../../shared/events/sops.ts';
import type { RowReader } from '../projections/projection.ts';
import { found } from './found.ts';
import { askedBy, type SopRowSql, sopColumns, sopJoins, sopRow, workersSql } from './sop-list.ts';
import type { OpenFirm } from './turn.ts';

type Version = z.infer<typeof sopVersionSchema>;

interface VersionSql {
  readonly version_id: string;
  readonly sop_id: string;
  readonly number: number;
  readonly state: Version['state'];
  readonly title: string | null;
  readonly content: string | null;
  readonly changes: string | null;
  readonly required_steps: number;
  readonly quality_steps: number;
  readonly method_steps: number;
  readonly proposed_by_member_id: string;
  readonly proposed_at_ms: number;
  readonly decided_by_member_id: string | null;
  readonly decided_at_ms: number | null;
  readonly effective_on: string | null;
  readonly reason: string | null;
}

function versionView(firm: OpenFirm, row: VersionSql): Version {
  return {
    versionId: row.version_id,
    number: row.number,
    state: row.state,
    title: row.title ?? '',
    proposedByName: firm.memberName(row.proposed_by_member_id),
    proposedAtMs: row.proposed_at_ms,
    decidedByName: row.decided_by_member_id === null ? '' : firm.memberName(row.decided_by_member_id),
    decidedAtMs: row.decided_at_ms,
    effectiveOn: row.effective_on,
    changes: row.changes ?? '',
    reason: row.reason ?? '',
    requiredSteps: row.required_steps,
    qualitySteps: row.quality_steps,
    methodSteps: row.method_steps,
  };
}

function contentOf(row: VersionSql): z.output<typeof sopContentSchema> {
  return sopContentSchema.parse(JSON.parse(row.content ?? '{"title":"SOP (withheld)"}'));
}

/** One version; a refusal where it is not known. */
export function readVersion(rows: RowReader, versionId: string): VersionSql {
  return found(
    rows.get<VersionSql>('SELECT * FROM provider_sop_version WHERE version_id = ?', [versionId]),
    'provider',
    'SOP version',
    'versionId',
  );
}

/** What a version says, its quiz with the right answers. */
export function readContent(rows: RowReader, versionId: string): z.output<typeof sopContentSchema> {
  return contentOf(readVersion(rows, versionId));
}

/** What changed between two versions. */
export function diffVersions(rows: RowReader, fromVersionId: string, toVersionId: string) {
  const lines = (versionId: string) => sopLines(readContent(rows, versionId) satisfies SopContent);
  return { lines: diffLines(lines(fromVersionId), lines(toVersionId)) };
}

/** One SOP with its versions; the content of the one asked for. */
export function getSop(firm: OpenFirm, sopId: string, versionId?: string): z.infer<typeof sopSchema> {
  const parameters = { ...askedBy(firm), sopId };
  const row = found(
    firm.rows.get<SopRowSql>(`SELECT ${sopColumns} FROM ${sopJoins} WHERE s.sop_id = @sopId`, parameters),
    'provider',
    'SOP',
    'sopId',
  );
  const versions = firm.rows.all<VersionSql>(
    'SELECT * FROM provider_sop_version WHERE sop_id = ? ORDER BY number DESC, proposed_at_ms DESC',
    [sopId],
  );
  const wanted = versionId ?? row.in_force_version_id;
  const shown = found(
    versions.find((version) => version.version_id === wanted) ?? (versionId === undefined ? versions[0] : undefined),
    'provider',
    'SOP version',
    'versionId',
  );
  const { quiz, ...content } = contentOf(shown);
  const readings = firm.rows.all<{ member_id: string; at_ms: number; number: number; version_id: string }>(
    `SELECT r.member_id, r.at_ms, v.number, r.version_id FROM provider_sop_read r
     JOIN provider_sop_version v ON v.version_id = r.version_id WHERE r.sop_id = ? ORDER BY r.at_ms DESC LIMIT 500`,
    [sopId],
  );
  const isRead = (memberId: string, version: string | null): boolean =>
    readings.some((reading) => reading.member_id === memberId && reading.version_id === version);
  const workers = firm.rows.all<{ member_id: string; name: string }>(
    `SELECT w.member_id, w.name FROM provider_sop s, ${workersSql} AND s.sop_id = ? ORDER BY w.name COLLATE NOCASE`,
    [sopId],
  );
  return {
    ...sopRow(firm, row),
    ownerMemberId: row.owner_member_id,
    roles: JSON.parse(row.roles) as string[],
    retiredReason: row.retired_reason ?? '',
    versions: versions.map((version) => versionView(firm, version)),
    shown: {
      version: versionView(firm, shown),
      content,
      quiz: quiz.map(({ question, options }) => ({ question, options })),
      isAcknowledged: isRead(firm.me.memberId, shown.version_id),
    },
    readings: readings.map((reading) => ({
      memberName: firm.memberName(reading.member_id),
      atMs: reading.at_ms,
      number: reading.number,
    })),
    missing:
      row.in_force_version_id === null || row.retired_at_ms !== null
        ? []
        : workers.filter((one) => !isRead(one.member_id, row.in_force_version_id)).map((one) => one.name),
  };
}
