import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import {
  classificationPackSchema,
  countInFixedHours,
  declineClassification,
  findSignals,
  scoreClassification,
  type WorkingPattern,
} from '../../../../shared/domain/provider/classification.ts';

const [pack] = z
  .array(classificationPackSchema)
  .parse(JSON.parse(readFileSync('assets/code-sets/contractors/classification.json', 'utf8')));
if (pack === undefined) throw new Error('There is no pack.');

describe('a classification file', () => {
  it('[CL1] asks the twenty factors and those of the common law, each once', () => {
    expect(pack.factors.filter((factor) => factor.test === 'twenty factors')).toHaveLength(20);
    expect(new Set(pack.factors.map((factor) => factor.id)).size).toBe(pack.factors.length);
  });

  it('[CL1] scores as guidance, from all to contractor to all to employee', () => {
    const all = (answer: 'points to employee' | 'points to contractor' | 'does not apply') =>
      scoreClassification(
        pack,
        pack.factors.map((factor) => ({ factorId: factor.id, answer, note: '' })),
      );
    expect(all('points to employee').points).toBe(100);
    expect(all('points to contractor')).toMatchObject({ points: -100, byGroup: { financial: -100 } });
    expect(all('does not apply').points).toBe(0);
    expect(scoreClassification(pack, []).sentence).toBe('Nothing is answered yet.');
    expect(all('points to employee').sentence).not.toContain('is an employee');
  });

  it('[CL2] finds signals in the pattern of work, and none in too little of it', () => {
    const pattern: WorkingPattern = {
      weeks: 10,
      hourlyOrders: 6,
      orders: 6,
      declinedOrders: 0,
      hundredthsAWeek: 38_00,
      handedOffOrders: 0,
      methodSteps: 8,
      steps: 12,
      inFixedHours: 19,
      deliveries: 20,
    };
    expect(findSignals(pattern).map(({ code }) => code)).toEqual([
      'hourly only',
      'full time',
      'nobody else',
      'never declines',
      'how, not what',
      'fixed hours',
    ]);
    expect(
      findSignals({ ...pattern, orders: 2, hourlyOrders: 2, weeks: 2, steps: 4, methodSteps: 4, deliveries: 3 }),
    ).toEqual([]);
  });

  it('[CL2] counts deliveries within the commonest eight hours of weekdays', () => {
    const at = (weekday: number, hour: number) => ({ weekday, hour });
    expect(countInFixedHours([])).toBe(0);
    expect(countInFixedHours([at(1, 9), at(2, 16), at(3, 17), at(6, 10), at(5, 2)])).toBe(2);
    expect(countInFixedHours([at(1, 23), at(2, 16), at(3, 18)])).toBe(3);
  });

  it('[CL3] is decided with reasons and looked at again within a year', () => {
    expect(declineClassification('Own staff, many clients', '2027-11-01', '2026-11-27')).toBeNull();
    expect(declineClassification(' ', '2027-11-01', '2026-11-27')?.code).toBe('provider.classification-reasons');
    expect(declineClassification('x', '2028-01-01', '2026-11-27')?.code).toBe('provider.classification-review');
    expect(declineClassification('x', '2026-11-27', '2026-11-27')?.code).toBe('provider.classification-review');
  });
});
