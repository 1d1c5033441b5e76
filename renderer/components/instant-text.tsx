interface InstantTextProps {
  /** Epoch milliseconds. */
  readonly atMs: number;
}

const sameDay = new Intl.DateTimeFormat('en-US', { hour: 'numeric', minute: '2-digit' });
const otherDay = new Intl.DateTimeFormat('en-US', {
  month: '2-digit',
  day: '2-digit',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
});

/** "9:12 AM" today, "03/15/2026, 9:12 AM" on other days, in the machine's own zone. */
export function InstantText({ atMs }: InstantTextProps) {
  const instant = new Date(atMs);
  return (
    <time dateTime={instant.toISOString()} className="annex-figures">
      {formatInstant(atMs, Date.now())}
    </time>
  );
}

/** The same as text. */
export function formatInstant(atMs: number, nowMs: number): string {
  const instant = new Date(atMs);
  const isToday = instant.toDateString() === new Date(nowMs).toDateString();
  return (isToday ? sameDay : otherDay).format(instant);
}
