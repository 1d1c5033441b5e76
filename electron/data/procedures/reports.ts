import { formatDay } from '../../../shared/domain/day.ts';
import { scaleCents } from '../../../shared/domain/money.ts';
import type { TablePaper, TablePaperCell } from '../paper/paper-data.ts';
import { type Cell, type CellKind, toCsv } from './csv.ts';
import { refuseNow } from './found.ts';
import type { Implementer } from './implementer.ts';
import { paperAnswer, paperBase, readLetterhead } from './letterhead.ts';
import type { MakeReport, ReportInput, ReportKind, ReportPage, ReportTable } from './report-table.ts';
import { reportAging, reportBilledAndCollected, reportTimeByPerson, reportUnbilled } from './reports-billing.ts';
import { reportAuditTrail, reportLeadSources } from './reports-firm.ts';
import { reportFeeTransfers, reportLedgerBalances } from './reports-trust.ts';
import { reportClientLedgers, reportTrustJournal } from './reports-trust-books.ts';
import {
  reportAccountFiling,
  reportDormant,
  reportExceptions,
  reportOutstanding,
  reportProjection,
  reportUnclaimed,
} from './reports-trust-review.ts';
import { reportClientAccounting, reportClosingStatements, reportDailyTotals } from './reports-trust-sums.ts';
import type { OpenFirm } from './turn.ts';

const makers: Readonly<Record<ReportKind, MakeReport>> = {
  'ledger-balances': reportLedgerBalances,
  'trust-journal': reportTrustJournal,
  'client-ledgers': reportClientLedgers,
  'client-accounting': reportClientAccounting,
  outstanding: reportOutstanding,
  dormant: reportDormant,
  unclaimed: reportUnclaimed,
  exceptions: reportExceptions,
  'closing-statements': reportClosingStatements,
  'daily-totals': reportDailyTotals,
  projection: reportProjection,
  'account-filing': reportAccountFiling,
  aging: reportAging,
  unbilled: reportUnbilled,
  'time-by-person': reportTimeByPerson,
  'billed-and-collected': reportBilledAndCollected,
  'fee-transfers': reportFeeTransfers,
  'lead-sources': reportLeadSources,
  'audit-trail': reportAuditTrail,
};

/** A file holds everything; this many rows keep it within memory. */
const wholeFile: ReportPage = { offset: 0, limit: 1_000_000 };
/** A paper of more pages is nobody's reading, and takes longer to lay out than anybody waits. */
const wholePaper: ReportPage = { offset: 0, limit: 2_000 };

function makeReport(firm: OpenFirm, input: ReportInput, page: ReportPage): ReportTable {
  if (input.from > input.to) {
    refuseNow('reports.period-reversed', 'The period ends before it starts. Check both dates.', ['from', 'to']);
  }
  return makers[input.kind](firm, input, page);
}

/** "As of 11/30/2026, for Alder Law, from 12,345 events." */
function basisOf(firm: OpenFirm, input: ReportInput): string {
  const events = firm.rows.get<{ folded: number | null }>('SELECT SUM(folded) AS folded FROM position')?.folded ?? 0;
  const known =
    input.knownOnMs === undefined ? '' : ` As known on ${new Date(input.knownOnMs).toISOString().slice(0, 16)} UTC.`;
  return `As of ${formatDay(firm.today())}, for ${readLetterhead(firm.rows).name}, from ${events.toLocaleString('en-US')} events.${known}`;
}

const paperKinds = {
  text: 'text',
  amount: 'amount',
  day: 'day',
  hours: 'hours',
  count: 'number',
  share: 'text',
} as const;

/** A cell as papers take it: hours in tenths, shares in words. */
function paperCell(cell: Cell, kind: CellKind): TablePaperCell {
  if (typeof cell !== 'number') return cell;
  if (kind === 'hours') return scaleCents(cell, 1, 6);
  if (kind === 'share') return `${cell < 0 ? '-' : ''}${Math.floor(Math.abs(cell) / 10)}.${Math.abs(cell) % 10}%`;
  return cell;
}

function tablePaper(firm: OpenFirm, input: ReportInput, table: ReportTable): TablePaper {
  const cells = (row: Readonly<Record<string, Cell>>): TablePaperCell[] =>
    table.columns.map((column) => paperCell(row[column.key] ?? null, column.kind));
  return {
    ...paperBase(firm),
    title: table.title,
    asOfLine: basisOf(firm, input),
    columns: table.columns.map((column) => ({
      title: column.title,
      kind: paperKinds[column.kind],
      // Millions with a minus have to fit beside each other.
      weight: column.kind === 'text' ? 2 : column.kind === 'amount' ? 1.4 : 1,
    })),
    rows: table.rows.map((row) => ({ cells: cells(row) })),
    ...(Object.keys(table.totals).length === 0 ? {} : { totals: cells(table.totals) }),
    ...(table.total > table.rows.length ? { notes: [leftOutNote(table)] } : {}),
    orientation: table.columns.length > 5 ? 'landscape' : 'portrait',
  };
}

function leftOutNote({ rows, total }: ReportTable): string {
  const count = (number: number): string => number.toLocaleString('en-US');
  return `The first ${count(rows.length)} of ${count(total)} rows are printed. The CSV has all of them.`;
}

function fileNameOf(input: ReportInput, extension: string): string {
  return `${input.kind} ${input.from} ${input.to}.${extension}`;
}

/** Procedures on reports. */
export function createReportsProcedures(os: Implementer) {
  return {
    run: os.reports.run.handler(({ input, context }) => {
      const firm = context.firm();
      const { title, columns, rows, total, totals } = makeReport(firm, input, input);
      return {
        kind: input.kind,
        title,
        basis: basisOf(firm, input),
        columns: [...columns],
        rows: [...rows],
        total,
        totals,
      };
    }),

    csv: os.reports.csv.handler(({ input, context }) => {
      const table = makeReport(context.firm(), input, wholeFile);
      return { csv: toCsv(table.columns, table.rows), fileName: fileNameOf(input, 'csv') };
    }),

    pdf: os.reports.pdf.handler(({ input, context }) => {
      const firm = context.firm();
      const table = makeReport(firm, input, wholePaper);
      return paperAnswer(firm, 'table', tablePaper(firm, input, table), fileNameOf(input, 'pdf'));
    }),
  };
}
