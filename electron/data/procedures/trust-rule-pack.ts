import { existsSync, readFileSync } from 'node:fs';
import type { Day } from '../../../shared/domain/day.ts';
import { applyConfirmed, type ConfirmedRules } from '../../../shared/domain/trust/rule-items.ts';
import { packInForce, type TrustRulePack, trustRulePackFileSchema } from '../../../shared/domain/trust/rule-pack.ts';
import { assetFile } from '../process/places.ts';
import type { RowReader } from '../projections/projection.ts';

const known = new Map<string, readonly TrustRulePack[]>();

/** The versions of a state's pack; those of the model rules where the state has none. Throws when a file is damaged. */
function readVersions(state: string): readonly TrustRulePack[] {
  const read = known.get(state);
  if (read !== undefined) return read;
  const own = assetFile(`code-sets/trust-rules/${state}.json`);
  const file = /^[A-Z]{2}$/.test(state) && existsSync(own) ? own : assetFile('code-sets/trust-rules/default.json');
  const versions = trustRulePackFileSchema.parse(JSON.parse(readFileSync(file, 'utf8')) as unknown);
  known.set(state, versions);
  return versions;
}

interface ConfirmedSqlRow {
  event_id: string;
  member_id: string;
  at_ms: number;
  pack_version: number;
  confirmed: string;
}

/** The rule pack of the firm's state: as published, as it is in force, and who confirmed it. */
export interface FirmRules {
  readonly published: TrustRulePack;
  readonly inForce: TrustRulePack;
  readonly confirmed?: { readonly memberId: string; readonly atMs: number; readonly version: number };
}

let last: { readonly key: string; readonly rules: FirmRules } | undefined;

/** The firm's trust rules on a day [TR31]: what its attorney last confirmed for its state, over the published pack. */
export function firmRules(rows: RowReader, today: Day): FirmRules {
  const firm = rows.get<{ state: string }>('SELECT state FROM office_firm');
  const published = packInForce(readVersions(firm?.state ?? ''), today);
  const row = rows.get<ConfirmedSqlRow>(
    'SELECT event_id, member_id, at_ms, pack_version, confirmed FROM trust_rules WHERE state = ? ORDER BY clock DESC LIMIT 1',
    [published.state],
  );
  if (row === undefined) return { published, inForce: published };
  // Every posting asks; reading the figures again is work only after they changed.
  const key = `${published.state}/${published.version}/${row.event_id}`;
  if (last?.key === key) return last.rules;
  const confirmed = JSON.parse(row.confirmed) as ConfirmedRules;
  const rules: FirmRules = {
    published,
    inForce: applyConfirmed(published, confirmed, row.pack_version === published.version) ?? published,
    confirmed: { memberId: row.member_id, atMs: row.at_ms, version: row.pack_version },
  };
  last = { key, rules };
  return rules;
}

/** The figures in force in the firm's trust accounts on a day. */
export function trustRulePack(rows: RowReader, today: Day): TrustRulePack {
  return firmRules(rows, today).inForce;
}
