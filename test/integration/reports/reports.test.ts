import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { reportKinds } from '../../../shared/contract/reports.ts';
import { openPractice, type Practice, testPassphrase } from '../../support/practice.ts';
import { refusalOf } from '../../support/refusal-of.ts';

let firm: Practice;
let number: string;

const span = { from: '2026-06-01', to: '2026-06-30' };

beforeAll(async () => {
  firm = await openPractice('2026-06-30');
  await firm.deposit(100_000, '2026-06-01');
  const invoice = await firm.bill(15, '2026-06-10');
  number = invoice.number;
  await firm.client.trust.transferFee({
    commandId: createId(),
    accountId: firm.accountId,
    ledgerId: firm.matterId,
    invoiceId: invoice.id,
    day: '2026-06-10',
    amountCents: 30_000,
    passphrase: testPassphrase,
  });
  const { matterId } = await firm.openMatter('=HYPERLINK("x"), Elm', 'Eli "Ace" Elm');
  await firm.client.billing.recordTime({
    commandId: createId(),
    matterId,
    workedOn: '2026-06-20',
    minutes: 90,
    narrative: 'Met with the client',
  });
});
afterAll(() => firm.remove());

describe('reports', () => {
  it('answer rows with totals that add up, and say what they are made from', async () => {
    const run = (kind: (typeof reportKinds)[number]) => firm.client.reports.run({ kind, ...span });
    const balances = await run('ledger-balances');
    expect(balances).toMatchObject({
      title: 'Ledger balances as of 06/30/2026',
      rows: [{ account: 'Client trust', ledger: 'Cole v. Dunn', balanceCents: 70_000 }],
      total: 1,
      totals: { balanceCents: 70_000 },
    });
    expect(balances.basis).toMatch(/^As of 06\/30\/2026, for Alder Law, from \d+ events\.$/);
    expect((await run('trust-journal')).rows).toMatchObject([
      { amountCents: 100_000, balanceCents: 100_000 },
      { amountCents: -30_000, balanceCents: 70_000, type: 'Fee transfer' },
    ]);
    expect((await run('fee-transfers')).rows).toMatchObject([{ invoice: number, amountCents: 30_000 }]);
    expect((await run('aging')).totals).toMatchObject({ '1-30': 15_000, totalCents: 15_000 });
    expect((await run('unbilled')).totals).toMatchObject({ minutes: 90, unbilledCents: 45_000 });
    expect((await run('time-by-person')).rows).toMatchObject([
      { person: 'Ada Alder', minutes: 180, billableShare: 1_000, valueCents: 90_000, billedCents: 45_000 },
    ]);
    expect((await run('billed-and-collected')).totals).toMatchObject({
      billedCents: 45_000,
      collectedCents: 30_000,
      beforeDueCents: 30_000,
      beforeDueShare: 1_000,
    });
    expect((await run('lead-sources')).totals).toMatchObject({ leads: 0, share: null });
    const trail = await run('audit-trail');
    expect(trail.rows.map((row) => row.what)).toContain('Recorded time');
  });

  it('are walked page by page: the pages are the whole, and each has its totals', async () => {
    for (const kind of reportKinds) {
      const whole = await firm.client.reports.run({ kind, ...span });
      expect(whole.total).toBe(whole.rows.length);
      const rows = [];
      for (let offset = 0; offset < Math.min(whole.total, 40); offset += 1) {
        const page = await firm.client.reports.run({ kind, ...span, offset, limit: 1 });
        expect(page).toMatchObject({ total: whole.total, totals: whole.totals });
        rows.push(...page.rows);
      }
      expect(rows).toEqual(whole.rows.slice(0, 40));
      expect((await firm.client.reports.run({ kind, ...span, offset: whole.total })).rows).toEqual([]);
    }
  });

  it('are CSV that a spreadsheet adds up and never runs', async () => {
    const { csv, fileName } = await firm.client.reports.csv({ kind: 'unbilled', ...span });
    expect(fileName).toBe('unbilled 2026-06-01 2026-06-30.csv');
    expect(csv).toBe(
      [
        'Matter,Client,Hours,Time,Expenses,Total,Oldest',
        `"'=HYPERLINK(""x""), Elm","Eli ""Ace"" Elm",1.50,450.00,0.00,450.00,2026-06-20`,
        '',
      ].join('\r\n'),
    );
  });

  it('print, every kind of them', async () => {
    for (const kind of reportKinds) {
      const pdf = await firm.client.reports.pdf({ kind, ...span });
      expect(Buffer.from(pdf.pdfBase64, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
    }
  });

  it('refuse a period that ends before it starts, and an unknown account', async () => {
    const reversed = firm.client.reports.run({ kind: 'aging', from: '2026-06-30', to: '2026-06-01' });
    expect((await refusalOf(reversed)).code).toBe('reports.period-reversed');
    const unknown = firm.client.reports.csv({ kind: 'trust-journal', ...span, accountId: 'nosuch' });
    expect((await refusalOf(unknown)).code).toBe('trust.not-found');
  });
});
