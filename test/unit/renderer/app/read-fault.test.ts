import { ORPCError } from '@orpc/client';
import { describe, expect, it } from 'vitest';
import { describeFault, readRefusal } from '../../../../renderer/app/read-fault.ts';

describe('an answer that is no', () => {
  it('is a refusal as it was declared', () => {
    const refusal = {
      code: 'trust.insufficient-funds',
      sentence: 'Not enough collected funds.',
      fields: ['amountCents'],
    };
    expect(readRefusal(new ORPCError('REFUSED', { data: refusal }))).toEqual(refusal);
  });

  it('names the fields of an input that failed its schema, each once', () => {
    const error = new ORPCError('BAD_REQUEST', {
      data: {
        issues: [
          { path: ['parties', 0, 'name'], message: 'Fill this in.' },
          { path: ['parties', 0, 'name'], message: 'Too short.' },
          { path: ['day'], message: 'Give an existing day.' },
        ],
      },
    });
    expect(readRefusal(error)).toEqual({
      code: 'contract.invalid-input',
      sentence: 'Fill this in.',
      fields: ['parties.0.name', 'day'],
    });
  });

  it('is no refusal when something broke', () => {
    expect(readRefusal(new Error('x'))).toBeNull();
    expect(readRefusal(new ORPCError('INTERNAL_SERVER_ERROR'))).toBeNull();
    expect(readRefusal(new ORPCError('REFUSED', { data: { code: 1 } }))).toBeNull();
  });
});

describe('a fault in words', () => {
  it('says what the data process says', () => {
    expect(describeFault(new ORPCError('INTERNAL_SERVER_ERROR', { message: 'Incident 12.' }))).toBe('Incident 12.');
  });

  it('tells nothing of the inside', () => {
    expect(describeFault(new TypeError('undefined is not a function'))).not.toContain('undefined');
    expect(describeFault(new ORPCError('INTERNAL_SERVER_ERROR'))).toContain('Try again.');
  });
});
