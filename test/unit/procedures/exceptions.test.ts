import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openExceptions } from '../../../electron/data/procedures/trust-exceptions.ts';
import { areaProjections } from '../../../electron/data/projections/areas.ts';
import type { OpenedEvent } from '../../../shared/events/event.ts';
import { type MemoryRows, openMemoryRows } from '../../support/memory-rows.ts';

const here = '00000000000000aa';
const apart = '00000000000000bb';
const words = { name: 'Alder', purpose: 'Test', reference: '' };

let rows: MemoryRows;
let place = 0;

beforeEach(() => {
  rows = openMemoryRows(areaProjections);
  fold(
    'trust.account.opened',
    'account:a1',
    { kind: 'iolta', openedOn: '2026-01-02', custodianDeviceId: here, firmFundsCeilingCents: 100, nextCheckNumber: 1 },
    { name: 'Trust', bank: 'First', lastFour: '4242' },
  );
});
afterEach(() => rows.close());

function fold(type: string, aggregate: string, head: object, body: object = {}, deviceId = here): string {
  place += 1;
  const clock = place.toString(16).padStart(16, '0');
  const event: OpenedEvent = {
    id: `${clock}-${deviceId}-${'x'.repeat(43)}`,
    type,
    version: 1,
    aggregate,
    parents: [],
    commandId: 'c1',
    workspace: type.startsWith('trust') ? 'trust' : 'billing',
    clock,
    atMs: place,
    deviceId,
    memberId: 'm1',
    head,
    body,
  };
  rows.fold(event);
  return event.id;
}

const entry = {
  accountId: 'a1',
  ledgerId: 'm1',
  day: '2026-01-10',
  amountCents: 1_000,
  instrument: 'wire',
  custody: 'c',
};
const receipt = (id: string, more: object = {}, deviceId = here) =>
  fold(
    'trust.receipt.posted',
    `entry:${id}`,
    { ...entry, kind: 'advance fee', collectedOn: '2026-01-10', ...more },
    words,
    deviceId,
  );
const pay = (id: string, more: object = {}) =>
  fold('trust.disbursement.posted', `entry:${id}`, { ...entry, kind: 'cost', ...more }, words);
const reverse = (id: string, effectCents: number) =>
  fold('trust.entry.reversed', `entry:${id}`, { ...entry, entryId: id, effectCents }, words);

const line = { sourceId: 't1', kind: 'time', day: '2026-01-10', units: 1, rateCents: 10, amountCents: 1_000 };
const invoice = {
  matterId: 'm1',
  clientId: 'k1',
  periodFrom: '2026-01-01',
  periodTo: '2026-01-31',
  lines: [line],
  discountCents: 0,
  feesCents: 1_000,
  expensesCents: 0,
  totalCents: 1_000,
};
const issue = (id: string, number: string) =>
  fold(
    'billing.invoice.issued',
    `invoice:${id}`,
    { ...invoice, number, issuedOn: '2026-01-31', dueOn: '2026-02-28' },
    { narratives: {}, note: '' },
  );
const payment = (id: string, invoiceId: string) =>
  fold('billing.payment.received', `payment:${id}`, {
    clientId: 'k1',
    receivedOn: '2026-02-02',
    amountCents: 1_000,
    method: 'ach',
    allocations: [{ invoiceId, amountCents: 1_000 }],
  });

const codes = () => openExceptions(rows, '2026-03-01').map((exception) => exception.code);

describe('what devices apart bring about', () => {
  it('[TR29] an entry that came after its month was signed', () => {
    const seen = receipt('e1');
    const head = { accountId: 'a1', statementFrom: '2026-01-02', statementOn: '2026-01-31', clearedEntryIds: ['e1'] };
    const figures = { bankBalanceCents: 1_000, adjustedBankCents: 1_000, journalCents: 1_000, ledgersCents: 1_000 };
    fold('trust.reconciliation.signed', 'reconciliation:r1', {
      ...head,
      ...figures,
      heads: { [here]: seen },
      custody: 'c',
      preparedByMemberId: 'm1',
    });
    expect(codes()).toEqual([]);
    receipt('e2', { day: '2026-02-01' }, apart);
    expect(codes()).toEqual([]);
    receipt('e3', { day: '2026-01-31' }, apart);
    expect(openExceptions(rows, '2026-03-01')).toMatchObject([
      { code: 'trust.late-entry', accountId: 'a1', amountCents: 1_000, day: '2026-01-31' },
    ]);
    fold('trust.reconciliation.reopened', 'reconciliation:r1', {}, { reason: 'Late deposit' });
    expect(codes()).toEqual([]);
  });

  it('[TR3] a ledger below zero, now or on an earlier day', () => {
    pay('e1', { day: '2026-01-05' });
    expect(codes()).toEqual(['trust.ledger-below-zero']);
    receipt('e2', { day: '2026-01-08' });
    expect(openExceptions(rows, '2026-03-01')).toMatchObject([
      { code: 'trust.ledger-below-zero', day: '2026-01-05', amountCents: -1_000 },
    ]);
    receipt('e3', { day: '2026-01-04' });
    expect(codes()).toEqual([]);
  });

  it('[TR10] [TR11] [TR14] a number, a request and an entry used twice', () => {
    receipt('e1', { amountCents: 9_000 });
    pay('e2', { instrument: 'check', checkNumber: 7, requestId: 'q1' });
    pay('e3', { instrument: 'check', checkNumber: 7, requestId: 'q1' });
    expect(codes()).toEqual(['trust.check-number-twice', 'trust.request-posted-twice']);
    reverse('e3', 1_000);
    reverse('e3', 1_000);
    expect(codes()).toEqual(['trust.reversed-twice', 'trust.check-number-twice']);
    expect(rows.get('SELECT balance_cents FROM trust_ledger')).toEqual({ balance_cents: 8_000 });
  });

  it("[TR6] the firm's own money above its ceiling", () => {
    receipt('e1', { ledgerId: 'firm', amountCents: 101 });
    expect(codes()).toEqual(['trust.firm-funds-above-ceiling']);
  });

  it('[BL14] [BL20] invoices paid twice, voided though paid, and billed or numbered twice', () => {
    issue('i1', 'A-0001');
    payment('y1', 'i1');
    expect(codes()).toEqual([]);
    fold('trust.fee.transferred', 'entry:e9', { ...entry, invoiceId: 'i1' }, words);
    receipt('e8', { day: '2026-01-09' });
    expect(codes()).toEqual(['trust.fee-misplaced']);
    reverse('e9', 1_000);
    expect(codes()).toEqual([]);
    fold('billing.invoice.voided', 'invoice:i1', { voidedOn: '2026-02-03' }, { reason: 'Wrong' });
    expect(codes()).toEqual(['billing.paid-not-issued']);
    fold('billing.payment.reversed', 'payment:y1', { reversedOn: '2026-02-04' }, { reason: 'Returned' });
    const time = {
      matterId: 'm1',
      timekeeperMemberId: 'm1',
      workedOn: '2026-01-10',
      minutes: 6,
      units: 1,
      rateCents: 10,
    };
    fold('billing.time.recorded', 'time:t1', { ...time, amountCents: 1_000, billable: true }, { narrative: 'Drafted' });
    issue('i2', 'A-0002');
    issue('i3', 'A-0002');
    issue('i3', 'B-0001');
    expect(codes()).toEqual(['billing.billed-twice', 'billing.issued-twice', 'billing.number-twice']);
  });

  it('counts a notice once its transfer is not seen, and no more once it is', () => {
    issue('i1', 'A-0001');
    const paid = () => rows.get<{ paid_cents: number }>('SELECT paid_cents FROM billing_invoice')?.paid_cents;
    fold('billing.invoice.paid-from-trust', 'trust-payment:e1', {
      entryId: 'e1',
      invoiceId: 'i1',
      amountCents: 1_000,
      paidOn: '2026-02-01',
    });
    expect(paid()).toBe(1_000);
    fold('trust.fee.transferred', 'entry:e1', { ...entry, invoiceId: 'i1', amountCents: 700 }, words);
    expect(paid()).toBe(700);
    rows.forget('entry:e1');
    expect(paid()).toBe(1_000);
  });
});
