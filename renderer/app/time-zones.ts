const usual = [
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Phoenix',
  'America/Los_Angeles',
  'America/Anchorage',
  'Pacific/Honolulu',
];

/** This machine's time zone. */
export function zoneHere(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Time zones to choose from: the one that is chosen, the usual ones, then all. */
export function timeZoneChoices(chosen: string): string[] {
  const all = [chosen, ...usual, ...Intl.supportedValuesOf('timeZone')];
  return [...new Set(all)].filter((zone) => zone !== '');
}
