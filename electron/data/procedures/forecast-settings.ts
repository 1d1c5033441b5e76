import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { type LineProfile, lineProfileSchema } from '../../../shared/domain/provider/workload.ts';
import { assetFile } from '../process/places.ts';
import type { RowReader } from '../projections/projection.ts';

export interface ForecastProfile {
  readonly historyPercent: number;
  readonly widthPercent: number;
  readonly conversionPerMille: number | null;
  readonly lines: readonly LineProfile[];
}

const profilesSchema = z.array(lineProfileSchema);
let usual: readonly LineProfile[] | undefined;

function usualLines(): readonly LineProfile[] {
  usual ??= profilesSchema.parse(JSON.parse(readFileSync(assetFile('code-sets/workload-profile.json'), 'utf8')));
  return usual;
}

/** A line that has no profile yet: its work is what is ordered. */
export function bareProfile(serviceLine: string): LineProfile {
  return {
    serviceLine,
    counted: [],
    unitMinutes: 60,
    openingMinutes: 0,
    activeMinutes: 0,
    laterMinutes: 0,
    deadlineMinutes: 0,
    appointmentMinutes: 0,
    leadMinutes: 0,
    monthlyMinutes: 0,
    monthlyPerMatterMinutes: 0,
    monthlyBusinessDay: 1,
  };
}

/** What a provider's forecast is computed with: what both sides set, else the usual. */
export function readProfile(rows: RowReader, providerId: string): ForecastProfile {
  const row = rows.get<{
    history_percent: number;
    width_percent: number;
    conversion_per_mille: number | null;
    lines: string;
  }>(
    'SELECT history_percent, width_percent, conversion_per_mille, lines FROM relations_profile WHERE provider_id = ?',
    [providerId],
  );
  if (row === undefined) {
    return { historyPercent: 50, widthPercent: 25, conversionPerMille: null, lines: usualLines() };
  }
  return {
    historyPercent: row.history_percent,
    widthPercent: row.width_percent,
    conversionPerMille: row.conversion_per_mille,
    lines: profilesSchema.parse(JSON.parse(row.lines)),
  };
}
