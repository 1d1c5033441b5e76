import { payInvoicesContract } from './pay-invoices.ts';
import { payPaymentsContract } from './pay-payments.ts';
import { payRegisterContract } from './pay-register.ts';

/** Contractors, their invoices and payments, and the year's report on them. */
export const payContract = { ...payRegisterContract, ...payInvoicesContract, ...payPaymentsContract };
