import { createAgreementProcedures } from './agreement.ts';
import { createBillingProcedures } from './billing.ts';
import { createClassificationProcedures } from './classification-file.ts';
import { createDocumentsProcedures } from './documents.ts';
import { createFirmProcedures } from './firm.ts';
import { createForecastProcedures } from './forecast.ts';
import { implementer } from './implementer.ts';
import { createIntakeProcedures } from './intake.ts';
import { createJobsProcedures } from './jobs.ts';
import { createOfficeProcedures } from './office.ts';
import { createPayProcedures } from './pay.ts';
import { createProviderProcedures } from './provider.ts';
import { createRelationshipProcedures } from './relationship.ts';
import { createReportsProcedures } from './reports.ts';
import { createScorecardProcedures } from './scorecard.ts';
import { createSharingProcedures } from './sharing.ts';
import { createSopProcedures } from './sops.ts';
import { createTalkProcedures } from './talk.ts';
import { createTrustProcedures } from './trust.ts';
import { createWorkProcedures } from './work.ts';

/** The contract, implemented: a procedure that is missing or doubled does not compile. */
export function createRouter() {
  return implementer.router({
    firm: createFirmProcedures(implementer),
    office: createOfficeProcedures(implementer),
    intake: createIntakeProcedures(implementer),
    documents: createDocumentsProcedures(implementer),
    billing: createBillingProcedures(implementer),
    trust: createTrustProcedures(implementer),
    provider: createProviderProcedures(implementer),
    work: createWorkProcedures(implementer),
    sops: createSopProcedures(implementer),
    agreement: createAgreementProcedures(implementer),
    scorecard: createScorecardProcedures(implementer),
    relationship: createRelationshipProcedures(implementer),
    forecast: createForecastProcedures(implementer),
    talk: createTalkProcedures(implementer),
    sharing: createSharingProcedures(implementer),
    pay: createPayProcedures(implementer),
    classification: createClassificationProcedures(implementer),
    reports: createReportsProcedures(implementer),
    jobs: createJobsProcedures(implementer),
  });
}
