import * as z from 'zod';
import { billingModes, confidentialityTiers, orderUnits, priceBases } from './order-price.ts';
import { stepTags } from './step-tag.ts';

/** A work order of a service line, ready to be adapted: the result, its standards and when it is accepted. */
const orderTemplateSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,60}$/),
  title: z.string().min(1),
  result: z.string().min(1),
  inputs: z.string(),
  standards: z.string(),
  criteria: z.array(z.string().min(1)).min(1),
  checklist: z.array(z.strictObject({ text: z.string().min(1), tag: z.enum(stepTags) })),
  /** Business days until it is due. */
  dueInDays: z.number().int().min(1).max(365),
  estimatedHundredths: z.number().int().min(0),
  unit: z.enum(orderUnits),
  basis: z.enum(priceBases),
  tier: z.enum(confidentialityTiers),
  billingMode: z.enum(billingModes),
});

/** A service of the provider, as stored under `assets/templates/work-orders`, one file each. */
export const serviceLineSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  name: z.string().min(1),
  /** What a person does in this line, in a sentence. */
  about: z.string().min(1),
  /** What the provider may not do in it: the attorney's own. */
  limits: z.string(),
  templates: z.array(orderTemplateSchema).min(1),
});
export type ServiceLine = z.infer<typeof serviceLineSchema>;
