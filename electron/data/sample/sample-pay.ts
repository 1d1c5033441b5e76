import { addBusinessDays } from '../../../shared/domain/calendar/business-days.ts';
import { addDays } from '../../../shared/domain/day.ts';
import { priceOf } from '../../../shared/domain/provider/order-price.ts';
import { contractorOf, planContractors, type SampleContractor } from './sample-contractors.ts';
import { takeAccepted } from './sample-orders.ts';
import {
  engagedDaysAgo,
  monthsBetween,
  plan,
  providerOf,
  type SampleClient,
  type SampleWorld,
} from './sample-world.ts';

type InvoiceLine = Parameters<SampleClient['pay']['receiveInvoice']>[0]['lines'][number];
type Method = Parameters<SampleClient['pay']['recordPayment']>[0]['method'];

/** An invoice of the sample firm: whose, and what becomes of it. */
interface SampleInvoice {
  readonly from: SampleContractor;
  readonly number: string;
  readonly method: Method;
  /** "as agreed" is paid the day before it is due; "late" some days after. */
  readonly until: 'to decide' | 'to pay' | 'as agreed' | 'late' | 'paid by a check after the transfer came back';
  /** What it asks for beyond the orders; the firm disputes it. */
  readonly extra?: InvoiceLine;
}

/** Plans contractors, their invoices of every month and of the last days, what is paid, and the classification files. */
export function planPay(world: SampleWorld): void {
  planContractors(world);
  const begun = addDays(world.lastDay, -engagedDaysAgo + 12);
  for (const [place, month] of monthsBetween(begun, world.lastDay).slice(1).entries()) {
    const invoice: SampleInvoice = {
      from: 'provider',
      number: `RB-${month.slice(2, 4)}${month.slice(5, 7)}`,
      method: 'ach',
      until: place === 6 ? 'late' : 'as agreed',
    };
    plan(world, addBusinessDays(month, 1), 8 * 60 + 40, () => takeIn(world, invoice));
  }
  planOthers(world);
  planClassification(world);
}

function planOthers(world: SampleWorld): void {
  const on = (daysAgo: number, invoice: SampleInvoice) =>
    plan(world, addDays(world.lastDay, -daysAgo), 9 * 60 + 10, () => takeIn(world, invoice));
  on(105, { from: 'it', number: '2026-014', method: 'ach', until: 'paid by a check after the transfer came back' });
  on(62, { from: 'coach', number: 'FPC 118', method: 'wire', until: 'as agreed' });
  on(38, {
    from: 'cpa',
    number: 'ST-4471',
    method: 'card',
    until: 'as agreed',
    extra: { kind: 'expense', amountCents: 8_650, description: 'Courier and copies' },
  });
  on(8, {
    from: 'provider',
    number: 'RB-X31',
    method: 'ach',
    until: 'to pay',
    extra: { kind: 'fee', hundredths: 100, rateCents: 6_800, amountCents: 6_800, description: 'Telephone conference' },
  });
  on(5, { from: 'recruiter', number: 'G-902', method: 'check', until: 'to pay' });
  on(2, { from: 'provider', number: 'RB-X32', method: 'ach', until: 'to decide' });
  plan(world, addDays(world.lastDay, -55), 9 * 60, () => sentTwice(world));
}

async function takeIn(world: SampleWorld, invoice: SampleInvoice): Promise<void> {
  const { from, number, extra } = invoice;
  const orders = takeAccepted(world, from, addDays(world.today(), 1));
  const lines: InvoiceLine[] = orders.map((order) => ({
    kind: 'fee',
    orderId: order.orderId,
    workedOn: order.acceptedOn,
    hundredths: order.hundredths,
    rateCents: order.rateCents,
    amountCents: order.isFixed
      ? order.rateCents
      : priceOf({ basis: 'hourly', rateCents: order.rateCents, capCents: null }, order.hundredths),
    description: order.title,
  }));
  if (extra !== undefined) lines.push(extra);
  if (lines.length === 0) return;
  const { client } = from === 'provider' ? providerOf(world).manager : world;
  const day = world.today();
  const totalCents = lines.reduce((sum, line) => sum + line.amountCents, 0);
  const { contractorId } = contractorOf(world, from);
  const head = { contractorId, number, invoicedOn: day, receivedOn: day, totalCents, lines };
  const { id: invoiceId } = await client.pay.receiveInvoice({ commandId: world.id(), ...head });
  if (invoice.until === 'to decide') return;
  const isBilledOn = orders.some((order) => order.isClientCost && order.title.startsWith('Exhibit'));
  plan(world, addBusinessDays(day, 2), 14 * 60, () => decide(world, invoice, invoiceId, isBilledOn));
}

/** Approves what the match has nothing against, and disputes the rest. */
async function decide(
  world: SampleWorld,
  invoice: SampleInvoice,
  invoiceId: string,
  isBilledOn: boolean,
): Promise<void> {
  const { pay } = world.client;
  const { lines, dueOn } = await pay.getInvoice({ invoiceId });
  await pay.decideInvoice({
    commandId: world.id(),
    invoiceId,
    lines: lines.map(({ lineId, undisputedCents, amountCents }) => ({
      lineId,
      approvedCents: undisputedCents,
      reason: undisputedCents === amountCents ? '' : 'Nobody ordered this. Send the order or the receipt, please.',
    })),
  });
  const [billable] = lines.filter((line) => line.canBillOn);
  if (isBilledOn && billable !== undefined) {
    await pay.billOn({ commandId: world.id(), invoiceId, lineId: billable.lineId });
  }
  if (invoice.until === 'to pay') return;
  const paidOn = invoice.until === 'late' ? addDays(dueOn, 4) : addBusinessDays(dueOn, -1);
  plan(world, paidOn, 15 * 60 + 20, () => payInvoice(world, invoice, invoiceId));
}

async function payInvoice(world: SampleWorld, invoice: SampleInvoice, invoiceId: string): Promise<void> {
  const { pay } = world.client;
  const { contractorId, openCents, interestCents } = await pay.getInvoice({ invoiceId });
  const isReturned = invoice.until === 'paid by a check after the transfer came back';
  const send = async (method: Method, reference: string) =>
    pay.recordPayment({
      commandId: world.id(),
      contractorId,
      paidOn: world.today(),
      method,
      amountCents: openCents + interestCents,
      interestCents,
      allocations: [{ invoiceId, amountCents: openCents }],
      reference,
    });
  const { id: paymentId } = await send(invoice.method, `${invoice.number} ${world.today()}`);
  if (!isReturned) return;
  plan(world, addBusinessDays(world.today(), 3), 9 * 60, async () => {
    const reason = 'The bank sent the transfer back: the account is closed.';
    await pay.reversePayment({ commandId: world.id(), paymentId, reversedOn: world.today(), reason });
    await send('check', 'Check 3107');
  });
}

/** The coach sent the same invoice under another number, and took it back. */
async function sentTwice(world: SampleWorld): Promise<void> {
  const { pay } = world.client;
  const { contractorId } = contractorOf(world, 'coach');
  const line: InvoiceLine = {
    kind: 'fee',
    hundredths: 100,
    rateCents: 12_000,
    amountCents: 12_000,
    description: 'Session',
  };
  const head = { contractorId, number: 'FPC 121', invoicedOn: world.today(), totalCents: 12_000, lines: [line] };
  const { id: invoiceId } = await pay.receiveInvoice({ commandId: world.id(), ...head });
  await pay.withdrawInvoice({ commandId: world.id(), invoiceId, reason: 'Sent by mistake; meant for another client.' });
}

function planClassification(world: SampleWorld): void {
  plan(world, addDays(world.lastDay, -352), 10 * 60, () => classify(world, 'provider', addDays(world.lastDay, 11)));
  plan(world, addDays(world.lastDay, -190), 10 * 60, () => classify(world, 'it', addDays(world.lastDay, 150)));
}

/** What a company of its own with many clients answers to each question; the last three point both ways. */
async function classify(world: SampleWorld, who: SampleContractor, reviewOn: string): Promise<void> {
  const { classification } = world.client;
  const { contractorId } = contractorOf(world, who);
  const { pack } = await classification.get({ contractorId });
  const bothWays = new Set(['permanence', '20-continuing', '20-pay-period', '20-discharge']);
  const answers = pack.factors.map(({ id, evidence }) => ({
    factorId: id,
    answer:
      id === 'key-activity'
        ? ('points to employee' as const)
        : bothWays.has(id)
          ? ('both ways' as const)
          : ('points to contractor' as const),
    note: bothWays.has(id)
      ? 'Monthly work without an end, but each piece is ordered and can be declined.'
      : `Looked at: ${evidence}`,
  }));
  await classification.assess({ commandId: world.id(), contractorId, packVersion: pack.version, answers });
  await classification.decide({
    commandId: world.id(),
    contractorId,
    decision: 'vendor business',
    reviewOn,
    reasons: 'A business of its own: other clients, own people and tools, pay by result, work that it may decline.',
  });
}
