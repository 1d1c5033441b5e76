import type { Day } from '../../../shared/domain/day.ts';
import type { Cents } from '../../../shared/domain/money.ts';
import type { CheckLayout } from '../../../shared/domain/trust/check-register.ts';

/** What stands at the top of the firm's papers. */
export interface Letterhead {
  readonly name: string;
  readonly addressLines: readonly string[];
  readonly phone?: string;
  readonly email?: string;
  readonly website?: string;
}

/** What every paper carries. The same data gives the same bytes, so the moment of printing is part of the data. */
export interface PaperBase {
  readonly firm: Letterhead;
  /** UTC instant; becomes the file's creation date. */
  readonly madeAt: string;
  /** IANA zone in which instants are printed; UTC when absent. */
  readonly timeZone?: string;
  /** Who made it, for the footer. */
  readonly madeBy?: string;
}

export interface Addressee {
  readonly name: string;
  readonly addressLines: readonly string[];
}

export interface MatterLine {
  readonly number: string;
  readonly name: string;
}

export interface InvoiceFee {
  readonly day: Day;
  readonly timekeeper: string;
  readonly narrative: string;
  /** Hours worked, in tenths of an hour. */
  readonly tenths: number;
  readonly rateCents: Cents;
  readonly amountCents: Cents;
  readonly taskCode?: string;
  /** Shown with the words "no charge" in place of the amount, which must then be zero. */
  readonly isNoCharge?: boolean;
}

export interface InvoiceExpense {
  readonly day: Day;
  readonly narrative: string;
  readonly amountCents: Cents;
}

export interface InvoiceTimekeeper {
  readonly name: string;
  readonly role?: string;
  readonly tenths: number;
  readonly rateCents: Cents;
  readonly amountCents: Cents;
}

export interface DatedAmount {
  readonly day: Day;
  readonly what: string;
  readonly amountCents: Cents;
}

export interface InvoicePaper extends PaperBase {
  /** Absent while it is a draft. */
  readonly number?: string;
  readonly state: 'draft' | 'issued' | 'void';
  readonly issuedOn: Day;
  readonly dueOn: Day;
  /** For example "Due on receipt" or "Net 30". */
  readonly terms?: string;
  readonly period?: { readonly from: Day; readonly to: Day };
  readonly client: Addressee;
  readonly matter: MatterLine;
  readonly clientReference?: string;
  readonly fees: readonly InvoiceFee[];
  readonly expenses: readonly InvoiceExpense[];
  /** Discounts (below zero) and surcharges on the invoice as a whole. */
  readonly adjustments: readonly { readonly what: string; readonly amountCents: Cents }[];
  readonly taxCents: Cents;
  readonly totalCents: Cents;
  /** Payments and trust applications, above zero. */
  readonly payments: readonly DatedAmount[];
  readonly dueCents: Cents;
  readonly timekeepers: readonly InvoiceTimekeeper[];
  /** What the client has in trust, where the firm shows it. */
  readonly trust?: { readonly balanceCents: Cents; readonly availableCents: Cents; readonly asOf: Day };
  /** Earlier invoices of this client that are still open, not in the total. */
  readonly priorBalanceCents?: Cents;
  /** How to pay: one line each. */
  readonly paymentLines: readonly string[];
  readonly note?: string;
}

export interface TrustAccountLine {
  readonly name: string;
  readonly bankName: string;
  /** The last four digits of the account number. */
  readonly lastDigits: string;
}

export interface LedgerLine {
  readonly number: string;
  readonly client: string;
  readonly matter: MatterLine;
}

export interface ReceiptPaper extends PaperBase {
  readonly number: string;
  readonly receivedOn: Day;
  readonly account: TrustAccountLine;
  readonly ledger: LedgerLine;
  readonly payor: string;
  readonly payorAddressLines?: readonly string[];
  readonly amountCents: Cents;
  /** For example "Check 1043", "Wire", "Card". */
  readonly instrument: string;
  readonly purpose: string;
  /** The day the funds count as collected, when that is later than the day of receipt. */
  readonly holdUntil?: Day;
  readonly balanceCents: Cents;
  readonly availableCents: Cents;
  readonly receivedBy: string;
}

export interface BalanceLetterPaper extends PaperBase {
  readonly client: Addressee;
  readonly matter: MatterLine;
  readonly account: TrustAccountLine;
  /** The first day that the movements are added up from; what was held before it is the opening. */
  readonly from: Day;
  readonly asOf: Day;
  readonly openingCents: Cents;
  readonly receivedCents: Cents;
  /** Above zero. */
  readonly paidCents: Cents;
  readonly balanceCents: Cents;
  readonly availableCents: Cents;
}

export interface DepositSlipPaper extends PaperBase {
  readonly day: Day;
  readonly account: TrustAccountLine;
  readonly items: readonly {
    readonly payor: string;
    /** For example "Check 1043" or "Cash". */
    readonly instrument: string;
    readonly isCash: boolean;
    readonly ledger: string;
    readonly amountCents: Cents;
  }[];
  readonly totalCents: Cents;
}

/** One check as it is printed. */
export interface PrintedCheck {
  readonly checkNumber: number;
  readonly day: Day;
  readonly payee: string;
  readonly amountCents: Cents;
  /** Stands on the memo line and on both vouchers: client, matter and purpose. */
  readonly memo: string;
}

export interface CheckPaper extends PaperBase {
  readonly account: TrustAccountLine;
  readonly checks: readonly PrintedCheck[];
  /** A page to hold against the stock: outlines are drawn, and nothing on it can be paid. */
  readonly isAlignment: boolean;
  readonly layout: CheckLayout;
  /** Place of the first check on stock of three to a page, from 1. */
  readonly firstPlace: number;
}

export interface OutstandingItem {
  readonly day: Day;
  readonly reference: string;
  readonly what: string;
  readonly ledgerNumber: string;
  readonly amountCents: Cents;
  readonly ageDays: number;
}

export interface JournalLine {
  readonly day: Day;
  readonly kind: string;
  readonly reference: string;
  readonly what: string;
  readonly ledgerNumber: string;
  /** Above zero for money in, below zero for money out. */
  readonly amountCents: Cents;
  readonly balanceCents: Cents;
}

export interface StatementLine {
  readonly day: Day;
  readonly what: string;
  readonly reference: string;
  readonly amountCents: Cents;
  /** What it was matched to in the journal; absent while it is unmatched. */
  readonly matchedTo?: string;
}

export interface LedgerBalance {
  readonly number: string;
  readonly client: string;
  readonly matter: string;
  readonly balanceCents: Cents;
}

/** A document whose pages follow those of a paper. */
export interface PaperAttachment {
  readonly title: string;
  /** `application/pdf`, `image/png` or `image/jpeg`. */
  readonly mediaType: string;
  readonly sha256: string;
  readonly bytes: Uint8Array;
}

/** What moved on a client's ledger in a period. */
export interface LedgerMovement {
  readonly number: string;
  readonly client: string;
  readonly matter: string;
  readonly openingCents: Cents;
  readonly entries: readonly LedgerEntry[];
  readonly balanceCents: Cents;
}

export interface ReconciliationPaper extends PaperBase {
  readonly account: TrustAccountLine;
  readonly from: Day;
  readonly asOf: Day;
  readonly statementCents: Cents;
  /** Bank errors still to be corrected by the bank; signed as they change the bank's balance. */
  readonly bankErrors: readonly DatedAmount[];
  /** Amounts above zero. */
  readonly outstandingChecks: readonly OutstandingItem[];
  /** Amounts above zero. */
  readonly depositsInTransit: readonly OutstandingItem[];
  readonly adjustedBankCents: Cents;
  readonly journalCents: Cents;
  readonly ledgersCents: Cents;
  readonly ledgers: readonly LedgerBalance[];
  readonly openingJournalCents: Cents;
  readonly journal: readonly JournalLine[];
  readonly movements: readonly LedgerMovement[];
  readonly statementLines: readonly StatementLine[];
  /** One sentence: balanced, or why not. */
  readonly sentence: string;
  readonly exceptions: readonly string[];
  /** Documents whose pages follow. */
  readonly attached: readonly { readonly title: string; readonly sha256: string }[];
  readonly preparedBy: string;
  readonly preparedAt: string;
  /** The attorney who approved it and when; absent while unsigned. */
  readonly signed?: { readonly by: string; readonly at: string };
  /** SHA-256 of the figures that were signed. */
  readonly fingerprint?: string;
}

export interface LedgerEntry {
  readonly day: Day;
  readonly kind: string;
  readonly reference: string;
  /** Payor or payee. */
  readonly who: string;
  readonly purpose: string;
  readonly amountCents: Cents;
  readonly balanceCents: Cents;
  readonly isCleared?: boolean;
}

export interface LedgerCardPaper extends PaperBase {
  readonly account: TrustAccountLine;
  readonly ledger: LedgerLine;
  readonly from: Day;
  readonly asOf: Day;
  readonly openingCents: Cents;
  readonly entries: readonly LedgerEntry[];
  readonly balanceCents: Cents;
  readonly availableCents: Cents;
  readonly holds: readonly DatedAmount[];
  /** Sent to the client as an accounting of everything since the matter began. */
  readonly isAccounting?: boolean;
}

export interface ClosingStatementPaper extends PaperBase {
  readonly day: Day;
  readonly client: string;
  readonly matter: MatterLine;
  readonly account: TrustAccountLine;
  readonly grossCents: Cents;
  /** What the client gets. */
  readonly netCents: Cents;
  readonly lines: readonly {
    readonly kind: string;
    readonly payee: string;
    readonly purpose: string;
    /** An invoice, a share, a document. */
    readonly basis: string;
    readonly amountCents: Cents;
  }[];
  readonly preparedBy: string;
  /** Empty until an attorney approved it. */
  readonly approvedBy: string;
}

export interface RecoveryKitPaper extends PaperBase {
  readonly createdOn: Day;
  /** Which kit this is, so that an old one is told from a new one. */
  readonly kitNumber: string;
  /** Address of the hub when the kit was made, for an empty computer; empty for none. */
  readonly hubUrl: string;
  /** The words, or the groups of letters, in the order in which they are typed. */
  readonly words: readonly string[];
  /** A short fingerprint of the firm's recovery key, to compare with the screen. */
  readonly fingerprint: string;
}

export interface ConflictHit {
  readonly searched: string;
  readonly found: string;
  /** The found party's part, for example "Opposing party". */
  readonly role: string;
  /** Where it stands, for example "2024-0031 Reed v. Alder (closed)". */
  readonly where: string;
  /** Why it matched, in a sentence. */
  readonly why: string;
  readonly strength: 'exact' | 'strong' | 'possible';
  readonly decision?: 'clear' | 'conflict' | 'waived';
  readonly decidedBy?: string;
  readonly decidedAt?: string;
  readonly note?: string;
}

export interface ConflictReportPaper extends PaperBase {
  readonly subject: string;
  readonly checkedAt: string;
  readonly checkedBy: string;
  readonly parties: readonly { readonly name: string; readonly role: string; readonly alsoKnownAs?: string }[];
  /** What was searched, in a sentence: "1,204 names in 310 matters, leads and calls". */
  readonly scope: string;
  readonly hits: readonly ConflictHit[];
  /** The outcome, in a sentence. */
  readonly conclusion: string;
}

export interface TablePaperColumn {
  readonly title: string;
  readonly kind: 'text' | 'amount' | 'number' | 'hours' | 'day';
  /** Share of the width; 1 when absent. */
  readonly weight?: number;
}

/** Text as it is, whole cents for amounts, tenths for hours, ISO days; null is an empty cell. */
export type TablePaperCell = string | number | null;

export interface TablePaperRow {
  readonly cells: readonly TablePaperCell[];
  readonly kind?: 'row' | 'group' | 'subtotal';
}

export interface TablePaper extends PaperBase {
  readonly title: string;
  /** As of when, for whom, from what: the line under the title. */
  readonly asOfLine: string;
  readonly columns: readonly TablePaperColumn[];
  readonly rows: readonly TablePaperRow[];
  readonly totals?: readonly TablePaperCell[];
  readonly notes?: readonly string[];
  readonly orientation?: 'portrait' | 'landscape';
}

export interface AgingRow {
  readonly client: string;
  readonly matter: string;
  /** One amount for each bucket. */
  readonly bucketCents: readonly Cents[];
}

export interface AgingPaper extends PaperBase {
  readonly asOf: Day;
  readonly basis: 'due date' | 'invoice date';
  /** For example Current, 1-30, 31-60, 61-90, 91-120, Over 120. */
  readonly buckets: readonly string[];
  readonly rows: readonly AgingRow[];
}

/** Every paper and what it is made from. A new paper adds a line here. */
export interface PaperData {
  readonly invoice: InvoicePaper;
  readonly receipt: ReceiptPaper;
  readonly 'balance-letter': BalanceLetterPaper;
  readonly 'deposit-slip': DepositSlipPaper;
  readonly check: CheckPaper;
  readonly reconciliation: ReconciliationPaper;
  readonly 'ledger-card': LedgerCardPaper;
  readonly 'closing-statement': ClosingStatementPaper;
  readonly 'recovery-kit': RecoveryKitPaper;
  readonly 'conflict-report': ConflictReportPaper;
  readonly table: TablePaper;
  readonly aging: AgingPaper;
}

export type PaperKind = keyof PaperData;
