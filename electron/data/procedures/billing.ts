import { createBillingCodeProcedures } from './billing-codes.ts';
import { createExpenseProcedures } from './billing-expenses.ts';
import { createBillingFigureProcedures } from './billing-figures.ts';
import { createInvoiceProcedures } from './billing-invoices.ts';
import { createPaymentProcedures } from './billing-payments.ts';
import { createTimeProcedures } from './billing-time.ts';
import type { Implementer } from './implementer.ts';

/** Procedures of the billing area. */
export function createBillingProcedures(os: Implementer) {
  return {
    ...createBillingFigureProcedures(os),
    ...createTimeProcedures(os),
    ...createExpenseProcedures(os),
    ...createInvoiceProcedures(os),
    ...createPaymentProcedures(os),
    ...createBillingCodeProcedures(os),
  };
}
