import { agreementContract } from './agreement.ts';
import { billingContract } from './billing.ts';
import { classificationContract } from './classification.ts';
import { documentsContract } from './documents.ts';
import { firmContract } from './firm.ts';
import { forecastContract } from './forecast.ts';
import { intakeContract } from './intake.ts';
import { jobsContract } from './jobs.ts';
import { officeContract } from './office.ts';
import { payContract } from './pay.ts';
import { providerContract } from './provider.ts';
import { relationshipContract } from './relationship.ts';
import { reportsContract } from './reports.ts';
import { scorecardContract } from './scorecard.ts';
import { sharingContract } from './sharing.ts';
import { sopsContract } from './sops.ts';
import { talkContract } from './talk.ts';
import { trustContract } from './trust.ts';
import { workContract } from './work.ts';

/** Everything that a screen, a script or a test can ask the data process. */
export const contract = {
  firm: firmContract,
  office: officeContract,
  intake: intakeContract,
  documents: documentsContract,
  billing: billingContract,
  trust: trustContract,
  provider: providerContract,
  work: workContract,
  sops: sopsContract,
  agreement: agreementContract,
  scorecard: scorecardContract,
  relationship: relationshipContract,
  forecast: forecastContract,
  talk: talkContract,
  sharing: sharingContract,
  pay: payContract,
  classification: classificationContract,
  reports: reportsContract,
  jobs: jobsContract,
};
export type Contract = typeof contract;
