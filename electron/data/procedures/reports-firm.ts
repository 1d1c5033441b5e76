import { shareOf } from '../../../shared/domain/billing/figures.ts';
import { addDays, type Day } from '../../../shared/domain/day.ts';
import { localTime, readTimeZone, startOfDay } from '../local-day.ts';
import type { RowReader } from '../projections/projection.ts';
import { summariseEvent } from './event-summary.ts';
import { type MakeReport, pageOfRows, titleOver, totalsOf } from './report-table.ts';
import { matterTitleSql } from './shown-names.ts';

/** From the beginning of a day to the end of another in the firm's time zone, in epoch milliseconds. */
function span(rows: RowReader, from: Day, to: Day) {
  const timeZone = readTimeZone(rows);
  return { from: startOfDay(from, timeZone), to: startOfDay(addDays(to, 1), timeZone) };
}

/** Where leads came from, and how many became matters. */
export const reportLeadSources: MakeReport = (firm, input, page) => {
  const rows = firm.rows
    .all<{ source: string; leads: number; matters: number }>(
      `SELECT CASE WHEN l.source IS NULL THEN 'Withheld' WHEN trim(l.source) = '' THEN 'Not said' ELSE trim(l.source) END
           AS source, COUNT(*) AS leads,
         SUM(l.matter_id IS NOT NULL OR EXISTS (SELECT 1 FROM office_matter m WHERE m.lead_id = l.lead_id)) AS matters
       FROM intake_lead l WHERE l.opened_at_ms >= @from AND l.opened_at_ms < @to GROUP BY 1 ORDER BY 2 DESC, 1`,
      span(firm.rows, input.from, input.to),
    )
    .map((row) => ({ ...row, share: shareOf(row.matters, row.leads).perMille }));
  const totals = totalsOf(rows, ['leads', 'matters']);
  return {
    title: titleOver('Lead sources', input, true),
    columns: [
      { key: 'source', title: 'Source', kind: 'text' },
      { key: 'leads', title: 'Leads', kind: 'count' },
      { key: 'matters', title: 'Became matters', kind: 'count' },
      { key: 'share', title: 'Share', kind: 'share' },
    ],
    ...pageOfRows(rows, page),
    totals: { ...totals, share: shareOf(Number(totals.matters ?? 0), Number(totals.leads ?? 0)).perMille },
  };
};

interface TrailSqlRow {
  at_ms: number;
  member_id: string;
  device_id: string;
  type: string;
  matter: string | null;
  said: string | null;
}

function instantText(atMs: number, timeZone: string): string {
  const at = localTime(atMs, timeZone);
  return `${at.toPlainDate().toString()} ${at.toPlainTime().toString({ smallestUnit: 'second' })}`;
}

/**
 * What a comment or a message says, where this person may read it: a conversation is its people's alone, and texts that are
 * kept from them or were taken back are not here.
 */
const saidSql = `coalesce(
  (SELECT c.text FROM talk_comment c WHERE c.event_id = e.event_id AND c.withdrawn_at_ms IS NULL),
  (SELECT t.text FROM talk_message t JOIN talk_participant p ON p.conversation_id = t.conversation_id
   WHERE t.event_id = e.event_id AND p.member_id = @me))`;

/** Who did what, when, on which machine, and what was said. */
export const reportAuditTrail: MakeReport = (firm, input, page) => {
  const days = span(firm.rows, input.from, input.to);
  const timeZone = readTimeZone(firm.rows);
  const counted = firm.rows.get<{ total: number }>(
    'SELECT COUNT(*) AS total FROM event WHERE at_ms >= @from AND at_ms < @to',
    days,
  );
  const found = firm.rows.all<TrailSqlRow>(
    `SELECT e.at_ms, e.member_id, e.device_id, e.type, ${matterTitleSql('m')} AS matter,
       CASE WHEN e.type LIKE 'talk.%' THEN ${saidSql} END AS said
     FROM event e LEFT JOIN office_matter m ON m.matter_id = e.matter_id
     WHERE e.at_ms >= @from AND e.at_ms < @to ORDER BY e.event_id LIMIT @limit OFFSET @offset`,
    { ...days, me: firm.me.memberId, limit: page.limit, offset: page.offset },
  );
  const rows = found.map((row) => ({
    at: instantText(row.at_ms, timeZone),
    person: firm.memberName(row.member_id),
    device: firm.deviceName(row.device_id),
    what: summariseEvent(row.type),
    matter: row.matter ?? '',
    said: row.said ?? '',
  }));
  return {
    title: titleOver('Audit trail', input, true),
    columns: [
      { key: 'at', title: 'When', kind: 'text' },
      { key: 'person', title: 'Who', kind: 'text' },
      { key: 'device', title: 'On', kind: 'text' },
      { key: 'what', title: 'What', kind: 'text' },
      { key: 'matter', title: 'Matter', kind: 'text' },
      { key: 'said', title: 'Said', kind: 'text' },
    ],
    rows,
    total: counted?.total ?? 0,
    totals: {},
  };
};
