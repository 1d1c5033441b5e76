import type { Answers } from '../../app/answers.ts';

export type Report = Answers['reports']['run'];
export type ReportKind = Report['kind'];

/** A report: its title, the question it answers, and whether it looks at one day or a span. */
export interface ReportChoice {
  readonly kind: ReportKind;
  readonly title: string;
  readonly question: string;
  readonly span: 'as of' | 'period';
  /** Whether it is about one trust account. */
  readonly isOfAccount?: boolean;
}

/** The reports, by area, in the order in which people ask for them. */
export const reportChoices: readonly ReportChoice[] = [
  {
    kind: 'ledger-balances',
    title: 'Ledger balances',
    question: 'Whose money is in trust?',
    span: 'as of',
    isOfAccount: true,
  },
  {
    kind: 'trust-journal',
    title: 'Trust journal',
    question: 'What moved in trust?',
    span: 'period',
    isOfAccount: true,
  },
  {
    kind: 'fee-transfers',
    title: 'Fee transfers',
    question: 'Which earned fees left trust, against which invoice?',
    span: 'period',
    isOfAccount: true,
  },
  { kind: 'aging', title: 'Aging', question: 'Who owes how much, and for how long?', span: 'as of' },
  { kind: 'unbilled', title: 'Unbilled work', question: 'What waits to be billed?', span: 'as of' },
  { kind: 'time-by-person', title: 'Time by person', question: 'Who worked how much?', span: 'period' },
  {
    kind: 'billed-and-collected',
    title: 'Billed and collected',
    question: 'What was billed, and what came in?',
    span: 'period',
  },
  { kind: 'lead-sources', title: 'Lead sources', question: 'Where do clients come from?', span: 'period' },
  { kind: 'audit-trail', title: 'Audit trail', question: 'Who did what, when, on which machine?', span: 'period' },
];

/** The report of a kind; undefined for a kind that is none. */
export function findReport(kind: string | undefined): ReportChoice | undefined {
  return reportChoices.find((choice) => choice.kind === kind);
}

/** "82.4%" for thousandths; what a share is in a report. */
export function formatShare(perMille: number): string {
  return `${(perMille / 10).toFixed(1)}%`;
}
