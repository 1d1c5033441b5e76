import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figureChecks } from '../../../electron/data/procedures/figure-checks.ts';
import { billingProjection } from '../../../electron/data/projections/billing.ts';
import { trustProjection } from '../../../electron/data/projections/trust.ts';
import { addDays } from '../../../shared/domain/day.ts';
import type { OpenedEvent } from '../../../shared/events/event.ts';
import { type MemoryRows, openMemoryRows } from '../../support/memory-rows.ts';
import { createNaiveLedger } from '../../support/naive-ledger.ts';

const tables = [
  ...trustProjection.tables,
  ...billingProjection.tables,
  'trust_ledger',
  'trust_month',
  'trust_journal_month',
  'trust_check_use',
  'trust_late',
];

const devices = ['00000000000000aa', '00000000000000bb'];

/** An event of a made-up history: its place in time gives its clock, as the store would. */
function event(place: number, type: string, aggregate: string, head: object, body: object = {}): OpenedEvent {
  const clock = place.toString(16).padStart(16, '0');
  const deviceId = devices[place % devices.length] ?? '';
  return {
    id: `${clock}-${deviceId}-${'x'.repeat(43)}`,
    type,
    version: 1,
    aggregate,
    parents: [],
    commandId: `c${place}`,
    workspace: type.startsWith('trust') ? 'trust' : 'billing',
    clock,
    atMs: place,
    deviceId,
    memberId: 'm1',
    head,
    body,
  };
}

const words = { name: 'Alder', purpose: 'Test', reference: '' };
const firstDay = '2026-01-01';

/** A step of a history: `pick` chooses among what is there. */
const step = fc.record({
  what: fc.constantFrom(
    'receipt',
    'out',
    'fee',
    'reverse',
    'request',
    'time',
    'draft',
    'issue',
    'discard',
    'void',
    'payment',
    'bounce',
    'sign',
    'reopen',
    'notice',
  ),
  ledger: fc.constantFrom('m1', 'm2'),
  offset: fc.integer({ min: 0, max: 70 }),
  cents: fc.integer({ min: 1, max: 9_000 }),
  pick: fc.nat(50),
  isTwice: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

interface World {
  readonly events: OpenedEvent[];
  readonly entries: string[];
  readonly requests: string[];
  readonly times: string[];
  readonly invoices: string[];
  readonly payments: string[];
  readonly signed: string[];
}

function chosen(list: readonly string[], pick: number, otherwise: string): string {
  return list[pick % Math.max(1, list.length)] ?? otherwise;
}

/** Makes a history that no rule watches over: devices apart can bring about anything. */
function makeHistory(steps: readonly Step[]): OpenedEvent[] {
  const world: World = { events: [], entries: [], requests: [], times: [], invoices: [], payments: [], signed: [] };
  const account = {
    kind: 'iolta',
    openedOn: firstDay,
    custodianDeviceId: devices[0],
    firmFundsCeilingCents: 100,
    nextCheckNumber: 1,
  };
  world.events.push(
    event(1, 'trust.account.opened', 'account:a1', account, { name: 'T', bank: 'B', lastFour: '1234' }),
  );
  for (const [index, one] of steps.entries()) takeStep(world, index + 2, one);
  return world.events;
}

function entryHead(one: Step) {
  return {
    accountId: 'a1',
    ledgerId: one.ledger,
    day: addDays(firstDay, one.offset),
    amountCents: one.cents,
    custody: 'c',
    instrument: 'wire',
  };
}

function takeStep(world: World, place: number, one: Step): void {
  const id = `${one.what}${place}`;
  const day = addDays(firstDay, one.offset);
  const push = (type: string, aggregate: string, head: object, body: object = {}): void => {
    world.events.push(event(place, type, aggregate, head, body));
  };
  const invoiceId = chosen(world.invoices, one.pick, 'none');
  if (one.what === 'receipt') {
    push('trust.receipt.posted', `entry:${id}`, { ...entryHead(one), kind: 'advance fee', collectedOn: day }, words);
    world.entries.push(id);
  } else if (one.what === 'out') {
    const requestId = one.isTwice ? chosen(world.requests, one.pick, 'later') : undefined;
    const head = { ...entryHead(one), kind: 'cost', instrument: 'check', checkNumber: one.pick, requestId };
    push('trust.disbursement.posted', `entry:${id}`, head, words);
    world.entries.push(id);
  } else if (one.what === 'fee') {
    push('trust.fee.transferred', `entry:${id}`, { ...entryHead(one), invoiceId }, words);
    world.entries.push(id);
  } else if (one.what === 'reverse') {
    takeBack(world, one, push);
  } else if (one.what === 'request') {
    push('trust.disbursement.requested', `request:${id}`, { ...entryHead(one), kind: 'cost' }, words);
    world.requests.push(id);
  } else if (one.what === 'sign') {
    const heads = Object.fromEntries(world.events.map((seen) => [seen.deviceId, seen.id]));
    const figures = { bankBalanceCents: 0, adjustedBankCents: 0, journalCents: 0, ledgersCents: 0 };
    const clearedEntryIds = world.entries.filter((_, index) => index % 2 === one.pick % 2);
    const head = {
      accountId: 'a1',
      statementFrom: firstDay,
      statementOn: day,
      heads,
      custody: 'c',
      preparedByMemberId: 'm1',
    };
    push('trust.reconciliation.signed', `reconciliation:${id}`, { ...head, ...figures, clearedEntryIds });
    world.signed.push(id);
  } else if (one.what === 'reopen') {
    const signed = chosen(world.signed, one.pick, '');
    if (signed !== '') push('trust.reconciliation.reopened', `reconciliation:${signed}`, {}, { reason: 'x' });
  } else {
    takeBillingStep(world, id, one, push);
  }
}

type Push = (type: string, aggregate: string, head: object, body?: object) => void;

function takeBack(world: World, one: Step, push: Push): void {
  const entryId = chosen(world.entries, one.pick, '');
  const original = world.events.find((candidate) => candidate.aggregate === `entry:${entryId}`);
  if (original === undefined) return;
  const { ledgerId, day, amountCents } = original.head as ReturnType<typeof entryHead>;
  const sign = original.type === 'trust.receipt.posted' ? -1 : 1;
  const head = { accountId: 'a1', ledgerId, day: addDays(day, one.offset % 9), amountCents, entryId };
  push('trust.entry.reversed', `entry:${entryId}`, { ...head, effectCents: sign * amountCents, custody: 'c' }, words);
}

function takeBillingStep(world: World, id: string, one: Step, push: Push): void {
  const day = addDays(firstDay, one.offset);
  const invoiceId = chosen(world.invoices, one.pick, 'none');
  const totals = { discountCents: 0, feesCents: one.cents, expensesCents: 0, totalCents: one.cents };
  const lines = world.times.slice(one.pick % 5, (one.pick % 5) + 3).map((sourceId) => ({
    sourceId,
    kind: 'time',
    day,
    units: 1,
    rateCents: 10,
    amountCents: 1,
  }));
  const invoice = { matterId: 'm1', clientId: 'k1', periodFrom: firstDay, periodTo: day, lines, ...totals };
  if (one.what === 'time') {
    const head = { matterId: one.ledger, timekeeperMemberId: 'm1', workedOn: day, minutes: 6, units: 1 };
    push(
      'billing.time.recorded',
      `time:${id}`,
      { ...head, rateCents: 10, amountCents: 1, billable: true },
      { narrative: 'x' },
    );
    world.times.push(id);
  } else if (one.what === 'draft') {
    push('billing.invoice.drafted', `invoice:${id}`, invoice, { narratives: {}, note: '' });
    world.invoices.push(id);
  } else if (one.what === 'issue' && invoiceId !== 'none') {
    const head = { ...invoice, number: `A-${one.pick}`, issuedOn: day, dueOn: day };
    push('billing.invoice.issued', `invoice:${invoiceId}`, head, { narratives: {}, note: '' });
  } else if (one.what === 'discard' && invoiceId !== 'none') {
    push('billing.invoice.discarded', `invoice:${invoiceId}`, {}, { reason: '' });
  } else if (one.what === 'void' && invoiceId !== 'none') {
    push('billing.invoice.voided', `invoice:${invoiceId}`, { voidedOn: day }, { reason: 'x' });
  } else if (one.what === 'payment') {
    const allocations = [{ invoiceId, amountCents: one.cents }];
    push('billing.payment.received', `payment:${id}`, {
      clientId: 'k1',
      receivedOn: day,
      amountCents: one.cents,
      method: 'ach',
      allocations,
    });
    world.payments.push(id);
  } else if (one.what === 'bounce') {
    const paymentId = chosen(world.payments, one.pick, '');
    if (paymentId !== '')
      push('billing.payment.reversed', `payment:${paymentId}`, { reversedOn: day }, { reason: 'x' });
  } else if (one.what === 'notice') {
    const entryId = chosen(world.entries, one.pick, 'elsewhere');
    push('billing.invoice.paid-from-trust', `trust-payment:${entryId}`, {
      entryId,
      invoiceId,
      amountCents: one.cents,
      paidOn: day,
    });
  }
}

/** The same events with the aggregates mixed anew; within an aggregate the order stays. */
function mix(history: readonly OpenedEvent[], seed: number): OpenedEvent[] {
  const queues = new Map<string, OpenedEvent[]>();
  for (const one of history) queues.set(one.aggregate, [...(queues.get(one.aggregate) ?? []), one]);
  const mixed: OpenedEvent[] = [];
  let state = seed + 1;
  while (queues.size > 0) {
    state = (state * 48_271) % 2_147_483_647;
    const [aggregate, queue] = [...queues][state % queues.size] ?? ['', []];
    const next = queue.shift();
    if (next !== undefined) mixed.push(next);
    if (queue.length === 0) queues.delete(aggregate);
  }
  return mixed;
}

function foldAll(history: readonly OpenedEvent[]): MemoryRows {
  const rows = openMemoryRows([billingProjection, trustProjection]);
  for (const one of history) rows.fold(one);
  return rows;
}

/** What does not depend on the order: `is_uneven` only says where to look. */
function comparable(rows: MemoryRows) {
  rows.run('UPDATE trust_ledger SET is_uneven = 0');
  return rows.dump(tables);
}

describe('rows of billing and trust', () => {
  it('are the same in whatever order the aggregates came, and after one is folded again', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.nat(), (steps, seed) => {
        const history = makeHistory(steps);
        const straight = foldAll(history);
        const mixed = foldAll(mix(history, seed));
        const again = history[seed % history.length]?.aggregate ?? '';
        mixed.forget(again);
        for (const one of history.filter((candidate) => candidate.aggregate === again)) mixed.fold(one);
        for (const check of figureChecks) expect(check.find(mixed)).toEqual([]);
        expect(comparable(mixed)).toEqual(comparable(straight));
        straight.close();
        mixed.close();
      }),
      { numRuns: 20 },
    );
  });

  it('[TR3] agree with the naive ledger, and know every ledger that was ever below zero', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.nat(), (steps, seed) => {
        const history = makeHistory(steps);
        const naive = createNaiveLedger();
        const reversed = new Set<string>();
        for (const { type, aggregate, head } of history) {
          const entryId = aggregate.slice('entry:'.length);
          const { ledgerId, day, amountCents } = head as ReturnType<typeof entryHead>;
          if (type === 'trust.receipt.posted') naive.post({ id: entryId, ledgerId, day, cents: amountCents });
          if (type === 'trust.disbursement.posted' || type === 'trust.fee.transferred') {
            naive.post({ id: entryId, ledgerId, day, cents: -amountCents });
          }
          if (type === 'trust.entry.reversed' && !reversed.has(entryId)) {
            reversed.add(entryId);
            naive.reverse(entryId, `r${entryId}`, day);
          }
        }
        const rows = foldAll(mix(history, seed));
        const ledgers = rows.all<{ ledger_id: string; balance_cents: number; is_uneven: number }>(
          'SELECT * FROM trust_ledger',
        );
        expect(ledgers.map((row) => row.ledger_id).sort()).toEqual([...naive.ledgerIds()].sort());
        for (const row of ledgers) {
          expect(row.balance_cents).toBe(naive.balance(row.ledger_id));
          if (naive.lowest(row.ledger_id) < 0) expect(row.is_uneven === 1 || row.balance_cents < 0).toBe(true);
        }
        rows.close();
      }),
      { numRuns: 20 },
    );
  });
});
