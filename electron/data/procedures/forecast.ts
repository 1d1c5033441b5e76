import { addBusinessDays } from '../../../shared/domain/calendar/business-days.ts';
import { addDays, type Day, formatDay } from '../../../shared/domain/day.ts';
import { fitOf, isLateChange, sumKnown, sumWeeks } from '../../../shared/domain/provider/forecast.ts';
import { accuracyOf } from '../../../shared/domain/provider/forecast-methods.ts';
import { weekOf } from '../../../shared/domain/provider/workload.ts';
import { accept, decline } from '../../../shared/domain/refusal.ts';
import { capacityStated, forecastPublished, profileSet } from '../../../shared/events/forecast.ts';
import { readTimeZone } from '../local-day.ts';
import type { RowReader } from '../projections/projection.ts';
import { readOwnProvider, refuseOtherProvider } from './agreement-providers.ts';
import { findInForce, readVersion } from './agreement-rows.ts';
import { explainParts, type ForecastBasis, type MadeLine, makeLine, readBasis, weeksAhead } from './forecast-make.ts';
import { bareProfile, readProfile } from './forecast-settings.ts';
import type { Implementer } from './implementer.ts';
import { newEvent } from './new-event.ts';
import type { OpenFirm } from './turn.ts';
import { readMinutes, weekStretches } from './workload-actuals.ts';

const spans = [4, 8, weeksAhead] as const;

interface Agreed {
  readonly changePercent: number;
  readonly noticeUntil: Day;
}

function readAgreed(rows: RowReader, providerId: string, today: Day): Agreed | null {
  const versionId = findInForce(rows, providerId, today);
  if (versionId === null) return null;
  const version = readVersion(rows, versionId);
  return {
    changePercent: version.change_percent,
    noticeUntil: addBusinessDays(today, version.change_business_days),
  };
}

/** The newest value for each line and week from `firstWeek` on. */
function readNewest(rows: RowReader, table: 'capacity' | 'forecast_week', basis: ForecastBasis): Map<string, number> {
  const column = table === 'capacity' ? 'minutes' : 'p50_minutes';
  const found = rows.all<{ service_line: string; week_on: string; minutes: number }>(
    `SELECT service_line, week_on, ${column} AS minutes FROM relations_${table}
     WHERE provider_id = ? AND week_on >= ? ORDER BY clock`,
    [basis.providerId, basis.firstWeek],
  );
  return new Map(found.map((row) => [`${row.service_line}/${row.week_on}`, row.minutes]));
}

interface Beside {
  readonly capacity: ReadonlyMap<string, number>;
  readonly published: ReadonlyMap<string, number>;
  readonly agreed: Agreed | null;
}

function showLine(line: MadeLine, { capacity, published, agreed }: Beside) {
  const weeks = line.weeks.map((week) => {
    const key = `${line.serviceLine}/${week.weekOn}`;
    const capacityMinutes = capacity.get(key) ?? null;
    const before = published.get(key) ?? null;
    return {
      ...week,
      capacityMinutes,
      fit: fitOf(week, capacityMinutes),
      publishedMinutes: before,
      isLateChange:
        before !== null &&
        agreed !== null &&
        isLateChange({ weekOn: week.weekOn, before, now: week.p50Minutes }, agreed),
    };
  });
  return {
    serviceLine: line.serviceLine,
    method: line.method,
    hasSeason: line.hasSeason,
    historyWeeks: line.historyWeeks,
    sharePerMille: line.sharePerMille,
    weeks,
    spans: spans.map((count) => {
      const within = weeks.slice(0, count);
      const stated = within.flatMap((week) => (week.capacityMinutes === null ? [] : [week.capacityMinutes]));
      const total = sumWeeks(within);
      const capacityMinutes = stated.length === within.length ? stated.reduce((sum, one) => sum + one, 0) : null;
      return {
        weeks: count,
        ...total,
        capacityMinutes,
        surplusMinutes: capacityMinutes === null ? null : capacityMinutes - total.p50Minutes,
      };
    }),
  };
}

/** What the figures stand on, so that nobody takes a guess for knowledge [FC1]. */
function describeBasis(lines: readonly MadeLine[]): string {
  const withHistory = lines.filter((line) => line.method !== null).length;
  if (withHistory === lines.length && lines.length > 0) {
    return 'From the weeks that are known, and from what is open, due and expected.';
  }
  const known = lines.some((line) => line.weeks.some((week) => sumKnown(week.known) > 0));
  const start =
    withHistory === 0
      ? 'There are fewer than four full weeks of history'
      : `${lines.length - withHistory} of ${lines.length} lines have fewer than four full weeks of history`;
  return known
    ? `${start}: those figures come from open matters, dates, orders and leads alone, with minutes that nobody has confirmed yet.`
    : `${start}, and nothing is open or due: there is nothing to forecast from yet.`;
}

function readPublished(firm: OpenFirm, providerId: string) {
  const row = firm.rows.get<{ forecast_id: string; made_on: string; member_id: string; note: string | null }>(
    'SELECT forecast_id, made_on, member_id, note FROM relations_forecast WHERE provider_id = ? ORDER BY clock DESC LIMIT 1',
    [providerId],
  );
  return row === undefined
    ? null
    : { forecastId: row.forecast_id, madeOn: row.made_on, by: firm.memberName(row.member_id), note: row.note ?? '' };
}

function getForecast(firm: OpenFirm, providerId: string) {
  const basis = readBasis(firm.rows, providerId, firm.today());
  const made = basis.lines.map((line) => makeLine(basis, line));
  const agreed = readAgreed(firm.rows, providerId, firm.today());
  const beside = {
    capacity: readNewest(firm.rows, 'capacity', basis),
    published: readNewest(firm.rows, 'forecast_week', basis),
    agreed,
  };
  return {
    firstWeek: basis.firstWeek,
    hasHistory: made.some((line) => line.method !== null),
    basis: describeBasis(made),
    lines: made.map((line) => showLine(line, beside)),
    published: readPublished(firm, providerId),
    changePercent: agreed?.changePercent ?? null,
    noticeUntil: agreed?.noticeUntil ?? null,
    conversionPerMille: basis.common.conversionPerMille,
  };
}

interface PublishedWeek {
  service_line: string;
  week_on: string;
  p50_minutes: number;
  p80_minutes: number;
}

/** Published figures of weeks that are over, each as it stood `leadWeeks` before its week, against what came [FC7]. */
function readAccuracy(firm: OpenFirm, providerId: string, leadWeeks: number) {
  const basis = readBasis(firm.rows, providerId, firm.today());
  const found = firm.rows.all<PublishedWeek>(
    `SELECT f.service_line, f.week_on, f.p50_minutes, f.p80_minutes FROM relations_forecast_week f
     WHERE f.provider_id = @providerId AND f.week_on < @thisWeek
       AND f.made_on <= date(f.week_on, '-' || @leadDays || ' days')
       AND NOT EXISTS (SELECT 1 FROM relations_forecast_week l WHERE l.provider_id = f.provider_id
         AND l.week_on = f.week_on AND l.service_line = f.service_line AND l.clock > f.clock
         AND l.made_on <= date(l.week_on, '-' || @leadDays || ' days'))
     ORDER BY f.week_on DESC, f.service_line LIMIT 2000`,
    { providerId, thisWeek: weekOf(firm.today()), leadDays: leadWeeks * 7 },
  );
  const linesFound = [...new Set(found.map((row) => row.service_line))];
  const rows = linesFound.flatMap((serviceLine) => {
    const weeks = found.filter((row) => row.service_line === serviceLine);
    const line = basis.profile.lines.find((one) => one.serviceLine === serviceLine) ?? bareProfile(serviceLine);
    const actual = readMinutes(
      firm.rows,
      line,
      weekStretches(
        weeks.map((week) => week.week_on),
        readTimeZone(firm.rows),
      ),
      basis.staff,
    );
    return weeks.map((week, place) => ({
      weekOn: week.week_on,
      serviceLine,
      forecastMinutes: week.p50_minutes,
      p80Minutes: week.p80_minutes,
      actualMinutes: actual[place] ?? 0,
    }));
  });
  const lines = linesFound.map((serviceLine) => {
    const weeks = rows.filter((row) => row.serviceLine === serviceLine);
    const off = accuracyOf(weeks.map((week) => ({ forecast: week.forecastMinutes, actual: week.actualMinutes })));
    return { serviceLine, weeks: weeks.length, wape: off?.wape ?? null, bias: off?.bias ?? null };
  });
  return { lines, rows };
}

/** The workload ahead, shared with the provider. */
export function createForecastProcedures(os: Implementer) {
  return {
    get: os.forecast.get.handler(({ input, context }) => {
      const firm = context.firm();
      readOwnProvider(firm, input.providerId);
      return getForecast(firm, input.providerId);
    }),

    explainWeek: os.forecast.explainWeek.handler(({ input, context }) => {
      const firm = context.firm();
      readOwnProvider(firm, input.providerId);
      const basis = readBasis(firm.rows, input.providerId, firm.today());
      const line = basis.lines.find((one) => one.serviceLine === input.serviceLine) ?? bareProfile(input.serviceLine);
      const week = makeLine(basis, line).weeks.find((one) => one.weekOn === input.weekOn);
      return {
        parts: explainParts(basis, line, input.weekOn),
        historyMinutes: week?.historyMinutes ?? null,
        historyPercent: basis.profile.historyPercent,
      };
    }),

    accuracy: os.forecast.accuracy.handler(({ input, context }) => {
      const firm = context.firm();
      readOwnProvider(firm, input.providerId);
      return readAccuracy(firm, input.providerId, input.leadWeeks);
    }),

    settings: os.forecast.settings.handler(({ input, context }) => {
      const firm = context.firm();
      readOwnProvider(firm, input.providerId);
      const profile = readProfile(firm.rows, input.providerId);
      return { ...profile, lines: [...profile.lines] };
    }),
    ...createForecastCommands(os),
  };
}

function createForecastCommands(os: Implementer) {
  return {
    setProfile: os.forecast.setProfile.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const { commandId: _, note, ...head } = input;
        const other = refuseOtherProvider(turn.rows, turn.me, input.providerId);
        if (other !== null) return { ok: false, refusal: other };
        if (new Set(input.lines.map((line) => line.serviceLine)).size < input.lines.length) {
          return decline('forecast.line-twice', 'A service line stands twice in the profile. Keep one.', ['lines']);
        }
        return accept({
          events: [newEvent(profileSet, input.providerId, head, { note })],
          answer: { id: input.providerId },
        });
      }),
    ),

    publish: os.forecast.publish.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        readOwnProvider(turn, input.providerId);
        const basis = readBasis(turn.rows, input.providerId, turn.today);
        const made = basis.lines.map((line) => makeLine(basis, line));
        if (made.every((line) => line.weeks.every((week) => week.p80Minutes === 0))) {
          return decline(
            'forecast.nothing-known',
            'There is no history and nothing open or due: a forecast would be empty. Publish it once there is work.',
          );
        }
        const forecastId = turn.newId();
        const lines = made.map(({ serviceLine, weeks }) => ({
          serviceLine,
          weeks: weeks.map(({ weekOn, p50Minutes, p80Minutes }) => ({ weekOn, p50Minutes, p80Minutes })),
        }));
        const head = { providerId: input.providerId, madeOn: turn.today, lines };
        return accept({
          events: [newEvent(forecastPublished, forecastId, head, { note: input.note })],
          answer: { id: forecastId },
        });
      }),
    ),

    stateCapacity: os.forecast.stateCapacity.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        readOwnProvider(turn, input.providerId);
        const wrong = input.weeks.findIndex((week) => weekOf(week.weekOn) !== week.weekOn);
        if (wrong >= 0) {
          return decline('forecast.week-begins-monday', 'A week is named by its Monday.', [`weeks.${wrong}.weekOn`]);
        }
        const past = input.weeks.findIndex((week) => addDays(week.weekOn, 6) < turn.today);
        const first = input.weeks[past];
        if (first !== undefined) {
          return decline(
            'forecast.capacity-in-the-past',
            `The week of ${formatDay(first.weekOn)} is over. State the capacity of this week or later ones.`,
            [`weeks.${past}.weekOn`],
          );
        }
        const { commandId: _, ...head } = input;
        const id = turn.newId();
        return accept({ events: [newEvent(capacityStated, id, head, {})], answer: { id } });
      }),
    ),
  };
}
