import { describe, expect, it } from 'vitest';
import { parseAmount } from '../../../shared/domain/parse-amount.ts';

function read(text: string, mayBeNegative = false): number | string {
  const answer = parseAmount(text, mayBeNegative);
  return answer.ok ? answer.value : answer.refusal.code;
}

describe('parseAmount', () => {
  it('[AM1] reads amounts as people type them', () => {
    expect(read('1250')).toBe(125_000);
    expect(read('1,250.00')).toBe(125_000);
    expect(read('$1,250')).toBe(125_000);
    expect(read(' 1.2k ')).toBe(120_000);
    expect(read('2.5m')).toBe(250_000_000);
    expect(read('.5')).toBe(50);
    expect(read('7.')).toBe(700);
    expect(read('0')).toBe(0);
    expect(read('1.10')).toBe(110);
    expect(read('4.35')).toBe(435);
    expect(read('1.005k')).toBe(100_500);
  });

  it('[AM2] refuses parts of a cent', () => {
    expect(read('12.345')).toBe('money.amount-too-fine');
    expect(read('12.340')).toBe(1_234);
    expect(read('1.000001k')).toBe('money.amount-too-fine');
  });

  it('[AM3] refuses commas in odd places', () => {
    for (const text of ['1,25', '1250,00', '12,50.00', ',500']) expect(read(text)).toBe('money.amount-unclear');
  });

  it('[AM4] takes negative amounts only where they make sense', () => {
    expect(read('-50')).toBe('money.amount-negative');
    expect(read('(50.00)', true)).toBe(-5_000);
    expect(read('-$50', true)).toBe(-5_000);
    expect(read('$-50', true)).toBe(-5_000);
    expect(Object.is(read('-0', true), 0)).toBe(true);
    expect(read('-0')).toBe(0);
  });

  it('[AM5] refuses what is too large', () => {
    expect(read('99,999,999,999.99')).toBe(9_999_999_999_999);
    expect(read('100000000000')).toBe('money.amount-too-large');
    expect(read('9999999m')).toBe('money.amount-too-large');
    expect(read('0000000000000001')).toBe(100);
  });

  it('refuses what is no amount', () => {
    expect(read('')).toBe('money.amount-missing');
    for (const text of ['abc', '1.2.3', '--5', '-$-5', '$', '.', '1e5', '5kk', '()']) {
      expect(read(text)).toBe('money.amount-not-understood');
    }
  });
});
