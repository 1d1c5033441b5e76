import type { Day } from '../day.ts';
import { type Cents, formatCents } from '../money.ts';
import { accept, type Decision, decline } from '../refusal.ts';
import { type InvoiceLine, totalInvoice } from './invoice-totals.ts';
import { priceUnits } from './time-rounding.ts';

/** A draft as it would be issued. */
export interface InvoiceDraft {
  readonly matterId: string;
  readonly periodFrom: Day;
  readonly periodTo: Day;
  readonly issuedOn: Day;
  readonly dueOn: Day;
  readonly lines: readonly InvoiceLine[];
  readonly narratives: Readonly<Record<string, string>>;
  readonly discountCents: Cents;
  readonly feesCents: Cents;
  readonly expensesCents: Cents;
  readonly totalCents: Cents;
}

/** What is known about the time entry or expense behind a line. */
export interface BillableSource {
  readonly matterId: string;
  readonly amountCents: Cents;
  readonly isBillable: boolean;
  readonly isRemoved: boolean;
  /** The number of another issued invoice that bills it. */
  readonly billedOn?: string | undefined;
}

/** Something wrong with a draft. A blocking one keeps it from being issued. */
export interface InvoiceViolation {
  readonly rule: string;
  readonly severity: 'blocking' | 'warning';
  readonly sentence: string;
  readonly sourceIds: readonly string[];
}

/** Everything that speaks against issuing the draft [BL10] [BL11] [BL12] [BL16] [BL17]; empty when it may go out. */
export function reviewInvoice(
  draft: InvoiceDraft,
  sources: ReadonlyMap<string, BillableSource>,
): readonly InvoiceViolation[] {
  return [
    ...reviewTotals(draft),
    ...draft.lines.flatMap((line) => reviewLine(draft, line, sources.get(line.sourceId))),
  ];
}

function block(rule: string, sentence: string, sourceIds: readonly string[] = []): InvoiceViolation {
  return { rule, severity: 'blocking', sentence, sourceIds };
}

function reviewTotals(draft: InvoiceDraft): InvoiceViolation[] {
  const found: InvoiceViolation[] = [];
  if (draft.lines.length === 0) found.push(block('BL16', 'There is nothing on the invoice. Add time or expenses.'));
  if (draft.periodFrom > draft.periodTo) found.push(block('BL12', 'The period ends before it starts.'));
  if (draft.dueOn < draft.issuedOn)
    found.push(block('BL16', 'The invoice is due before it is issued. Check the due date.'));
  const totals = totalInvoice(draft.lines, draft.discountCents);
  if (draft.discountCents < 0 || draft.discountCents > totals.feesCents) {
    found.push(block('BL11', `The discount has to be between zero and the fees of ${formatCents(totals.feesCents)}.`));
  }
  if (
    totals.feesCents !== draft.feesCents ||
    totals.expensesCents !== draft.expensesCents ||
    totals.totalCents !== draft.totalCents
  ) {
    found.push(
      block(
        'BL10',
        `The lines make ${formatCents(totals.totalCents)}, the draft says ${formatCents(draft.totalCents)}. Make the draft anew.`,
      ),
    );
  }
  if (totals.totalCents === 0 && draft.lines.length > 0) {
    found.push({
      rule: 'BL17',
      severity: 'warning',
      sentence: 'The invoice asks for nothing: its total is zero.',
      sourceIds: [],
    });
  }
  const ids = draft.lines.map((line) => line.sourceId);
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  if (twice.length > 0) found.push(block('BL12', 'An entry is on the invoice twice.', [...new Set(twice)]));
  return found;
}

function reviewLine(draft: InvoiceDraft, line: InvoiceLine, source: BillableSource | undefined): InvoiceViolation[] {
  const id = [line.sourceId];
  if (!source || source.isRemoved) return [block('BL12', 'A line bills an entry that is not there any more.', id)];
  const found: InvoiceViolation[] = [];
  if (source.matterId !== draft.matterId) found.push(block('BL12', 'A line bills an entry of another matter.', id));
  if (source.billedOn !== undefined) {
    found.push(block('BL12', `A line is billed on invoice ${source.billedOn} already.`, id));
  }
  if (!source.isBillable && line.amountCents !== 0) {
    found.push(block('BL12', 'A line bills an entry that is marked as not billable.', id));
  }
  if (line.day < draft.periodFrom || line.day > draft.periodTo) {
    found.push(block('BL12', 'A line lies outside the period of the invoice.', id));
  }
  if (line.amountCents < 0) found.push(block('BL10', 'A line is below zero. Use the discount instead.', id));
  if (source.amountCents !== line.amountCents) {
    found.push(block('BL10', 'An entry was changed after the draft was made. Make the draft anew.', id));
  }
  if (line.kind === 'time' && line.amountCents !== 0 && line.amountCents !== priceUnits(line.units, line.rateCents)) {
    const sentence = 'Hours and rate of a line do not make its amount: it is billed to the minute.';
    found.push({ rule: 'BL3', severity: 'warning', sentence, sourceIds: id });
  }
  if ((draft.narratives[line.sourceId] ?? '').trim() === '') {
    found.push({
      rule: 'BL16',
      severity: 'warning',
      sentence: 'A line says nothing about what was done.',
      sourceIds: id,
    });
  }
  return found;
}

/** Decides the issue of a draft [BL13] [BL16]. `number` is the next of this device's series. */
export function decideIssue(
  violations: readonly InvoiceViolation[],
  number: string,
  existingNumbers: ReadonlySet<string>,
): Decision<{ readonly number: string }> {
  const blocking = violations.filter((violation) => violation.severity === 'blocking');
  const [first] = blocking;
  if (first) {
    const more = blocking.length > 1 ? ` ${blocking.length - 1} more to look at.` : '';
    return decline('billing.not-ready-to-issue', `${first.sentence}${more}`, ['lines']);
  }
  if (existingNumbers.has(number)) {
    return decline('billing.number-used', `Invoice number ${number} exists already. Issue again for the next one.`);
  }
  return accept({ number });
}

/** Decides the void of an issued invoice [BL14]. */
export function decideVoid(
  invoice: { readonly number: string; readonly isIssued: boolean; readonly isVoid: boolean; readonly paidCents: Cents },
  reason: string,
): Decision<{ readonly reason: string }> {
  if (!invoice.isIssued) return decline('billing.not-issued', 'Only an issued invoice is voided. Discard the draft.');
  if (invoice.isVoid) return decline('billing.already-void', `Invoice ${invoice.number} is void already.`);
  if (invoice.paidCents !== 0) {
    return decline(
      'billing.money-applied',
      `${formatCents(invoice.paidCents)} is applied to invoice ${invoice.number}. Take the payment back first.`,
    );
  }
  if (reason.trim() === '') return decline('billing.reason-missing', 'Say why the invoice is voided.', ['reason']);
  return accept({ reason: reason.trim() });
}
