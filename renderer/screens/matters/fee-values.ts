import type { z } from 'zod';
import { formatCents } from '../../../shared/domain/money.ts';
import { type feeAgreementSchema, feeKinds } from '../../../shared/events/office.ts';

export { feeKinds };
export type FeeKind = (typeof feeKinds)[number];
type Fee = z.infer<typeof feeAgreementSchema>;

/** The fee agreement as a form holds it. */
export interface FeeValues {
  readonly feeKind: FeeKind;
  readonly rateCents: number | null;
  readonly flatCents: number | null;
  readonly contingencyPercent: number;
  readonly depositCents: number | null;
  readonly replenishBelowCents: number | null;
  readonly signedOn: string | null;
}

/** What a new agreement begins with. */
export const emptyFee: FeeValues = {
  feeKind: 'hourly',
  rateCents: null,
  flatCents: null,
  contingencyPercent: 33,
  depositCents: null,
  replenishBelowCents: null,
  signedOn: null,
};

/** Puts an agreement into the form. */
export function readFee(fee: Fee): FeeValues {
  return {
    feeKind: fee.kind,
    rateCents: fee.rateCents,
    flatCents: fee.flatCents,
    contingencyPercent: fee.contingencyPercent,
    depositCents: fee.depositCents,
    replenishBelowCents: fee.replenishBelowCents,
    signedOn: fee.signedOn ?? null,
  };
}

/** The agreement as commands take it. */
export function describeFee(values: FeeValues): Fee {
  return {
    kind: values.feeKind,
    rateCents: values.rateCents ?? 0,
    flatCents: values.feeKind === 'flat' ? (values.flatCents ?? 0) : 0,
    contingencyPercent: values.feeKind === 'contingency' ? values.contingencyPercent : 0,
    depositCents: values.depositCents ?? 0,
    replenishBelowCents: values.replenishBelowCents ?? 0,
    ...(values.signedOn === null ? {} : { signedOn: values.signedOn }),
  };
}

/** What stands against the figures, by field. */
export function checkFee(values: FeeValues): { rateCents?: string; flatCents?: string } {
  if (values.feeKind === 'hourly' && (values.rateCents ?? 0) <= 0) return { rateCents: 'Give the hourly rate.' };
  if (values.feeKind === 'flat' && (values.flatCents ?? 0) <= 0) return { flatCents: 'Give the flat fee.' };
  return {};
}

/** "Hourly, 350.00 an hour; deposit 2,500.00". */
export function sayFee(fee: Fee): string {
  const basis = {
    hourly: `Hourly, ${formatCents(fee.rateCents)} an hour`,
    flat: `Flat fee, ${formatCents(fee.flatCents)}`,
    contingency: `Contingency, ${fee.contingencyPercent} % of the recovery`,
  }[fee.kind];
  return fee.depositCents > 0 ? `${basis}; deposit ${formatCents(fee.depositCents)}` : basis;
}
