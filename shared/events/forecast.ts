import * as z from 'zod';
import { lineProfileSchema } from '../domain/provider/workload.ts';
import { codeSchema } from './agreement.ts';
import { daySchema, defineEvent, idSchema, longTextSchema, nothing, textSchema } from './event.ts';

const minutesSchema = z.number().int().min(0).max(1_000_000);

/** How much work the lines have, and how it is weighed: what both sides learnt. */
export const profileSet = defineEvent({
  type: 'forecast.profile.set',
  version: 1,
  workspace: 'office',
  aggregate: 'forecast-profile',
  right: 'provider.manage',
  head: z.object({
    providerId: idSchema,
    historyPercent: z.number().int().min(0).max(100),
    widthPercent: z.number().int().min(0).max(200),
    /** Fixed by hand; measured from the firm's leads where absent. */
    conversionPerMille: z.number().int().min(0).max(1000).optional(),
    lines: z.array(lineProfileSchema).max(60),
  }),
  body: z.object({ note: textSchema.default('') }),
});

/** The forecast as it was shared: what accuracy is measured against later. */
export const forecastPublished = defineEvent({
  type: 'forecast.forecast.published',
  version: 1,
  workspace: 'office',
  aggregate: 'forecast',
  right: 'provider.oversee',
  head: z.object({
    providerId: idSchema,
    madeOn: daySchema,
    lines: z
      .array(
        z.object({
          serviceLine: codeSchema,
          weeks: z.array(z.object({ weekOn: daySchema, p50Minutes: minutesSchema, p80Minutes: minutesSchema })).max(26),
        }),
      )
      .max(60),
  }),
  body: z.object({ note: longTextSchema.default('') }),
});

/** How much the provider can take on, by week. Who does it is the provider's own choice. */
export const capacityStated = defineEvent({
  type: 'forecast.capacity.stated',
  version: 1,
  workspace: 'office',
  aggregate: 'capacity',
  right: 'provider.manage',
  head: z.object({
    providerId: idSchema,
    serviceLine: codeSchema,
    weeks: z
      .array(z.object({ weekOn: daySchema, minutes: minutesSchema }))
      .min(1)
      .max(26),
  }),
  body: nothing,
});

export const forecastEvents = [profileSet, forecastPublished, capacityStated] as const;
