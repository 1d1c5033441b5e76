import { addDays, formatDay } from '../../../shared/domain/day.ts';
import { type GradedPart, gradedParts } from '../../../shared/domain/provider/feedback.ts';
import { controlChart } from '../../../shared/domain/provider/scoring.ts';
import { accept, decline } from '../../../shared/domain/refusal.ts';
import { figureRecorded, firmRated, scorecardIssued } from '../../../shared/events/feedback.ts';

import { serviceMeasures } from './agreement-codes.ts';
import { readOwnProvider } from './agreement-providers.ts';
import { createFeedbackProcedures } from './feedback.ts';
import { notFound } from './found.ts';
import type { Implementer } from './implementer.ts';
import { measureCases } from './measure-cases.ts';
import { newEvent } from './new-event.ts';
import { readPage } from './page-query.ts';
import {
  aimedMeasures,
  type CardMonth,
  cardMonth,
  readCardRows,
  readFigure,
  readFirmSide,
} from './scorecard-figures.ts';
import { scorecardCsv, scorecardPdf } from './scorecard-paper.ts';
import type { OpenFirm } from './turn.ts';

function readRatings(card: CardMonth) {
  const row = card.rows.get<Record<GradedPart | 'n', number | null>>(
    `SELECT COUNT(*) AS n, ${gradedParts.map((part) => `AVG(r.${part}) AS ${part}`).join(', ')}
     FROM relations_rating r JOIN provider_order o ON o.order_id = r.order_id
     WHERE r.at_ms >= @fromMs AND r.at_ms < @toMs AND (o.provider_party_id = @providerId
       OR COALESCE(o.assignee_member_id, o.offered_to_member_id) IN (SELECT value FROM json_each(@staff)))`,
    {
      fromMs: card.parameters.fromMs ?? 0,
      toMs: card.parameters.toMs ?? 0,
      providerId: card.providerId,
      staff: card.parameters.staff ?? '[]',
    },
  );
  const mean = (part: GradedPart): number | null => {
    const value = row?.[part] ?? null;
    return value === null ? null : Math.round(value * 10);
  };
  return {
    count: row?.n ?? 0,
    means: {
      accuracy: mean('accuracy'),
      completeness: mean('completeness'),
      timeliness: mean('timeliness'),
      format: mean('format'),
      communication: mean('communication'),
    },
  };
}

/** The provider's latest grades of the firm: an outside member's word alone [FB4]. */
function readFirmGrades(firm: OpenFirm, providerId: string, month: string) {
  const row = firm.rows.get<{
    brief_clarity: number;
    response_time: number;
    payment: number;
    note: string | null;
    member_id: string;
  }>(
    `SELECT f.brief_clarity, f.response_time, f.payment, f.note, f.member_id FROM relations_firm_rating f
     JOIN roster_member r ON r.member_id = f.member_id AND r.outside = 1
     WHERE f.provider_id = ? AND f.month = ? ORDER BY f.clock DESC LIMIT 1`,
    [providerId, month],
  );
  if (row === undefined) return null;
  return {
    briefClarity: row.brief_clarity,
    responseTime: row.response_time,
    payment: row.payment,
    note: row.note ?? '',
    by: firm.memberName(row.member_id),
  };
}

function readIssued(firm: OpenFirm, providerId: string, month: string) {
  const row = firm.rows.get<{ at_ms: number; member_id: string; score_per_mille: number | null; note: string | null }>(
    `SELECT at_ms, member_id, score_per_mille, note FROM relations_scorecard
     WHERE provider_id = ? AND month = ? ORDER BY clock DESC LIMIT 1`,
    [providerId, month],
  );
  return row === undefined
    ? null
    : {
        atMs: row.at_ms,
        by: firm.memberName(row.member_id),
        scorePerMille: row.score_per_mille,
        note: row.note ?? '',
      };
}

/** A month's scorecard as it stands now. */
export function readCard(firm: OpenFirm, providerId: string, month: string) {
  const card = cardMonth(firm.rows, providerId, month, firm.nowMs());
  return {
    month,
    ...readCardRows(card, firm.today()),
    ratings: readRatings(card),
    firm: { grades: readFirmGrades(firm, providerId, month), ...readFirmSide(card, firm.today()) },
    issued: readIssued(firm, providerId, month),
    mayRateFirm: firm.me.outside && firm.holds('provider.manage'),
  };
}

function monthsUntil(month: string, count: number): string[] {
  const months = [month];
  while (months.length < count) months.unshift(addDays(`${months[0] ?? month}-01`, -1).slice(0, 7));
  return months;
}

interface CaseSqlRow {
  case_id: string;
  place: string;
  what: string;
  at_ms: number;
  took: number | null;
  hit: number;
}

/** Scorecards, ratings and corrective actions. */
export function createScorecardProcedures(os: Implementer) {
  return {
    get: os.scorecard.get.handler(({ input, context }) => {
      const firm = context.firm();
      readOwnProvider(firm, input.providerId);
      return readCard(firm, input.providerId, input.month);
    }),

    cases: os.scorecard.cases.handler(({ input, context }) => {
      const firm = context.firm();
      readOwnProvider(firm, input.providerId);
      const card = cardMonth(firm.rows, input.providerId, input.month, firm.nowMs());
      const measure = serviceMeasures().find((one) => one.id === input.measureId);
      const cases = measure === undefined ? undefined : measureCases(measure);
      if (measure === undefined || cases === undefined) return { rows: [], total: 0 };
      const aim = aimedMeasures(card, firm.today()).aims.find((one) => one.measure.id === measure.id);
      const limit = aim?.target.limit ?? measure.limit ?? 0;
      const page = readPage<CaseSqlRow>(firm.rows, input, {
        select: '*',
        from: `(${cases})`,
        where: [],
        parameters: { ...card.parameters, limit },
        sorts: { atMs: 'at_ms', what: 'what COLLATE NOCASE', took: 'took', hit: 'hit' },
        tieBreak: 'case_id',
      });
      return {
        rows: page.rows.map((row) => ({
          caseId: row.case_id,
          place: row.place,
          what: row.what,
          atMs: row.at_ms,
          took: row.took === null ? null : Math.round(row.took * 10) / 10,
          hit: row.hit === 1,
        })),
        total: page.total,
      };
    }),

    trend: os.scorecard.trend.handler(({ input, context }) => {
      const firm = context.firm();
      readOwnProvider(firm, input.providerId);
      const measure = serviceMeasures().find((one) => one.id === input.measureId);
      if (measure === undefined) return { points: [] };
      const months = monthsUntil(input.month, 12).map((month) => {
        const card = cardMonth(firm.rows, input.providerId, month, firm.nowMs());
        const aim = aimedMeasures(card, firm.today()).aims.find((one) => one.measure.id === measure.id);
        const target = aim?.target ?? { measureId: measure.id, limit: measure.limit, targetPerMille: 0, weight: 1 };
        const { numerator, denominator } = readFigure(card, { measure, target });
        return { month, numerator, denominator };
      });
      return { points: controlChart(months) };
    }),

    csv: os.scorecard.csv.handler(({ input, context }) => {
      const firm = context.firm();
      readOwnProvider(firm, input.providerId);
      return scorecardCsv(readCard(firm, input.providerId, input.month));
    }),

    pdf: os.scorecard.pdf.handler(({ input, context }) => {
      const firm = context.firm();
      const provider = readOwnProvider(firm, input.providerId);
      return scorecardPdf(firm, provider.name, readCard(firm, input.providerId, input.month));
    }),
    ...createScorecardCommands(os),
    ...createFeedbackProcedures(os),
  };
}

function isFuture(month: string, today: string): boolean {
  return month > today.slice(0, 7);
}

function isRecorded(measureId: string): boolean {
  return serviceMeasures().some((measure) => measure.id === measureId && measure.source === 'recorded');
}

function createScorecardCommands(os: Implementer) {
  return {
    recordFigure: os.scorecard.recordFigure.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const { commandId: _, source, ...head } = input;
        readOwnProvider(turn, input.providerId);
        if (!isRecorded(input.measureId)) {
          return { ok: false, refusal: notFound('feedback', 'measure that is recorded by hand', 'measureId') };
        }
        if (isFuture(input.month, turn.today)) {
          return decline('feedback.month-in-future', 'This month has not begun. Choose this one or an earlier one.', [
            'month',
          ]);
        }
        if (input.numerator > input.denominator) {
          return decline('feedback.more-than-all', 'More were counted than there were in all. Check both figures.', [
            'numerator',
          ]);
        }
        const id = `${input.providerId}-${input.measureId}-${input.month}`;
        return accept({ events: [newEvent(figureRecorded, id, head, { source })], answer: { id } });
      }),
    ),

    rateFirm: os.scorecard.rateFirm.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const { commandId: _, note, ...head } = input;
        readOwnProvider(turn, input.providerId);
        if (!turn.me.outside) {
          return decline('feedback.provider-rates', 'The provider grades the firm. Its manager does it on their side.');
        }
        if (isFuture(input.month, turn.today)) {
          return decline('feedback.month-in-future', 'This month has not begun. Choose this one or an earlier one.', [
            'month',
          ]);
        }
        const id = `${input.providerId}-${input.month}`;
        return accept({ events: [newEvent(firmRated, id, head, { note })], answer: { id } });
      }),
    ),

    issue: os.scorecard.issue.handler(({ input, context }) => {
      const firm = context.firm();
      return firm.execute(input.commandId, (turn) => {
        const { providerId, month } = input;
        readOwnProvider(turn, providerId);
        const card = cardMonth(turn.rows, providerId, month, turn.nowMs);
        if (card.lastDay >= turn.today) {
          return decline(
            'feedback.month-not-over',
            `This month ends on ${formatDay(card.lastDay)}. Issue its scorecard after that.`,
            ['month'],
          );
        }
        const { rows, scorePerMille } = readCardRows(card, turn.today);
        if (scorePerMille === null) {
          return decline('feedback.nothing-counted', 'No measure counted anything in this month: there is no score.', [
            'month',
          ]);
        }
        const kept = rows.map(({ measureId, limit, targetPerMille, weight, numerator, denominator }) => ({
          measureId,
          limit,
          targetPerMille,
          weight,
          numerator,
          denominator,
        }));
        const id = `${providerId}-${month}`;
        const head = { providerId, month, scorePerMille, rows: kept };
        return accept({ events: [newEvent(scorecardIssued, id, head, { note: input.note })], answer: { id } });
      });
    }),
  };
}

export type Card = ReturnType<typeof readCard>;
