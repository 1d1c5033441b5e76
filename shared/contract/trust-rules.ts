import * as z from 'zod';
import { ruleUnits } from '../domain/trust/rule-items.ts';
import { command, doneSchema, query } from './procedure.ts';

const confirmedShape = {
  /** State and version of the pack that was looked at; refused where another one is in force. */
  state: z.string(),
  version: z.number().int(),
  /** Every figure by its key. */
  values: z.record(z.string().max(40), z.number().int('Give a whole number.').min(0, 'Give zero or more.')),
  /** `MM-DD`, in the order of the certifications. */
  certificationDays: z.array(z.string()).max(20),
};

/** The rule pack of the firm's state: shown, confirmed, put on the calendar. */
export const trustRulesContract = {
  getRules: query(
    'member',
    'The trust rules of the firm’s state: each figure with its source, and whether somebody stands for it.',
    z.object({}),
    z.object({
      state: z.string(),
      name: z.string(),
      version: z.number(),
      effectiveFrom: z.string(),
      source: z.string(),
      figures: z.array(
        z.object({
          key: z.string(),
          title: z.string(),
          unit: z.enum(ruleUnits),
          value: z.number(),
          publishedValue: z.number(),
          /** By a public text of the rule. */
          verified: z.boolean(),
          citation: z.string(),
        }),
      ),
      duties: z.array(z.object({ topic: z.string(), text: z.string(), verified: z.boolean(), citation: z.string() })),
      certifications: z.array(
        z.object({
          name: z.string(),
          everyYears: z.number(),
          verified: z.boolean(),
          citation: z.string(),
          dueOn: z.string(),
          dueCitation: z.string(),
        }),
      ),
      confirmedBy: z.string(),
      confirmedAtMs: z.number().nullable(),
      /** How many figures and days nobody stands for yet. */
      unconfirmed: z.number(),
    }),
  ),
  confirmRules: command(
    'trust.approve',
    'An attorney stands for the figures of the rule pack, as they are or changed.',
    confirmedShape,
    doneSchema,
  ),
  addTrustCalendar: command(
    'trust.approve',
    'Adds the year’s dated duties of the rule pack to the tasks; those that are there already stay as they are.',
    { year: z.number().int().min(2000).max(2100).optional() },
    z.object({ added: z.number(), existed: z.number() }),
  ),
};
