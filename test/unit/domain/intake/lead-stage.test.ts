import { describe, expect, it } from 'vitest';
import {
  decideLeadMove,
  isLeadEnded,
  type LeadStage,
  leadExits,
  leadStages,
} from '../../../../shared/domain/intake/lead-stage.ts';

function move(from: LeadStage, to: LeadStage, isConflictCleared = false, reason = ''): string {
  const answer = decideLeadMove({ stage: from, isConflictCleared }, to, reason);
  return answer.ok ? answer.value : answer.refusal.code;
}

describe('leads', () => {
  it('[IN1] move forward and back, and may skip', () => {
    expect(move('new', 'contacted')).toBe('contacted');
    expect(move('new', 'screened')).toBe('screened');
    expect(move('screened', 'contacted')).toBe('contacted');
    expect(move('screened', 'screened')).toBe('intake.lead-is-there');
  });

  it('[IN2] wait for the conflict check', () => {
    const later: LeadStage[] = [
      'conflict cleared',
      'consult booked',
      'consult held',
      'engagement sent',
      'signed and funded',
    ];
    for (const stage of later) {
      expect(move('screened', stage)).toBe('intake.conflict-not-cleared');
      expect(move('screened', stage, true)).toBe(stage);
    }
  });

  it('[IN3] leave at any stage', () => {
    for (const exit of leadExits) expect(move('consult held', exit, true, 'Said so')).toBe(exit);
    expect(move('new', 'declined')).toBe('intake.lead-needs-reason');
    expect(move('new', 'lost', false, ' ')).toBe('intake.lead-needs-reason');
    expect(move('new', 'no response')).toBe('no response');
  });

  it('[IN4] come back by being contacted', () => {
    for (const exit of leadExits) {
      expect(move(exit, 'contacted')).toBe('contacted');
      expect(move(exit, 'screened')).toBe('intake.lead-has-ended');
    }
    expect(move('declined', 'lost', false, 'Why')).toBe('intake.lead-has-ended');
  });

  it('[IN5] end with their matter', () => {
    expect(move('signed and funded', 'matter open', true)).toBe('intake.lead-needs-conversion');
    for (const stage of leadStages) expect(move('matter open', stage, true, 'Why')).toBe('intake.lead-has-a-matter');
    expect(leadStages.filter(isLeadEnded)).toEqual(['matter open', ...leadExits]);
  });
});
