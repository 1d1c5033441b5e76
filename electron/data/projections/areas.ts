import { billingProjection } from './billing.ts';
import { documentsProjection } from './documents.ts';
import { intakeProjection } from './intake.ts';
import { officeProjection } from './office.ts';
import type { AreaProjection } from './projection.ts';
import { providerPayProjection } from './provider-pay.ts';
import { relationsProjection } from './relations.ts';
import { sharingProjection } from './sharing.ts';
import { sopsProjection } from './sops.ts';
import { talkProjection } from './talk.ts';
import { trustProjection } from './trust.ts';
import { workOrdersProjection } from './work-orders.ts';

/** Every area that keeps rows. */
export const areaProjections: readonly AreaProjection[] = [
  officeProjection,
  intakeProjection,
  documentsProjection,
  billingProjection,
  trustProjection,
  workOrdersProjection,
  sopsProjection,
  relationsProjection,
  providerPayProjection,
  talkProjection,
  sharingProjection,
];
