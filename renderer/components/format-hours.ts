import { formatUnits } from '../../shared/domain/billing/duration.ts';

/** "1.4": minutes as tenths of an hour; a begun tenth counts. */
export function formatHours(minutes: number): string {
  return formatUnits(Math.ceil(minutes / 6));
}
