import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { restoreDraft } from '../../../../renderer/desk/drafts.ts';

const initial = { name: '', minutes: null, urgent: false, parties: [], count: 0 };

describe('a draft of any age', () => {
  it('gives a form with the fields of today, each of its kind, or nothing', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (kept) => {
        const restored = restoreDraft<Record<string, unknown>>(initial, kept);
        if (restored === null) return;
        expect(Object.keys(restored)).toEqual(Object.keys(initial));
        if (restored.urgent !== null) expect(typeof restored.urgent).toBe('boolean');
        if (restored.name !== null) expect(typeof restored.name).toBe('string');
        if (restored.parties !== null) expect(Array.isArray(restored.parties)).toBe(true);
      }),
    );
  });

  it('gives back what the same form kept', () => {
    const form = fc.record({ name: fc.string(), minutes: fc.option(fc.nat()), urgent: fc.boolean(), count: fc.nat() });
    fc.assert(
      fc.property(form, (values) => {
        const kept: unknown = JSON.parse(JSON.stringify(values));
        expect(restoreDraft({ name: '', minutes: null, urgent: false, count: 0 }, kept)).toEqual(values);
      }),
    );
  });

  it('is nothing where no field is left', () => {
    expect(restoreDraft({ name: '' }, { former: 'x' })).toBeNull();
    expect(restoreDraft({ name: '' }, { name: 7 })).toBeNull();
    expect(restoreDraft({ name: '' }, ['name'])).toBeNull();
  });
});
