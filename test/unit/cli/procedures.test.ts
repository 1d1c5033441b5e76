import { describe, expect, it } from 'vitest';
import { findProcedure, listProcedures } from '../../../electron/cli/procedures.ts';
import { contract } from '../../../shared/contract/contract.ts';

describe('the list of procedures', () => {
  it('names every procedure of the contract with its kind, right, summary and schemas', () => {
    const count = Object.values(contract).reduce((sum, area) => sum + Object.keys(area).length, 0);
    const listed = listProcedures();
    expect(listed).toHaveLength(count);
    for (const { name, kind, right, summary, input } of listed) {
      expect(name).toMatch(/^[a-z]+\.[a-zA-Z]+$/);
      expect(['query', 'command']).toContain(kind);
      expect(right).not.toBe('');
      expect(summary).not.toBe('');
      expect(input).toMatchObject({ type: 'object' });
    }
  });

  it('describes what to send: what has a default may be left out', () => {
    const [logCall] = listProcedures('intake.logCall');
    const input = (logCall?.input ?? {}) as { required?: string[]; properties?: Record<string, unknown> };
    expect(input.required).toContain('callerName');
    expect(input.required).not.toContain('urgency');
    expect(input.properties?.['urgency']).toEqual({ type: 'string', enum: ['normal', 'urgent'], default: 'normal' });
  });

  it('describes a stream by its items', () => {
    const [follow] = listProcedures('firm.follow');
    expect(follow?.output).toMatchObject({ stream: { type: 'object', properties: { areas: { type: 'array' } } } });
  });

  it('finds a procedure by its name alone', () => {
    expect(findProcedure('trust.postReceipt')?.meta.right).toBe('trust.prepare');
    expect(findProcedure('trust')).toBeUndefined();
    expect(findProcedure('constructor.name')).toBeUndefined();
  });
});
