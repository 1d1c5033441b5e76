import * as z from 'zod';
import { fits } from '../domain/provider/forecast.ts';
import { lineProfileSchema } from '../domain/provider/workload.ts';
import { codeSchema } from '../events/agreement.ts';
import { daySchema, idSchema, longTextSchema, textSchema } from '../events/event.ts';
import { command, doneSchema, query } from './procedure.ts';

const knownSchema = z.object({
  matters: z.number(),
  recurring: z.number(),
  calendar: z.number(),
  orders: z.number(),
  leads: z.number(),
});

const weekSchema = z.object({
  weekOn: z.string(),
  p50Minutes: z.number(),
  p80Minutes: z.number(),
  historyMinutes: z.number().nullable(),
  known: knownSchema,
  capacityMinutes: z.number().nullable(),
  fit: z.enum(fits),
  /** What was published last for this week. */
  publishedMinutes: z.number().nullable(),
  /** It has moved since by more than was agreed, too near to the week. */
  isLateChange: z.boolean(),
});

const spanSchema = z.object({
  weeks: z.number(),
  p50Minutes: z.number(),
  p80Minutes: z.number(),
  /** Null where not every week's capacity is stated. */
  capacityMinutes: z.number().nullable(),
  /** Capacity less P50. */
  surplusMinutes: z.number().nullable(),
});

const settingsSchema = z.object({
  historyPercent: z.number().int().min(0).max(100),
  widthPercent: z.number().int().min(0).max(200),
  conversionPerMille: z.number().int().min(0).max(1000).nullable(),
  lines: z.array(lineProfileSchema).max(60),
});

export const forecastContract = {
  get: query(
    'member',
    'The work expected of a provider in the next 13 weeks, by service line, with what it is made of.',
    z.object({ providerId: idSchema }),
    z.object({
      firstWeek: z.string(),
      hasHistory: z.boolean(),
      /** What the figures stand on, in words. */
      basis: z.string(),
      lines: z.array(
        z.object({
          serviceLine: z.string(),
          method: z.string().nullable(),
          hasSeason: z.boolean(),
          historyWeeks: z.number(),
          sharePerMille: z.number(),
          weeks: z.array(weekSchema),
          spans: z.array(spanSchema),
        }),
      ),
      published: z.object({ forecastId: z.string(), madeOn: z.string(), by: z.string(), note: z.string() }).nullable(),
      /** From the agreement in force. */
      changePercent: z.number().nullable(),
      noticeUntil: z.string().nullable(),
      conversionPerMille: z.number(),
    }),
  ),
  explainWeek: query(
    'member',
    'The lines that make a week of the forecast.',
    z.object({ providerId: idSchema, serviceLine: codeSchema, weekOn: daySchema }),
    z.object({
      parts: z.array(
        z.object({
          source: z.string(),
          what: z.string(),
          count: z.number(),
          minutesEach: z.number(),
          minutes: z.number(),
        }),
      ),
      historyMinutes: z.number().nullable(),
      historyPercent: z.number(),
    }),
  ),
  accuracy: query(
    'member',
    'Published forecasts against what came: how far off, and which way.',
    z.object({ providerId: idSchema, leadWeeks: z.number().int().min(0).max(12).default(1) }),
    z.object({
      lines: z.array(
        z.object({
          serviceLine: z.string(),
          weeks: z.number(),
          wape: z.number().nullable(),
          bias: z.number().nullable(),
        }),
      ),
      rows: z.array(
        z.object({
          weekOn: z.string(),
          serviceLine: z.string(),
          forecastMinutes: z.number(),
          p80Minutes: z.number(),
          actualMinutes: z.number(),
        }),
      ),
    }),
  ),
  settings: query('member', 'What a forecast is computed with.', z.object({ providerId: idSchema }), settingsSchema),
  setProfile: command(
    'provider.manage',
    'Changes what a forecast is computed with.',
    {
      providerId: idSchema,
      ...settingsSchema.omit({ conversionPerMille: true }).shape,
      conversionPerMille: z.number().int().min(0).max(1000).optional(),
      note: textSchema.default(''),
    },
    doneSchema,
  ),
  publish: command(
    'provider.oversee',
    'Shares the forecast as it stands now with the provider.',
    { providerId: idSchema, note: longTextSchema.default('') },
    doneSchema,
  ),
  stateCapacity: command(
    'provider.manage',
    'Says how many minutes of a service line can be taken on, week by week.',
    {
      providerId: idSchema,
      serviceLine: codeSchema,
      weeks: z
        .array(z.object({ weekOn: daySchema, minutes: z.number().int().min(0).max(600_000) }))
        .min(1, 'Give at least one week.')
        .max(26),
    },
    doneSchema,
  ),
};
