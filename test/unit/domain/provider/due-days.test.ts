import { describe, expect, it } from 'vitest';
import { reportDay, scorecardDay } from '../../../../shared/domain/provider/due-days.ts';

describe('days on which something is due with a provider', () => {
  it('[RM1] the scorecard ten business days after its month, without holidays', () => {
    expect(scorecardDay('2026-10')).toBe('2026-11-16');
    expect(scorecardDay('2026-12')).toBe('2027-01-15');
  });

  it('[RM1] the year’s report on January 31, or the next business day', () => {
    expect(reportDay(2024)).toBe('2025-01-31');
    expect(reportDay(2026)).toBe('2027-02-01');
  });
});
