import { gradedParts } from '../../../shared/domain/provider/feedback.ts';
import type { TablePaper } from '../paper/paper-data.ts';
import { toCsv } from './csv.ts';
import { paperAnswer, paperBase } from './letterhead.ts';
import type { Card } from './scorecard.ts';
import { serviceName } from './service-lines.ts';
import type { OpenFirm } from './turn.ts';

type CardRow = Card['rows'][number];

function share(perMille: number | null): string {
  return perMille === null ? '' : `${(perMille / 10).toFixed(1)}%`;
}

function targetWords(row: CardRow): string {
  const within = row.limit === null ? '' : ` within ${row.limit} ${row.unit}`;
  return `at ${row.sense} ${share(row.targetPerMille)}${within}`;
}

function reachedWord(row: CardRow): string {
  return row.isReached === null ? 'nothing counted' : row.isReached ? 'reached' : 'missed';
}

function lineName(id: string): string {
  return id === '*' ? 'Work orders' : serviceName(id);
}

/** A month's scorecard as CSV: one line for each measure, counts and thousandths as numbers. */
export function scorecardCsv(card: Card) {
  const rows = card.rows.map((row) => ({
    line: lineName(row.line),
    name: row.name,
    target: targetWords(row),
    numerator: row.numerator,
    denominator: row.denominator,
    share: row.sharePerMille,
    reached: reachedWord(row),
    weight: row.weight,
    source: row.source === 'events' ? 'counted' : row.recordedSource,
  }));
  const csv = toCsv(
    [
      { key: 'line', title: 'Service line', kind: 'text' },
      { key: 'name', title: 'Measure', kind: 'text' },
      { key: 'target', title: 'Target', kind: 'text' },
      { key: 'numerator', title: 'Reached', kind: 'count' },
      { key: 'denominator', title: 'Of', kind: 'count' },
      { key: 'share', title: 'Share %', kind: 'share' },
      { key: 'reached', title: 'Result', kind: 'text' },
      { key: 'weight', title: 'Weight', kind: 'count' },
      { key: 'source', title: 'Source', kind: 'text' },
    ],
    rows,
  );
  return { csv, fileName: `scorecard ${card.month}.csv` };
}

function gradeWords(tenths: number | null): string {
  return tenths === null ? 'none' : (tenths / 10).toFixed(1);
}

/** What stands under the table: ratings of work, and the provider's word on the firm. */
function notesOf(card: Card): string[] {
  const { ratings, firm } = card;
  const grades = gradedParts.map((part) => `${part} ${gradeWords(ratings.means[part])}`).join(', ');
  const back =
    firm.grades === null
      ? 'The provider has not graded the firm for this month.'
      : `The provider on the firm (1 to 5): clear briefs ${firm.grades.briefClarity}, answers ${firm.grades.responseTime}, payment ${firm.grades.payment}.`;
  return [
    `Ratings of accepted work (1 to 5): ${ratings.count === 0 ? 'none in this month.' : `${ratings.count}; ${grades}.`}`,
    back,
    `The firm decided ${firm.reviewed.numerator} of ${firm.reviewed.denominator} deliveries within three business days; orders waited ${Math.round(firm.waitedMinutes / 6) / 10} hours for the firm.`,
    `The firm paid ${firm.paid.numerator} of ${firm.paid.denominator} invoices that fell due by their day.`,
    card.isAgreed
      ? 'Targets are those of the agreement in force.'
      : 'No agreement was in force: the targets are the usual ones.',
  ];
}

/** A month's scorecard on paper. */
export function scorecardPdf(firm: OpenFirm, providerName: string, card: Card) {
  const counted = card.rows.filter((row) => row.denominator > 0);
  const table: TablePaper = {
    ...paperBase(firm),
    title: `Scorecard of ${providerName}, ${card.month}`,
    asOfLine: `Score ${share(card.scorePerMille) || 'none'}, the weighted mean of ${counted.length} measures that counted anything`,
    orientation: 'landscape',
    columns: [
      { title: 'Service line', kind: 'text', weight: 1.6 },
      { title: 'Measure', kind: 'text', weight: 1.8 },
      { title: 'Target', kind: 'text', weight: 2.2 },
      { title: 'Reached', kind: 'number', weight: 0.7 },
      { title: 'Of', kind: 'number', weight: 0.6 },
      { title: 'Share', kind: 'text', weight: 0.7 },
      { title: 'Result', kind: 'text', weight: 1 },
      { title: 'Weight', kind: 'number', weight: 0.6 },
    ],
    rows: counted.map((row) => ({
      cells: [
        lineName(row.line),
        row.name,
        targetWords(row),
        row.numerator,
        row.denominator,
        share(row.sharePerMille),
        reachedWord(row),
        row.weight,
      ],
    })),
    notes: notesOf(card),
  };
  return paperAnswer(firm, 'table', table, `scorecard ${card.month}.pdf`);
}
