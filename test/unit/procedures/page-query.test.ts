import { describe, expect, it } from 'vitest';
import { containsPattern, prefixQuery, searchWords } from '../../../electron/data/procedures/page-query.ts';

describe('typed words as a query', () => {
  it('quotes them, so that nothing in them is an operator', () => {
    expect(prefixQuery('Birch AND "Sons" OR NEAR(x)*')).toBe('"Birch"* "AND"* "Sons"* "OR"* "NEAR"* "x"*');
    expect(prefixQuery('  -- "" * ')).toBeNull();
    expect(prefixQuery('Łukasz Żółć')).toBe('"Łukasz"* "Żółć"*');
  });

  it('takes at most a dozen', () => {
    expect(searchWords('a '.repeat(100))).toHaveLength(12);
  });

  it('takes signs of a pattern as they are', () => {
    expect(containsPattern(' 50%_\\ ')).toBe('%50\\%\\_\\\\%');
  });
});
