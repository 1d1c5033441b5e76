import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { startHub } from '../../../electron/hub/embedded-hub.ts';
import { openTestHost, type TestHost } from '../../support/open-test-firm.ts';
import { openPractice, type Practice, testPassphrase } from '../../support/practice.ts';
import { refusalOf } from '../../support/refusal-of.ts';
import { waitUntil } from '../../support/wait-until.ts';

const today = '2026-06-30';
const again = { passphrase: testPassphrase };

let hub: Awaited<ReturnType<typeof startHub>>;
let hubFolder: string;
let first: Practice;
let second: TestHost;

beforeAll(async () => {
  hubFolder = mkdtempSync(join(tmpdir(), 'annex-hub-'));
  hub = await startHub({ folder: hubFolder, port: 0, adminName: 'admin', adminPassword: 'a long password' });
  first = await openPractice(today);
  await first.deposit(100_000, '2026-06-01');
  await first.client.provider.setHub({
    commandId: createId(),
    url: hub.url,
    name: 'admin',
    password: 'a long password',
  });
  const { code } = await first.client.provider.invite({ commandId: createId(), name: 'Ben Birch', role: 'owner' });
  await waitUntil(async () => (await first.client.provider.syncStatus({})).waiting === 0);
  second = await openTestHost({ nowMs: () => Date.parse(`${today}T18:00:00Z`) });
  await second.client.firm.enrol({
    commandId: createId(),
    code,
    passphrase: testPassphrase,
    deviceName: 'Office',
  });
  await waitUntil(async () => (await second.client.trust.listAccounts({})).rows[0]?.journalCents === 100_000);
});

afterAll(async () => {
  await second?.remove();
  await first?.remove();
  await hub?.close();
  rmSync(hubFolder, { recursive: true, force: true });
});

const disburse = (client: TestHost['client'], more: object = {}) =>
  client.trust.postDisbursement({
    commandId: createId(),
    accountId: first.accountId,
    ledgerId: first.matterId,
    day: today,
    amountCents: 10_000,
    kind: 'cost',
    instrument: 'transfer',
    payee: 'County Clerk',
    purpose: 'Filing fee',
    ...again,
    ...more,
  });
const hand = (client: TestHost['client'], toDeviceId: string) =>
  client.trust.handCustody({ commandId: createId(), accountId: first.accountId, toDeviceId });
const override = (more: object = {}) =>
  second.client.trust.overrideCustody({
    commandId: createId(),
    accountId: first.accountId,
    nextCheckNumber: 1_001,
    bankBalanceCents: 90_000,
    reason: 'The laptop was stolen',
    ...again,
    ...more,
  });

describe('custody', () => {
  it('[TR8] lets the custodian alone post what lowers the account, and others ask', async () => {
    expect((await refusalOf(disburse(second.client))).code).toBe('trust.not-custodian');
    expect((await refusalOf(hand(second.client, second.firm.me.deviceId))).code).toBe('trust.not-custodian');
    const { id } = await second.client.trust.requestDisbursement({
      commandId: createId(),
      accountId: first.accountId,
      ledgerId: first.matterId,
      day: today,
      amountCents: 5_000,
      kind: 'cost',
      instrument: 'transfer',
      payee: 'County Clerk',
      purpose: 'Copies',
    });
    await second.client.trust.approveRequest({ commandId: createId(), requestId: id, ...again });
    await waitUntil(async () => (await first.client.trust.listRequests({ state: 'approved' })).total === 1);
    await first.client.trust.postRequest({ commandId: createId(), requestId: id, day: today });
    await waitUntil(async () => (await second.client.trust.listRequests({ state: 'all' })).rows[0]?.state === 'posted');
  });

  it('is handed to a device that can hold it, which then posts', async () => {
    const own = first.host.firm.me.deviceId;
    const other = second.firm.me.deviceId;
    expect((await refusalOf(hand(first.client, own))).code).toBe('trust.custody-is-here');
    expect((await refusalOf(hand(first.client, '0000000000000000'))).code).toBe('trust.not-found');
    await hand(first.client, other);
    expect((await refusalOf(disburse(first.client))).code).toBe('trust.not-custodian');
    await waitUntil(async () => (await second.client.trust.listAccounts({})).rows[0]?.custodyIsHere === true);
    await disburse(second.client);
    await waitUntil(async () => (await first.client.trust.listAccounts({})).rows[0]?.journalCents === 85_000);
    expect((await refusalOf(override())).code).toBe('trust.custody-is-here');
    await hand(second.client, own);
    await waitUntil(async () => (await first.client.trust.listAccounts({})).rows[0]?.custodyIsHere === true);
  });

  it('is taken by an owner from a device that is lost', async () => {
    await disburse(first.client, { instrument: 'check', checkNumber: 1_001 });
    await waitUntil(async () => (await second.client.trust.listAccounts({})).rows[0]?.nextCheckNumber === 1_002);
    expect((await refusalOf(override())).code).toBe('trust.check-number-used');
    await override({ nextCheckNumber: 1_050 });
    const [account] = (await second.client.trust.listAccounts({})).rows;
    expect(account).toMatchObject({ custodyIsHere: true, nextCheckNumber: 1_050, custodianDeviceName: 'Office' });
    await disburse(second.client, { instrument: 'check', checkNumber: 1_050 });
    await waitUntil(async () => (await first.client.trust.listAccounts({})).rows[0]?.custodyIsHere === false);
    expect((await refusalOf(disburse(first.client))).code).toBe('trust.not-custodian');
  });

  it('shows the same figures on both, and what came late into a signed month', async () => {
    const figures = async (client: TestHost['client']) => ({
      journal: (await client.trust.journal({ accountId: first.accountId, descending: false })).rows,
      ledgers: (await client.trust.listLedgers({})).rows,
      balances: await client.trust.balancesAsOf({ accountId: first.accountId, asOf: today }),
    });
    await waitUntil(async () => {
      const [here, there] = [await figures(first.client), await figures(second.client)];
      return JSON.stringify(here) === JSON.stringify(there);
    });
    expect((await figures(first.client)).balances.totalCents).toBe(65_000);
  });
});
