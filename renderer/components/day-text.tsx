import { formatDay } from '../../shared/domain/day.ts';

interface DayTextProps {
  /** `YYYY-MM-DD`, or null for none. */
  readonly day: string | null;
  /** What stands where there is no day. */
  readonly none?: string;
}

/** "03/15/2026". */
export function DayText({ day, none = '' }: DayTextProps) {
  if (day === null || day === '') return none === '' ? null : <span>{none}</span>;
  return (
    <time dateTime={day} className="annex-figures">
      {formatDay(day)}
    </time>
  );
}
