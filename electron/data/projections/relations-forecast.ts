import { capacityStated, forecastPublished, profileSet } from '../../../shared/events/forecast.ts';
import { idOfAggregate } from './aggregate-id.ts';
import { on } from './projection.ts';

/** Tables that are cleared by `aggregate`. */
export const forecastTables = [
  'relations_profile',
  'relations_forecast',
  'relations_forecast_week',
  'relations_capacity',
] as const;

/** Profiles, published forecasts and stated capacity. Of several for a week the newest by clock stands. */
export const forecastSchema = `
CREATE TABLE relations_profile (
  provider_id TEXT NOT NULL PRIMARY KEY,
  aggregate TEXT NOT NULL,
  history_percent INTEGER NOT NULL,
  width_percent INTEGER NOT NULL,
  conversion_per_mille INTEGER,
  lines TEXT NOT NULL
);
CREATE INDEX relations_profile_aggregate ON relations_profile(aggregate);

CREATE TABLE relations_forecast (
  forecast_id TEXT NOT NULL PRIMARY KEY,
  aggregate TEXT NOT NULL,
  provider_id TEXT NOT NULL,
  made_on TEXT NOT NULL,
  clock TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  member_id TEXT NOT NULL,
  note TEXT
);
CREATE INDEX relations_forecast_aggregate ON relations_forecast(aggregate);
CREATE INDEX relations_forecast_provider ON relations_forecast(provider_id, clock);

CREATE TABLE relations_forecast_week (
  forecast_id TEXT NOT NULL,
  service_line TEXT NOT NULL,
  week_on TEXT NOT NULL,
  aggregate TEXT NOT NULL,
  provider_id TEXT NOT NULL,
  made_on TEXT NOT NULL,
  clock TEXT NOT NULL,
  p50_minutes INTEGER NOT NULL,
  p80_minutes INTEGER NOT NULL,
  PRIMARY KEY (forecast_id, service_line, week_on)
) WITHOUT ROWID;
CREATE INDEX relations_forecast_week_aggregate ON relations_forecast_week(aggregate);
CREATE INDEX relations_forecast_week_week ON relations_forecast_week(provider_id, week_on, service_line, made_on, clock);

CREATE TABLE relations_capacity (
  capacity_id TEXT NOT NULL,
  week_on TEXT NOT NULL,
  aggregate TEXT NOT NULL,
  provider_id TEXT NOT NULL,
  service_line TEXT NOT NULL,
  minutes INTEGER NOT NULL,
  clock TEXT NOT NULL,
  member_id TEXT NOT NULL,
  PRIMARY KEY (capacity_id, week_on)
) WITHOUT ROWID;
CREATE INDEX relations_capacity_aggregate ON relations_capacity(aggregate);
CREATE INDEX relations_capacity_week ON relations_capacity(provider_id, week_on, service_line, clock);
`;

const foldPublished = on(forecastPublished, (rows, event) => {
  const { head, body, aggregate, clock } = event;
  const forecastId = idOfAggregate(aggregate);
  rows.run(
    `INSERT INTO relations_forecast (forecast_id, aggregate, provider_id, made_on, clock, at_ms, member_id, note)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    [forecastId, aggregate, head.providerId, head.madeOn, clock, event.atMs, event.memberId, body?.note ?? null],
  );
  for (const { serviceLine, weeks } of head.lines) {
    for (const week of weeks) {
      rows.run(
        `INSERT INTO relations_forecast_week (forecast_id, service_line, week_on, aggregate, provider_id, made_on, clock,
           p50_minutes, p80_minutes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
        [
          forecastId,
          serviceLine,
          week.weekOn,
          aggregate,
          head.providerId,
          head.madeOn,
          clock,
          week.p50Minutes,
          week.p80Minutes,
        ],
      );
    }
  }
});

/** Folds of forecasts. */
export const forecastFolds = [
  on(profileSet, (rows, { head, aggregate }) => {
    rows.run(
      `INSERT OR REPLACE INTO relations_profile (provider_id, aggregate, history_percent, width_percent,
         conversion_per_mille, lines) VALUES (?, ?, ?, ?, ?, ?)`,
      [
        head.providerId,
        aggregate,
        head.historyPercent,
        head.widthPercent,
        head.conversionPerMille ?? null,
        JSON.stringify(head.lines),
      ],
    );
  }),
  foldPublished,
  on(capacityStated, (rows, { head, aggregate, clock, memberId }) => {
    for (const { weekOn, minutes } of head.weeks) {
      rows.run(
        `INSERT OR REPLACE INTO relations_capacity (capacity_id, week_on, aggregate, provider_id, service_line, minutes,
           clock, member_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        [idOfAggregate(aggregate), weekOn, aggregate, head.providerId, head.serviceLine, minutes, clock, memberId],
      );
    }
  }),
] as const;
