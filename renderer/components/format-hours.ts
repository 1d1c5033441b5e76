/** "1.4": minutes as tenths of an hour, rounded up to the tenth that is billed. */
export function formatHours(minutes: number): string {
  const tenths = Math.ceil(minutes / 6);
  return `${Math.floor(tenths / 10)}.${tenths % 10}`;
}
