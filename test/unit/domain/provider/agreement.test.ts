import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AgreementDraft,
  decideAnswer,
  decideProposal,
  findRate,
  overlaps,
  type Rate,
} from '../../../../shared/domain/provider/agreement.ts';
import { agreementClausesSchema, serviceMeasuresSchema } from '../../../../shared/domain/provider/service-measures.ts';

function readSet(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../../../assets/code-sets/${name}.json`, import.meta.url), 'utf8'));
}
const measures = serviceMeasuresSchema.parse(readSet('service-measures'));

const hourly: Rate = { serviceLine: 'billing-collections', basis: 'hourly', rateCents: 4_500, from: '2026-01-01' };
const target = { measureId: 'prebills-ready', limit: 3, targetPerMille: 950, weight: 3 };
const draft: AgreementDraft = {
  startsOn: '2026-01-01',
  serviceLines: ['billing-collections'],
  targets: [target],
  rates: [hourly],
};

function codeOf(changes: Partial<AgreementDraft>): string {
  const decision = decideProposal({ ...draft, ...changes }, measures);
  return decision.ok ? 'accepted' : decision.refusal.code;
}

describe('the code sets of an agreement', () => {
  it('name each measure and clause once, with shares and limits in range', () => {
    const clauses = agreementClausesSchema.parse(readSet('agreement-clauses'));
    expect(new Set(clauses.map((clause) => clause.id)).size).toBe(clauses.length);
    expect(new Set(measures.map((measure) => measure.id)).size).toBe(measures.length);
    for (const measure of measures) expect(measure.unit === 'none').toBe(measure.limit === null);
  });
});

describe('a proposed agreement', () => {
  it('[AG1] has a scope and days in order', () => {
    expect(codeOf({})).toBe('accepted');
    expect(codeOf({ serviceLines: [], targets: [], rates: [] })).toBe('agreement.no-scope');
    expect(codeOf({ endsOn: '2025-12-31' })).toBe('agreement.ends-before-start');
    expect(codeOf({ renewsOn: '2025-12-31' })).toBe('agreement.renews-before-start');
  });

  it('[AG2] refuses targets out of range', () => {
    const withTarget = (changes: object) => codeOf({ targets: [{ ...target, ...changes }] });
    expect(withTarget({ targetPerMille: 1001 })).toBe('agreement.target-out-of-range');
    expect(withTarget({ targetPerMille: -1 })).toBe('agreement.target-out-of-range');
    expect(withTarget({ targetPerMille: 99.5 })).toBe('agreement.target-out-of-range');
    expect(withTarget({ weight: 0 })).toBe('agreement.weight-out-of-range');
    expect(withTarget({ limit: null })).toBe('agreement.limit-out-of-range');
    expect(withTarget({ limit: -1 })).toBe('agreement.limit-out-of-range');
    expect(withTarget({ measureId: 'billing-errors' })).toBe('agreement.limit-not-used');
    expect(withTarget({ measureId: 'moon' })).toBe('agreement.measure-unknown');
    expect(withTarget({ measureId: 'misfiled', limit: null })).toBe('agreement.target-outside-scope');
    expect(codeOf({ targets: [target, target] })).toBe('agreement.target-twice');
  });

  it('[AG3] refuses prices that overlap, are nothing, or belong to no line', () => {
    const withRates = (...rates: Rate[]) => codeOf({ rates });
    const ended = { ...hourly, to: '2026-06-30' };
    expect(withRates(ended, { ...hourly, from: '2026-07-01' })).toBe('accepted');
    expect(withRates(ended, { ...hourly, from: '2026-06-30' })).toBe('agreement.rates-overlap');
    expect(withRates(hourly, { ...hourly, basis: 'fixed' })).toBe('accepted');
    expect(withRates({ ...hourly, rateCents: 0 })).toBe('agreement.rate-out-of-range');
    expect(withRates({ ...hourly, rateCents: 10_000_001 })).toBe('agreement.rate-out-of-range');
    expect(withRates({ ...hourly, to: '2025-12-31' })).toBe('agreement.rate-ends-before-start');
    expect(withRates({ ...hourly, serviceLine: 'trust-accounting' })).toBe('agreement.rate-outside-scope');
    expect(withRates({ ...hourly, includedMinutes: 60 })).toBe('agreement.bucket');
    expect(withRates({ ...hourly, basis: 'retainer bucket' })).toBe('agreement.bucket');
    expect(withRates({ ...hourly, basis: 'retainer bucket', includedMinutes: 600 })).toBe('accepted');
  });

  it('[AG3] [AG5] prices that may stand together give one price a day', () => {
    const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-02-${String(n).padStart(2, '0')}`);
    const rate = fc
      .record({ from: day, to: fc.option(day, { nil: undefined }) })
      .filter(({ from, to }) => to === undefined || to >= from)
      .map((days): Rate => ({ serviceLine: 'billing-collections', basis: 'hourly', rateCents: 100, ...days }));
    fc.assert(
      fc.property(fc.array(rate, { maxLength: 4 }), day, (rates, on) => {
        const holding = rates.filter((one) => one.from <= on && on <= (one.to ?? '9999-12-31'));
        if (codeOf({ rates }) === 'accepted') expect(holding.length).toBeLessThanOrEqual(1);
        expect(findRate(rates, 'billing-collections', on)).toBe(holding[0]);
        if (holding.length > 1 && holding[0] && holding[1]) expect(overlaps(holding[0], holding[1])).toBe(true);
      }),
      { numRuns: 200 },
    );
    expect(findRate([hourly], 'billing-collections', '2026-03-01', 'fixed')).toBeUndefined();
  });
});

describe('an answer to an agreement', () => {
  const context = {
    state: 'proposed' as const,
    isOutside: false,
    isOwner: true,
    isProposer: false,
    firmAgreed: false,
    providerAgreed: false,
  };
  const say = (answer: 'agree' | 'decline' | 'withdraw', changes: Partial<typeof context> | { state: 'agreed' }) => {
    const decision = decideAnswer(answer, { ...context, ...changes });
    return decision.ok ? decision.value.side : decision.refusal.code;
  };

  it('[AG6] is the owner’s for the firm and the provider’s own for the provider, once each', () => {
    expect(say('agree', {})).toBe('firm');
    expect(say('agree', { isOwner: false })).toBe('agreement.owner-agrees');
    expect(say('agree', { isOutside: true, isOwner: false })).toBe('provider');
    expect(say('agree', { firmAgreed: true })).toBe('agreement.side-agreed');
    expect(say('decline', { isOutside: true, providerAgreed: true })).toBe('agreement.side-agreed');
    expect(say('decline', { isOwner: false })).toBe('firm');
    expect(say('withdraw', {})).toBe('agreement.not-yours');
    expect(say('withdraw', { isProposer: true })).toBe('firm');
    expect(say('agree', { state: 'agreed' })).toBe('agreement.is-settled');
  });
});
