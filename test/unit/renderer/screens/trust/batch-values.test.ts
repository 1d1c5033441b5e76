import { describe, expect, it } from 'vitest';
import { changeLine, emptyLine, filledLines, lineProblem } from '../../../../../renderer/screens/trust/batch-values.ts';

const alder = { value: 'm1', label: '2026-0001 Alder v. Birch', detail: 'Catherine Alder' };

describe('the lines of a deposit', () => {
  it('has an empty line at the end as soon as the last is begun, and sends only what says something', () => {
    const once = changeLine([emptyLine], 0, { amountCents: 100 });
    expect(once).toHaveLength(2);
    expect(changeLine(once, 0, { reference: '88' })).toHaveLength(2);
    expect(filledLines(once)).toHaveLength(1);
  });

  it('takes the client for who paid until somebody else is typed, never for a ledger without one', () => {
    const [guessed] = changeLine([emptyLine], 0, { ledger: alder });
    expect(guessed?.payor).toBe('Catherine Alder');
    const [typed] = changeLine([{ ...emptyLine, payor: 'Her mother' }], 0, { ledger: alder });
    expect(typed?.payor).toBe('Her mother');
    const [firm] = changeLine([emptyLine], 0, { ledger: { value: 'firm', label: 'Own', detail: 'for bank fees' } });
    expect(firm?.payor).toBe('');
  });

  it('keeps the purpose in step with what it is for, until a purpose is typed', () => {
    expect(changeLine([emptyLine], 0, { kind: 'settlement' })[0]?.purpose).toBe('Settlement');
    expect(changeLine([{ ...emptyLine, purpose: 'Bond' }], 0, { kind: 'escrow' })[0]?.purpose).toBe('Bond');
  });

  it('names what a line lacks', () => {
    expect(lineProblem(emptyLine, 1)).toBe('Line 2 lacks the matter, who paid, the amount.');
    expect(lineProblem({ ...emptyLine, ledger: alder, payor: 'C', amountCents: 1 }, 0)).toBeUndefined();
  });
});
