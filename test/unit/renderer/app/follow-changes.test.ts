import { describe, expect, it } from 'vitest';
import { listStaleKeys } from '../../../../renderer/app/follow-changes.ts';
import { areas } from '../../../../shared/contract/firm.ts';

const names = (keys: readonly (readonly unknown[])[]): unknown[] =>
  keys.map(([path]) => (Array.isArray(path) ? path[0] : path)).sort();

describe('what is asked again', () => {
  it('is billing and the office as well when trust changed', () => {
    expect(names(listStaleKeys(['trust']))).toEqual(['billing', 'forecast', 'office', 'reports', 'scorecard', 'trust']);
  });

  it('is each area once', () => {
    const all = names(listStaleKeys(areas));
    expect(new Set(all).size).toBe(all.length);
  });

  it('includes the area itself, for every area', () => {
    const own: Partial<Record<(typeof areas)[number], string>> = {
      relations: 'agreement',
      roster: 'provider',
      sync: 'provider',
    };
    for (const area of areas) expect(names(listStaleKeys([area]))).toContain(own[area] ?? area);
  });
});
