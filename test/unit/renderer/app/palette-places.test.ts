import { describe, expect, it } from 'vitest';
import { findPlaces } from '../../../../renderer/app/palette-places.ts';

const everything = {
  workspaces: ['office', 'intake', 'documents', 'billing', 'trust'],
  rights: ['time.record', 'billing.prepare', 'provider.invoice'],
} as const;

const paths = (words: string, held: Parameters<typeof findPlaces>[1] = everything) =>
  findPlaces(words, held).map((place) => place.path);

describe('places that the palette finds', () => {
  it('are found by letters of their name, or of the question that they answer', () => {
    expect(paths('record a pay')).toEqual(['/billing/payments/new']);
    expect(paths('whose money')).toContain('/reports/ledger-balances');
  });

  it('are none before anything is typed', () => expect(paths('  ')).toEqual([]));

  it('are those alone that this person may use', () => {
    const clerk = { workspaces: ['documents'], rights: ['time.record'] } as const;
    expect(paths('payment', clerk).filter((path) => path.startsWith('/billing'))).toEqual([]);
    expect(paths('expense', clerk)).toEqual([]);
  });
});
