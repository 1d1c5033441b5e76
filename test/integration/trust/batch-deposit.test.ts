import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { openPractice, type Practice } from '../../support/practice.ts';
import { refusalOf } from '../../support/refusal-of.ts';

let firm: Practice;
let elmId: string;
const today = '2026-06-30';

beforeAll(async () => {
  firm = await openPractice(today);
  elmId = (await firm.openMatter('Elm v. Fox', 'Eli Elm')).matterId;
});
afterAll(() => firm.remove());

const item = (more: object = {}) => ({
  ledgerId: firm.matterId,
  amountCents: 40_000,
  kind: 'advance fee' as const,
  instrument: 'check' as const,
  payor: 'Carla Cole',
  purpose: 'Advance fee deposit',
  reference: '5512',
  ...more,
});
const deposit = (items: ReturnType<typeof item>[], more: object = {}) =>
  firm.client.trust.receiveDeposit({
    commandId: createId(),
    accountId: firm.accountId,
    day: today,
    items,
    countedCents: items.reduce((sum, one) => sum + one.amountCents, 0),
    ...more,
  });
const entries = async () => (await firm.client.trust.journal({ accountId: firm.accountId })).total;

describe('many receipts on one slip', () => {
  it('[TE22] refuses the whole by the number of the line, and leaves nothing half', async () => {
    const refused = (items: ReturnType<typeof item>[], more: object = {}) => refusalOf(deposit(items, more));
    expect(await refused([item(), item({ kind: 'firm funds' })])).toMatchObject({
      code: 'trust.firm-money-on-client-ledger',
      sentence: expect.stringMatching(/^Line 2: /),
      fields: ['items.1.ledgerId'],
    });
    const own = item({ ledgerId: 'firm', kind: 'firm funds', amountCents: 15_000 });
    expect(await refused([own, item(), own])).toMatchObject({
      code: 'trust.firm-funds-ceiling',
      sentence: expect.stringMatching(/^Line 3: .*Deposit 50\.00 or less/),
    });
    expect((await refused([item(), item({ day: '2026-07-01' })])).code).toBe('trust.day-in-future');
    expect((await refused([item()], { countedCents: 39_999 })).code).toBe('trust.deposit-differs');
    expect((await refused([item({ day: today })], { day: '2026-06-29' })).code).toBe('trust.deposit-before-receipt');
    expect((await refused([item()], { lessCashCents: 1 })).code).toBe('trust.less-cash');
    expect((await refused([item({ ledgerId: 'nosuch' })])).code).toBe('trust.not-found');
    expect((await refused([item(), item({ documentIds: ['nosuch'] })])).code).toBe('trust.document-not-filed');
    for (const bad of [{ amountCents: 0 }, { amountCents: -5 }, { payor: ' ' }, { instrument: 'wire' }]) {
      expect((await refused([item(bad)])).code).toBe('input.invalid');
    }
    expect((await refused([])).code).toBe('input.invalid');
    expect(await entries()).toBe(0);
  });

  it('[TE7] [TE22] posts every line whole and makes one slip of them; done twice it is done once', async () => {
    const items = [
      item(),
      item({ ledgerId: elmId, payor: 'Eli Elm', amountCents: 25_000, day: '2026-06-29', reference: '' }),
      item({ instrument: 'cash', amountCents: 5_000 }),
    ];
    const commandId = createId();
    const made = await deposit(items, { commandId });
    expect(made).toMatchObject({ totalCents: 70_000 });
    expect(made.receipts).toHaveLength(3);
    expect(await deposit(items, { commandId })).toEqual(made);
    expect(await entries()).toBe(3);
    const { trust } = firm.client;
    const { accountId } = firm;
    expect((await trust.listDeposits({ accountId })).rows).toMatchObject([
      { items: 3, totalCents: 70_000, day: today },
    ]);
    expect((await trust.listDepositable({ accountId })).rows).toEqual([]);
    const ledger = await trust.getLedger({ accountId, ledgerId: firm.matterId });
    expect(ledger).toMatchObject({ balanceCents: 45_000, availableCents: 5_000, uncollectedCents: 40_000 });
    const again = made.receipts.map(({ entryId }) => entryId);
    const slip = { accountId, day: today, entryIds: again, countedCents: 70_000 };
    expect((await refusalOf(trust.makeDeposit({ commandId: createId(), ...slip }))).code).toBe(
      'trust.deposited-before',
    );
  });
});
