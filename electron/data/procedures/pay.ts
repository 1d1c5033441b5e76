import type { Implementer } from './implementer.ts';
import { createPayFigureProcedures } from './pay-figures.ts';
import { createPayFileProcedures } from './pay-invoice-files.ts';
import { createPayInvoiceListProcedures } from './pay-invoice-list.ts';
import { createPayInvoiceProcedures } from './pay-invoices.ts';
import { createPayPaymentProcedures } from './pay-payments.ts';
import { createPayRegisterProcedures } from './pay-register.ts';
import { createRemittanceProcedures } from './pay-remittance.ts';
import { createPayYearProcedures } from './pay-year.ts';

/** Contractors, their invoices and payments, and the year's report on them. */
export function createPayProcedures(os: Implementer) {
  return {
    ...createPayRegisterProcedures(os),
    ...createPayFileProcedures(os),
    ...createPayInvoiceProcedures(os),
    ...createPayInvoiceListProcedures(os),
    ...createPayPaymentProcedures(os),
    ...createPayFigureProcedures(os),
    ...createPayYearProcedures(os),
    ...createRemittanceProcedures(os),
  };
}
