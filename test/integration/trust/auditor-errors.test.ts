import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { refusalOf } from '../../support/refusal-of.ts';
import type { SimDevice } from '../../support/simulation/sim-device.ts';
import { createTrustWorld, type TrustWorld } from '../../support/simulation/trust-world.ts';

/** What examiners of trust accounts look for, each tried through the contract: it is impossible, or it is loud. */

const today = '2026-07-15';
const command = () => ({ commandId: createId() });
const again = { passphrase: 'x' };

let firm: TrustWorld;
let owner: SimDevice;
let clerk: SimDevice;
let cole = '';
let elm = '';

beforeAll(async () => {
  firm = await createTrustWorld(today, ['bookkeeper']);
  [owner, clerk] = firm.devices as [SimDevice, SimDevice];
  [cole, elm] = firm.matterIds as [string, string];
  await firm.receive(owner, 500_000, { day: '2026-02-02' });
  await firm.receive(owner, 20_000, { ledgerId: 'firm', kind: 'firm funds', day: '2026-02-02' });
  await firm.meet();
});
afterAll(() => firm.close());

const code = async (call: Promise<unknown>): Promise<string> => (await refusalOf(call)).code;
const trust = () => owner.client.trust;
const looks = async (): Promise<string[]> => (await trust().listLookAt({})).rows.map((row) => row.code);
const exceptions = async (): Promise<string[]> => (await trust().listExceptions({})).rows.map((row) => row.code);
const run = (kind: 'daily-totals' | 'projection' | 'unclaimed') =>
  owner.client.reports.run({ kind, from: '2026-01-01', to: today });
const at = () => ({ accountId: firm.accountId, day: today });

async function bill(minutes: number, day: string): Promise<string> {
  const time = { matterId: cole, workedOn: day, minutes, narrative: 'Drafted' };
  await owner.client.billing.recordTime({ ...command(), ...time });
  const draft = await owner.client.billing.draftInvoice({
    ...command(),
    matterId: cole,
    periodFrom: day,
    periodTo: day,
  });
  const issue = { invoiceId: draft.id, issuedOn: day, dueOn: day };
  return (await owner.client.billing.issueInvoice({ ...command(), ...issue })).id;
}
const takeFee = (invoiceId: string, amountCents: number) =>
  trust().transferFee({ ...command(), ...again, ...at(), ledgerId: cole, invoiceId, amountCents });
const closing = (more: object) =>
  trust().prepareClosing({
    ...command(),
    ...at(),
    ledgerId: cole,
    grossCents: 100_000,
    netCents: 60_000,
    lines: [{ kind: 'fee', payee: 'The firm', purpose: 'Fee', amountCents: 40_000, shareBasisPoints: 4_000 }],
    ...more,
  });

const errors: readonly (readonly [string, () => Promise<void>])[] = [
  [
    '1 a client ledger below zero',
    async () => {
      expect(await code(firm.pay(owner, 500_001))).toBe('trust.insufficient-funds');
    },
  ],
  [
    '2 a shortage that other clients’ money covers',
    async () => {
      const { id } = await firm.receive(owner, 9_000, { ledgerId: elm, day: '2026-06-01' });
      await firm.pay(owner, 8_000, { ledgerId: elm, day: '2026-06-02' });
      await trust().postReturnedItem({ ...command(), entryId: id, day: '2026-06-03', reason: 'NSF' });
      expect(await exceptions()).toContain('trust.ledger-below-zero');
      const account = await trust().getAccount({ accountId: firm.accountId });
      expect(account.light.colour).toBe('red');
      const short = (await run('daily-totals')).rows.filter((row) => Number(row['shortageCents']) > 0);
      expect(short).toMatchObject([{ day: '2026-06-03', shortageCents: 8_000 }]);
      const cure = { ...at(), ledgerId: elm, amountCents: 8_000, instrument: 'transfer' as const, incident: 'NSF' };
      await trust().cureShortage({ ...command(), ...cure });
    },
  ],
  [
    '3 no three-way reconciliation',
    async () => {
      const { coverage } = await trust().listReconciliations({ accountId: firm.accountId });
      expect(coverage[0]).toEqual({ month: '2026-01', state: 'overdue' });
      expect(await code(takeFee(await bill(60, today), 30_000))).toBe('trust.reconciliation-overdue');
    },
  ],
  [
    '4 a reconciliation that nobody with the right has signed',
    async () => {
      const sign = { accountId: firm.accountId, statementOn: '2026-01-31', bankBalanceCents: 0, clearedEntryIds: [] };
      expect(await code(clerk.client.trust.signReconciliation({ ...command(), ...again, ...sign }))).toBe(
        'firm.no-right',
      );
      expect(await code(trust().signReconciliation({ ...command(), ...again, ...sign, bankBalanceCents: 1 }))).toBe(
        'trust.not-balanced',
      );
    },
  ],
  [
    '5 money paid before it was collected',
    async () => {
      await firm.receive(owner, 30_000, { ledgerId: elm, instrument: 'check' });
      const refused = await refusalOf(firm.pay(owner, 30_000, { ledgerId: elm }));
      expect(refused.sentence).toContain('on hold until');
    },
  ],
  [
    '6 earned fees left in trust',
    async () => {
      await bill(30, '2026-06-01');
      expect(await looks()).toContain('trust.fees-left');
    },
  ],
  [
    '7 an expense of the firm paid from trust',
    async () => {
      const rent = { ledgerId: 'firm', kind: 'third party', payee: 'Landlord' };
      expect(await code(firm.pay(owner, 1_000, rent))).toBe('trust.firm-ledger-for-bank-fees');
      const named = { type: 'office.firm.named', workspace: 'office', aggregate: 'firm:firm' } as const;
      await owner.write([
        { ...named, head: { state: 'WA' }, body: { name: 'Alder Law', address: '', phone: '', email: '' } },
      ]);
      const own = { kind: 'client', payee: 'ALDER LAW.' };
      expect(await code(firm.pay(owner, 1_000, own))).toBe('trust.payee-is-the-firm');
    },
  ],
  [
    '8 fees taken before they are billed',
    async () => {
      expect(await code(takeFee('nosuch', 10_000))).toBe('trust.invoice-missing');
      expect(await code(takeFee(await bill(6, today), 3_001))).toBe('trust.above-unpaid');
    },
  ],
  [
    '9 fees of bank or card that hit client money',
    async () => {
      expect(await code(firm.pay(owner, 100, { kind: 'bank fee' }))).toBe('trust.bank-fee-on-client-ledger');
      const netted = { instrument: 'card', grossCents: 10_000 };
      expect(await code(firm.receive(owner, 9_700, netted))).toBe('trust.settled-below-gross');
    },
  ],
  [
    '10 cash, ATM, debit card',
    async () => {
      for (const payee of ['Cash', ' pay to the order of CASH ', 'ATM withdrawal', 'Debit card', 'Petty cash']) {
        expect(await code(firm.pay(owner, 100, { payee }))).toBe('trust.payee-forbidden');
      }
      expect(await code(firm.pay(owner, 100, { instrument: 'cash' }))).toBe('trust.cash-disbursement');
      expect(await code(firm.pay(owner, 100, { instrument: 'card' }))).toBe('trust.card-disbursement');
    },
  ],
  [
    '11 a deposit without a client',
    async () => {
      expect(await code(firm.receive(owner, 100, { ledgerId: 'nosuch' }))).toBe('trust.not-found');
      expect(await code(firm.receive(owner, 100, { ledgerId: '' }))).toBe('input.invalid');
      await firm.receive(owner, 7_000, { ledgerId: 'suspense', kind: 'other', day: '2026-06-15' });
      const { rows } = await trust().listExceptions({});
      expect(rows.find((row) => row.code === 'trust.unidentified-too-long')).toMatchObject({ dueOn: '2026-06-23' });
    },
  ],
  [
    '12 payee, purpose or check number missing',
    async () => {
      expect(await code(firm.pay(owner, 100, { payee: ' ' }))).toBe('input.invalid');
      expect(await code(firm.pay(owner, 100, { purpose: '' }))).toBe('input.invalid');
      expect(await code(firm.pay(owner, 100, { instrument: 'check' }))).toBe('trust.check-number-missing');
    },
  ],
  [
    '13 check numbers twice or out of order',
    async () => {
      await firm.pay(owner, 100, { instrument: 'check', checkNumber: 1_003, day: '2026-03-02' });
      const twice = firm.pay(owner, 100, { instrument: 'check', checkNumber: 1_003 });
      expect(await code(twice)).toBe('trust.check-number-used');
      const register = await trust().checkRegister({ accountId: firm.accountId });
      expect(register.missing).toEqual([{ from: 1_001, to: 1_002 }]);
      expect(await looks()).toContain('trust.check-gap');
    },
  ],
  ['14 stale outstanding checks', async () => expect(await looks()).toContain('trust.stale-check')],
  [
    '15 dormant balances',
    async () => {
      expect(await code(owner.client.office.closeMatter({ ...command(), matterId: cole, closedOn: today }))).toMatch(
        /trust/,
      );
      expect(await looks()).toContain('trust.setup-open');
    },
  ],
  [
    '16 unidentified money',
    async () => {
      const suspense = { ledgerId: 'suspense', payee: 'Somebody' };
      expect(await code(firm.pay(owner, 7_000, suspense))).toBe('trust.suspense-pays-nobody');
      expect(await code(firm.pay(owner, 7_000, { ...suspense, kind: 'unclaimed' }))).toBe('trust.owner-not-searched');
      expect((await trust().listUnidentified({})).rows).toMatchObject([{ isOverdue: true, leftCents: 7_000 }]);
      await firm.pay(owner, 7_000, { ...suspense, kind: 'refund' });
      expect((await trust().listUnidentified({})).rows).toEqual([]);
    },
  ],
  [
    '17 money of one client moved to another',
    async () => {
      const move = {
        ...at(),
        ledgerId: cole,
        toLedgerId: elm,
        amountCents: 100,
        authority: 'A word',
        purpose: 'Error',
      };
      expect(await code(trust().transferBetweenLedgers({ ...command(), ...again, ...move }))).toBe(
        'trust.transfer-needs-authority',
      );
    },
  ],
  [
    '18 an advance deposited to operating',
    async () => {
      const { clientId } = (await owner.client.office.getMatter({ matterId: elm })) as { clientId: string };
      const paid = { clientId, receivedOn: today, amountCents: 5_000, method: 'check' as const, allocations: [] };
      const record = (more: object = {}) => owner.client.billing.recordPayment({ ...command(), ...paid, ...more });
      expect(await code(record())).toBe('billing.advance-belongs-in-trust');
      expect(await code(record({ unappliedBasis: 'retainer' }))).toBe('billing.unapplied-unexplained');
      await record({ unappliedBasis: 'retainer', unappliedNote: 'Agreement of Jul 1' });
      expect(await looks()).not.toContain('trust.advance-outside');
      await record({ unappliedBasis: 'to refund', unappliedNote: 'By check tomorrow' });
      expect(await looks()).toContain('trust.advance-outside');
    },
  ],
  [
    '19 a settlement sheet that is not what is paid',
    async () => expect(await code(closing({ netCents: 60_001 }))).toBe('trust.closing-not-zero'),
  ],
  [
    '20 liens ignored',
    async () => {
      const lien = { kind: 'lien' as const, claimant: 'Saltwater Clinic', reason: 'Medical lien' };
      await trust().placeHold({ ...command(), ...at(), ledgerId: cole, amountCents: 10_000, ...lien });
      expect(await code(closing({}))).toBe('trust.lien-not-dealt-with');
    },
  ],
  [
    '21 no notice and no accounting',
    async () => {
      expect((await trust().addTrustCalendar({ ...command() })).added).toBeGreaterThan(0);
      const { rows } = await owner.client.office.listTasks({ limit: 200 });
      const titles = rows.map((row) => row.title);
      expect(titles).toContain('Account to every client whose money is held');
      expect(titles.some((title) => title.startsWith('Reconcile Client trust'))).toBe(true);
    },
  ],
  [
    '22 entries dated back or altered',
    async () => {
      expect(await code(firm.receive(owner, 100, { day: '2026-01-01' }))).toBe('trust.day-before-opening');
      expect(await code(firm.receive(owner, 100, { day: '2026-07-16' }))).toBe('trust.day-in-future');
      expect(await looks()).toContain('trust.backdated');
    },
  ],
  [
    '23 gaps in statements',
    async () => {
      const csv = (day: string) => Buffer.from(`Date,Description,Amount\n${day},Clerk,-1.00\n`).toString('base64');
      const file = (day: string, from: string, to: string) =>
        trust().importStatement({
          ...command(),
          accountId: firm.accountId,
          fileBase64: csv(day),
          fileName: 'bank.csv',
          from,
          to,
          closingCents: -100,
        });
      expect(await code(file('02/10/2026', '2026-02-01', '2026-02-28'))).toBe('trust.statement-gap');
    },
  ],
  [
    '24 support missing',
    async () => {
      const { rows } = await trust().journal({ accountId: firm.accountId, limit: 500 });
      const paid = rows.find((row) => row.checkNumber === 1_003);
      expect(paid?.missing).toContain('bill, letter or receipt in the file');
      expect(paid?.completeness).toBeLessThan(100);
      expect(await code(firm.pay(owner, 100_000))).toBe('trust.cost-without-bill');
    },
  ],
  [
    '25 an overdraft',
    async () => {
      const { rows } = await run('projection');
      expect(rows.filter((row) => row['state'] === 'Overdrawn').length).toBeGreaterThan(0);
    },
  ],
  [
    '26 a wrong title or bank',
    async () => {
      const setup = () => trust().accountSetup({ accountId: firm.accountId });
      expect((await setup()).titleWarning).toBe('');
      const open = (await setup()).rows.filter((row) => !row.isDone).map((row) => row.item);
      expect(open).toContain('bank');
      const stand = (more: object) =>
        trust().confirmAccountSetup({ ...command(), accountId: firm.accountId, items: open, ...more });
      expect(await code(stand({ licenseeMemberId: owner.me.memberId }))).toBe('trust.licensee-missing');
      await stand({});
      expect(await looks()).not.toContain('trust.setup-open');
    },
  ],
  [
    '27 one person prepares, signs and reconciles',
    async () => {
      expect(await looks()).toContain('trust.same-person');
      expect((await trust().listToReview({})).rows.length).toBeGreaterThan(0);
    },
  ],
  [
    '28 forged instructions for a wire',
    async () => {
      expect(await code(firm.pay(owner, 100, { instrument: 'wire' }))).toBe('trust.call-back-missing');
      const span = { accountId: firm.accountId, from: '2026-01-01', to: today };
      expect((await trust().positivePay(span)).csv).toContain('1003');
    },
  ],
  [
    '29 one balance spent on two devices that are apart',
    async () => {
      expect(await code(firm.pay(clerk, 100))).toBe('trust.not-custodian');
      const ask = { ...at(), ledgerId: cole, kind: 'cost' as const, instrument: 'transfer' as const };
      const words = { amountCents: 50_000, payee: 'Clerk', purpose: 'Fee' };
      await clerk.client.trust.requestDisbursement({ ...command(), ...ask, ...words });
      await firm.meet();
      const ledger = await trust().getLedger({ accountId: firm.accountId, ledgerId: cole });
      expect(ledger.pendingCents).toBe(50_000);
    },
  ],
];

describe('what examiners look for is impossible or loud', () => {
  it.each(errors)('error %s', async (_, look) => {
    await look();
  });
});
