import type { Implementer } from './implementer.ts';
import { createTrustAccountSetupProcedures } from './trust-account-setup.ts';
import { createTrustAccountProcedures } from './trust-accounts.ts';
import { createTrustBankErrorProcedures } from './trust-bank-errors.ts';
import { createTrustBankImportProcedures } from './trust-bank-import.ts';
import { createTrustBankMatchingProcedures } from './trust-bank-matching.ts';
import { createTrustCheckRegisterProcedures } from './trust-check-register.ts';
import { createTrustClosingProcedures } from './trust-closing.ts';
import { createTrustCutOverProcedures } from './trust-cut-over.ts';
import { createTrustDepositProcedures } from './trust-deposits.ts';
import { createTrustExceptionProcedures } from './trust-exceptions.ts';
import { createTrustExportProcedures } from './trust-exports.ts';
import { createTrustFeeReappliedProcedures } from './trust-fee-reapplied.ts';
import { createTrustHoldProcedures } from './trust-holds.ts';
import { createTrustLedgerProcedures } from './trust-ledgers.ts';
import { createTrustLetterProcedures } from './trust-letters.ts';
import { createTrustLookAtProcedures } from './trust-look-at.ts';
import { createTrustPaperProcedures } from './trust-papers.ts';
import { createTrustPostingProcedures } from './trust-posting.ts';
import { createTrustReconciliationProcedures } from './trust-reconciliation.ts';
import { createTrustRequestProcedures } from './trust-requests.ts';
import { createTrustReviewProcedures } from './trust-reviews.ts';
import { createTrustRuleProcedures } from './trust-rules.ts';
import { createTrustSpecialEntryProcedures } from './trust-special-entries.ts';
import { createTrustUnidentifiedProcedures } from './trust-unidentified.ts';

/** Procedures of the trust area. */
export function createTrustProcedures(os: Implementer) {
  return {
    ...createTrustAccountProcedures(os),
    ...createTrustAccountSetupProcedures(os),
    ...createTrustLedgerProcedures(os),
    ...createTrustPostingProcedures(os),
    ...createTrustRequestProcedures(os),
    ...createTrustReconciliationProcedures(os),
    ...createTrustExceptionProcedures(os),
    ...createTrustPaperProcedures(os),
    ...createTrustRuleProcedures(os),
    ...createTrustLookAtProcedures(os),
    ...createTrustExportProcedures(os),
    ...createTrustBankImportProcedures(os),
    ...createTrustBankMatchingProcedures(os),
    ...createTrustLetterProcedures(os),
    ...createTrustHoldProcedures(os),
    ...createTrustCutOverProcedures(os),
    ...createTrustCheckRegisterProcedures(os),
    ...createTrustReviewProcedures(os),
    ...createTrustClosingProcedures(os),
    ...createTrustDepositProcedures(os),
    ...createTrustSpecialEntryProcedures(os),
    ...createTrustUnidentifiedProcedures(os),
    ...createTrustBankErrorProcedures(os),
    ...createTrustFeeReappliedProcedures(os),
  };
}
