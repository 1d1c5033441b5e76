import { addBusinessDays, nextBusinessDay } from '../calendar/business-days.ts';
import { type Day, endOfMonth } from '../day.ts';

/** A classification is looked at again within a year; whoever decides is told so many days before [RM1]. */
export const classificationWarningDays = 30;
/** So many business days after a month its scorecard is talked through. */
const scorecardBusinessDays = 10;

/** The day by which the scorecard of a month, "2026-10", is issued and graded. */
export function scorecardDay(month: string): Day {
  return addBusinessDays(endOfMonth(`${month}-01`), scorecardBusinessDays);
}

/** The day by which a year's payments are reported to recipients and the IRS: January 31, or the next business day. */
export function reportDay(year: number): Day {
  return nextBusinessDay(`${year + 1}-01-31`);
}
