import {
  agreementAccepted,
  agreementApproved,
  agreementDeclined,
  agreementProposed,
  agreementWithdrawn,
  clauseRecorded,
  companyAmended,
  companyEnded,
  companyEngaged,
  memberLinked,
  ratesProposed,
} from '../../../shared/events/agreement.ts';
import type { OpenedEvent } from '../../../shared/events/event.ts';
import { idOfAggregate } from './aggregate-id.ts';
import { on, type RowWriter } from './projection.ts';

/** Tables that are cleared by `aggregate`. */
export const agreementTables = [
  'relations_provider',
  'relations_member',
  'relations_agreement',
  'relations_agreement_answer',
  'relations_rate',
  'relations_clause',
] as const;

/**
 * Provider companies, whose staff outside members are, versions of the agreement with what each side said, prices and
 * clauses. Texts are NULL where this device may not read the event's body. The view says where a version stands: the
 * provider's word counts from an outside member alone, and what comes after both agreed changes nothing [AG6].
 */
export const agreementSchema = `
CREATE TABLE relations_provider (
  provider_id TEXT NOT NULL PRIMARY KEY,
  aggregate TEXT NOT NULL,
  engaged_on TEXT NOT NULL,
  ended_on TEXT,
  contact_name TEXT,
  note TEXT
);
CREATE INDEX relations_provider_aggregate ON relations_provider(aggregate);

CREATE TABLE relations_member (
  member_id TEXT NOT NULL PRIMARY KEY,
  aggregate TEXT NOT NULL,
  provider_id TEXT
);
CREATE INDEX relations_member_aggregate ON relations_member(aggregate);
CREATE INDEX relations_member_provider ON relations_member(provider_id);

CREATE TABLE relations_agreement (
  version_id TEXT NOT NULL PRIMARY KEY,
  aggregate TEXT NOT NULL,
  clock TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  member_id TEXT NOT NULL,
  provider_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  starts_on TEXT NOT NULL,
  ends_on TEXT,
  renews_on TEXT,
  notice_days INTEGER NOT NULL,
  pay_days INTEGER NOT NULL,
  change_percent INTEGER NOT NULL,
  change_business_days INTEGER NOT NULL,
  service_lines TEXT NOT NULL,
  targets TEXT NOT NULL,
  rate_count INTEGER NOT NULL,
  title TEXT,
  scope TEXT,
  goals TEXT NOT NULL,
  note TEXT
);
CREATE INDEX relations_agreement_aggregate ON relations_agreement(aggregate);
CREATE INDEX relations_agreement_provider ON relations_agreement(provider_id, starts_on);

CREATE TABLE relations_agreement_answer (
  event_id TEXT NOT NULL PRIMARY KEY,
  aggregate TEXT NOT NULL,
  version_id TEXT NOT NULL,
  answer TEXT NOT NULL,
  clock TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  member_id TEXT NOT NULL,
  reason TEXT
);
CREATE INDEX relations_agreement_answer_aggregate ON relations_agreement_answer(aggregate);
CREATE INDEX relations_agreement_answer_version ON relations_agreement_answer(version_id, answer, clock);

CREATE TABLE relations_rate (
  version_id TEXT NOT NULL,
  place INTEGER NOT NULL,
  aggregate TEXT NOT NULL,
  provider_id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  service_line TEXT NOT NULL,
  basis TEXT NOT NULL,
  rate_cents INTEGER NOT NULL,
  included_minutes INTEGER,
  from_on TEXT NOT NULL,
  to_on TEXT,
  PRIMARY KEY (version_id, place)
);
CREATE INDEX relations_rate_aggregate ON relations_rate(aggregate);
CREATE INDEX relations_rate_line ON relations_rate(provider_id, service_line, from_on);

CREATE TABLE relations_clause (
  provider_id TEXT NOT NULL,
  clause_id TEXT NOT NULL,
  aggregate TEXT NOT NULL,
  is_present INTEGER NOT NULL,
  dated_on TEXT,
  renews_on TEXT,
  document_id TEXT,
  note TEXT,
  at_ms INTEGER NOT NULL,
  member_id TEXT NOT NULL,
  PRIMARY KEY (provider_id, clause_id)
);
CREATE INDEX relations_clause_aggregate ON relations_clause(aggregate);
CREATE INDEX relations_clause_renews ON relations_clause(renews_on) WHERE renews_on IS NOT NULL;

CREATE VIEW relations_agreement_standing AS
  SELECT w.*, CASE
      WHEN approved_clock IS NOT NULL AND accepted_clock IS NOT NULL
        AND (closed_clock IS NULL OR closed_clock > max(approved_clock, accepted_clock)) THEN 'agreed'
      WHEN closed_clock IS NOT NULL THEN closed_as
      ELSE 'proposed' END AS state
  FROM (
    SELECT v.version_id, v.provider_id, v.number, v.starts_on, v.ends_on, v.clock,
      (SELECT min(a.clock) FROM relations_agreement_answer a
        WHERE a.version_id = v.version_id AND a.answer = 'approved') AS approved_clock,
      (SELECT min(a.clock) FROM relations_agreement_answer a
        JOIN roster_member r ON r.member_id = a.member_id AND r.outside = 1
        WHERE a.version_id = v.version_id AND a.answer = 'accepted') AS accepted_clock,
      (SELECT min(a.clock) FROM relations_agreement_answer a
        WHERE a.version_id = v.version_id AND a.answer IN ('declined', 'withdrawn')) AS closed_clock,
      (SELECT a.answer FROM relations_agreement_answer a
        WHERE a.version_id = v.version_id AND a.answer IN ('declined', 'withdrawn')
        ORDER BY a.clock, a.event_id LIMIT 1) AS closed_as
    FROM relations_agreement v
  ) w;
`;

function noteAnswer(rows: RowWriter, event: OpenedEvent, answer: string, reason: string | null): void {
  rows.run(
    `INSERT INTO relations_agreement_answer (event_id, aggregate, version_id, answer, clock, at_ms, member_id, reason)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    [
      event.id,
      event.aggregate,
      idOfAggregate(event.aggregate),
      answer,
      event.clock,
      event.atMs,
      event.memberId,
      reason,
    ],
  );
}

const foldProposed = on(agreementProposed, (rows, event) => {
  const { head, body, aggregate } = event;
  rows.run(
    `INSERT INTO relations_agreement (version_id, aggregate, clock, at_ms, member_id, provider_id, number, starts_on,
       ends_on, renews_on, notice_days, pay_days, change_percent, change_business_days, service_lines, targets,
       rate_count, title, scope, goals, note)
     VALUES (@versionId, @aggregate, @clock, @atMs, @memberId, @providerId, @number, @startsOn, @endsOn, @renewsOn,
       @noticeDays, @payDays, @changePercent, @changeBusinessDays, @serviceLines, @targets, @rateCount, @title, @scope,
       @goals, @note) ON CONFLICT DO NOTHING`,
    {
      versionId: idOfAggregate(aggregate),
      aggregate,
      clock: event.clock,
      atMs: event.atMs,
      memberId: event.memberId,
      providerId: head.providerId,
      number: head.number,
      startsOn: head.startsOn,
      endsOn: head.endsOn ?? null,
      renewsOn: head.renewsOn ?? null,
      noticeDays: head.noticeDays,
      payDays: head.payDays,
      changePercent: head.changePercent,
      changeBusinessDays: head.changeBusinessDays,
      serviceLines: JSON.stringify(head.serviceLines),
      targets: JSON.stringify(head.targets),
      rateCount: head.rateCount,
      title: body?.title ?? null,
      scope: body?.scope ?? null,
      goals: JSON.stringify(body?.goals ?? []),
      note: body?.note ?? null,
    },
  );
});

/** The first event with a version's prices stands: prices that were agreed are not replaced. */
const foldRates = on(ratesProposed, (rows, event) => {
  event.head.rates.forEach((rate, place) => {
    rows.run(
      `INSERT INTO relations_rate (version_id, place, aggregate, provider_id, member_id, service_line, basis,
         rate_cents, included_minutes, from_on, to_on)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
      [
        event.head.versionId,
        place,
        event.aggregate,
        event.head.providerId,
        event.memberId,
        rate.serviceLine,
        rate.basis,
        rate.rateCents,
        rate.includedMinutes ?? null,
        rate.from,
        rate.to ?? null,
      ],
    );
  });
});

const foldClause = on(clauseRecorded, (rows, { head, body, aggregate, atMs, memberId }) => {
  rows.run(
    `INSERT OR REPLACE INTO relations_clause (provider_id, clause_id, aggregate, is_present, dated_on, renews_on,
       document_id, note, at_ms, member_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      head.providerId,
      head.clauseId,
      aggregate,
      head.isPresent ? 1 : 0,
      head.datedOn ?? null,
      head.renewsOn ?? null,
      head.documentId ?? null,
      body?.note ?? null,
      atMs,
      memberId,
    ],
  );
});

/** Folds of the provider companies and the agreement. */
export const agreementFolds = [
  on(companyEngaged, (rows, { head, body, aggregate }) => {
    rows.run(
      `INSERT INTO relations_provider (provider_id, aggregate, engaged_on, contact_name, note)
       VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
      [idOfAggregate(aggregate), aggregate, head.engagedOn, body?.contactName ?? null, body?.note ?? null],
    );
  }),
  on(companyAmended, (rows, { body, aggregate }) => {
    rows.run('UPDATE relations_provider SET contact_name = ?, note = ? WHERE aggregate = ?', [
      body?.contactName ?? null,
      body?.note ?? null,
      aggregate,
    ]);
  }),
  on(companyEnded, (rows, { head, aggregate }) => {
    rows.run('UPDATE relations_provider SET ended_on = ? WHERE aggregate = ?', [head.endedOn, aggregate]);
  }),
  on(memberLinked, (rows, { head, aggregate }) => {
    rows.run('INSERT OR REPLACE INTO relations_member (member_id, aggregate, provider_id) VALUES (?, ?, ?)', [
      idOfAggregate(aggregate),
      aggregate,
      head.providerId ?? null,
    ]);
  }),
  foldProposed,
  foldRates,
  on(agreementApproved, (rows, event) => noteAnswer(rows, event, 'approved', null)),
  on(agreementAccepted, (rows, event) => noteAnswer(rows, event, 'accepted', null)),
  on(agreementDeclined, (rows, event) => noteAnswer(rows, event, 'declined', event.body?.reason ?? null)),
  on(agreementWithdrawn, (rows, event) => noteAnswer(rows, event, 'withdrawn', event.body?.reason ?? null)),
  foldClause,
] as const;
