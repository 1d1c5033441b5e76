import { describe, expect, it } from 'vitest';
import { eventTypesSaying, summariseEvent } from '../../../electron/data/procedures/event-summary.ts';
import { eventDefinitions } from '../../../shared/events/registry.ts';

describe('the audit trail in words', () => {
  it('has a sentence for every event type', () => {
    for (const { type } of eventDefinitions) expect(summariseEvent(type)).not.toContain(type);
  });

  it('names a type of a newer version', () => {
    expect(summariseEvent('office.moon.seen')).toContain('office.moon.seen');
  });

  it('is filtered by words and by types', () => {
    expect(eventTypesSaying('Reconciliation')).toEqual([
      'trust.reconciliation.signed',
      'trust.reconciliation.reopened',
    ]);
    expect(eventTypesSaying('no such words')).toEqual([]);
  });
});
