import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { assetFile } from '../process/places.ts';
import type { Implementer } from './implementer.ts';

const fileSchema = z.array(z.object({ set: z.string(), code: z.string(), name: z.string(), billable: z.boolean() }));

let known: { set: string; code: string; name: string }[] | undefined;

/** UTBMS codes that a line may carry; the headings of their phases are left out. */
function utbmsCodes() {
  known ??= fileSchema
    .parse(JSON.parse(readFileSync(assetFile('code-sets/utbms.json'), 'utf8')) as unknown)
    .filter((row) => row.billable)
    .map(({ set, code, name }) => ({ set, code, name }));
  return known;
}

/** Code sets for choosing. */
export function createBillingCodeProcedures(os: Implementer) {
  return { codes: os.billing.codes.handler(() => ({ codes: utbmsCodes() })) };
}
