import { describe, expect, it } from 'vitest';
import { callbackDueMs } from '../../../../shared/domain/intake/callback.ts';
import {
  type ConflictDecisionInput,
  decideConflictResult,
  type HitDecision,
} from '../../../../shared/domain/intake/conflict-decision.ts';
import { listOpening, type OpeningFacts } from '../../../../shared/domain/intake/opening-checklist.ts';
import { hintUrgency, listUrgency, type UrgencyFacts } from '../../../../shared/domain/intake/urgency.ts';

describe('urgency', () => {
  const calm: UrgencyFacts = { isInCustody: false, needsProtection: false, isPress: false, isThreatened: false };
  const reasons = (changes: Partial<UrgencyFacts>) =>
    listUrgency({ ...calm, ...changes }, '2026-03-04').map((reason) => reason.sentence);

  it('[IN6] [IN7] names every reason', () => {
    expect(reasons({})).toEqual([]);
    expect(reasons({ hearingOn: '2026-03-04' })).toEqual(['A hearing is today.']);
    expect(reasons({ hearingOn: '2026-03-07' })).toEqual(['A hearing is in 3 days.']);
    expect(reasons({ hearingOn: '2026-03-08' })).toEqual([]);
    expect(reasons({ hearingOn: '2026-03-03' })).toEqual([]);
    expect(reasons({ limitationOn: '2026-04-03' })).toEqual(['A limitation date may be in 30 days.']);
    expect(reasons({ limitationOn: '2026-04-04' })).toEqual([]);
    expect(reasons({ limitationOn: '2026-03-03' })).toEqual(['A limitation date may have passed.']);
    const all = { isInCustody: true, servedOn: '2026-01-01', needsProtection: true, isPress: true, isThreatened: true };
    expect(reasons({ ...all, hearingOn: '2026-03-05', limitationOn: '2026-03-05' })).toHaveLength(7);
  });

  it('[IN7] asks for a call back in time', () => {
    const friday = Date.UTC(2026, 6, 2, 15);
    expect(callbackDueMs(friday, 'urgent', '2026-07-02')).toBe(friday + 900_000);
    expect(callbackDueMs(friday, 'normal', '2026-07-02')).toBe(Date.UTC(2026, 6, 6, 15));
  });

  it('[IN8] hears hints, and only hints', () => {
    expect(hintUrgency('My son was arrested, the hearing is tomorrow')).toEqual(['custody', 'hearing']);
    expect(hintUrgency('I was served with a summons')).toEqual(['served']);
    expect(hintUrgency('Wants a will')).toEqual([]);
  });
});

describe('conflict decisions', () => {
  const decide = (
    result: ConflictDecisionInput['result'],
    decisions: HitDecision[],
    changes: Partial<ConflictDecisionInput> = {},
  ) => {
    const hits = decisions.map((decision, index) => ({ key: `h${index}`, decision, reason: 'Known to be another' }));
    const input = {
      hitKeys: hits.map((hit) => hit.key),
      isDecided: false,
      isOutOfDate: false,
      result,
      hits,
      ...changes,
    };
    const answer = decideConflictResult(input);
    return answer.ok ? answer.value : answer.refusal.code;
  };

  it('[IN10] [IN11] follow from the hits', () => {
    expect(decide('clear', [])).toBe('clear');
    expect(decide('clear', ['not the same person', 'not adverse'])).toBe('clear');
    expect(decide('clear', ['waivable'])).toBe('intake.needs-waiver');
    expect(decide('clear with waiver', ['waivable', 'not adverse'])).toBe('clear with waiver');
    expect(decide('clear with waiver', ['not adverse'])).toBe('intake.nothing-to-waive');
    expect(decide('clear', ['not waivable'])).toBe('intake.not-waivable');
    expect(decide('clear with waiver', ['waivable', 'not waivable'])).toBe('intake.not-waivable');
    expect(decide('conflict', ['not waivable'])).toBe('conflict');
    expect(decide('clear', [], { hitKeys: ['h0'] })).toBe('intake.hit-not-decided');
    expect(decide('clear', ['not adverse'], { hitKeys: [] })).toBe('intake.no-such-hit');
  });

  it('[IN12] give their reasons', () => {
    const hits = [{ key: 'h0', decision: 'waivable' as const, reason: ' ' }];
    expect(decide('clear with waiver', ['waivable'], { hits })).toBe('intake.hit-needs-reason');
  });

  it('[IN13] are about the latest check, once', () => {
    expect(decide('clear', [], { isOutOfDate: true })).toBe('intake.conflict-out-of-date');
    expect(decide('clear', [], { isDecided: true })).toBe('intake.conflict-is-decided');
  });
});

describe('the checklist before a matter opens', () => {
  const ready: OpeningFacts = {
    title: 'Alder v. Birch',
    hasClient: true,
    hasResponsibleAttorney: true,
    isConflictCleared: true,
    fee: {
      kind: 'hourly',
      rateCents: 30_000,
      flatCents: 0,
      contingencyPercent: 0,
      depositCents: 100_000,
      isSigned: true,
    },
    depositCollectedCents: 100_000,
    hasAddress: true,
  };
  const open = (changes: Partial<OpeningFacts>) =>
    listOpening({ ...ready, ...changes })
      .filter((item) => !item.isDone)
      .map((item) => `${item.code}${item.isBlocking ? ' blocks' : ''}`);

  it('[IN14] [IN15] blocks and advises', () => {
    expect(open({})).toEqual([]);
    expect(open({ isConflictCleared: undefined })).toEqual([]);
    expect(open({ isConflictCleared: false })).toEqual(['conflict blocks']);
    expect(open({ title: ' ', hasClient: false, hasResponsibleAttorney: false })).toEqual([
      'title blocks',
      'client blocks',
      'attorney blocks',
    ]);
    expect(open({ fee: { ...ready.fee, kind: 'flat' } })).toEqual(['fee blocks']);
    expect(open({ fee: { ...ready.fee, kind: 'contingency' } })).toEqual(['fee blocks']);
    expect(open({ fee: { ...ready.fee, isSigned: false }, depositCollectedCents: 0, hasAddress: false })).toEqual([
      'signature',
      'deposit',
      'address',
    ]);
    const deposit = listOpening({ ...ready, depositCollectedCents: 40_000 }).find((item) => item.code === 'deposit');
    expect(deposit?.sentence).toBe('600.00 of the deposit is not collected.');
  });
});
