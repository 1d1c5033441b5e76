import { addDays } from '../../../shared/domain/day.ts';
import type { SampleMatter } from './sample-matters.ts';
import { payFromTrust } from './sample-trust.ts';
import { later, monthsBetween, plan, type SampleWorld, unlessRefused } from './sample-world.ts';

const invoicesAMonth = 10.5;
const draftsLeft = 3;
const dueDays = 30;

/** Plans the billing of each month: in its first days the matters with the most unbilled work of the months before. */
export function planBilling(world: SampleWorld, matters: ReadonlyMap<string, SampleMatter>): void {
  const months = monthsBetween(addDays(world.firstDay, 40), world.lastDay);
  const random = world.random.fork('billing');
  for (const month of months) {
    const isLast = month === months.at(-1);
    plan(world, addDays(month, 2), 9 * 60 + 30, async () => {
      const wanted = Math.max(1, Math.round(invoicesAMonth * world.size) + random.int(-1, 1));
      const page = { limit: wanted, sort: 'unbilledCents', descending: true } as const;
      const { rows } = await world.client.billing.unbilledMatters(page);
      for (const [place, { matterId }] of rows.entries()) {
        const matter = matters.get(matterId);
        if (matter === undefined) continue;
        const periodTo = addDays(month, -1);
        const input = { matterId, periodFrom: matter.openedOn, periodTo };
        // Once there is a provider its supervisor prepares the drafts.
        const { billing } = world.provider?.supervisor.client ?? world.client;
        const drafted = await unlessRefused(billing.draftInvoice({ commandId: world.id(), ...input }));
        if (drafted !== null && !(isLast && place < draftsLeft)) await settleInvoice(world, matter, drafted.id);
      }
    });
  }
}

/** Has a draft looked at and issued the next day, then paid: from trust first, and what is left by the client. */
export async function settleInvoice(world: SampleWorld, matter: SampleMatter, invoiceId: string): Promise<void> {
  const { random } = matter;
  plan(world, addDays(world.today(), 1), 14 * 60, async () => {
    const issuedOn = world.today();
    if (random.chance(12)) {
      await world.client.billing.discardInvoice({
        commandId: world.id(),
        invoiceId,
        reason: 'Time of another matter on it',
      });
      return;
    }
    const dates = { issuedOn, dueOn: addDays(issuedOn, dueDays) };
    await world.client.billing.issueInvoice({ commandId: world.id(), invoiceId, ...dates });
    if (random.chance(8)) {
      const voided = { invoiceId, voidedOn: issuedOn, reason: 'Wrong rate on the first lines' };
      await world.client.billing.voidInvoice({ commandId: world.id(), ...voided });
      return;
    }
    plan(world, later(world, random, issuedOn, 2, 5), 11 * 60, () => payFromTrust(world, matter, invoiceId));
    planPayment(world, matter, invoiceId, issuedOn);
  });
}

function planPayment(world: SampleWorld, matter: SampleMatter, invoiceId: string, issuedOn: string): void {
  const { random } = matter;
  const habit = random.int(1, 100);
  if (habit <= 62)
    plan(world, later(world, random, issuedOn, 8, 29), 12 * 60, () => pay(world, matter, invoiceId, 100));
  else if (habit <= 86)
    plan(world, later(world, random, issuedOn, 31, 80), 12 * 60, () => pay(world, matter, invoiceId, 100));
  else if (habit <= 95) {
    plan(world, later(world, random, issuedOn, 20, 45), 12 * 60, () =>
      pay(world, matter, invoiceId, random.int(30, 60)),
    );
    plan(world, later(world, random, issuedOn, 70, 130), 12 * 60, () => pay(world, matter, invoiceId, 100));
  }
}

/** The client pays a share, in hundredths, of what is still owed into the operating account. */
async function pay(world: SampleWorld, matter: SampleMatter, invoiceId: string, percent: number): Promise<void> {
  const { owedCents, state } = await world.client.billing.getInvoice({ invoiceId });
  if (owedCents <= 0 || state === 'void') return;
  const amountCents = percent === 100 ? owedCents : Math.max(100, Math.floor((owedCents * percent) / 10_000) * 100);
  const method = matter.random.pick(['check', 'check', 'card', 'ach', 'wire'] as const);
  await world.client.billing.recordPayment({
    commandId: world.id(),
    clientId: matter.clientId,
    receivedOn: world.today(),
    amountCents,
    method,
    payor: matter.client.name,
    reference: method === 'check' ? `Check ${matter.random.int(1001, 9899)}` : '',
    allocations: [{ invoiceId, amountCents: Math.min(amountCents, owedCents) }],
  });
}
