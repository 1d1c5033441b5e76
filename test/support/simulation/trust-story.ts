import { createId } from '../../../electron/data/create-id.ts';
import { addDays, endOfMonth } from '../../../shared/domain/day.ts';
import { attempt } from './sim-actions.ts';
import type { SimDevice } from './sim-device.ts';
import type { TrustWorld } from './trust-world.ts';

/** What people do with a trust account on devices that are apart, and how often. */
type Deed = (firm: TrustWorld, device: SimDevice) => Promise<unknown>;

const again = { passphrase: 'x' };
const command = () => ({ commandId: createId() });

/** One of the ids that this device knows; refuses like a person who finds nothing to do. */
function pick(firm: TrustWorld, device: SimDevice, sql: string): string {
  const found = device.rows.all<{ id: string }>(sql).map((row) => row.id);
  return found.length === 0 ? 'nothing' : firm.world.random.pick(found.sort());
}

const cents = (firm: TrustWorld, most = 30_000): number => 1 + firm.world.random.int(most);
const matterOf = (firm: TrustWorld): string => firm.world.random.pick(firm.matterIds);
/** Mostly today, now and then weeks back: into a month that somebody else may have signed. */
const dayOf = (firm: TrustWorld, device: SimDevice): string =>
  firm.world.random.chance(0.7) ? device.today() : addDays(device.today(), -firm.world.random.int(30));
/** Whoever is the custodian by what a device of the firm knows; mostly they act, now and then somebody else tries. */
function custodian(firm: TrustWorld, device: SimDevice): SimDevice {
  const here = 'SELECT 1 AS yes FROM trust_account WHERE custodian_device_id = ?';
  const found = firm.devices.find((other) => other.rows.get(here, [other.id]) !== undefined);
  return found === undefined || firm.world.random.chance(0.15) ? device : found;
}

const receive: Deed = (firm, device) =>
  firm.receive(device, cents(firm, 60_000), {
    ledgerId: matterOf(firm),
    day: dayOf(firm, device),
    instrument: firm.world.random.pick(['wire', 'check', 'ach']),
  });

const receiveUnknown: Deed = (firm, device) =>
  firm.receive(device, cents(firm), { ledgerId: 'suspense', kind: 'other', payor: 'Unknown sender' });

const receiveOwn: Deed = (firm, device) =>
  firm.receive(device, cents(firm, 9_000), { ledgerId: 'firm', kind: 'firm funds', payor: 'The firm' });

const deposit: Deed = (firm, device) => {
  const amounts = [cents(firm), cents(firm)];
  const item = (amountCents: number) => ({
    ledgerId: matterOf(firm),
    amountCents,
    kind: 'settlement' as const,
    instrument: 'check' as const,
    payor: 'An insurer',
    purpose: 'Settlement',
  });
  return device.client.trust.receiveDeposit({
    ...command(),
    accountId: firm.accountId,
    day: device.today(),
    items: amounts.map(item),
    countedCents: amounts.reduce((sum, one) => sum + one, 0),
  });
};

const pay: Deed = (firm, any) => {
  const device = custodian(firm, any);
  const next = device.rows.get<{ n: number | null }>('SELECT MAX(check_number) AS n FROM trust_check_use')?.n ?? 1_000;
  const isCheck = firm.world.random.chance(0.5);
  return firm.pay(device, cents(firm, 15_000), {
    ledgerId: matterOf(firm),
    day: dayOf(firm, device),
    ...(isCheck ? { instrument: 'check', checkNumber: next + 1 + firm.world.random.int(2) } : {}),
  });
};

const ask: Deed = (firm, device) =>
  device.client.trust.requestDisbursement({
    ...command(),
    accountId: firm.accountId,
    ledgerId: matterOf(firm),
    day: device.today(),
    amountCents: cents(firm, 10_000),
    kind: 'third party',
    instrument: 'transfer',
    payee: 'County Clerk',
    purpose: 'Copies',
  });

const approve: Deed = (firm, device) =>
  device.client.trust.approveRequest({
    ...command(),
    ...again,
    requestId: pick(firm, device, "SELECT request_id AS id FROM trust_request WHERE state = 'waiting'"),
  });

const decline: Deed = (firm, device) =>
  device.client.trust.declineRequest({
    ...command(),
    requestId: pick(firm, device, "SELECT request_id AS id FROM trust_request WHERE state <> 'declined'"),
    reason: 'No',
  });

const post: Deed = (firm, any) => {
  const device = custodian(firm, any);
  const requestId = pick(firm, device, "SELECT request_id AS id FROM trust_request WHERE state = 'approved'");
  return device.client.trust.postRequest({ ...command(), requestId, day: device.today() });
};

const anyEntry = 'SELECT entry_id AS id FROM trust_entry';

const reverse: Deed = (firm, any) => {
  const device = custodian(firm, any);
  const entryId = pick(firm, device, anyEntry);
  return device.client.trust.reverseEntry({ ...command(), ...again, entryId, day: device.today(), reason: 'Mistake' });
};

const returned: Deed = (firm, any) => {
  const device = custodian(firm, any);
  const entryId = pick(firm, device, `${anyEntry} WHERE type = 'receipt'`);
  return device.client.trust.postReturnedItem({ ...command(), entryId, day: device.today(), reason: 'NSF' });
};

const bankFee: Deed = (firm, any) => {
  const device = custodian(firm, any);
  const fee = { accountId: firm.accountId, day: device.today(), amountCents: cents(firm, 3_000), purpose: 'Charge' };
  return device.client.trust.postBankFee({ ...command(), ...fee });
};

const identify: Deed = (firm, any) => {
  const device = custodian(firm, any);
  const entryId = pick(firm, device, `${anyEntry} WHERE ledger_id = 'suspense' AND type = 'receipt'`);
  return device.client.trust.transferBetweenLedgers({
    ...command(),
    ...again,
    accountId: firm.accountId,
    ledgerId: 'suspense',
    toLedgerId: matterOf(firm),
    day: device.today(),
    amountCents: cents(firm, 12_000),
    authority: 'A letter of the sender',
    purpose: 'Its owner is found',
    identifiesEntryId: entryId,
  });
};

const hold: Deed = (firm, device) =>
  device.client.trust.placeHold({
    ...command(),
    accountId: firm.accountId,
    ledgerId: matterOf(firm),
    day: device.today(),
    amountCents: cents(firm, 5_000),
    kind: 'dispute',
    claimant: 'Former counsel',
    reason: 'Claims a share',
  });

const bill: Deed = async (firm, device) => {
  const matterId = matterOf(firm);
  const day = device.today();
  const time = { matterId, workedOn: day, minutes: 6 * (1 + firm.world.random.int(8)), narrative: 'Drafted' };
  await device.client.billing.recordTime({ ...command(), ...time });
  const draft = await device.client.billing.draftInvoice({ ...command(), matterId, periodFrom: day, periodTo: day });
  return device.client.billing.issueInvoice({ ...command(), invoiceId: draft.id, issuedOn: day, dueOn: day });
};

const anyInvoice = "SELECT invoice_id AS id FROM billing_invoice WHERE state = 'issued'";

const takeFee: Deed = (firm, any) => {
  const device = custodian(firm, any);
  const invoiceId = pick(firm, device, anyInvoice);
  const invoice = device.rows.get<{ matter_id: string; owed_cents: number }>(
    'SELECT matter_id, owed_cents FROM billing_invoice WHERE invoice_id = ?',
    [invoiceId],
  );
  return device.client.trust.transferFee({
    ...command(),
    ...again,
    accountId: firm.accountId,
    ledgerId: invoice?.matter_id ?? 'nothing',
    invoiceId,
    day: device.today(),
    amountCents: Math.max(1, invoice?.owed_cents ?? 1),
  });
};

/** Who is on line meets the hub. */
async function meet(firm: TrustWorld, ...devices: SimDevice[]): Promise<void> {
  for (const device of devices) if (firm.world.link(device).isOnline) await firm.world.sync(device, null);
}

/** The custodian takes a fee while somebody else voids its invoice, neither knowing of the other. */
const feeApart: Deed = async (firm, any) => {
  const device = custodian(firm, any);
  const other = firm.world.random.pick(firm.devices.filter((one) => one !== device));
  await bill(firm, device);
  const issued = (await bill(firm, device)) as { id: string };
  await meet(firm, device, other);
  await attempt(firm.world, device, () => takeFee(firm, device));
  const voided = { invoiceId: issued.id, voidedOn: other.today(), reason: 'Wrong' };
  return other.client.billing.voidInvoice({ ...command(), ...voided });
};

/** Asked for on one device, approved on another, posted by the custodian. */
const payByRequest: Deed = async (firm, any) => {
  const { id: requestId } = (await ask(firm, any)) as { id: string };
  const approver = firm.world.random.pick(firm.devices);
  await meet(firm, any, approver);
  await approver.client.trust.approveRequest({ ...command(), ...again, requestId });
  const device = custodian(firm, any);
  await meet(firm, approver, device);
  return device.client.trust.postRequest({ ...command(), requestId, day: device.today() });
};

const voidInvoice: Deed = (firm, device) => {
  const invoiceId = pick(firm, device, anyInvoice);
  return device.client.billing.voidInvoice({ ...command(), invoiceId, voidedOn: device.today(), reason: 'Wrong' });
};

const reapply: Deed = (firm, any) => {
  const device = custodian(firm, any);
  const entryId = pick(
    firm,
    device,
    `SELECT e.entry_id AS id FROM trust_entry e JOIN billing_invoice i ON i.invoice_id = e.invoice_id
     WHERE e.type = 'fee transfer' AND e.is_reversed = 0 AND (i.state <> 'issued' OR i.owed_cents < 0)`,
  );
  const invoiceId = pick(firm, device, `${anyInvoice} AND owed_cents > 0`);
  const parts = [{ invoiceId, amountCents: cents(firm, 3_000) }];
  return device.client.trust.reapplyFee({
    ...command(),
    ...again,
    entryId,
    parts,
    day: device.today(),
    reason: 'Void',
  });
};

const noteError: Deed = (firm, device) => {
  const sign = firm.world.random.chance(0.5) ? 1 : -1;
  const error = { day: dayOf(firm, device), amountCents: sign * cents(firm, 900), what: 'Not ours' };
  return device.client.trust.noteBankError({ ...command(), accountId: firm.accountId, lineIds: [], ...error });
};

const correctError: Deed = async (firm, device) => {
  const { rows } = await device.client.trust.listBankErrors({ accountId: firm.accountId });
  const [error] = rows;
  const errorId = error?.errorId ?? 'nothing';
  return firm.world.random.chance(0.6)
    ? device.client.trust.correctBankError({ ...command(), errorId, day: device.today(), lineIds: [] })
    : device.client.trust.withdrawBankError({ ...command(), errorId, reason: 'It was ours' });
};

/** The last month that is over: the bank saw some of what is open, and says so to the cent. */
const sign: Deed = async (firm, any) => {
  const device = custodian(firm, any);
  const { accountId } = firm;
  const statementOn = addDays(`${device.today().slice(0, 7)}-01`, -1);
  const ask = (bankBalanceCents: number, clearedEntryIds: string[]) =>
    device.client.trust.reconcile({
      accountId,
      statementOn: endOfMonth(statementOn),
      bankBalanceCents,
      clearedEntryIds,
    });
  const open = await ask(0, []);
  const seen = open.candidates.filter(() => firm.world.random.chance(0.7)).map((one) => one.entryId);
  const draft = await ask(0, seen);
  const bankBalanceCents = draft.journalCents - draft.adjustedBankCents;
  return device.client.trust.signReconciliation({
    ...command(),
    ...again,
    accountId,
    statementOn,
    bankBalanceCents,
    clearedEntryIds: seen,
  });
};

const reopen: Deed = (firm, any) => {
  const device = custodian(firm, any);
  return device.client.trust.reopenReconciliation({
    ...command(),
    ...again,
    accountId: firm.accountId,
    reason: 'Late',
  });
};

const hand: Deed = (firm, any) => {
  const device = custodian(firm, any);
  const toDeviceId = firm.world.random.pick(firm.devices).id;
  return device.client.trust.handCustody({ ...command(), accountId: firm.accountId, toDeviceId });
};

const take: Deed = (firm, device) =>
  device.client.trust.overrideCustody({
    ...command(),
    ...again,
    accountId: firm.accountId,
    nextCheckNumber: 2_000 + firm.world.random.int(1_000),
    bankBalanceCents: 0,
    reason: 'Lost laptop',
  });

const decideAside: Deed = (firm, device) =>
  device.client.firm.adopt({
    ...command(),
    eventId: pick(firm, device, "SELECT event_id AS id FROM set_aside WHERE workspace = 'trust'"),
    workspace: 'trust',
    decision: firm.world.random.chance(0.6) ? 'adopt' : 'reject',
    reason: 'Asked the bank',
  });

const nameSigners: Deed = (firm, device) => {
  const memberIds = firm.devices.map((one) => one.me.memberId).filter(() => firm.world.random.chance(0.6));
  return device.client.trust.nameSigners({ ...command(), accountId: firm.accountId, memberIds });
};

const answer: Deed = async (firm, device) => {
  const { rows } = await device.client.trust.listExceptions({});
  const key = rows.length === 0 ? 'nothing' : firm.world.random.pick(rows).key;
  return device.client.trust.resolveException({ ...command(), key, explanation: 'Looked into, and told the client.' });
};

const deeds: readonly (readonly [number, Deed])[] = [
  [16, receive],
  [4, receiveUnknown],
  [2, receiveOwn],
  [4, deposit],
  [9, pay],
  [7, ask],
  [4, approve],
  [1, decline],
  [4, post],
  [5, reverse],
  [2, returned],
  [2, bankFee],
  [3, identify],
  [2, hold],
  [4, bill],
  [4, takeFee],
  [7, feeApart],
  [9, payByRequest],
  [2, voidInvoice],
  [8, reapply],
  [2, noteError],
  [2, correctError],
  [9, sign],
  [2, reopen],
  [1, hand],
  [2, take],
  [2, decideAside],
  [2, nameSigners],
  [1, answer],
];

function choose(firm: TrustWorld): Deed {
  let left = firm.world.random.int(deeds.reduce((sum, [weight]) => sum + weight, 0));
  for (const [weight, deed] of deeds) {
    left -= weight;
    if (left < 0) return deed;
  }
  return receive;
}

/** Lets so many things happen: deeds on any device, devices that meet the hub or lose it, days that pass. */
export async function liveTrustStory(firm: TrustWorld, steps: number): Promise<void> {
  const { world } = firm;
  const { random } = world;
  for (let step = 0; step < steps; step += 1) {
    world.nowMs += 1_000 * random.int(random.chance(0.3) ? 4 * 86_400 : 3_600);
    const device = random.pick(firm.devices);
    const link = world.link(device);
    if (random.chance(link.isOnline ? 0.06 : 0.25)) link.isOnline = !link.isOnline;
    if (random.chance(0.35) && link.isOnline) await attempt(world, device, () => world.sync(device, null));
    else await attempt(world, device, () => choose(firm)(firm, device));
  }
}
