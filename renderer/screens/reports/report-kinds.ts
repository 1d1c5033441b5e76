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
  /** Whether it can be asked for as it was known on an earlier day. */
  readonly canLookBack?: boolean;
}

/** The reports, by area, in the order in which people ask for them. */
export const reportChoices: readonly ReportChoice[] = [
  {
    kind: 'ledger-balances',
    title: 'Ledger balances',
    question: 'Whose money is in trust?',
    span: 'as of',
    isOfAccount: true,
    canLookBack: true,
  },
  {
    kind: 'trust-journal',
    title: 'Trust journal',
    question: 'What moved in trust?',
    span: 'period',
    isOfAccount: true,
    canLookBack: true,
  },
  {
    kind: 'fee-transfers',
    title: 'Fee transfers',
    question: 'Which earned fees left trust, against which invoice?',
    span: 'period',
    isOfAccount: true,
    canLookBack: true,
  },
  {
    kind: 'client-ledgers',
    title: 'Client ledgers',
    question: 'What moved on each client’s ledger?',
    span: 'period',
    isOfAccount: true,
    canLookBack: true,
  },
  {
    kind: 'client-accounting',
    title: 'Accounting to clients',
    question: 'What was received, paid and taken for each client?',
    span: 'period',
    isOfAccount: true,
    canLookBack: true,
  },
  {
    kind: 'outstanding',
    title: 'Outstanding at the bank',
    question: 'What has the bank not seen yet?',
    span: 'as of',
    isOfAccount: true,
    canLookBack: true,
  },
  {
    kind: 'dormant',
    title: 'Dormant and stale',
    question: 'Which balances and checks lie still?',
    span: 'as of',
    isOfAccount: true,
    canLookBack: true,
  },
  {
    kind: 'unclaimed',
    title: 'Unclaimed money',
    question: 'What may belong to the state by now?',
    span: 'as of',
    isOfAccount: true,
    canLookBack: true,
  },
  {
    kind: 'exceptions',
    title: 'Exceptions',
    question: 'What had somebody to answer for, and did they?',
    span: 'period',
    isOfAccount: true,
  },
  {
    kind: 'daily-totals',
    title: 'Daily totals',
    question: 'Was a shortage ever covered by others’ money?',
    span: 'period',
    isOfAccount: true,
    canLookBack: true,
  },
  {
    kind: 'closing-statements',
    title: 'Closing statements',
    question: 'How was each settlement divided?',
    span: 'period',
    isOfAccount: true,
    canLookBack: true,
  },
  {
    kind: 'projection',
    title: 'Projected bank balance',
    question: 'Will the bank have enough for what is outstanding?',
    span: 'as of',
    isOfAccount: true,
  },
  {
    kind: 'account-filing',
    title: 'Yearly filing',
    question: 'What does the yearly filing ask of each account?',
    span: 'as of',
    isOfAccount: true,
    canLookBack: true,
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
