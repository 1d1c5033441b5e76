import { addBusinessDays, isBusinessDay } from '../../../shared/domain/calendar/business-days.ts';
import { addDays, type Day, endOfMonth } from '../../../shared/domain/day.ts';
import type { Target } from '../../../shared/domain/provider/agreement.ts';
import { type Figure, isReached, scoreOf, shareOfFigure } from '../../../shared/domain/provider/scoring.ts';
import type { ServiceMeasure } from '../../../shared/domain/provider/service-measures.ts';
import { localDay, offsetsBetween, readTimeZone, startOfDay } from '../local-day.ts';
import type { RowReader, SqlValue } from '../projections/projection.ts';
import { serviceMeasures } from './agreement-codes.ts';
import { staffOf } from './agreement-providers.ts';
import { findInForce, readVersion, targetsOf } from './agreement-rows.ts';
import { measureCases } from './measure-cases.ts';
import { lastPaidSql, openSql } from './pay-invoice-rows.ts';

/** A provider's month, with what the cases of its measures are found by. */
export interface CardMonth {
  readonly rows: RowReader;
  readonly providerId: string;
  readonly month: string;
  readonly firstDay: Day;
  readonly lastDay: Day;
  readonly timeZone: string;
  readonly parameters: Readonly<Record<string, SqlValue>>;
}

const numbered = new Map<string, string>();

/** Numbers the days around a year so that the difference of two is the business days between them. Made once a year. */
function numberDays(year: string): string {
  const known = numbered.get(year);
  if (known !== undefined) return known;
  const numbers: Record<Day, number> = {};
  let count = 0;
  const last = Date.UTC(Number(year) + 1, 5, 30);
  for (let atMs = Date.UTC(Number(year) - 1, 6, 1); atMs <= last; atMs += 86_400_000) {
    const day = new Date(atMs).toISOString().slice(0, 10);
    if (isBusinessDay(day)) count += 1;
    numbers[day] = count;
  }
  const made = JSON.stringify(numbers);
  numbered.set(year, made);
  return made;
}

/** The month of a provider. `nowMs` decides what is late already. */
export function cardMonth(rows: RowReader, providerId: string, month: string, nowMs: number): CardMonth {
  const firstDay = `${month}-01`;
  const lastDay = endOfMonth(firstDay);
  const timeZone = readTimeZone(rows);
  return {
    rows,
    providerId,
    month,
    firstDay,
    lastDay,
    timeZone,
    parameters: {
      fromMs: startOfDay(firstDay, timeZone),
      toMs: startOfDay(addDays(lastDay, 1), timeZone),
      fromDay: firstDay,
      toDay: lastDay,
      nowMs,
      providerId,
      staff: JSON.stringify(staffOf(rows, providerId)),
      ordinals: numberDays(month.slice(0, 4)),
      offsets: JSON.stringify(offsetsBetween(startOfDay(addDays(firstDay, -400), timeZone), nowMs, timeZone)),
    },
  };
}

/** A target with its measure. */
export interface AimedMeasure {
  readonly measure: ServiceMeasure;
  readonly target: Target;
}

/** The targets that held at the month's end (today's where it is not over): the agreement's, or the usual ones [SL1]. */
export function aimedMeasures(
  card: CardMonth,
  today: Day,
): { readonly isAgreed: boolean; readonly aims: readonly AimedMeasure[] } {
  const day = card.lastDay < today ? card.lastDay : today;
  const versionId = findInForce(card.rows, card.providerId, day);
  const measures = serviceMeasures();
  if (versionId === null) {
    return {
      isAgreed: false,
      aims: measures.map((measure) => ({
        measure,
        target: {
          measureId: measure.id,
          limit: measure.limit,
          targetPerMille: measure.targetPerMille,
          weight: measure.weight,
        },
      })),
    };
  }
  const aims = targetsOf(readVersion(card.rows, versionId)).flatMap((target) => {
    const measure = measures.find((one) => one.id === target.measureId);
    return measure === undefined ? [] : [{ measure, target }];
  });
  return { isAgreed: true, aims };
}

/** What a measure counted in the month: from events, or as somebody recorded it. */
export function readFigure(card: CardMonth, { measure, target }: AimedMeasure): Figure & { readonly from: string } {
  const cases = measureCases(measure);
  if (cases === undefined) {
    const row = card.rows.get<{ numerator: number; denominator: number; source: string | null }>(
      'SELECT numerator, denominator, source FROM relations_figure WHERE provider_id = ? AND month = ? AND measure_id = ?',
      [card.providerId, card.month, measure.id],
    );
    return { numerator: row?.numerator ?? 0, denominator: row?.denominator ?? 0, from: row?.source ?? '' };
  }
  const sql = `SELECT COUNT(*) AS denominator, COALESCE(SUM(hit), 0) AS numerator FROM (${cases})`;
  const row = card.rows.get<Figure>(sql, { ...card.parameters, limit: target.limit ?? 0 });
  return { numerator: row?.numerator ?? 0, denominator: row?.denominator ?? 0, from: '' };
}

/** The rows of a scorecard and its score. */
export function readCardRows(card: CardMonth, today: Day) {
  const { isAgreed, aims } = aimedMeasures(card, today);
  const rows = aims.map(({ measure, target }) => {
    const { numerator, denominator, from } = readFigure(card, { measure, target });
    const figure = { numerator, denominator };
    return {
      measureId: measure.id,
      name: measure.name,
      line: measure.line,
      counts: measure.counts,
      sense: measure.sense,
      unit: measure.unit,
      source: measure.source,
      limit: target.limit,
      targetPerMille: target.targetPerMille,
      weight: target.weight,
      ...figure,
      sharePerMille: shareOfFigure(figure),
      isReached: isReached(figure, target, measure.sense),
      recordedSource: from,
    };
  });
  return { isAgreed, rows, scorePerMille: scoreOf(rows) };
}

/** The firm's own part: how many deliveries it decided in time, how long orders waited for it [SL5]. */
export function readFirmSide(card: CardMonth, today: Day) {
  const staff = card.parameters.staff ?? '[]';
  const orders = `(o.provider_party_id = @providerId
    OR COALESCE(o.assignee_member_id, o.offered_to_member_id) IN (SELECT value FROM json_each(@staff)))`;
  const base = {
    providerId: card.providerId,
    staff,
    fromMs: card.parameters.fromMs ?? 0,
    toMs: card.parameters.toMs ?? 0,
    nowMs: card.parameters.nowMs ?? 0,
  };
  const deliveries = card.rows.all<{ at_ms: number; outcome_at_ms: number | null }>(
    `SELECT d.at_ms, d.outcome_at_ms FROM provider_order_delivery d JOIN provider_order o ON o.order_id = d.order_id
     WHERE d.at_ms >= @fromMs AND d.at_ms < @toMs AND ${orders}`,
    base,
  );
  const decided = deliveries.map((delivery) => ({
    ...delivery,
    untilMs: startOfDay(
      addDays(addBusinessDays(localDay(delivery.at_ms, card.timeZone), reviewBusinessDays), 1),
      card.timeZone,
    ),
  }));
  const counted = decided.filter((one) => one.outcome_at_ms !== null || one.untilMs <= Number(base.nowMs));
  const waited = card.rows.get<{ ms: number | null }>(
    `SELECT SUM(COALESCE(s.resumed_at_ms, @nowMs) - s.stopped_at_ms) AS ms
     FROM provider_order_stop s JOIN provider_order o ON o.order_id = s.order_id
     WHERE s.stopped_at_ms >= @fromMs AND s.stopped_at_ms < @toMs AND ${orders}`,
    base,
  );
  return {
    reviewed: {
      numerator: counted.filter((one) => one.outcome_at_ms !== null && one.outcome_at_ms < one.untilMs).length,
      denominator: counted.length,
    },
    paid: readPaidOnTime(card, today),
    waitedMinutes: Math.round((waited?.ms ?? 0) / 60_000),
  };
}

/**
 * Of the provider's approved invoices that fell due in the month: those that were paid whole by that day [SL5]. Nothing
 * where this device does not hold billing.
 */
function readPaidOnTime(card: CardMonth, today: Day): Figure {
  const row = card.rows.get<{ denominator: number; numerator: number | null }>(
    `SELECT COUNT(*) AS denominator, SUM(x.open = 0 AND x.last_paid_on <= x.due_on) AS numerator FROM (
       SELECT i.due_on, ${openSql} AS open, ${lastPaidSql('i.invoice_id')} AS last_paid_on
       FROM provider_invoice_standing i JOIN provider_contractor c ON c.contractor_id = i.contractor_id
       WHERE c.party_id = @providerId AND i.withdrawn_at_ms IS NULL AND i.approved_cents > 0
         AND i.due_on >= @firstDay AND i.due_on <= @lastDay) x
     WHERE x.due_on < @today OR x.open = 0`,
    {
      providerId: card.providerId,
      firstDay: `${card.month}-01`,
      lastDay: card.lastDay,
      today,
    },
  );
  return { numerator: row?.numerator ?? 0, denominator: row?.denominator ?? 0 };
}

const reviewBusinessDays = 3;
