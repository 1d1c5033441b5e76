import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { openPractice, type Practice } from '../../support/practice.ts';

let firm: Practice;
let elmId: string;
const today = '2026-06-30';
/** Not in their order: what is entered late stands where its day is. */
const days = ['2026-05-20', '2026-03-31', '2026-04-01', '2026-06-15', '2026-03-02', '2026-04-01', '2026-06-30'];

beforeAll(async () => {
  firm = await openPractice(today);
  elmId = (await firm.openMatter('Elm v. Fox', 'Eli Elm')).matterId;
  for (const [place, day] of days.entries()) {
    await firm.client.trust.postReceipt({
      commandId: createId(),
      accountId: firm.accountId,
      ledgerId: place % 2 === 0 ? firm.matterId : elmId,
      day,
      amountCents: 10_000 + place,
      kind: 'advance fee',
      instrument: 'wire',
      payor: 'Carla Cole',
      purpose: 'Advance fee deposit',
    });
  }
});
afterAll(() => firm.remove());

const journal = async (more: object = {}) =>
  (await firm.client.trust.journal({ accountId: firm.accountId, ...more })).rows;

describe('the journal by pages', () => {
  it('every page is the same slice of the whole, up and down, and of a span that begins or ends within a month', async () => {
    for (const span of [{}, { from: '2026-03-15', to: '2026-06-20' }, { from: '2026-04-01', to: '2026-04-30' }]) {
      for (const descending of [false, true]) {
        const whole = await journal({ ...span, descending, limit: 100 });
        for (let offset = 0; offset <= whole.length; offset += 1) {
          expect(await journal({ ...span, descending, offset, limit: 2 })).toEqual(whole.slice(offset, offset + 2));
        }
      }
    }
  });

  it('balances of a day are what the entries up to it add up to, whatever their order of entry', async () => {
    const entries = await journal({ limit: 100 });
    for (const asOf of ['2026-02-28', '2026-03-31', '2026-04-01', '2026-05-31', today]) {
      const { rows, totalCents, journalCents } = await firm.client.trust.balancesAsOf({
        accountId: firm.accountId,
        asOf,
      });
      const until = entries.filter((entry) => entry.day <= asOf);
      const sum = (ledgerId: string) =>
        until.filter((entry) => entry.ledgerId === ledgerId).reduce((cents, entry) => cents + entry.amountCents, 0);
      expect(rows.map((row) => row.balanceCents)).toEqual(rows.map((row) => sum(row.ledgerId)));
      expect(totalCents).toBe(sum(firm.matterId) + sum(elmId));
      expect(journalCents).toBe(totalCents);
    }
  });
});
