import { expect, it } from 'vitest';
import { mergeInboxes } from '../../../../../renderer/screens/today/merge-inboxes.ts';
import type { InboxRow, PlaceRow } from '../../../../../shared/contract/machine.ts';

function row(id: string, fields: Partial<InboxRow>): InboxRow {
  const usual = { title: id, detail: '', path: '/today', dueAtMs: null, dueOn: null, isUrgent: false };
  return { kind: 'task', id, ...usual, ...fields };
}

function firm(place: string, firmName: string): PlaceRow {
  const rest = { person: 'p', personName: 'Pat', isSample: false, sentence: '', canUsePin: false, isMine: true };
  return { place, firmName, state: 'asleep', ...rest };
}

it('puts what is urgent first, then what is due first, then what has no day; each row with its own firm', () => {
  const merged = mergeInboxes(
    [
      { place: 'b', total: 2, asOfMs: 1, rows: [row('someday', {}), row('monday', { dueOn: '2026-01-05' })] },
      {
        place: 'a',
        total: 3,
        asOfMs: 1,
        rows: [
          row('call at nine', { dueAtMs: Date.UTC(2026, 0, 4, 9) }),
          row('urgent', { isUrgent: true, dueOn: '2026-02-01' }),
          row('one day', {}),
        ],
      },
    ],
    [firm('a', 'Alder Law'), firm('b', '')],
  );
  expect(merged.map(({ id, firmName }) => `${id}: ${firmName}`)).toEqual([
    'urgent: Alder Law',
    'call at nine: Alder Law',
    'monday: A firm on this computer',
    'someday: A firm on this computer',
    'one day: Alder Law',
  ]);
});
