import { describe, expect, it } from 'vitest';
import { formatMinutes, formatUnits, parseDuration } from '../../../../shared/domain/billing/duration.ts';
import { findRate, type RateRule } from '../../../../shared/domain/billing/rates.ts';
import { decideTimeEntry, type TimeInput } from '../../../../shared/domain/billing/time-entry.ts';
import {
  priceTime,
  priceUnits,
  type RoundingPolicy,
  roundTime,
} from '../../../../shared/domain/billing/time-rounding.ts';

describe('rounding of time', () => {
  const bill = (minutes: number, mode: RoundingPolicy['mode'], incrementMinutes = 6) =>
    roundTime(minutes, { mode, incrementMinutes, minimumMinutes: mode === 'exact' ? 0 : incrementMinutes })
      .billedMinutes;

  it('[BL2] bills each started tenth by default', () => {
    expect([1, 6, 7, 12, 13, 60, 61].map((minutes) => roundTime(minutes).units)).toEqual([1, 1, 2, 2, 3, 10, 11]);
    expect(roundTime(0)).toEqual({ billedMinutes: 0, units: 0 });
  });

  it('[BL2] rounds up, to the nearest, or not at all', () => {
    expect([1, 13, 30, 31].map((minutes) => bill(minutes, 'up', 30))).toEqual([30, 30, 30, 60]);
    expect([1, 14, 15, 44, 45].map((minutes) => bill(minutes, 'nearest', 30))).toEqual([30, 30, 30, 30, 60]);
    expect([1, 8, 9, 10].map((minutes) => bill(minutes, 'nearest'))).toEqual([6, 6, 12, 12]);
    expect(bill(47, 'exact')).toBe(47);
  });

  it('[BL1] refuses parts of a minute and odd increments', () => {
    expect(() => roundTime(1.5)).toThrow('whole minutes');
    expect(() => roundTime(-1)).toThrow('whole minutes');
    expect(() => bill(10, 'up', 15)).toThrow('multiple of six');
  });

  it('[BL3] rounds the amount half up, once', () => {
    expect(priceUnits(24, 30_000)).toBe(72_000);
    expect(priceUnits(15, 12_000)).toBe(18_000);
    expect(priceUnits(1, 33_335)).toBe(3_334);
    expect(priceUnits(1, 33_334)).toBe(3_333);
    expect(priceTime(47, 30_000)).toBe(23_500);
    expect(priceTime(18, 33_333)).toBe(priceUnits(3, 33_333));
  });
});

describe('durations', () => {
  const read = (text: string): number | string => {
    const answer = parseDuration(text);
    return answer.ok ? answer.value : answer.refusal.code;
  };

  it('[BL5] reads what people type', () => {
    const typed = [
      '1.5',
      '.3',
      '1:30',
      ':45',
      '90m',
      '90 min',
      '1h30',
      '1h 30m',
      '2h',
      '1.25h',
      '2',
      '0.1',
      '0.33',
      '24',
    ];
    expect(typed.map(read)).toEqual([90, 18, 90, 45, 90, 90, 90, 90, 120, 75, 120, 6, 20, 1_440]);
  });

  it('[BL5] refuses the rest with a sentence', () => {
    expect(read('')).toBe('billing.duration-missing');
    expect(read('0')).toBe('billing.duration-zero');
    expect(read('90')).toBe('billing.duration-too-long');
    expect(read('24:01')).toBe('billing.duration-too-long');
    for (const text of ['soon', '1:75', '-1', '1,5', '1.2.3', 'h', 'm']) {
      expect(read(text)).toBe('billing.duration-not-understood');
    }
    const long = parseDuration('90');
    expect(long.ok ? '' : long.refusal.sentence).toBe('That is more than 24 hours. For minutes type 90m.');
  });

  it('writes them', () => {
    expect(formatMinutes(95)).toBe('1:35');
    expect(formatUnits(15)).toBe('1.5');
    expect(formatUnits(3)).toBe('0.3');
  });
});

describe('rates', () => {
  const from = '2026-01-01';
  const rules: RateRule[] = [
    { timekeeperId: 't1', rateCents: 10, from },
    { clientId: 'c1', rateCents: 15, from },
    { clientId: 'c1', timekeeperClass: 'partner', rateCents: 20, from },
    { clientId: 'c1', timekeeperId: 't1', rateCents: 30, from },
    { matterId: 'm1', rateCents: 40, from },
    { matterId: 'm1', timekeeperClass: 'partner', rateCents: 50, from },
    { matterId: 'm1', timekeeperId: 't1', rateCents: 60, from },
    { matterId: 'm1', timekeeperId: 't1', rateCents: 61, from: '2026-02-01' },
    { matterId: 'm1', timekeeperId: 't1', rateCents: 62, from: '2026-03-01', to: '2026-03-31' },
  ];
  const query = { day: '2026-01-15', matterId: 'm1', clientId: 'c1', timekeeperId: 't1', timekeeperClass: 'partner' };
  const rate = (changes: object, kept = rules) => findRate(kept, { ...query, ...changes })?.rateCents;

  it('[BL4] takes the narrowest rule', () => {
    expect(rate({ overrideCents: 99 })).toBe(99);
    expect(rate({})).toBe(60);
    expect(rate({ timekeeperId: 't2' })).toBe(50);
    expect(rate({ timekeeperId: 't2', timekeeperClass: undefined })).toBe(40);
    expect(rate({ matterId: 'm2' })).toBe(30);
    expect(rate({ matterId: 'm2', timekeeperId: 't2' })).toBe(20);
    expect(rate({ matterId: 'm2', timekeeperId: 't2', timekeeperClass: 'clerk' })).toBe(15);
    expect(rate({ matterId: 'm2', clientId: 'c2' })).toBe(10);
    expect(rate({ matterId: 'm2', clientId: 'c2', timekeeperId: 't2' })).toBeUndefined();
  });

  it('[BL4] takes the last that holds on the day', () => {
    expect(rate({ day: '2026-02-01' })).toBe(61);
    expect(rate({ day: '2026-03-31' })).toBe(62);
    expect(rate({ day: '2026-04-01' })).toBe(61);
    expect(rate({ day: '2025-12-31' })).toBeUndefined();
  });
});

describe('time entries', () => {
  const input: TimeInput = {
    workedOn: '2026-03-04',
    today: '2026-03-04',
    minutes: 90,
    narrative: 'Drafted the answer to the complaint',
    billable: true,
  };
  const decide = (changes: Partial<TimeInput>, context = {}) => {
    const answer = decideTimeEntry({ isMatterOpen: true, otherMinutes: 0, ...context }, { ...input, ...changes });
    return answer.ok ? answer.value.flags.map((flag) => flag.code).join() || 'accepted' : answer.refusal.code;
  };

  it('[BL6] takes time on open matters, in the past, within a day', () => {
    expect(decide({})).toBe('accepted');
    expect(decide({}, { isMatterOpen: false })).toBe('billing.matter-closed');
    expect(decide({ workedOn: '2026-03-05' })).toBe('billing.day-in-future');
    expect(decide({ minutes: 0 })).toBe('billing.minutes-out-of-range');
    expect(decide({}, { otherMinutes: 1_351 })).toBe('billing.day-too-long');
    expect(decide({ narrative: ' ' })).toBe('billing.narrative-missing');
    expect(decide({ narrative: ' ', billable: false })).toBe('accepted');
    expect(decide({}, { billedOn: 'A-0001' })).toBe('billing.already-billed');
  });

  it('[BL7] flags what a reviewer would ask about', () => {
    expect(decide({ narrative: 'Attention to file.' })).toBe('vague');
    expect(decide({ narrative: 'Review' })).toBe('vague');
    const block = 'Drafted motion; reviewed exhibits and called client';
    expect(decide({ minutes: 180, narrative: block })).toBe('block billing');
    expect(decide({ minutes: 60, narrative: block })).toBe('accepted');
    expect(decide({ workedOn: '2026-02-28' })).toBe('late');
    expect(decide({ minutes: 200 }, { otherMinutes: 800 })).toBe('long day');
  });
});
