import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { freelanceLawSchema } from '../../../shared/contract/pay-register.ts';
import { type ClassificationPack, classificationPackSchema } from '../../../shared/domain/provider/classification.ts';
import type { ReportingThreshold } from '../../../shared/domain/provider/nec-ledger.ts';
import { assetFile } from '../process/places.ts';

const thresholdSchema = z.object({
  form: z.enum(['1099-NEC', '1099-MISC box 10']),
  year: z.number().int(),
  thresholdCents: z.number().int(),
  source: z.string(),
  isVerified: z.boolean(),
});
export type ReportForm = z.infer<typeof thresholdSchema>['form'];

let laws: readonly z.infer<typeof freelanceLawSchema>[] | undefined;
let thresholds: readonly z.infer<typeof thresholdSchema>[] | undefined;
let packs: readonly ClassificationPack[] | undefined;

function readSet(name: string): unknown {
  return JSON.parse(readFileSync(assetFile(`code-sets/contractors/${name}.json`), 'utf8'));
}

/** What this version knows of a state's laws on paying freelancers; whether somebody has verified it stands with each. */
export function freelanceLawsOf(state: string) {
  laws ??= z.array(freelanceLawSchema).parse(readSet('freelance-laws'));
  return laws.filter((law) => law.state === state);
}

/** Published thresholds of a form. */
export function publishedThresholds(form: ReportForm): ReportingThreshold[] {
  thresholds ??= z.array(thresholdSchema).parse(readSet('reporting-thresholds'));
  return thresholds.filter((threshold) => threshold.form === form);
}

/** The newest pack of questions, or the one of a version. Throws where this version of the app has no such pack. */
export function classificationPack(version?: number): ClassificationPack {
  packs ??= z.array(classificationPackSchema).parse(readSet('classification'));
  const sorted = packs.toSorted((one, other) => other.version - one.version);
  const pack = version === undefined ? sorted[0] : sorted.find((one) => one.version === version);
  if (pack === undefined) throw new Error(`There is no pack ${version ?? ''} of questions.`);
  return pack;
}
