/** The machine's own calendar day, `YYYY-MM-DD`: what "today" means to the person who types it. */
export function readLocalDay(now: Date = new Date()): string {
  const month = String(now.getMonth() + 1).padStart(2, '0');
  return `${now.getFullYear()}-${month}-${String(now.getDate()).padStart(2, '0')}`;
}
