import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideCloseOut, decideRating, meanGrade } from '../../../../shared/domain/provider/feedback.ts';
import {
  attainment,
  controlChart,
  isReached,
  scoreOf,
  shareOfFigure,
} from '../../../../shared/domain/provider/scoring.ts';

const figure = (numerator: number, denominator: number) => ({ numerator, denominator });
const target = (targetPerMille: number) => ({ targetPerMille });

describe('a scorecard', () => {
  it('[SL2] compares before any rounding; nothing counted is neither', () => {
    expect(shareOfFigure(figure(2, 3))).toBe(667);
    expect(shareOfFigure(figure(0, 0))).toBeNull();
    expect(isReached(figure(949_999, 1_000_000), target(950), 'least')).toBe(false);
    expect(isReached(figure(95, 100), target(950), 'least')).toBe(true);
    expect(isReached(figure(5, 1_000), target(5), 'most')).toBe(true);
    expect(isReached(figure(6, 1_000), target(5), 'most')).toBe(false);
    expect(isReached(figure(0, 0), target(5), 'most')).toBeNull();
  });

  it('[SL3] weighs what was attained, by hand', () => {
    expect(attainment(figure(45, 100), target(900), 'least')).toBe(500);
    expect(attainment(figure(20, 100), target(100), 'most')).toBe(500);
    expect(attainment(figure(1, 100), target(0), 'most')).toBe(0);
    const rows = [
      { ...figure(95, 100), targetPerMille: 950, weight: 3, sense: 'least' as const },
      { ...figure(45, 100), targetPerMille: 900, weight: 1, sense: 'least' as const },
      { ...figure(0, 0), targetPerMille: 900, weight: 9, sense: 'least' as const },
    ];
    // (1000 × 3 + 500 × 1) / 4
    expect(scoreOf(rows)).toBe(875);
    expect(scoreOf([])).toBeNull();
  });

  it('[SL3] is between nothing and all, and all only where every target is reached', () => {
    const row = fc
      .record({
        denominator: fc.integer({ min: 0, max: 50 }),
        part: fc.double({ min: 0, max: 1, noNaN: true }),
        targetPerMille: fc.integer({ min: 0, max: 1000 }),
        weight: fc.integer({ min: 1, max: 10 }),
        sense: fc.constantFrom('least' as const, 'most' as const),
      })
      .map(({ part, ...rest }) => ({ ...rest, numerator: Math.round(part * rest.denominator) }));
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 6 }), (rows) => {
        const score = scoreOf(rows);
        if (score === null) {
          expect(rows.every((one) => one.denominator === 0)).toBe(true);
          return;
        }
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1000);
        if (rows.every((one) => isReached(one, one, one.sense) !== false)) expect(score).toBe(1000);
      }),
      { numRuns: 200 },
    );
  });

  it('[SL4] finds the month that chance does not explain', () => {
    const months = Array.from({ length: 11 }, (_, place) => ({
      month: `2026-${String(place + 1).padStart(2, '0')}`,
      ...figure(95, 100),
    }));
    const points = controlChart([...months, { month: '2026-12', ...figure(70, 100) }]);
    expect(points.filter((point) => point.isOut).map((point) => point.month)).toEqual(['2026-12']);
    expect(controlChart([{ month: '2026-01', ...figure(0, 0) }])[0]).toMatchObject({
      isOut: false,
      lowerPerMille: null,
    });
  });
});

describe('feedback', () => {
  const code = (decision: ReturnType<typeof decideRating>) => (decision.ok ? 'accepted' : decision.refusal.code);

  it('[FB1] rates accepted work, by the firm', () => {
    expect(code(decideRating({ state: 'work accepted', isOutside: false }))).toBe('accepted');
    expect(code(decideRating({ state: 'paid', isOutside: false }))).toBe('accepted');
    expect(code(decideRating({ state: 'delivered', isOutside: false }))).toBe('feedback.not-accepted');
    expect(code(decideRating({ state: 'work accepted', isOutside: true }))).toBe('feedback.firm-rates');
    expect([meanGrade([5, 4, 4, 3, 5]), meanGrade([])]).toEqual([42, null]);
  });

  it('[RL2] closes a project without open orders, today or earlier', () => {
    const project = { closedOn: '2026-12-01', today: '2026-12-02' };
    const done = [{ number: 'W-1', state: 'paid' as const }];
    expect(code(decideCloseOut(done, project))).toBe('accepted');
    expect(code(decideCloseOut([{ number: 'W-2', state: 'delivered' }], project))).toBe('relationship.orders-open');
    expect(code(decideCloseOut(done, { ...project, closedOn: '2026-12-03' }))).toBe('relationship.closed-in-future');
    const ahead = { ...project, accessEndedOn: '2026-12-09' };
    expect(code(decideCloseOut(done, ahead))).toBe('relationship.access-ends-later');
  });
});
