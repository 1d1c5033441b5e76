import { describe, expect, it } from 'vitest';
import {
  describeEntry,
  describeInstrument,
  paidBy,
  receiptChoices,
  requestChoices,
} from '../../../../../renderer/screens/trust/trust-words.ts';
import { disbursementKinds, instruments, receiptKinds } from '../../../../../shared/events/trust.ts';

describe('the words of trust', () => {
  it('offer every kind of the contract', () => {
    expect(receiptChoices.map((one) => one.value)).toEqual([...receiptKinds]);
    expect(requestChoices.map((one) => one.value)).toEqual([...disbursementKinds, 'earned fee']);
  });

  it('never offer cash for paying out', () => {
    expect(paidBy.map((one) => one.value)).not.toContain('cash');
    expect(instruments).toContain('cash');
  });

  it('name what an entry is', () => {
    expect(describeEntry({ type: 'receipt', kind: 'advance fee' })).toBe('Advance fee deposit');
    expect(describeEntry({ type: 'receipt', kind: 'unknown' })).toBe('Receipt');
    expect(describeEntry({ type: 'disbursement', kind: 'cost' })).toBe('Cost of the matter');
    expect(describeEntry({ type: 'fee transfer', kind: '' })).toBe('Fee transfer');
    expect(describeEntry({ type: 'reversal', kind: '' })).toBe('Reversal');
  });

  it('name how it moved', () => {
    expect(describeInstrument({ instrument: 'check', checkNumber: 1_004 })).toBe('Check 1004');
    expect(describeInstrument({ instrument: 'ach', checkNumber: null })).toBe('ACH');
  });
});
