import { afterEach, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import type { Role } from '../../../shared/domain/roles/rights.ts';
import { refusalOf } from '../../support/refusal-of.ts';
import type { SimDevice } from '../../support/simulation/sim-device.ts';
import { createTrustWorld, type TrustWorld } from '../../support/simulation/trust-world.ts';

const today = '2026-06-30';
let firm: TrustWorld;
afterEach(() => firm.close());

/** The firm with 1,000.00 on its first matter, known to everybody. */
async function start(...roles: Role[]): Promise<SimDevice[]> {
  firm = await createTrustWorld(today, roles);
  const [owner] = firm.devices;
  if (owner !== undefined) await firm.receive(owner, 100_000);
  await firm.meet();
  return [...firm.devices];
}

const request = async (device: SimDevice, amountCents = 10_000): Promise<string> => {
  const { id } = await device.client.trust.requestDisbursement({
    commandId: createId(),
    accountId: firm.accountId,
    ledgerId: firm.matterIds[0] ?? '',
    day: today,
    amountCents,
    kind: 'cost',
    instrument: 'transfer',
    payee: 'County Clerk',
    purpose: 'Copies',
  });
  return id;
};
const approve = (device: SimDevice, requestId: string) =>
  device.client.trust.approveRequest({ commandId: createId(), requestId, passphrase: 'x' });
const post = (device: SimDevice, requestId: string) =>
  device.client.trust.postRequest({ commandId: createId(), requestId, day: today });
const name = (device: SimDevice, ...signers: SimDevice[]) =>
  device.client.trust.nameSigners({
    commandId: createId(),
    accountId: firm.accountId,
    memberIds: signers.map((signer) => signer.me.memberId),
  });
const states = async (device: SimDevice) =>
  (await device.client.trust.listRequests({ state: 'all' })).rows.map((row) => row.state);
const codes = async (device: SimDevice) =>
  (await device.client.trust.listExceptions({})).rows.map((row) => row.code).sort();

describe('approvals of those who sign', () => {
  it('[TE23] count by what was known when they were given, and not beyond a naming that had not seen them', async () => {
    const [owner, attorney, clerk] = (await start('attorney', 'bookkeeper')) as [SimDevice, SimDevice, SimDevice];
    const seen = await request(clerk);
    await firm.meet();
    await approve(attorney, seen);
    await firm.meet();
    const unseen = await request(clerk, 5_000);
    await firm.meet();
    await approve(attorney, unseen);
    await name(owner, owner);
    await firm.meet();
    for (const device of firm.devices) expect((await states(device)).sort()).toEqual(['approved', 'waiting']);
    const refused = await refusalOf(post(owner, unseen));
    expect(refused).toMatchObject({ code: 'trust.approver-not-a-signer', fields: ['requestId'] });
    expect(refused.sentence).toContain('Have one of its signers approve it');
    await post(owner, seen);
    expect((await refusalOf(approve(attorney, unseen))).code).toBe('trust.not-a-signer');
    await approve(owner, unseen);
    await post(owner, unseen);
    await firm.meet();
    for (const device of firm.devices) expect(await states(device)).toEqual(['posted', 'posted']);
    expect(await codes(attorney)).toEqual([]);
  });

  it('[TE23] that went out all the same are an exception on every device, and none once the author is named', async () => {
    const [owner, attorney] = (await start('attorney')) as [SimDevice, SimDevice];
    await owner.client.trust.handCustody({ commandId: createId(), accountId: firm.accountId, toDeviceId: attorney.id });
    await firm.meet();
    await name(owner, owner);
    const own = await request(attorney, 2_000);
    await approve(attorney, own);
    await post(attorney, own);
    await firm.pay(attorney, 3_000);
    await firm.meet();
    for (const device of firm.devices) {
      expect(await codes(device)).toEqual(['trust.paid-without-signer', 'trust.paid-without-signer']);
    }
    const [row] = (await owner.client.trust.listExceptions({})).rows;
    expect(row?.sentence).toContain('on the word of Member D1, who does not sign on this account');
    await name(owner, owner, attorney);
    await firm.meet();
    await firm.pay(attorney, 1_000);
    await firm.meet();
    expect(await codes(owner)).toHaveLength(2);
  });

  it('[TE23] are wanted for every payment: without a request, only of somebody who may approve', async () => {
    const [owner, clerk] = (await start('bookkeeper')) as [SimDevice, SimDevice];
    await owner.client.trust.handCustody({ commandId: createId(), accountId: firm.accountId, toDeviceId: clerk.id });
    await firm.meet();
    expect((await refusalOf(firm.pay(clerk, 1_000))).code).toBe('trust.request-missing');
    const custody = clerk.rows.get<{ id: string }>('SELECT custody_event_id AS id FROM trust_account')?.id ?? '';
    const accountId = firm.accountId;
    const head = {
      accountId,
      ledgerId: firm.matterIds[0],
      day: today,
      amountCents: 1_000,
      instrument: 'transfer',
      custody,
    };
    const body = { name: 'A friend', purpose: 'A favour', reference: '' };
    const wild = { type: 'trust.disbursement.posted', workspace: 'trust', body } as const;
    await clerk.write([{ ...wild, aggregate: 'entry:wild1', head: { ...head, kind: 'client' } }]);
    const requestId = await request(clerk, 1_000);
    await clerk.write([{ ...wild, aggregate: 'entry:wild2', head: { ...head, kind: 'cost', requestId } }]);
    await firm.meet();
    const aside = owner.rows.all<{ reason: string }>('SELECT reason FROM set_aside');
    expect(aside).toEqual([{ reason: 'no right' }]);
    expect(await codes(owner)).toEqual(['trust.paid-without-signer']);
    expect((await owner.client.trust.getAccount({ accountId })).journalCents).toBe(99_000);
  });
});

describe('two custodians after a botched hand-over', () => {
  it('[TE24] are an exception, as is what the second posted, until an owner decides', async () => {
    const [owner, first, second] = (await start('attorney', 'owner')) as [SimDevice, SimDevice, SimDevice];
    const { accountId } = firm;
    firm.world.nowMs += 60_000;
    await owner.client.trust.handCustody({ commandId: createId(), accountId, toDeviceId: first.id });
    firm.world.nowMs += 60_000;
    const taking = { nextCheckNumber: 1_050, bankBalanceCents: 100_000, reason: 'No answer', passphrase: 'x' };
    await second.client.trust.overrideCustody({ commandId: createId(), accountId, ...taking });
    await firm.pay(second, 70_000, { instrument: 'check', checkNumber: 1_050 });
    await firm.meet([owner, first]);
    await firm.pay(first, 60_000);
    await firm.meet();
    for (const device of firm.devices) {
      expect(await codes(device)).toEqual(['trust.posted-out-of-custody', 'trust.two-custodians']);
      const account = await device.client.trust.getAccount({ accountId });
      expect(account).toMatchObject({ journalCents: 40_000, custodianDeviceId: first.id });
      const ledger = await device.client.trust.getLedger({ accountId, ledgerId: firm.matterIds[0] ?? '' });
      expect(ledger.availableCents).toBe(-30_000);
    }
    for (const device of [first, second]) {
      expect((await refusalOf(firm.pay(device, 100))).code).toBe('firm.gap-aside');
    }
    const aside = owner.rows.get<{ event_id: string }>('SELECT event_id FROM set_aside');
    const decision = { workspace: 'trust' as const, decision: 'adopt' as const, reason: 'The bank paid it' };
    await owner.client.firm.adopt({ commandId: createId(), eventId: aside?.event_id ?? '', ...decision });
    await firm.meet();
    for (const device of firm.devices) {
      expect(await codes(device)).toEqual(['trust.ledger-below-zero', 'trust.two-custodians']);
    }
  });
});
