import {
  actionDone,
  actionOpened,
  actionVerified,
  figureRecorded,
  firmRated,
  ratingReplied,
  scorecardIssued,
  workRated,
} from '../../../shared/events/feedback.ts';
import { momentNoted, projectClosed } from '../../../shared/events/relationship.ts';
import { idOfAggregate } from './aggregate-id.ts';
import { on } from './projection.ts';

/** Tables that are cleared by `aggregate`. */
export const feedbackTables = [
  'relations_rating',
  'relations_action',
  'relations_figure',
  'relations_firm_rating',
  'relations_scorecard',
  'relations_moment',
  'relations_close_out',
] as const;

/** Ratings, corrective actions, figures, scorecards, moments and closed projects. Texts are NULL where they may not be read. */
export const feedbackSchema = `
CREATE TABLE relations_rating (
  order_id TEXT NOT NULL PRIMARY KEY,
  aggregate TEXT NOT NULL,
  provider_id TEXT,
  at_ms INTEGER NOT NULL,
  member_id TEXT NOT NULL,
  accuracy INTEGER NOT NULL,
  completeness INTEGER NOT NULL,
  timeliness INTEGER NOT NULL,
  format INTEGER NOT NULL,
  communication INTEGER NOT NULL,
  total INTEGER NOT NULL,
  tags TEXT NOT NULL,
  document_id TEXT,
  withheld INTEGER NOT NULL,
  note TEXT,
  excerpt TEXT,
  reply TEXT,
  replied_at_ms INTEGER,
  replied_by_member_id TEXT
);
CREATE INDEX relations_rating_aggregate ON relations_rating(aggregate);
CREATE INDEX relations_rating_at ON relations_rating(at_ms, order_id);

CREATE TABLE relations_action (
  action_id TEXT NOT NULL PRIMARY KEY,
  aggregate TEXT NOT NULL,
  provider_id TEXT NOT NULL,
  order_id TEXT,
  due_on TEXT NOT NULL,
  state TEXT NOT NULL,
  opened_at_ms INTEGER NOT NULL,
  opened_by_member_id TEXT NOT NULL,
  done_on TEXT,
  verified_on TEXT,
  root_cause TEXT,
  fix TEXT,
  sop_change TEXT,
  what TEXT,
  verify_note TEXT
);
CREATE INDEX relations_action_aggregate ON relations_action(aggregate);
CREATE INDEX relations_action_due ON relations_action(provider_id, state, due_on);

CREATE TABLE relations_figure (
  aggregate TEXT NOT NULL PRIMARY KEY,
  provider_id TEXT NOT NULL,
  measure_id TEXT NOT NULL,
  month TEXT NOT NULL,
  numerator INTEGER NOT NULL,
  denominator INTEGER NOT NULL,
  source TEXT,
  member_id TEXT NOT NULL,
  at_ms INTEGER NOT NULL
);
CREATE INDEX relations_figure_month ON relations_figure(provider_id, month, measure_id);

CREATE TABLE relations_firm_rating (
  event_id TEXT NOT NULL PRIMARY KEY,
  aggregate TEXT NOT NULL,
  provider_id TEXT NOT NULL,
  month TEXT NOT NULL,
  clock TEXT NOT NULL,
  member_id TEXT NOT NULL,
  brief_clarity INTEGER NOT NULL,
  response_time INTEGER NOT NULL,
  payment INTEGER NOT NULL,
  note TEXT
);
CREATE INDEX relations_firm_rating_aggregate ON relations_firm_rating(aggregate);
CREATE INDEX relations_firm_rating_month ON relations_firm_rating(provider_id, month, clock);

CREATE TABLE relations_scorecard (
  event_id TEXT NOT NULL PRIMARY KEY,
  aggregate TEXT NOT NULL,
  provider_id TEXT NOT NULL,
  month TEXT NOT NULL,
  clock TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  member_id TEXT NOT NULL,
  score_per_mille INTEGER,
  figures TEXT NOT NULL,
  note TEXT
);
CREATE INDEX relations_scorecard_aggregate ON relations_scorecard(aggregate);
CREATE INDEX relations_scorecard_month ON relations_scorecard(provider_id, month, clock);

CREATE TABLE relations_moment (
  moment_id TEXT NOT NULL PRIMARY KEY,
  aggregate TEXT NOT NULL,
  provider_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  held_on TEXT NOT NULL,
  next_on TEXT,
  title TEXT,
  people TEXT,
  note TEXT,
  member_id TEXT NOT NULL
);
CREATE INDEX relations_moment_aggregate ON relations_moment(aggregate);
CREATE INDEX relations_moment_held ON relations_moment(provider_id, held_on, moment_id);
CREATE INDEX relations_moment_next ON relations_moment(provider_id, next_on) WHERE next_on IS NOT NULL;

CREATE TABLE relations_close_out (
  close_out_id TEXT NOT NULL PRIMARY KEY,
  aggregate TEXT NOT NULL,
  provider_id TEXT NOT NULL,
  closed_on TEXT NOT NULL,
  order_ids TEXT NOT NULL,
  grade INTEGER NOT NULL,
  access_ended_on TEXT,
  handed_to TEXT NOT NULL,
  title TEXT,
  delivered TEXT,
  lessons TEXT,
  open_ends TEXT NOT NULL,
  member_id TEXT NOT NULL
);
CREATE INDEX relations_close_out_aggregate ON relations_close_out(aggregate);
CREATE INDEX relations_close_out_closed ON relations_close_out(provider_id, closed_on, close_out_id);
`;

const foldRated = on(workRated, (rows, { head, body, aggregate, atMs, memberId }) => {
  const { accuracy, completeness, timeliness, format, communication } = head.grades;
  rows.run(
    `INSERT OR REPLACE INTO relations_rating (order_id, aggregate, provider_id, at_ms, member_id, accuracy, completeness,
       timeliness, format, communication, total, tags, document_id, withheld, note, excerpt)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      head.orderId,
      aggregate,
      head.providerId ?? null,
      atMs,
      memberId,
      accuracy,
      completeness,
      timeliness,
      format,
      communication,
      accuracy + completeness + timeliness + format + communication,
      JSON.stringify(head.tags),
      head.documentId ?? null,
      head.withheld ? 1 : 0,
      body?.note ?? null,
      body?.excerpt ?? null,
    ],
  );
});

const foldActionOpened = on(actionOpened, (rows, { head, body, aggregate, atMs, memberId }) => {
  rows.run(
    `INSERT INTO relations_action (action_id, aggregate, provider_id, order_id, due_on, state, opened_at_ms,
       opened_by_member_id, root_cause, fix, sop_change)
     VALUES (?, ?, ?, ?, ?, 'open', ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    [
      idOfAggregate(aggregate),
      aggregate,
      head.providerId,
      head.orderId ?? null,
      head.dueOn,
      atMs,
      memberId,
      body?.rootCause ?? null,
      body?.fix ?? null,
      body?.sopChange ?? null,
    ],
  );
});

const foldFigure = on(figureRecorded, (rows, { head, body, aggregate, memberId, atMs }) => {
  rows.run(
    `INSERT OR REPLACE INTO relations_figure (aggregate, provider_id, measure_id, month, numerator, denominator, source,
       member_id, at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      aggregate,
      head.providerId,
      head.measureId,
      head.month,
      head.numerator,
      head.denominator,
      body?.source ?? null,
      memberId,
      atMs,
    ],
  );
});

const foldScorecard = on(scorecardIssued, (rows, event) => {
  const { head, body, aggregate } = event;
  rows.run(
    `INSERT OR REPLACE INTO relations_scorecard (event_id, aggregate, provider_id, month, clock, at_ms, member_id,
       score_per_mille, figures, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      event.id,
      aggregate,
      head.providerId,
      head.month,
      event.clock,
      event.atMs,
      event.memberId,
      head.scorePerMille,
      JSON.stringify(head.rows),
      body?.note ?? null,
    ],
  );
});

const foldClosed = on(projectClosed, (rows, { head, body, aggregate, memberId }) => {
  rows.run(
    `INSERT INTO relations_close_out (close_out_id, aggregate, provider_id, closed_on, order_ids, grade,
       access_ended_on, handed_to, title, delivered, lessons, open_ends, member_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    [
      idOfAggregate(aggregate),
      aggregate,
      head.providerId,
      head.closedOn,
      JSON.stringify(head.orderIds),
      head.grade,
      head.accessEndedOn ?? null,
      JSON.stringify(head.handedToMemberIds),
      body?.title ?? null,
      body?.delivered ?? null,
      body?.lessons ?? null,
      JSON.stringify(body?.openEnds ?? []),
      memberId,
    ],
  );
});

/** Folds of feedback and of the relationship. */
export const feedbackFolds = [
  foldRated,
  on(ratingReplied, (rows, { body, aggregate, atMs, memberId }) => {
    rows.run('UPDATE relations_rating SET reply = ?, replied_at_ms = ?, replied_by_member_id = ? WHERE aggregate = ?', [
      body?.reply ?? null,
      atMs,
      memberId,
      aggregate,
    ]);
  }),
  foldActionOpened,
  on(actionDone, (rows, { head, body, aggregate }) => {
    rows.run("UPDATE relations_action SET state = 'done', done_on = ?, what = ? WHERE aggregate = ?", [
      head.doneOn,
      body?.what ?? null,
      aggregate,
    ]);
  }),
  on(actionVerified, (rows, { head, body, aggregate }) => {
    rows.run('UPDATE relations_action SET state = ?, verified_on = ?, verify_note = ? WHERE aggregate = ?', [
      head.isEffective ? 'verified' : 'open',
      head.verifiedOn,
      body?.note ?? null,
      aggregate,
    ]);
  }),
  foldFigure,
  on(firmRated, (rows, event) => {
    const { head, body, aggregate } = event;
    rows.run(
      `INSERT OR REPLACE INTO relations_firm_rating (event_id, aggregate, provider_id, month, clock, member_id,
         brief_clarity, response_time, payment, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        event.id,
        aggregate,
        head.providerId,
        head.month,
        event.clock,
        event.memberId,
        head.briefClarity,
        head.responseTime,
        head.payment,
        body?.note ?? null,
      ],
    );
  }),
  foldScorecard,
  on(momentNoted, (rows, { head, body, aggregate, memberId }) => {
    rows.run(
      `INSERT OR REPLACE INTO relations_moment (moment_id, aggregate, provider_id, kind, held_on, next_on, title,
         people, note, member_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        idOfAggregate(aggregate),
        aggregate,
        head.providerId,
        head.kind,
        head.on,
        head.nextOn ?? null,
        body?.title ?? null,
        body?.people ?? null,
        body?.note ?? null,
        memberId,
      ],
    );
  }),
  foldClosed,
] as const;
