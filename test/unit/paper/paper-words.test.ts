import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatInstant,
  formatLongDay,
  formatTenths,
  formatTotal,
  spellAmount,
} from '../../../electron/data/paper/paper-words.ts';
import { makeDataPrintable, makePrintable } from '../../../electron/data/paper/printable-text.ts';

describe('words and figures on paper', () => {
  it('are in the US form', () => {
    expect(formatTotal(-125_050)).toBe('-$1,250.50');
    expect(formatTenths(12_345)).toBe('1,234.5');
    expect(formatTenths(-7)).toBe('-0.7');
    expect(formatLongDay('2026-03-05')).toBe('March 5, 2026');
    expect(() => formatTenths(1.5)).toThrow();
  });

  it('show instants in the zone of the firm, across the change of the clocks', () => {
    expect(formatInstant('2026-03-08T09:59:00Z', 'America/Los_Angeles')).toBe('03/08/2026 1:59 AM PST');
    expect(formatInstant('2026-03-08T10:00:00Z', 'America/Los_Angeles')).toBe('03/08/2026 3:00 AM PDT');
    expect(formatInstant('2026-01-01T00:05:00Z')).toBe('01/01/2026 12:05 AM UTC');
  });

  it('spell an amount as a check does', () => {
    expect(spellAmount(0)).toBe('Zero and 00/100 dollars');
    expect(spellAmount(101)).toBe('One and 01/100 dollars');
    expect(spellAmount(4_200_019_50)).toBe('Four million two hundred thousand nineteen and 50/100 dollars');
    expect(spellAmount(999_99)).toBe('Nine hundred ninety-nine and 99/100 dollars');
    expect(() => spellAmount(-1)).toThrow();
  });

  it('spell different amounts differently', () => {
    const cents = fc.integer({ min: 0, max: 10_000_000_00 });
    fc.assert(fc.property(cents, cents, (one, other) => (spellAmount(one) === spellAmount(other)) === (one === other)));
  });
});

describe('printable text', () => {
  const isLatin = (codePoint: number) => codePoint < 0x180;

  it('keeps what the fonts have and boxes what they lack', () => {
    expect(makePrintable('Z\u0301 a\tb\u0000\u200e', isLatin)).toBe('Ź a b□');
    expect(makePrintable('山 ok\nnext', isLatin)).toBe('□ ok\nnext');
  });

  it('reaches every text in plain data and nothing else', () => {
    const data = { a: ['山', { b: '山', n: 1, none: null, yes: true }], u: undefined };
    expect(makeDataPrintable(data, isLatin)).toEqual({
      a: ['□', { b: '□', n: 1, none: null, yes: true }],
      u: undefined,
    });
  });
});
