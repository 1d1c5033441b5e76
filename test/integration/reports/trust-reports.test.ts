import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { newEvent } from '../../../electron/data/procedures/new-event.ts';
import { accept } from '../../../shared/domain/refusal.ts';
import { receiptPosted, reconciliationSigned } from '../../../shared/events/trust.ts';
import { openPractice, type Practice, testPassphrase } from '../../support/practice.ts';

let firm: Practice;
let signedMs: number;

const january = { from: '2026-01-01', to: '2026-01-31' };

beforeAll(async () => {
  firm = await openPractice('2026-01-20');
  const deposit = await firm.deposit(100_000, '2026-01-10');
  await firm.client.trust.postDisbursement({
    commandId: createId(),
    accountId: firm.accountId,
    ledgerId: firm.matterId,
    day: '2026-01-20',
    amountCents: 30_000,
    kind: 'cost',
    instrument: 'check',
    checkNumber: 1_001,
    payee: 'County Clerk',
    purpose: 'Filing fee',
    passphrase: testPassphrase,
  });
  firm.setDay('2026-02-05');
  // Signed by somebody who had not seen what another device wrote before: their heads name nothing of this device.
  const signed = {
    accountId: firm.accountId,
    statementFrom: '2026-01-02',
    statementOn: '2026-01-31',
    bankBalanceCents: 100_000,
    clearedEntryIds: [deposit],
    adjustedBankCents: 70_000,
    journalCents: 70_000,
    ledgersCents: 70_000,
    custody: await custodyOf(),
    preparedByMemberId: firm.memberId,
  };
  const heads = headsNow();
  const late = { accountId: firm.accountId, ledgerId: firm.matterId, day: '2026-01-25', amountCents: 5_000 };
  await append(
    newEvent(
      receiptPosted,
      createId(),
      { ...late, kind: 'advance fee', instrument: 'wire', collectedOn: '2026-01-25' },
      { name: 'Carla Cole', purpose: 'Came late' },
    ),
  );
  await append(newEvent(reconciliationSigned, createId(), { ...signed, heads }, { statement: 'Balanced.' }));
  signedMs = firm.host.firm.rows.get<{ at: number }>('SELECT at_ms AS at FROM trust_reconciliation')?.at ?? 0;
  firm.setDay('2026-02-10');
});
afterAll(() => firm.remove());

function append(event: ReturnType<typeof newEvent>) {
  return firm.host.firm.execute(createId(), () => accept({ events: [event], answer: {} }));
}

async function custodyOf(): Promise<string> {
  const row = firm.host.firm.rows.get<{ id: string }>('SELECT custody_event_id AS id FROM trust_account');
  return row?.id ?? '';
}

function headsNow(): Record<string, string> {
  const last = firm.host.firm.rows.get<{ id: string }>(
    "SELECT MAX(event_id) AS id FROM event WHERE workspace = 'trust'",
  );
  return { [firm.host.firm.me.deviceId]: last?.id ?? '' };
}

type Kind = Parameters<Practice['client']['reports']['run']>[0]['kind'];
const run = (kind: Kind, more: object = {}) => firm.client.reports.run({ kind, ...january, ...more });

describe('an entry that arrives late into a signed period', () => {
  it('[TR29] keeps its date, is an exception, and belongs to the first open period', async () => {
    const { rows } = await firm.client.trust.listExceptions({ accountId: firm.accountId });
    expect(rows).toMatchObject([
      { code: 'trust.late-entry', amountCents: 5_000, day: '2026-01-25', dueOn: '2026-02-10' },
    ]);
    const [signed] = (await firm.client.trust.listReconciliations({ accountId: firm.accountId })).rows;
    expect(signed).toMatchObject({ lateEntries: 1, journalCents: 70_000 });
    const february = await firm.client.trust.reconcile({
      accountId: firm.accountId,
      statementOn: '2026-02-09',
      bankBalanceCents: 100_000,
      clearedEntryIds: [],
    });
    expect(february).toMatchObject({ balanced: true, journalCents: 75_000, inTransitCents: 5_000 });
  });

  it('[TR41] is not in a report as known at the signature, and is in one as known now', async () => {
    const balance = async (more: object) => (await run('ledger-balances', more)).totals.balanceCents;
    expect(await balance({})).toBe(75_000);
    expect(await balance({ knownOnMs: signedMs })).toBe(70_000);
    expect(await balance({ knownOnMs: signedMs + 1 })).toBe(75_000);
    expect((await run('trust-journal')).rows).toHaveLength(3);
    expect((await run('trust-journal', { knownOnMs: signedMs })).totals).toMatchObject({ amountCents: 70_000 });
    const asOf = { accountId: firm.accountId, asOf: '2026-01-31', knownOnMs: signedMs };
    expect(await firm.client.trust.balancesAsOf(asOf)).toMatchObject({ journalCents: 70_000, totalCents: 70_000 });
    expect((await run('outstanding', { knownOnMs: signedMs })).totals).toMatchObject({ amountCents: -30_000 });
  });
});

describe('reports of trust', () => {
  it('[TR41] answer each of the questions that an examiner asks, as of a day', async () => {
    expect((await run('client-ledgers')).rows.map((row) => row.balanceCents)).toEqual([100_000, 70_000, 75_000]);
    expect((await run('client-ledgers', { from: '2026-01-15' })).rows[0]).toMatchObject({
      name: 'Balance brought forward',
      balanceCents: 100_000,
    });
    expect((await run('client-accounting')).totals).toEqual({
      openingCents: 0,
      receivedCents: 105_000,
      paidCents: 30_000,
      feesCents: 0,
      balanceCents: 75_000,
    });
    expect((await run('outstanding')).rows).toMatchObject([
      { what: 'Outstanding payment', reference: 'Check 1001', ageDays: 11, amountCents: -30_000 },
      { what: 'Deposit in transit', amountCents: 5_000 },
    ]);
    expect((await run('dormant', { to: '2027-01-31' })).rows).toMatchObject([
      { what: 'Balance that has not moved', amountCents: 75_000 },
      { what: 'Check 1001, not cashed', amountCents: 30_000 },
    ]);
    expect((await run('unclaimed', { to: '2026-06-30' })).rows).toEqual([]);
    expect((await run('exceptions')).rows).toMatchObject([{ state: 'Open', who: 'An attorney', dueOn: '2026-02-10' }]);
    expect((await run('daily-totals')).rows).toMatchObject([
      { day: '2026-01-10', journalCents: 100_000, positiveCents: 100_000, shortageCents: 0 },
      { day: '2026-01-20', journalCents: 70_000 },
      { day: '2026-01-25', journalCents: 75_000 },
    ]);
    expect((await run('projection')).rows.map((row) => row.balanceCents)).toEqual([100_000, 70_000, 75_000]);
    expect((await run('account-filing')).rows).toMatchObject([
      { bank: 'First Bank', number: 'ending in 4242', balanceCents: 75_000, reconciledOn: '2026-01-31' },
    ]);
  });

  it('[TR41] page by page are the whole, as known now and at a signature, card after card', async () => {
    const kinds = ['trust-journal', 'client-ledgers', 'client-accounting', 'ledger-balances', 'outstanding'] as const;
    for (const kind of kinds) {
      for (const more of [{}, { knownOnMs: signedMs }, { from: '2026-01-15' }]) {
        const whole = await run(kind, more);
        const rows = [];
        for (let offset = 0; offset < whole.total; offset += 2) {
          const page = await run(kind, { ...more, offset, limit: 2 });
          expect(page).toMatchObject({ total: whole.rows.length, totals: whole.totals });
          rows.push(...page.rows);
        }
        expect(rows).toEqual(whole.rows);
      }
    }
  });
});
