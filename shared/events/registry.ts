import { agreementEvents } from './agreement.ts';
import { billingEvents } from './billing.ts';
import { documentsEvents } from './documents.ts';
import type { EventDefinition } from './event.ts';
import { feedbackEvents } from './feedback.ts';
import { forecastEvents } from './forecast.ts';
import { intakeEvents } from './intake.ts';
import { officeEvents } from './office.ts';
import { orderEvents } from './orders.ts';
import { providerPayEvents } from './provider-pay.ts';
import { relationshipEvents } from './relationship.ts';
import { rosterEvents } from './roster.ts';
import { sharingEvents } from './sharing.ts';
import { sopEvents } from './sops.ts';
import { talkEvents } from './talk.ts';
import { trustEvents } from './trust.ts';

/** Every event type that this version knows. */
export const eventDefinitions: readonly EventDefinition[] = [
  ...rosterEvents,
  ...officeEvents,
  ...sharingEvents,
  ...intakeEvents,
  ...documentsEvents,
  ...billingEvents,
  ...trustEvents,
  ...orderEvents,
  ...sopEvents,
  ...agreementEvents,
  ...feedbackEvents,
  ...relationshipEvents,
  ...forecastEvents,
  ...providerPayEvents,
  ...talkEvents,
];

const byType = new Map(eventDefinitions.map((definition) => [definition.type, definition]));
if (byType.size !== eventDefinitions.length) throw new Error('Two event types share a name.');

/** The definition of an event type, or nothing where this version does not know it. */
export function findEventDefinition(type: string): EventDefinition | undefined {
  return byType.get(type);
}
