import { addDays, endOfMonth } from '../../../shared/domain/day.ts';
import type { SampleMatter } from './sample-matters.ts';
import { later, monthsBetween, plan, type SampleWorld, unlessRefused } from './sample-world.ts';

/** What the bank will have done: each posting with the day on which it clears. */
interface BankLine {
  readonly entryId: string;
  readonly effectCents: number;
  readonly clearsOn: string;
}

interface TrustAccount {
  readonly accountId: string;
  readonly lines: BankLine[];
  nextCheck: number;
}

const accounts = new WeakMap<SampleWorld, { pooled: TrustAccount; escrow: TrustAccount }>();

function accountsOf(world: SampleWorld) {
  const opened = accounts.get(world);
  if (opened === undefined) throw new Error('The trust accounts are not open yet.');
  return opened;
}

/** Opens the firm's two trust accounts and plans the reconciliation of each month. */
export async function openTrustAccounts(world: SampleWorld): Promise<void> {
  const open = async (name: string, lastFour: string, nextCheck: number): Promise<TrustAccount> => {
    const input = { name, bank: 'First Harbor Bank', lastFour, openedOn: world.firstDay, nextCheckNumber: nextCheck };
    const { id } = await world.client.trust.openAccount({ commandId: world.id(), ...input });
    return { accountId: id, lines: [], nextCheck };
  };
  const pooled = await open('Client trust account (IOLTA)', '4417', 2001);
  const escrow = await open('Escrow and settlements (IOLTA)', '9023', 501);
  accounts.set(world, { pooled, escrow });
  for (const account of [pooled, escrow]) {
    await receive(world, account, 'firm', {
      cents: 20_000,
      kind: 'firm funds',
      instrument: 'transfer',
      payor: world.words.desk.firm.name,
      purpose: 'Bank charges',
    });
    for (const month of monthsBetween(world.firstDay, world.lastDay)) {
      const statementOn = endOfMonth(month);
      plan(world, addDays(statementOn, 7), 15 * 60, () => reviewAlone(world, account));
      // The second account is a month behind: something is left to do.
      if (account === escrow && addDays(statementOn, 45) > world.lastDay) continue;
      plan(world, addDays(statementOn, 8), 15 * 60, () => reconcile(world, account, statementOn));
    }
  }
}

interface Received {
  readonly cents: number;
  readonly kind: 'advance fee' | 'escrow' | 'settlement' | 'firm funds';
  readonly instrument: 'check' | 'wire' | 'ach' | 'transfer';
  readonly payor: string;
  readonly purpose: string;
}

async function receive(world: SampleWorld, account: TrustAccount, ledgerId: string, money: Received): Promise<void> {
  const day = world.today();
  const { cents, ...words } = money;
  const input = { accountId: account.accountId, ledgerId, day, amountCents: cents, ...words };
  const { id } = await world.client.trust.postReceipt({ commandId: world.id(), ...input });
  account.lines.push({ entryId: id, effectCents: cents, clearsOn: addDays(day, money.instrument === 'check' ? 2 : 0) });
}

/** Plans the deposit of a matter, and money held for a closing or a settlement. */
export function planTrust(world: SampleWorld, matter: SampleMatter): void {
  const random = matter.random.fork('trust');
  const { pooled, escrow } = accountsOf(world);
  if (matter.fee.depositCents > 0) {
    plan(world, matter.openedOn, 16 * 60, () => receiveDeposit(world, matter, matter.fee.depositCents, pooled));
  }
  if (matter.template.practiceArea === 'Real estate') {
    const day = later(world, random, matter.openedOn, 10, 30);
    planHeld(world, matter, escrow, {
      day,
      cents: random.int(20, 90) * 100_000,
      kind: 'escrow',
      holdDays: random.int(20, 60),
    });
  }
  if (matter.template.practiceArea === 'Personal injury') {
    const day = later(world, random, matter.endsOn, -60, -20);
    planHeld(world, matter, escrow, {
      day,
      cents: random.int(30, 120) * 100_000,
      kind: 'settlement',
      holdDays: random.int(20, 40),
    });
  }
  plan(world, addDays(matter.endsOn, 35), 15 * 60, () => refundRest(world, matter, pooled));
}

async function receiveDeposit(
  world: SampleWorld,
  matter: SampleMatter,
  cents: number,
  account: TrustAccount,
): Promise<void> {
  const instrument = matter.random.pick(['check', 'check', 'ach', 'wire'] as const);
  const words = { payor: matter.client.name, purpose: 'Advance fee deposit' };
  await receive(world, account, matter.matterId, { cents, kind: 'advance fee', instrument, ...words });
}

interface Held {
  readonly day: string;
  readonly cents: number;
  readonly kind: 'escrow' | 'settlement';
  readonly holdDays: number;
}

/** Money that comes in for a closing or a settlement, and goes out again in parts, each asked for and approved. */
function planHeld(world: SampleWorld, matter: SampleMatter, account: TrustAccount, held: Held): void {
  const isSettlement = held.kind === 'settlement';
  plan(world, held.day, 11 * 60, async () => {
    const payor = isSettlement ? matter.random.pick(world.words.people.insurers) : matter.client.name;
    const purpose = isSettlement ? 'Settlement' : 'Earnest money and funds to close';
    await receive(world, account, matter.matterId, {
      cents: held.cents,
      kind: held.kind,
      instrument: 'wire',
      payor,
      purpose,
    });
  });
  const outOn = addDays(held.day, held.holdDays);
  if (isSettlement) {
    plan(world, held.day, 12 * 60, () => holdDisputed(world, matter, account, Math.floor(held.cents / 10_000) * 300));
  }
  const share = Math.floor(held.cents / 10_000) * 100;
  const other = isSettlement
    ? { kind: 'third party', payee: 'Saltwater Bay Clinic', purpose: 'Medical lien, reduced', cents: share * 22 }
    : { kind: 'third party', payee: 'Harbor Light Title', purpose: 'Funds to close', cents: share * 94 };
  const own = {
    kind: 'client',
    payee: matter.client.name,
    purpose: isSettlement ? 'Client’s share' : 'Overage',
    cents: share * (isSettlement ? 44 : 5),
  };
  for (const part of [other, own] as const) {
    plan(world, outOn, 10 * 60, () =>
      requestAndPay(world, matter, account, { ...part, kind: part === own ? 'client' : 'third party' }),
    );
  }
}

/** A small part of a settlement that a former attorney claims; it stays held to the end. */
async function holdDisputed(
  world: SampleWorld,
  matter: SampleMatter,
  account: TrustAccount,
  amountCents: number,
): Promise<void> {
  const place = { accountId: account.accountId, ledgerId: matter.matterId, day: world.today() };
  const claim = { kind: 'dispute' as const, claimant: 'Former counsel', reason: 'Claims a share of the fee' };
  await world.client.trust.placeHold({ commandId: world.id(), ...place, amountCents, ...claim });
}

interface PaidOut {
  readonly kind: 'client' | 'third party' | 'refund';
  readonly payee: string;
  readonly purpose: string;
  readonly cents: number;
}

/** Asks for a payment, has it approved some days later and posts it the day after. What is asked at the end stays open. */
async function requestAndPay(
  world: SampleWorld,
  matter: SampleMatter,
  account: TrustAccount,
  paid: PaidOut,
): Promise<void> {
  const instrument = paid.cents > 1_000_000 ? 'wire' : 'check';
  const { cents, ...words } = paid;
  const place = { accountId: account.accountId, ledgerId: matter.matterId, day: world.today() };
  const calledOn = world.today();
  const confirmed = {
    transferEnd: { institution: 'Cascade Savings', accountEnding: '7718', authorisedBy: paid.payee },
    callBack: { calledOn, person: paid.payee, number: '206-555-0142', calledBy: 'Front desk' },
  };
  const input = {
    ...place,
    amountCents: cents,
    instrument,
    ...words,
    ...(instrument === 'wire' ? confirmed : {}),
  } as const;
  const request = await unlessRefused(world.client.trust.requestDisbursement({ commandId: world.id(), ...input }));
  if (request === null) return;
  plan(world, later(world, matter.random, world.today(), 1, 6), 13 * 60, async () => {
    const approval = { requestId: request.id, passphrase: world.passphrase };
    await world.client.trust.approveRequest({ commandId: world.id(), ...approval });
    plan(world, later(world, matter.random, world.today(), 1, 3), 10 * 60, async () => {
      const check = instrument === 'check' ? { checkNumber: account.nextCheck } : {};
      const day = world.today();
      const { id } = await world.client.trust.postRequest({
        commandId: world.id(),
        requestId: request.id,
        day,
        ...check,
      });
      if (instrument === 'check') account.nextCheck += 1;
      const lag = instrument === 'check' ? matter.random.int(3, 24) : 0;
      account.lines.push({ entryId: id, effectCents: -cents, clearsOn: addDays(day, lag) });
    });
  });
}

/** Transfers the earned fee of an invoice, as far as the client's money goes, and asks for a new deposit where agreed. */
export async function payFromTrust(world: SampleWorld, matter: SampleMatter, invoiceId: string): Promise<void> {
  const { pooled } = accountsOf(world);
  const place = { accountId: pooled.accountId, ledgerId: matter.matterId };
  const { owedCents } = await world.client.billing.getInvoice({ invoiceId });
  const { availableCents } = await world.client.trust.getLedger(place);
  const amountCents = Math.min(owedCents, availableCents);
  if (amountCents <= 0) return;
  const day = world.today();
  const input = { ...place, invoiceId, day, amountCents, passphrase: world.passphrase };
  const { id } = await world.client.trust.transferFee({ commandId: world.id(), ...input });
  pooled.lines.push({ entryId: id, effectCents: -amountCents, clearsOn: day });
  const missing = matter.fee.depositCents - (availableCents - amountCents);
  if (availableCents - amountCents >= matter.fee.replenishBelowCents || missing < 10_000) return;
  if (addDays(day, 30) > matter.endsOn || matter.random.chance(200)) return;
  plan(world, later(world, matter.random, day, 6, 18), 16 * 60, () => receiveDeposit(world, matter, missing, pooled));
}

async function refundRest(world: SampleWorld, matter: SampleMatter, account: TrustAccount): Promise<void> {
  const place = { accountId: account.accountId, ledgerId: matter.matterId };
  const { availableCents } = await world.client.trust.getLedger(place);
  if (availableCents <= 0) return;
  const paid = {
    kind: 'refund',
    payee: matter.client.name,
    purpose: 'Unearned deposit returned',
    cents: availableCents,
  } as const;
  await requestAndPay(world, matter, account, paid);
}

/** The second look at what the attorney alone paid, with the statement in hand. */
async function reviewAlone(world: SampleWorld, { accountId }: TrustAccount): Promise<void> {
  const { rows } = await world.client.trust.listToReview({ accountId });
  const entryIds = rows.map((row) => row.entryId);
  if (entryIds.length === 0) return;
  const review = { accountId, entryIds, compared: 'The bank statement of the month, line by line' };
  await world.client.trust.reviewPayments({ commandId: world.id(), ...review });
}

/** The bookkeeper compares a month with the bank's statement, and the attorney signs. */
async function reconcile(world: SampleWorld, account: TrustAccount, statementOn: string): Promise<void> {
  const cleared = account.lines.filter((line) => line.clearsOn <= statementOn);
  const before = account.lines.filter((line) => line.clearsOn < `${statementOn.slice(0, 7)}-01`);
  const known = new Set(before.map((line) => line.entryId));
  await world.client.trust.signReconciliation({
    commandId: world.id(),
    accountId: account.accountId,
    statementOn,
    bankBalanceCents: cleared.reduce((sum, line) => sum + line.effectCents, 0),
    clearedEntryIds: cleared.filter((line) => !known.has(line.entryId)).map((line) => line.entryId),
    preparedByMemberId: world.staff.bookkeeper,
    passphrase: world.passphrase,
  });
}

const openRequests = 5;

/** Plans requests of the last days: some wait for the attorney, some are approved and wait to be posted. */
export function planOpenRequests(world: SampleWorld, matters: ReadonlyMap<string, SampleMatter>): void {
  const { pooled } = accountsOf(world);
  plan(world, addDays(world.lastDay, -2), 9 * 60 + 45, async () => {
    let asked = 0;
    for (const matter of matters.values()) {
      if (asked === openRequests || matter.endsOn < world.today()) continue;
      const place = { accountId: pooled.accountId, ledgerId: matter.matterId };
      const { availableCents } = await world.client.trust.getLedger(place);
      if (availableCents < 60_000) continue;
      const out = { kind: 'cost', instrument: 'check', payee: 'Ellery County Clerk', purpose: 'Filing fee' } as const;
      const input = { ...place, ...out, day: world.today(), amountCents: matter.random.int(240, 365) * 100 };
      const request = await world.client.trust.requestDisbursement({ commandId: world.id(), ...input });
      asked += 1;
      if (asked % 3 !== 0) continue;
      const approval = { requestId: request.id, passphrase: world.passphrase };
      await world.client.trust.approveRequest({ commandId: world.id(), ...approval });
    }
  });
}
