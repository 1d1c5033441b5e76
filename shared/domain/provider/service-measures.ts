import * as z from 'zod';

/** What a limit is counted in; `none` where a case is met or not. */
export const measureUnits = ['seconds', 'minutes', 'hours', 'business days', 'none'] as const;

/** Measures of service as stored under `assets/code-sets`: defaults that an agreement changes. */
export const serviceMeasuresSchema = z.array(
  z.strictObject({
    id: z.string().regex(/^[a-z-]{1,40}$/),
    /** The service line that it belongs to; `*` for work orders of any line. */
    line: z.string().min(1),
    name: z.string().min(1),
    /** `least`: the share should be at least the target; `most`: at most. */
    sense: z.enum(['least', 'most']),
    unit: z.enum(measureUnits),
    limit: z.number().int().min(0).nullable(),
    targetPerMille: z.number().int().min(0).max(1000),
    weight: z.number().int().min(1).max(10),
    /** `events`: counted from what happened in Annex; `recorded`: somebody enters the month's figures with their source. */
    source: z.enum(['events', 'recorded']),
    counts: z.string().min(1),
    verified: z.boolean(),
  }),
);
export type ServiceMeasure = z.infer<typeof serviceMeasuresSchema>[number];

/** Clauses that an outsourcing agreement usually has, as stored under `assets/code-sets`. */
export const agreementClausesSchema = z.array(
  z.strictObject({
    id: z.string().regex(/^[a-z-]{1,40}$/),
    name: z.string().min(1),
    why: z.string().min(1),
    /** What asks for it. */
    basis: z.enum(['ethics', 'law', 'business']),
  }),
);
export type AgreementClause = z.infer<typeof agreementClausesSchema>[number];
