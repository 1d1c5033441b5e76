import type { Day } from '../day.ts';
import {
  carryOn,
  chooseMethod,
  type ForecastMethod,
  historyWeeksMin,
  type MonthFigure,
  quantile,
  residuals,
  seasonalIndex,
} from './forecast-methods.ts';

/** What is known to come in a week, in minutes, by where it comes from. */
export interface KnownWork {
  readonly matters: number;
  readonly recurring: number;
  readonly calendar: number;
  readonly orders: number;
  readonly leads: number;
}

export interface LineInput {
  readonly serviceLine: string;
  /** Minutes of each full week, oldest first, without gaps. */
  readonly history: readonly number[];
  /** Full months, oldest first. */
  readonly months: readonly MonthFigure[];
  /** One for each week ahead. */
  readonly known: readonly KnownWork[];
}

export interface ForecastWeek {
  /** Its Monday. */
  readonly weekOn: Day;
  readonly p50Minutes: number;
  readonly p80Minutes: number;
  /** What history alone says; null without one. */
  readonly historyMinutes: number | null;
  readonly known: KnownWork;
}

export interface LineForecast {
  readonly serviceLine: string;
  /** Null: from what is known alone. */
  readonly method: ForecastMethod | null;
  readonly hasSeason: boolean;
  readonly historyWeeks: number;
  readonly weeks: readonly ForecastWeek[];
}

export interface ForecastSettings {
  /** How much history weighs against what is known to come, in percent, where there are both [FC4]. */
  readonly historyPercent: number;
  /** How far P80 lies above P50 where history is too short to say, in percent [FC5]. */
  readonly widthPercent: number;
}

/** What is known of a week, added up. */
export function sumKnown(known: KnownWork): number {
  return known.matters + known.recurring + known.calendar + known.orders + known.leads;
}

/**
 * The forecast of one service line for the weeks that begin on `weekDays` [FC1] to [FC5], in whole minutes. P50 is as
 * likely to be passed as not; four weeks in five stay below P80.
 */
export function forecastLine(line: LineInput, weekDays: readonly Day[], settings: ForecastSettings): LineForecast {
  const hasHistory = line.history.length >= historyWeeksMin && line.history.some((minutes) => minutes > 0);
  const method = hasHistory ? chooseMethod(line.history) : null;
  const level = method === null ? 0 : carryOn(line.history, method);
  const season = hasHistory ? seasonalIndex(line.months) : null;
  const rests = method === null ? [] : residuals(line.history, method);
  const knowsAnything = line.known.some((known) => sumKnown(known) > 0);
  const weeks = weekDays.map((weekOn, place): ForecastWeek => {
    const known = line.known[place] ?? { matters: 0, recurring: 0, calendar: 0, orders: 0, leads: 0 };
    const fromHistory = method === null ? null : level * (season?.get(weekOn.slice(5, 7)) ?? 1);
    const expected = blend(fromHistory, knowsAnything ? sumKnown(known) : null, settings.historyPercent);
    return { weekOn, ...widen(expected, rests, settings.widthPercent), historyMinutes: round(fromHistory), known };
  });
  return {
    serviceLine: line.serviceLine,
    method,
    hasSeason: season !== null,
    historyWeeks: line.history.length,
    weeks,
  };
}

function blend(fromHistory: number | null, known: number | null, historyPercent: number): number {
  if (fromHistory === null) return known ?? 0;
  if (known === null) return fromHistory;
  return (fromHistory * historyPercent + known * (100 - historyPercent)) / 100;
}

function widen(expected: number, rests: readonly number[], widthPercent: number) {
  if (rests.length < historyWeeksMin) {
    const p50 = Math.max(0, Math.round(expected));
    return { p50Minutes: p50, p80Minutes: Math.max(p50, Math.round((expected * (100 + widthPercent)) / 100)) };
  }
  const p50 = Math.max(0, Math.round(expected + quantile(rests, 0.5)));
  return { p50Minutes: p50, p80Minutes: Math.max(p50, Math.round(expected + quantile(rests, 0.8))) };
}

function round(minutes: number | null): number | null {
  return minutes === null ? null : Math.round(minutes);
}

/** P50 and P80 of several weeks together: the widths add up as those of weeks that do not depend on each other [FC6]. */
export function sumWeeks(weeks: readonly Pick<ForecastWeek, 'p50Minutes' | 'p80Minutes'>[]): {
  readonly p50Minutes: number;
  readonly p80Minutes: number;
} {
  const p50Minutes = weeks.reduce((sum, week) => sum + week.p50Minutes, 0);
  const width = Math.sqrt(weeks.reduce((sum, week) => sum + (week.p80Minutes - week.p50Minutes) ** 2, 0));
  return { p50Minutes, p80Minutes: p50Minutes + Math.round(width) };
}

export const fits = ['not stated', 'enough', 'tight', 'short'] as const;
export type Fit = (typeof fits)[number];

/** Whether a stated capacity holds a week's work [FC8]: short below P50, tight below P80. */
export function fitOf(
  week: { readonly p50Minutes: number; readonly p80Minutes: number },
  capacity: number | null,
): Fit {
  if (capacity === null) return 'not stated';
  if (capacity < week.p50Minutes) return 'short';
  return capacity < week.p80Minutes ? 'tight' : 'enough';
}

/** True where a forecast moved further from the last published one than was agreed, too near to the week [FC9]. */
export function isLateChange(
  week: { readonly weekOn: Day; readonly before: number; readonly now: number },
  agreed: { readonly changePercent: number; readonly noticeUntil: Day },
): boolean {
  if (week.weekOn > agreed.noticeUntil) return false;
  return Math.abs(week.now - week.before) * 100 > week.before * agreed.changePercent;
}
