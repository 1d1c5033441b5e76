import { type Cents, formatCents, sumCents } from '../money.ts';
import type { PayMethod } from './provider-payment.ts';
import type { EntityType, TaxForm } from './tax-form.ts';

/** From how much on a year's payments to one payee are reported, as published or as the attorney confirmed. */
export interface ReportingThreshold {
  readonly year: number;
  readonly thresholdCents: Cents;
  readonly source: string;
  readonly isVerified: boolean;
}

/** A payee of a year. */
export interface Payee {
  readonly contractorId: string;
  readonly entity: EntityType;
  readonly form: TaxForm;
  readonly hasTaxpayerNumber: boolean;
  /** Attorneys' fees are reported whatever the payee is. */
  readonly isAttorney: boolean;
}

export type ReportStanding = 'report' | 'below' | 'exempt' | 'foreign' | 'threshold unknown';

/** What one payee's year comes to. All in cents. */
export interface PayeeYear {
  readonly reportableCents: Cents;
  readonly byServiceCents: Cents;
  readonly backupCents: Cents;
  readonly standing: ReportStanding;
  /** What has to be put right before filing, in words. */
  readonly flags: readonly string[];
}

/** True where the payer need not report service payments: corporations, unless they are paid for legal services. */
function isExempt({ entity, isAttorney }: Payee): boolean {
  return (entity === 'C corporation' || entity === 'S corporation') && !isAttorney;
}

function isForeign({ entity }: Payee): boolean {
  return entity === 'foreign person' || entity === 'foreign company';
}

function standingOf(payee: Payee, cents: Cents, threshold: ReportingThreshold | null): ReportStanding {
  if (isForeign(payee)) return 'foreign';
  if (isExempt(payee)) return 'exempt';
  if (threshold === null) return 'threshold unknown';
  return cents >= threshold.thresholdCents ? 'report' : 'below';
}

/**
 * One payee's calendar year for Form 1099-NEC [PY12]: by the day of payment; card and payment-service payments are
 * reported by the processor and left out (26 U.S.C. 6041, 6041A, 6050W). Tax kept back makes a payment reportable
 * whatever its sum.
 */
export function payeeYear(
  payee: Payee,
  payments: readonly { readonly method: PayMethod; readonly amountCents: Cents; readonly backupCents: Cents }[],
  threshold: ReportingThreshold | null,
): PayeeYear {
  const isByService = (method: PayMethod) => method === 'card' || method === 'payment service';
  const own = payments.filter(({ method }) => !isByService(method));
  const reportableCents = sumCents(own.map(({ amountCents }) => amountCents));
  const byServiceCents = sumCents(payments.map(({ amountCents }) => amountCents)) - reportableCents;
  const backupCents = sumCents(own.map((payment) => payment.backupCents));
  const found = standingOf(payee, reportableCents, threshold);
  const standing = found === 'below' && backupCents > 0 ? 'report' : found;
  const flags = [
    payee.form === 'none' && 'No tax form is recorded.',
    standing === 'report' && !payee.hasTaxpayerNumber && 'The taxpayer number is missing.',
    standing === 'threshold unknown' && 'The threshold of this year is not confirmed.',
    standing === 'foreign' && payee.form === 'W-9' && 'A foreign payee gives a W-8, not a W-9.',
    threshold !== null &&
      !threshold.isVerified &&
      `The threshold of ${formatCents(threshold.thresholdCents)} is not confirmed.`,
  ].filter((flag): flag is string => flag !== false);
  return { reportableCents, byServiceCents, backupCents, standing, flags };
}

/** The threshold of a year: what the attorney confirmed, else what is published, else nothing. */
export function thresholdOf(
  year: number,
  published: readonly ReportingThreshold[],
  confirmed: readonly ReportingThreshold[],
): ReportingThreshold | null {
  const own = confirmed.find((threshold) => threshold.year === year);
  return own ?? published.find((threshold) => threshold.year === year) ?? null;
}
