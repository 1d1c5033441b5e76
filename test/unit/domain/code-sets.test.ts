import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { declineCodes, taskCodesSchema } from '../../../shared/domain/billing/task-codes.ts';
import { practiceAreasSchema } from '../../../shared/domain/intake/practice-areas.ts';
import { nicknames } from './names/names-fixtures.ts';

function readSet(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../../assets/code-sets/${name}.json`, import.meta.url), 'utf8'));
}

describe('code sets', () => {
  const codes = taskCodesSchema.parse(readSet('utbms'));
  const byCode = new Map(codes.map((code) => [code.code, code]));

  it('[BL18] hold each code once, below an existing heading', () => {
    expect(byCode.size).toBe(codes.length);
    expect(codes.filter((code) => code.parent !== null && !byCode.has(code.parent))).toEqual([]);
    expect(byCode.get('L310')?.name).toBe('Written Discovery');
    expect(byCode.get('A103')?.set).toBe('activity');
    expect(byCode.get('E112')?.name).toBe('Court fees');
  });

  it('[BL18] are put where they belong', () => {
    const code = (line: Parameters<typeof declineCodes>[0], own?: (text: string) => boolean) => {
      const answer = declineCodes(line, byCode, own);
      return answer === undefined || answer.ok ? 'accepted' : answer.refusal.code;
    };
    expect(code({ kind: 'time', taskCode: 'L310', activityCode: 'A103' })).toBe('accepted');
    expect(code({ kind: 'time' })).toBe('accepted');
    expect(code({ kind: 'expense', expenseCode: 'E112' })).toBe('accepted');
    expect(code({ kind: 'time', expenseCode: 'E112' })).toBe('billing.code-misplaced');
    expect(code({ kind: 'expense', taskCode: 'L310' })).toBe('billing.code-misplaced');
    expect(code({ kind: 'time', taskCode: 'E112' })).toBe('billing.code-unknown');
    expect(code({ kind: 'time', activityCode: 'L310' })).toBe('billing.code-unknown');
    expect(code({ kind: 'time', taskCode: 'L300' })).toBe('billing.code-is-header');
    expect(code({ kind: 'time', taskCode: 'ZZ9' })).toBe('billing.code-unknown');
    expect(code({ kind: 'time', taskCode: 'ZZ9' }, (text) => text === 'ZZ9')).toBe('accepted');
  });

  it('know the practice areas', () => {
    const areas = practiceAreasSchema.parse(readSet('practice-areas'));
    expect(areas.length).toBeGreaterThanOrEqual(6);
    expect(new Set(areas.map((area) => area.name)).size).toBe(areas.length);
  });

  it('[NM6] know the nicknames', () => {
    expect([...(nicknames.get('bob') ?? [])]).toContain('robert');
    expect(nicknames.get('al')?.size).toBeGreaterThan(3);
  });
});
