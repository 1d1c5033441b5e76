import { readFileSync } from 'node:fs';
import { type TrustRulePack, trustRulePackSchema } from '../../../shared/domain/trust/rule-pack.ts';
import { assetFile } from '../process/places.ts';

let known: TrustRulePack | undefined;

/** The rule pack in force: the default one of the application. Throws when the file is missing or damaged. */
export function trustRulePack(): TrustRulePack {
  known ??= trustRulePackSchema.parse(
    JSON.parse(readFileSync(assetFile('code-sets/trust-rules-default.json'), 'utf8')) as unknown,
  );
  return known;
}
